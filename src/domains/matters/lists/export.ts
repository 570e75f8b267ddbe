/** The board as a file. */
import type { ParsedInputOf } from '#platform/endpoint.ts'
import { exportList } from '#platform/export.ts'
import type { FileReply } from '#platform/file-reply.ts'
import type { SignedIn } from '#platform/routes.ts'
import type { Cell, TableColumn } from '#platform/table-file.ts'
import type { MatterRow } from '../contract.ts'
import { kindOf } from '../kinds.ts'
import type { exportBoard } from './contract.ts'
import { fileWords } from './file-words.ts'
import { boardRows } from './service.ts'
import { listWords } from './words.ts'

/** The columns of a matter in a file, and one matter in them. */
export function matterColumns({ language }: SignedIn) {
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
