/** The reads behind the news of matters. */
import { type SqlBool, sql } from 'kysely'
import type { Db } from '#platform/db.ts'
import type { EventRecord, MatterRecord } from '../store.ts'

export type NewsMatter = Pick<MatterRecord, 'id' | 'kind' | 'raiser_id'>

/** Of these matters what says whom their news concern. */
export function mattersOfNews(db: Db, ids: readonly string[]): Promise<NewsMatter[]> {
  return db.selectFrom('matters_matter').select(['id', 'kind', 'raiser_id']).where(among(ids, 'id')).execute()
}

/** The histories of these matters, each in its order. */
export function historiesOf(db: Db, matterIds: readonly string[]): Promise<EventRecord[]> {
  return db.selectFrom('matters_event').selectAll().where(among(matterIds, 'matter_id')).orderBy('seq').execute()
}

/** What was merged into one of these. */
export async function mergedInto(
  db: Db,
  matterIds: readonly string[],
): Promise<{ id: string; raiser_id: string | null; merged_into: string | null }[]> {
  if (matterIds.length === 0) return []
  const query = db.selectFrom('matters_matter').select(['id', 'raiser_id', 'merged_into'])
  return query.where(among(matterIds, 'merged_into')).execute()
}

export interface ByMatter {
  readonly matter_id: string
  readonly person_id: string
}

export async function joinersOf(db: Db, matterIds: readonly string[]): Promise<ByMatter[]> {
  if (matterIds.length === 0) return []
  const query = db.selectFrom('matters_joiner').select(['matter_id', 'person_id'])
  return query.where(among(matterIds, 'matter_id')).execute()
}

export async function followersOf(db: Db, matterIds: readonly string[]): Promise<ByMatter[]> {
  if (matterIds.length === 0) return []
  const query = db.selectFrom('matters_follower').select(['matter_id', 'person_id'])
  return query.where(among(matterIds, 'matter_id')).execute()
}

const among = (ids: readonly string[], column: string) => sql<SqlBool>`${sql.ref(column)} = any(${ids}::uuid[])`

/** Single events, by matter and place in its history. */
export async function eventsAt(
  db: Db,
  wanted: readonly { readonly matterId: string; readonly seq: number }[],
): Promise<EventRecord[]> {
  const { rows } = await sql<EventRecord>`
    select e.* from unnest(${wanted.map(({ matterId }) => matterId)}::uuid[], ${wanted.map(({ seq }) => seq)}::int[]) as w (m, s)
      join matters_event e on e.matter_id = w.m and e.seq = w.s`.execute(db)
  return rows
}

/** What was settled since then and was raised, joined or owned by a person, newest first. */
export function settledSince(db: Db, personId: string, since: Date, limit: number): Promise<MatterRecord[]> {
  return db
    .selectFrom('matters_matter as m')
    .selectAll('m')
    .where(sql<SqlBool>`m.state = 'settled'`)
    .where('m.state_since', '>=', since)
    .where(sql<SqlBool>`(m.raiser_id = ${personId}::uuid or m.owner_id = ${personId}::uuid
      or exists (select 1 from matters_joiner j where j.matter_id = m.id and j.person_id = ${personId}::uuid))`)
    .orderBy('m.state_since', 'desc')
    .limit(limit)
    .execute()
}

/** Who raised, joined or has something that is open or was settled since then, and the desks on which something waits. */
export async function whoHasSomething(db: Db, since: Date): Promise<{ people: string[]; desks: string[] }> {
  const { rows } = await sql<{ person: string | null; desk: string | null }>`
    with alive as (
      select id, raiser_id, owner_id, desk_unit_id, state from matters_matter
       where state in ('received', 'assigned', 'waiting', 'promised')
      union all
      select id, raiser_id, owner_id, desk_unit_id, state from matters_matter where state = 'answered'
      union all
      select id, raiser_id, owner_id, desk_unit_id, state from matters_matter
       where state = 'settled' and state_since >= ${since}::timestamptz
    )
    select raiser_id as person, null::uuid as desk from alive where raiser_id is not null
    union select owner_id, null from alive where owner_id is not null and state <> 'answered'
    union select j.person_id, null from alive join matters_joiner j on j.matter_id = alive.id
    union select null, desk_unit_id from alive where state = 'received'`.execute(db)
  return {
    people: rows.flatMap(({ person }) => person ?? []),
    desks: rows.flatMap(({ desk }) => desk ?? []),
  }
}
