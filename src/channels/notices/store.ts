/** Notices and what people have set, in the database. */
import { type Selectable, sql } from 'kysely'
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

/** What was told already stays as it is. Any number of rows goes by one prepared statement. */
export async function insertNotices(db: Db, notices: readonly NewNotice[]): Promise<void> {
  if (notices.length === 0) return
  const column = (name: keyof NewNotice) => plainArray(notices.map((one) => one[name] as string | number | null))
  const instants = (name: 'at' | 'deliver_at') => plainArray(notices.map((one) => one[name].getTime() / 1000))
  await sql`
    insert into channels_notice (id, person_id, relation, act, matter_id, event_of, seq, at, deliver_at)
    select id, person_id, relation, act, matter_id, event_of, seq, to_timestamp(at), to_timestamp(deliver_at)
      from unnest(${column('id')}::uuid[], ${column('person_id')}::uuid[], ${column('relation')}::text[], ${column('act')}::text[],
                  ${column('matter_id')}::uuid[], ${column('event_of')}::uuid[], ${column('seq')}::integer[],
                  ${instants('at')}::float8[], ${instants('deliver_at')}::float8[])
        as n (id, person_id, relation, act, matter_id, event_of, seq, at, deliver_at)
    on conflict do nothing`.execute(db)
}

/** As PostgreSQL writes an array of ids, numbers and words without spaces: nothing in it needs quotes. */
const plainArray = (values: readonly (string | number | null)[]): string =>
  `{${values.map((one) => one ?? 'NULL').join()}}`

/** Delivered ones, newest first, after the notice `after`: seen and unseen ones each in the order of the one index, then merged. */
export async function deliveredTo(
  db: Db,
  personId: string,
  now: Date,
  after: string | null,
  limit: number,
): Promise<NoticeRecord[]> {
  const before =
    after === null
      ? sql``
      : sql`and (deliver_at, id) < (select a.deliver_at, a.id from channels_notice a
          where a.id = ${after}::uuid and a.person_id = ${personId}::uuid)`
  const newest = (seen: boolean) => sql`
    (select * from channels_notice
      where person_id = ${personId}::uuid and seen = ${seen}::boolean and deliver_at <= ${now}::timestamptz ${before}
      order by deliver_at desc, id desc limit ${limit}::int)`
  const { rows } = await sql<NoticeRecord>`
    select * from (${newest(false)} union all ${newest(true)}) as n order by deliver_at desc, id desc limit ${limit}::int`.execute(
    db,
  )
  return rows
}

/** The matters of the delivered notices that are not marked as seen: one entry a notice, null for a digest. */
export async function unseenBy(db: Db, personId: string, now: Date, limit: number): Promise<(string | null)[]> {
  const rows = await db
    .selectFrom('channels_notice')
    .select('matter_id')
    .where('person_id', '=', personId)
    .where('seen', '=', false)
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
    .where('seen', '=', false)
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
    .where('seen', '=', false)
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
