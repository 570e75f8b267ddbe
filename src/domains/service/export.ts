/** Households as a file: what the list shows, names and phones masked as there. */
import type { ParsedInputOf } from '#platform/endpoint.ts'
import { exportList } from '#platform/export.ts'
import type { FileReply } from '#platform/file-reply.ts'
import type { SignedIn } from '#platform/routes.ts'
import type { Cell, TableColumn } from '#platform/table-file.ts'
import type { exportHouseholds, HouseholdView } from './contract.ts'
import { find } from './service.ts'
import { registerWords } from './words.ts'

export function householdsFile(
  ctx: SignedIn,
  { q, format }: ParsedInputOf<typeof exportHouseholds>,
): Promise<FileReply> {
  const words = registerWords[ctx.language]
  const columns: TableColumn[] = [
    { title: words.customerNo, kind: 'text' },
    { title: words.address, kind: 'text' },
    { title: words.floor, kind: 'number' },
    { title: words.holder, kind: 'text' },
    { title: words.phone, kind: 'text' },
    { title: words.station, kind: 'text' },
    { title: words.network, kind: 'text' },
    { title: words.area, kind: 'number' },
  ]
  const cells = (row: HouseholdView): Cell[] => [
    row.customerNo,
    row.address,
    row.floor,
    row.holder,
    row.phone,
    row.station,
    row.network.map(({ name }) => name).join(' / '),
    row.heatedArea,
  ]
  const pieces = async function* () {
    for (let after: string | null | undefined; after !== null; ) {
      const page = await find(ctx, after === undefined ? { q } : { q, after })
      yield page.rows.map(cells)
      after = page.next
    }
  }
  // what was looked for may be a phone; the audit log keeps it as a salted hash only
  return exportList(ctx, format, {
    act: 'service.households_exported',
    change: { q },
    title: words.title,
    columns,
    pieces: pieces(),
  })
}
