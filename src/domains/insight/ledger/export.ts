/** The ledger as files: the units with their figures, and the matters behind one figure. */
import type { ParsedInputOf } from '#platform/endpoint.ts'
import { atOnce, exportList } from '#platform/export.ts'
import type { FileReply } from '#platform/file-reply.ts'
import type { SignedIn } from '#platform/routes.ts'
import type { TableColumn } from '#platform/table-file.ts'
import type { exportLedger, exportLedgerMatters } from './contract.ts'
import { everyMatterBehind, ledger } from './service.ts'
import { ledgerWords } from './words.ts'

export async function ledgerFile(
  ctx: SignedIn,
  { format, ...asked }: ParsedInputOf<typeof exportLedger>,
): Promise<FileReply> {
  const words = ledgerWords[ctx.language]
  const { from, to, units } = await ledger(ctx, asked)
  const parents = new Map(units.map((unit) => [unit.id, unit]))
  const line = (id: string | null): string[] => {
    const unit = id === null ? undefined : parents.get(id)
    return unit === undefined ? [] : [...line(unit.parentId), unit.name]
  }
  const figures = ['made', 'kept', 'open', 'late', 'late_open', 'reopened'] as const
  const columns: TableColumn[] = [
    { title: words.unit, kind: 'text' },
    ...figures.map((name) => ({ title: words.figures[name], kind: 'number' }) as const),
  ]
  const rows = units.map(({ id, counts: { made, kept, open, late, lateOpen, reopened } }) => [
    line(id).join(' / '),
    ...[made, kept, open, late, lateOpen, reopened],
  ])
  const title = `${words.title} ${from}~${to}`
  return exportList(ctx, format, { act: 'insight.exported', change: asked, title, columns, pieces: atOnce(rows) })
}

export function ledgerMattersFile(
  ctx: SignedIn,
  { format, ...asked }: ParsedInputOf<typeof exportLedgerMatters>,
): Promise<FileReply> {
  const words = ledgerWords[ctx.language]
  const { file, figures, outcomes } = words
  const columns: TableColumn[] = [
    { title: words.columns.number, kind: 'text' },
    { title: words.columns.title, kind: 'text' },
    { title: words.columns.unit, kind: 'text' },
    { title: file.what, kind: 'text' },
    { title: file.madeAt, kind: 'moment' },
    { title: words.columns.due, kind: 'moment' },
    { title: file.endedAt, kind: 'moment' },
    { title: words.columns.outcome, kind: 'text' },
    { title: figures.reopened, kind: 'text' },
  ]
  const pieces = async function* () {
    for await (const rows of everyMatterBehind(ctx, asked))
      yield rows.map((row) => [
        row.number,
        row.title,
        row.unit.name,
        file.whats[row.what],
        new Date(row.madeAt),
        new Date(row.dueAt),
        row.endedAt === null ? null : new Date(row.endedAt),
        outcomes[row.outcome],
        row.reopened ? figures.reopened : null,
      ])
  }
  const title = `${words.title} ${figures[asked.figure]}`
  return exportList(ctx, format, { act: 'insight.exported', change: asked, title, columns, pieces: pieces() })
}
