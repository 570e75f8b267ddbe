/** Notices and what people have set, in the database. */
import { type Selectable, type SqlBool, sql } from 'kysely'
import type { ChannelsNotice, ChannelsSetting } from '#platform/db.gen.ts'
import type { Db } from '#platform/db.ts'

export type NoticeRecord = Selectable<ChannelsNotice>
export type SettingRecord = Selectable<ChannelsSetting>

export interface NewNotice {
  readonly id: string
  readonly person_id: string
  readonly relation: NoticeRecord['relation']
  readonly act: string
  readonly matter_id: string | null
  readonly event_of: string | null
  readonly seq: number | null
  readonly at: Date
  readonly deliver_at: Date
}

/** Rows a statement, which takes 65,535 values. */
const atOnce = 2_000

/** What was told already stays as it is. */
export async function insertNotices(db: Db, notices: readonly NewNotice[]): Promise<void> {
  for (let n = 0; n < notices.length; n += atOnce) {
    const some = notices.slice(n, n + atOnce)
    await db
      .insertInto('channels_notice')
      .values(some)
      .onConflict((on) => on.doNothing())
      .execute()
  }
}

/** Delivered ones, newest first, after the notice `after`. */
export function deliveredTo(
  db: Db,
  personId: string,
  now: Date,
  after: string | null,
  limit: number,
): Promise<NoticeRecord[]> {
  return db
    .selectFrom('channels_notice as n')
    .selectAll('n')
    .where('n.person_id', '=', personId)
    .where('n.deliver_at', '<=', now)
    .$if(after !== null, (query) =>
      query.where(
        sql<SqlBool>`(n.deliver_at, n.id) < (select a.deliver_at, a.id from channels_notice a
          where a.id = ${after}::uuid and a.person_id = ${personId}::uuid)`,
      ),
    )
    .orderBy('n.deliver_at', 'desc')
    .orderBy('n.id', 'desc')
    .limit(limit)
    .execute()
}

/** The matters of the delivered notices that are not marked as seen: one entry a notice, null for a digest. */
export async function unseenBy(db: Db, personId: string, now: Date, limit: number): Promise<(string | null)[]> {
  const rows = await db
    .selectFrom('channels_notice')
    .select('matter_id')
    .where('person_id', '=', personId)
    .where(sql<SqlBool>`not seen`)
    .where('deliver_at', '<=', now)
    .orderBy('deliver_at', 'desc')
    .limit(limit)
    .execute()
  return rows.map(({ matter_id }) => matter_id)
}

/** When the next notice reaches the person; null where none waits. */
export async function nextDelivery(db: Db, personId: string, now: Date): Promise<Date | null> {
  const row = await db
    .selectFrom('channels_notice')
    .select('deliver_at')
    .where('person_id', '=', personId)
    .where(sql<SqlBool>`not seen`)
    .where('deliver_at', '>', now)
    .orderBy('deliver_at')
    .limit(1)
    .executeTakeFirst()
  return row?.deliver_at ?? null
}

export async function markSeen(db: Db, personId: string, matterId: string | null, now: Date): Promise<void> {
  await db
    .updateTable('channels_notice')
    .set({ seen: true })
    .where('person_id', '=', personId)
    .where(sql<SqlBool>`not seen`)
    .where('deliver_at', '<=', now)
    .$if(matterId !== null, (query) => query.where('matter_id', '=', matterId))
    .execute()
}

/** For a story that begins long ago: what was delivered before then has been seen by everybody. */
export async function markSeenBefore(db: Db, before: Date): Promise<void> {
  await db.updateTable('channels_notice').set({ seen: true }).where('deliver_at', '<', before).execute()
}

/** Whether anybody has had the digest of the week that began then. */
export async function hasDigest(db: Db, at: Date): Promise<boolean> {
  const row = await db
    .selectFrom('channels_notice')
    .select('id')
    .where('at', '=', at)
    .where('relation', '=', 'digest')
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

export async function settingsOf(db: Db, people: readonly string[]): Promise<ReadonlyMap<string, SettingRecord>> {
  if (people.length === 0) return new Map()
  const rows = await db
    .selectFrom('channels_setting')
    .selectAll()
    .where('person_id', '=', sql<string>`any(${people}::uuid[])`)
    .execute()
  return new Map(rows.map((row) => [row.person_id, row]))
}

export async function saveSetting(db: Db, setting: SettingRecord): Promise<void> {
  const { person_id: _, ...changes } = setting
  await db
    .insertInto('channels_setting')
    .values(setting)
    .onConflict((on) => on.column('person_id').doUpdateSet(changes))
    .execute()
}
