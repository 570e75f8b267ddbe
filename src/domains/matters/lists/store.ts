/** The SQL of the lists: ids from the ends of indexes first, as many as a page needs, then the rows of those. */
import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Db } from '#platform/db.ts'
import { type MatterState, matterStates } from '../contract.ts'
import { countedAsItStands, type MatterRecord } from '../store.ts'

/** A matter as lists show it, with the names that go with it. */
export interface ListRecord
  extends Pick<
    MatterRecord,
    | 'id'
    | 'number'
    | 'kind'
    | 'title'
    | 'text'
    | 'visibility'
    | 'state'
    | 'raiser_id'
    | 'raised_unit_id'
    | 'raised_at'
    | 'desk_unit_id'
    | 'lead_unit_id'
    | 'owner_id'
    | 'answerable_unit_id'
    | 'decider_unit_id'
    | 'level'
    | 'due_at'
    | 'act_by'
    | 'extension'
    | 'at_unit_id'
    | 'paused_since'
    | 'came_back'
  > {
  readonly unit_name: string
  readonly owner_name: string | null
  readonly joiners: number
}

const columns = sql`m.id, m.number, m.kind, m.title, m.text, m.visibility, m.state, m.raiser_id, m.raised_unit_id, m.raised_at,
  m.desk_unit_id, m.lead_unit_id, m.owner_id, m.answerable_unit_id, m.decider_unit_id, m.level, m.due_at, m.act_by, m.extension,
  m.at_unit_id, m.paused_since, m.came_back`

/** The rows with names; `rows` is a query of `columns` (and of `More`), at most a page of them. */
async function named<More = unknown>(db: Db, rows: RawBuilder<unknown>): Promise<(ListRecord & More)[]> {
  const found = await sql<ListRecord & More>`
    select m.*, u.name as unit_name, p.name as owner_name,
           (select count(*) from matters_joiner j where j.matter_id = m.id)::int as joiners
      from (${rows}) m join org_unit u on u.id = m.at_unit_id left join org_person p on p.id = m.owner_id
     order by m.id desc`.execute(db)
  return found.rows
}

/** States written into the SQL itself: a prepared statement with them as parameters cannot use the indexes of what is open. */
export function stateIn(...states: readonly MatterState[]) {
  return sql<SqlBool>`state in (${sql.join(states.map((state) => sql.lit(state)))})`
}

/** These matters, newest first. */
export function rowsOf(db: Db, ids: readonly string[]): Promise<ListRecord[]> {
  return named(db, sql`select ${columns} from matters_matter m where m.id = any(${ids}::uuid[])`)
}

/** What a person raised or joined, newest first, after the matter `after`. */
export function mineOf(db: Db, personId: string, after: string | null, limit: number): Promise<ListRecord[]> {
  const before = (id: string) => (after === null ? sql`` : sql`and ${sql.ref(id)} < ${after}::uuid`)
  return named(
    db,
    sql`
    select ${columns} from (
      (select id from matters_matter where raiser_id = ${personId}::uuid ${before('id')} order by id desc limit ${limit}::int)
      union
      (select matter_id from matters_joiner where person_id = ${personId}::uuid ${before('matter_id')}
        order by matter_id desc limit ${limit}::int)
      order by 1 desc limit ${limit}::int) c
    join matters_matter m on m.id = c.id`,
  )
}

/** What a board shows. */
export interface BoardScope {
  /** Null: the whole company. */
  readonly unitIds: readonly string[] | null
  /** Null: all. */
  readonly states: readonly MatterState[] | null
  /** Null: all; else it is one of `kinds`. */
  readonly kind: string | null
  readonly lateBefore: Date | null
  readonly cameBack: boolean
  /** Every kind there is. */
  readonly kinds: readonly string[]
}

/**
 * A query of the newest ids of a scope below `from`: `id`, and whether there may be `more` than those. Each unit, state and kind is
 * one run of an index, read from its end; `each` is how many of a run are read. What is older than the last one read of a run that
 * goes on is left out, since there may be more of that age. What came back has an index of its own, which is split by unit alone.
 */
function newestIds(scope: BoardScope, from: string | null, each: number): RawBuilder<unknown> {
  const { unitIds, states, kind, lateBefore, cameBack } = scope
  const below = sql`and m.id < ${from ?? newestOfAll}::uuid`
  const first = sql.lit(each)
  if (lateBefore !== null) {
    return sql`
      select m.id, false as more from matters_matter m where ${lateAt(lateBefore)} ${below} ${within(scope)}`
  }
  if (isOneRun(scope)) {
    return sql`
      select id, count(*) over () = ${first} as more
        from (select m.id from matters_matter m where true ${below} ${within(scope)} order by m.id desc limit ${first}) m`
  }
  const runs: RawBuilder<unknown>[] = []
  const where: RawBuilder<unknown>[] = []
  if (unitIds !== null) {
    runs.push(sql`unnest(${unitIds}::uuid[]) as run_unit`)
    where.push(sql`m.at_unit_id = run_unit`)
  }
  if (!cameBack) {
    runs.push(sql`unnest(${written(scope.kinds.filter((name) => kind === null || name === kind))}) as run_kind`)
    where.push(sql`m.kind = run_kind`)
  }
  if (!cameBack && (unitIds === null || states !== null)) {
    runs.push(sql`unnest(${written(states ?? matterStates)}) as run_state`)
    where.push(sql`m.state = run_state`)
  }
  const rest = cameBack ? within({ ...scope, unitIds: null }) : sql``
  return sql`
    select ids[i] as id, full_to is not null as more
      from (select ids, max(ids[${first}]::text) over () as full_to
              from ${sql.join(runs, sql` cross join `)} cross join lateral (
                select array(select m.id from matters_matter m where ${sql.join(where, sql` and `)} ${rest} ${below}
                              order by m.id desc limit ${first}) as ids) read) runs
      cross join lateral generate_subscripts(ids, 1) i
     where full_to is null or ids[i] >= full_to::uuid`
}

/** Above every id there is. */
const newestOfAll = 'ffffffff-ffff-ffff-ffff-ffffffffffff'

/** Names of states and kinds written into the SQL itself, so that a plan kept for it knows how many runs they make. */
const written = (names: readonly string[]) => sql`array[${sql.join(names.map((name) => sql.lit(name)))}]::text[]`

/** What is late in a matter `m`: it is due, somebody is at work on it, and nothing else holds its clock. */
const lateAt = (now: Date) =>
  sql`m.${stateIn('received', 'assigned', 'promised')} and m.due_at < ${now}::timestamptz and m.paused_since is null`

/** What a scope asks of a row `m`, as further conditions. */
function within({ unitIds, states, kind, cameBack }: BoardScope): RawBuilder<unknown> {
  return sql`${unitIds === null ? sql`` : sql`and m.at_unit_id = any(${unitIds}::uuid[])`}
    ${states === null ? sql`` : sql`and m.state = any(${states}::text[])`}
    ${kind === null ? sql`` : sql`and m.kind = ${kind}::text`}
    ${cameBack ? sql`and m.came_back` : sql``}`
}

/**
 * The newest matters of a scope below `from`. Where there are many runs, a few of each are read first: together they nearly always
 * fill a page, and only where they do not, as many as the page has are read of each.
 */
export async function newest(
  db: Db,
  scope: BoardScope,
  from: string | null,
  limit: number,
): Promise<readonly ListRecord[]> {
  const few = runsIn(scope) < manyRuns ? limit : ofEach(scope, limit)
  const { rows, more } = await newestOf(db, scope, from, few, limit)
  return more && few < limit && rows.length < limit ? (await newestOf(db, scope, from, limit, limit)).rows : rows
}

/** From so many runs on, a second look at times costs less than a page's worth of each run always. */
const manyRuns = 100

/** How many times what is wanted the runs give together, and how many each gives at least: they are not equally long. */
const [spare, fewest] = [4, 8]

/** How many to read of each run where `wanted` of all of them are to be looked at. */
const ofEach = (scope: BoardScope, wanted: number): number =>
  Math.min(wanted, Math.max(fewest, Math.ceil((spare * wanted) / runsIn(scope))))

function runsIn(scope: BoardScope): number {
  if (isOneRun(scope)) return 1
  const { unitIds, states, kind, kinds, cameBack } = scope
  const statesRead = unitIds === null ? (states ?? matterStates).length : (states?.length ?? 1)
  return (unitIds?.length ?? 1) * (cameBack ? 1 : statesRead * (kind === null ? kinds.length : 1))
}

/** The whole company, read from the end of one index. */
const isOneRun = ({ unitIds, states, kind, cameBack }: BoardScope): boolean =>
  unitIds === null && (cameBack || (states === null && kind === null))

async function newestOf(db: Db, scope: BoardScope, from: string | null, each: number, limit: number) {
  const found = await named<{ more: boolean }>(
    db,
    sql`
    select c.more, ${columns}
      from (select id, more from (${newestIds(scope, from, each)}) c order by id desc limit ${sql.lit(limit)}) c
      join matters_matter m on m.id = c.id`,
  )
  return { rows: found, more: found[0]?.more ?? false }
}

export interface Walked {
  readonly rows: ListRecord[]
  /** Everything down to this id has been looked at; null: there is nothing below. */
  readonly reached: string | null
}

/** Those of the newest matters of a scope that have the terms (a tsquery), newest first; about `look` of them are looked at. */
export async function walk(
  db: Db,
  scope: BoardScope,
  terms: string,
  { from, look, limit }: { from: string | null; look: number; limit: number },
): Promise<Walked> {
  const { rows } = await sql<ListRecord & { lowest: string | null; more: boolean | null }>`
    with read as materialized (${newestIds(scope, from, ofEach(scope, look))}),
         hit as materialized (
           select m.* from (select id from read order by id desc) c cross join lateral (
             select ${columns} from matters_matter m where m.id = c.id and m.terms @@ ${terms}::tsquery offset 0) m
            limit ${limit}::int)
    select (select id from read order by id limit 1) as lowest, (select bool_or(more) from read) as more,
           m.*, u.name as unit_name, p.name as owner_name,
           (select count(*) from matters_joiner j where j.matter_id = m.id)::int as joiners
      from (select 1) always left join hit m on true
      left join org_unit u on u.id = m.at_unit_id left join org_person p on p.id = m.owner_id
     order by m.id desc`.execute(db)
  const [first] = rows
  const found = rows.filter(({ id }) => id !== null)
  if (found.length === limit) return { rows: found, reached: found.at(-1)!.id }
  return { rows: found, reached: first?.more === true ? first.lowest : null }
}

/** The matters of a scope and window below `from` that have the terms, newest first: found by the index of terms alone. */
export function inWindow(
  db: Db,
  scope: BoardScope,
  terms: string,
  { spans, from, limit }: { spans: readonly string[] | null; from: string; limit: number },
): Promise<ListRecord[]> {
  return named(
    db,
    sql`
    select ${columns} from (
      with hit as materialized (
        select m.id from matters_matter m
         where m.terms @@ ${terms}::tsquery and m.id < ${from}::uuid ${within({ ...scope, unitIds: null })}
         ${scope.unitIds === null ? sql`` : sql`and array[m.at_unit_id] && ${scope.unitIds}::uuid[]`}
         ${spans === null ? sql`` : sql`and array[left(m.id::text, 4), left(m.id::text, 5)] && ${spans}::text[]`})
      select id from hit order by id desc limit ${limit}::int) c
    join matters_matter m on m.id = c.id`,
  )
}

/** The matters of a scope below `from` that have one of these numbers. */
export function withNumber(
  db: Db,
  scope: BoardScope,
  numbers: readonly string[],
  from: string | null,
): Promise<ListRecord[]> {
  if (numbers.length === 0) return Promise.resolve([])
  return named(
    db,
    sql`select ${columns} from matters_matter m
         where m.number = any(${numbers}::text[]) ${within(scope)} ${from === null ? sql`` : sql`and m.id < ${from}::uuid`}
         ${scope.lateBefore === null ? sql`` : sql`and ${lateAt(scope.lateBefore)}`}`,
  )
}

/** How many matters these units (null: all) have in each of the states: summed up from the tally, and counted at the desks. */
export async function countStates(
  db: Db,
  unitIds: readonly string[] | null,
  states: readonly MatterState[],
): Promise<{ state: MatterState; n: number }[]> {
  const among = (column: string) => (unitIds === null ? sql`` : sql`and ${sql.ref(column)} = any(${unitIds}::uuid[])`)
  const { rows } = await sql<{ state: MatterState; n: number }>`
    select state, sum(n)::int as n from matters_tally
     where state = any(${states}::text[]) and state <> ${countedAsItStands} ${among('unit_id')}
     group by state having sum(n) <> 0
    union all
    select state, count(*)::int from matters_matter
     where state = ${countedAsItStands} and state = any(${states}::text[]) ${among('at_unit_id')}
     group by state`.execute(db)
  return rows
}

/** How many matters of these units (null: all) are late: the part of one index that lies before `now`. */
export async function countLate(db: Db, unitIds: readonly string[] | null, now: Date): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from matters_matter m
     where ${lateAt(now)}
     ${unitIds === null ? sql`` : sql`and at_unit_id = any(${unitIds}::uuid[])`}`.execute(db)
  return rows[0]!.n
}

/** Open matters of the company by their numbers. */
export function openByNumber(db: Db, numbers: readonly string[]): Promise<ListRecord[]> {
  return named(
    db,
    sql`select ${columns} from matters_matter m
         where m.visibility = 'company' and m.${stateIn(...stillOpen)} and m.number = any(${numbers}::text[])`,
  )
}

/** What others can still join, or be merged into. */
const stillOpen: readonly MatterState[] = ['received', 'assigned', 'waiting', 'promised', 'answered']

/** Open matters of the company that share words with a text; ranked by the caller. */
export function sharing(db: Db, terms: string, limit: number): Promise<ListRecord[]> {
  return named(
    db,
    sql`select ${columns} from matters_matter m
         where m.visibility = 'company' and m.${stateIn(...stillOpen)} and m.terms @@ ${terms}::tsquery
         order by ts_rank(m.terms, ${terms}::tsquery) desc limit ${limit}::int`,
  )
}

/** How common the commonest terms of all matters are, as a share of the matters, by the last ANALYZE. */
export async function commonTerms(db: Db): Promise<Map<string, number>> {
  const { rows } = await sql<{ term: string; share: number }>`
    select term, share
      from pg_stats, unnest(most_common_elems::text::text[], most_common_elem_freqs) as common(term, share)
     where schemaname = current_schema() and tablename = 'matters_matter' and attname = 'terms' and term is not null`.execute(
    db,
  )
  return new Map(rows.map(({ term, share }) => [term, share]))
}

export interface Answered {
  readonly id: string
  readonly number: string
  readonly unit: string
  readonly since: Date
  readonly answer: string
  readonly seen: number
}

/** Matters of a kind raised from outside that were answered before `before` and are not judged, the longest first. */
export async function answeredOutside(db: Db, kind: string, before: Date, limit: number): Promise<Answered[]> {
  const { rows } = await sql<Answered>`
    select m.id, m.number, u.name as unit, m.state_since as since, m.answer_text as answer, m.events as seen
      from matters_matter m join org_unit u on u.id = m.at_unit_id
     where m.${stateIn('answered')} and m.raiser_id is null and m.kind = ${kind} and m.state_since <= ${before}
     order by m.state_since, m.id limit ${limit}::int`.execute(db)
  return rows
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
