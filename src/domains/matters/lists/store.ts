/** The SQL of the lists: each reads an index from its end and stops after one page. */
import { type SqlBool, sql } from 'kysely'
import type { Db } from '#platform/db.ts'
import type { MatterState } from '../contract.ts'
import type { MatterRecord } from '../store.ts'

/** States written into the SQL itself: a prepared statement with them as parameters cannot use the indexes of what is open. */
function stateIn(...states: readonly MatterState[]) {
  return sql<SqlBool>`state in (${sql.join(states.map((state) => sql.lit(state)))})`
}

/** Units, and the kinds of matter that somebody deals with there. */
interface Places {
  readonly kinds: readonly string[]
  readonly unitIds: readonly string[]
}

/** Open matters that wait at one of these desks for somebody to route them. */
export function onDesks(db: Db, { kinds, unitIds }: Places, limit: number): Promise<MatterRecord[]> {
  return db
    .selectFrom('matters_matter')
    .selectAll()
    .where(stateIn('received'))
    .where(sql<SqlBool>`desk_unit_id = any(${unitIds}::uuid[])`)
    .where('kind', 'in', kinds)
    .orderBy('act_by')
    .limit(limit)
    .execute()
}

export function ownedBy(db: Db, personId: string, limit: number): Promise<MatterRecord[]> {
  return db
    .selectFrom('matters_matter')
    .selectAll()
    .where('owner_id', '=', personId)
    .where(stateIn('assigned', 'promised'))
    .orderBy('act_by')
    .limit(limit)
    .execute()
}

/** Extensions that one of these units must decide. */
export function toDecide(db: Db, { kinds, unitIds }: Places, limit: number): Promise<MatterRecord[]> {
  return db
    .selectFrom('matters_matter')
    .selectAll()
    .where(sql<SqlBool>`decider_unit_id = any(${unitIds}::uuid[])`)
    .where('kind', 'in', kinds)
    .orderBy('act_by')
    .limit(limit)
    .execute()
}

/** Matters with an open action of this person, and when the earliest of them is due. */
export async function withActionOf(
  db: Db,
  personId: string,
  limit: number,
): Promise<{ row: MatterRecord; dueOn: string }[]> {
  const rows = await db
    .selectFrom('matters_action as a')
    .innerJoin('matters_matter as m', 'm.id', 'a.matter_id')
    .selectAll('m')
    .select('a.due_on as action_due')
    .where('a.owner_id', '=', personId)
    .where('a.done_at', 'is', null)
    .where('m.state', 'in', ['assigned', 'waiting', 'promised'])
    .orderBy('a.due_on')
    .limit(limit)
    .execute()
  return rows.map(({ action_due, ...row }) => ({ row, dueOn: action_due }))
}

/** What the raiser is to do: answer a question, or say whether it is solved. A merged matter has its parent's outcome. */
export function awaitingRaiser(db: Db, personId: string, limit: number): Promise<MatterRecord[]> {
  return db
    .selectFrom('matters_matter as m')
    .selectAll('m')
    .where('m.raiser_id', '=', personId)
    .where((eb) =>
      eb.or([
        eb('m.state', 'in', ['waiting', 'answered', 'declined']),
        eb.and([
          eb('m.state', '=', 'merged'),
          eb.exists(
            eb
              .selectFrom('matters_matter as p')
              .select('p.id')
              .whereRef('p.id', '=', 'm.merged_into')
              .where('p.state', 'in', ['answered', 'settled', 'declined', 'withdrawn']),
          ),
        ]),
      ]),
    )
    .orderBy('m.id', 'desc')
    .limit(limit)
    .execute()
}

/** What a person raised or joined, newest first, after the matter `after`. */
export function mineOf(db: Db, personId: string, after: string | null, limit: number): Promise<MatterRecord[]> {
  return db
    .selectFrom('matters_matter as m')
    .selectAll('m')
    .where(sql<SqlBool>`m.id in (
      select id from matters_matter where raiser_id = ${personId}::uuid
      union select matter_id from matters_joiner where person_id = ${personId}::uuid)`)
    .$if(after !== null, (query) => query.where('m.id', '<', after!))
    .orderBy('m.id', 'desc')
    .limit(limit)
    .execute()
}

export interface BoardFilter {
  /** Null: the whole company. */
  readonly unitIds: readonly string[] | null
  readonly states: readonly MatterState[] | null
  readonly kind: string | null
  readonly lateBefore: Date | null
  readonly cameBack: boolean
  /** A tsquery, or null. The rows are checked again against the words. */
  readonly terms: string | null
  /** Whatever has one of these numbers is found as well. */
  readonly numbers: readonly string[]
  readonly after: string | null
  readonly limit: number
}

export function board(db: Db, filter: BoardFilter): Promise<MatterRecord[]> {
  const { unitIds, states, kind, lateBefore, cameBack, terms, numbers, after } = filter
  return db
    .selectFrom('matters_matter')
    .selectAll()
    .$if(unitIds !== null, (q) => q.where(sql<SqlBool>`at_unit_id = any(${unitIds}::uuid[])`))
    .$if(states !== null, (q) => q.where(sql<SqlBool>`state = any(${states}::text[])`))
    .$if(kind !== null, (q) => q.where('kind', '=', kind!))
    .$if(lateBefore !== null, (q) =>
      q
        .where('due_at', '<', lateBefore!)
        .where('paused_since', 'is', null)
        .where(stateIn('received', 'assigned', 'promised')),
    )
    .$if(cameBack, (q) => q.where(sql<SqlBool>`came_back`))
    .$if(terms !== null, (q) => q.where(sql<SqlBool>`(terms @@ ${terms}::tsquery or number = any(${numbers}::text[]))`))
    .$if(after !== null, (q) => q.where('id', '<', after!))
    .orderBy('id', 'desc')
    .limit(filter.limit)
    .execute()
}

/** Open matters by state, and how many are late: read from the partial index of what is open. */
export async function countOpen(
  db: Db,
  unitIds: readonly string[] | null,
  now: Date,
): Promise<{ state: string; n: number; late: number }[]> {
  const { rows } = await sql<{ state: string; n: number; late: number }>`
    select state, count(*)::int as n, (count(*) filter (where state <> 'waiting' and paused_since is null and due_at < ${now}::timestamptz))::int as late
      from matters_matter
     where state in ('received', 'assigned', 'waiting', 'promised')
       and (${unitIds === null}::boolean or at_unit_id = any(${unitIds ?? []}::uuid[]))
     group by state`.execute(db)
  return rows
}

/** How many are answered and wait for the raiser's verdict. */
export async function countAnswered(db: Db, unitIds: readonly string[] | null): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from matters_matter
     where state = 'answered' and (${unitIds === null}::boolean or at_unit_id = any(${unitIds ?? []}::uuid[]))`.execute(
    db,
  )
  return rows[0]?.n ?? 0
}

/** Open matters of the company by their numbers. */
export function openByNumber(db: Db, numbers: readonly string[]): Promise<MatterRecord[]> {
  return db
    .selectFrom('matters_matter')
    .selectAll()
    .where(sql<SqlBool>`visibility = 'company'`)
    .where(stateIn(...stillOpen))
    .where(sql<SqlBool>`number = any(${numbers}::text[])`)
    .orderBy('id', 'desc')
    .execute()
}

/** What others can still join, or be merged into. */
const stillOpen: readonly MatterState[] = ['received', 'assigned', 'waiting', 'promised', 'answered']

/** Open matters of the company that share words with a text; ranked by the caller. */
export function sharing(db: Db, terms: string, limit: number): Promise<MatterRecord[]> {
  return db
    .selectFrom('matters_matter')
    .selectAll()
    .where(sql<SqlBool>`visibility = 'company'`)
    .where(stateIn(...stillOpen))
    .where(sql<SqlBool>`terms @@ ${terms}::tsquery`)
    .orderBy(sql`ts_rank(terms, ${terms}::tsquery)`, 'desc')
    .limit(limit)
    .execute()
}

/** How many people joined each of these matters. */
export async function joinersOf(db: Db, ids: readonly string[]): Promise<Map<string, number>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('matters_joiner')
    .select(['matter_id', (eb) => eb.fn.countAll<number>().as('n')])
    .where(sql<SqlBool>`matter_id = any(${ids}::uuid[])`)
    .groupBy('matter_id')
    .execute()
  return new Map(rows.map((row) => [row.matter_id, row.n]))
}

/** Which of these matters the person joined. */
export async function joinedBy(db: Db, personId: string, ids: readonly string[]): Promise<Set<string>> {
  const rows = await db
    .selectFrom('matters_joiner')
    .select('matter_id')
    .where('person_id', '=', personId)
    .where(sql<SqlBool>`matter_id = any(${ids}::uuid[])`)
    .execute()
  return new Set(rows.map((row) => row.matter_id))
}
