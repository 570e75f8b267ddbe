/** Troubles that came back, in the database: what people said of two matters, and what was closed at a place. */
import { type SqlBool, sql } from 'kysely'
import type { Db } from '#platform/db.ts'
import { type NewRow, row } from '#platform/rows.ts'
import type { MatterRecord } from '../store.ts'
import { closedStates } from './rules.ts'

/** The row that a raiser writes with his matter. */
export function newRepeat(matterId: string, earlierId: string, raiserId: string, now: Date): NewRow {
  const ids = { matter_id: matterId, earlier_id: earlierId, by_person: raiserId }
  return row('matters_repeat', { ...ids, same: true, by_raiser: true, at: now })
}

interface Said {
  readonly matterId: string
  readonly earlierId: string
  readonly same: boolean
  readonly byRaiser: boolean
}

/** Writes down what was said last; the history keeps what was said before. */
export async function sayRepeat(db: Db, said: Said, personId: string, now: Date): Promise<void> {
  const what = { same: said.same, by_raiser: said.byRaiser, by_person: personId, at: now }
  await db
    .insertInto('matters_repeat')
    .values({ matter_id: said.matterId, earlier_id: said.earlierId, ...what })
    .onConflict((conflict) => conflict.columns(['matter_id', 'earlier_id']).doUpdateSet(what))
    .execute()
  await sql`
    update matters_matter
       set came_back = exists (select from matters_repeat where matter_id = ${said.matterId}::uuid and same)
     where id = ${said.matterId}::uuid`.execute(db)
}

/** What has been said of the two, or null. */
export async function findSaid(
  db: Db,
  matterId: string,
  earlierId: string,
): Promise<{ same: boolean; byRaiser: boolean } | null> {
  const row = await db
    .selectFrom('matters_repeat')
    .select(['same', 'by_raiser as byRaiser'])
    .where('matter_id', '=', matterId)
    .where('earlier_id', '=', earlierId)
    .executeTakeFirst()
  return row ?? null
}

export interface ClosedAt {
  readonly kind: string
  readonly raisedUnitId: string
  readonly since: Date
  readonly before: Date
  /** A tsquery that asks for any of the words. */
  readonly terms: string
  /** Leaves out what somebody has already said to be, or not to be, the same as this one. */
  readonly except: string | null
}

/** A place has closed at most so many matters that are looked through, the latest ones. */
const lookedThrough = 1000
const states = sql.join(closedStates.map((state) => sql.lit(state)))

/** What a place closed in a span of time and shares a word, latest first. The index matters_matter_closed_at_place finds them. */
export async function closedAt(db: Db, wanted: ClosedAt, limit: number): Promise<MatterRecord[]> {
  const recent = db
    .selectFrom('matters_matter')
    .selectAll()
    .where('raised_unit_id', '=', wanted.raisedUnitId)
    .where(sql<SqlBool>`state in (${states})`)
    .where('state_since', '>=', wanted.since)
    .where('state_since', '<=', wanted.before)
    .orderBy('state_since', 'desc')
    .limit(lookedThrough)
  return db
    .selectFrom(recent.as('m'))
    .selectAll('m')
    .where('m.kind', '=', wanted.kind)
    .where(sql<SqlBool>`m.terms @@ ${wanted.terms}::tsquery`)
    .$if(wanted.except !== null, (query) =>
      query.where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('matters_repeat as r')
              .select('r.matter_id')
              .where('r.matter_id', '=', wanted.except!)
              .whereRef('r.earlier_id', '=', 'm.id'),
          ),
        ),
      ),
    )
    .limit(limit)
    .execute()
}
