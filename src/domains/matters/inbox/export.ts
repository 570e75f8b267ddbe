/** The inbox as a file. */
import type { ParsedInputOf } from '#platform/endpoint.ts'
import { atOnce, exportList } from '#platform/export.ts'
import type { FileReply } from '#platform/file-reply.ts'
import type { SignedIn } from '#platform/routes.ts'
import type { TableColumn } from '#platform/table-file.ts'
import { matterColumns } from '../lists/export.ts'
import { fileWords } from '../lists/file-words.ts'
import { listWords } from '../lists/words.ts'
import type { exportInbox } from './contract.ts'
import { inbox } from './service.ts'

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
