/**
 * Export: the one way in which a list leaves as a file. Whole, but not without bound; limited in how often; written into the
 * audit log; and with a line on top that says who took it out and when.
 */
import { localDate } from './calendar/calendar.ts'
import type { ExportFormat, FileReply } from './file-reply.ts'
import { inTransaction, record } from './record.ts'
import { Refusal } from './refusal.ts'
import type { SignedIn } from './routes.ts'
import { type Limit, takeTry } from './sign-in/limit.ts'
import { type Cell, mediaTypes, type TableColumn, tableFile } from './table-file.ts'
import { dictionary, tagOf } from './words.ts'

/** More rows than this are no list to look through: a refusal says to narrow it down. */
export const mostRows = 100_000

export interface ExportedList {
  /** `domain.exported`, as the audit log keeps it, with what was asked for. */
  readonly act: string
  readonly change: unknown
  /** What the list is called; also the name of the file. */
  readonly title: string
  readonly columns: readonly TableColumn[]
  readonly pieces: AsyncIterable<readonly (readonly Cell[])[]>
}

const words = dictionary(
  {
    note: (title: string, who: string, staffNo: string, at: string, company: string) =>
      `${company} ${title}｜导出人：${who}（${staffNo}）｜导出时间：${at}｜仅限工作使用，请勿外传`,
  },
  {
    note: (title, who, staffNo, at, company) =>
      `${company}: ${title} | exported by ${who} (${staffNo}) | ${at} | for use at work only, do not pass on`,
  },
)

/** The file of a list. Refuses a list that is too long, and whoever takes out one after another. */
export async function exportList(ctx: SignedIn, format: ExportFormat, list: ExportedList): Promise<FileReply> {
  const { actor, tenant, now, language } = ctx
  const taken = await takeTry(ctx.db, [limitOf(actor.personId)], now)
  if (!taken.ok) {
    const retryAfterSeconds = Math.ceil((taken.waitUntil.getTime() - now.getTime()) / 1000)
    throw new Refusal('too_many', 'platform.export_wait', { retryAfterSeconds })
  }
  const at = now.toLocaleString(tagOf[language], {
    timeZone: tenant.timeZone,
    dateStyle: 'medium',
    timeStyle: 'short',
  })
  let rows = 0
  const bounded = async function* () {
    for await (const piece of list.pieces) {
      rows += piece.length
      if (rows > mostRows) throw new Refusal('bad_input', 'platform.export_too_long', { most: mostRows })
      yield piece
    }
  }
  const bytes = await tableFile(format, {
    name: list.title,
    note: words[language].note(list.title, actor.name, actor.staffNo, at, tenant.name),
    columns: list.columns,
    pieces: bounded(),
    timeZone: tenant.timeZone,
  })
  await inTransaction(ctx, async (tx) => {
    record(tx, {
      act: list.act,
      subject: { kind: 'person', id: actor.personId },
      change: { format, rows, asked: list.change },
    })
  })
  const name = `${list.title} ${localDate(ctx.calendar, now)}.${format}`
  return { bytes, mediaType: mediaTypes[format], name }
}

const limitOf = (personId: string): Limit => ({
  name: `export/${personId}`,
  free: 20,
  firstWaitSeconds: 60,
  longestWaitSeconds: 900,
  windowSeconds: 3_600,
})

/** Rows that are at hand already, as one piece. */
export async function* atOnce(rows: readonly (readonly Cell[])[]): AsyncGenerator<readonly (readonly Cell[])[]> {
  yield rows
}
