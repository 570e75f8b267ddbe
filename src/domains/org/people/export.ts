/** People of a unit as a file: what the list shows, and never a phone. */
import type { ParsedInputOf } from '#platform/endpoint.ts'
import { exportList } from '#platform/export.ts'
import type { FileReply } from '#platform/file-reply.ts'
import type { SignedIn } from '#platform/routes.ts'
import type { Cell, TableColumn } from '#platform/table-file.ts'
import type { exportPeople, PersonView } from '../contract.ts'
import { orgWords } from '../words.ts'
import { unitPeople } from './service.ts'

export async function peopleFile(
  ctx: SignedIn,
  { id, below, format }: ParsedInputOf<typeof exportPeople>,
): Promise<FileReply> {
  const { people, roles, party } = orgWords[ctx.language]
  const first = await unitPeople(ctx, { id, below })
  // who may not see the Party status of the unit's people has no column for it
  const withParty = first.rows.some((row) => row.partyStatus !== undefined)
  const columns: TableColumn[] = [
    { title: people.staffNo, kind: 'text' },
    { title: people.name, kind: 'text' },
    { title: people.unit, kind: 'text' },
    { title: people.posts, kind: 'text' },
    { title: people.roles, kind: 'text' },
    ...(withParty ? [{ title: people.party, kind: 'text' } as const] : []),
  ]
  const cells = (row: PersonView): Cell[] => [
    row.staffNo,
    row.name,
    row.unitName,
    row.posts.join('、'),
    row.grants.map((grant) => `${roles[grant.role]} (${grant.unitName})`).join('、'),
    ...(withParty ? [row.partyStatus === undefined ? null : party[row.partyStatus]] : []),
  ]
  const pieces = async function* () {
    let page = first
    for (;;) {
      yield page.rows.map(cells)
      if (page.next === null) return
      page = await unitPeople(ctx, { id, below, after: page.next })
    }
  }
  const change = { unit: id, below }
  return exportList(ctx, format, {
    act: 'org.people_exported',
    change,
    title: people.title,
    columns,
    pieces: pieces(),
  })
}
