/** Board and inbox as files. */
import type { ParsedInputOf } from '#platform/endpoint.ts'
import { atOnce, exportList } from '#platform/export.ts'
import type { FileReply } from '#platform/file-reply.ts'
import type { SignedIn } from '#platform/routes.ts'
import type { Cell, TableColumn } from '#platform/table-file.ts'
import type { MatterRow } from '../contract.ts'
import { kindOf } from '../kinds.ts'
import type { exportBoard, exportInbox } from './contract.ts'
import { fileWords } from './file-words.ts'
import { boardRows, inbox } from './service.ts'
import { listWords } from './words.ts'

/** The columns of a matter in a file, and one matter in them. */
function matterColumns({ language }: SignedIn) {
  const words = listWords[language]
  const { number, title, kind, state, unit, owner, raisedAt, dueAt, late, level, joiners } = fileWords[language]
  const columns: TableColumn[] = [
    { title: number, kind: 'text' },
    { title, kind: 'text' },
    { title: kind, kind: 'text' },
    { title: state, kind: 'text' },
    { title: unit, kind: 'text' },
    { title: owner, kind: 'text' },
    { title: raisedAt, kind: 'moment' },
    { title: dueAt, kind: 'moment' },
    { title: late, kind: 'text' },
    { title: level, kind: 'number' },
    { title: joiners, kind: 'number' },
  ]
  const cells = (row: MatterRow): Cell[] => [
    row.number,
    row.title,
    kindOf(row.kind).words[language],
    words.states[row.state],
    row.unit.name,
    row.owner?.name ?? null,
    new Date(row.raisedAt),
    row.dueAt === null ? null : new Date(row.dueAt),
    row.late ? words.late : null,
    row.level,
    row.joiners,
  ]
  return { columns, cells }
}

export function boardFile(
  ctx: SignedIn,
  { format, ...filters }: ParsedInputOf<typeof exportBoard>,
): Promise<FileReply> {
  const { columns, cells } = matterColumns(ctx)
  const pieces = async function* () {
    for await (const rows of boardRows(ctx, filters)) yield rows.map(cells)
  }
  const title = fileWords[ctx.language].board
  return exportList(ctx, format, { act: 'matters.exported', change: filters, title, columns, pieces: pieces() })
}

export async function inboxFile(ctx: SignedIn, { format }: ParsedInputOf<typeof exportInbox>): Promise<FileReply> {
  const words = listWords[ctx.language]
  const { columns, cells } = matterColumns(ctx)
  const { rows } = await inbox(ctx, { all: 'true' })
  const first: TableColumn[] = [
    { title: fileWords[ctx.language].why, kind: 'text' },
    { title: fileWords[ctx.language].by, kind: 'moment' },
  ]
  const pieces = atOnce(
    rows.map((row) => [words.why[row.why], row.by === null ? null : new Date(row.by), ...cells(row)]),
  )
  return exportList(ctx, format, {
    act: 'matters.exported',
    change: 'inbox',
    title: words.inbox,
    columns: [...first, ...columns],
    pieces,
  })
}
