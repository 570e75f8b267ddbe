/**
 * Years of use, written straight into the tables of a company that runs the demo: 5,000 people, and as many matters as wanted
 * with their events, clocks and search terms, as the product's own verbs would have left them.
 * Quick because rows go in by COPY while indexes and foreign keys are off; each constraint is checked as it is put back.
 */
import { once } from 'node:events'
import { finished } from 'node:stream/promises'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { titleOf } from '#domains/matters/title.ts'
import { takeOffIndexes } from '#platform/backup/catalog.ts'
import { searchTerms } from '#platform/search.ts'
import { type Chance, chance } from '../src/demo/random.ts'
import { textOf } from './texts.ts'

const people = 5_000
const years = 5
const day = 86_400_000

export interface History {
  readonly matters: number
  /** How many of them are still open; nearly all of these are young. */
  readonly open: number
  /** The share of those closed that was declined. */
  readonly declined?: number
  /** With the audit entries, salts and leaves of every act; the product cannot go on from them, as no checkpoint is signed. */
  readonly audit?: boolean
}

/** Fills schema `main` of the owner's database. */
export async function fillHistory(ownerUrl: string, history: History): Promise<void> {
  const { matters, audit = false } = history
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    await client.query(`set search_path to main; set synchronous_commit to off; set maintenance_work_mem to '512MB'`)
    await hire(client)
    const company = await companyOf(client)
    const rebuild = await takeOffIndexes(client, 'main')
    await copyRows(ownerUrl, company, history)
    if (audit) await writeAudit(client)
    await client.query(`
      delete from matters_tally;
      insert into matters_tally (unit_id, state, n) select at_unit_id, state, count(*) from matters_matter where state <> 'received' group by 1, 2`)
    for (const statement of rebuild) await client.query(statement)
    await client.query(`select setval('matters_number', $1::bigint)`, [10_000_000 + matters])
    await client.query('vacuum (analyze)')
  } finally {
    await client.end()
  }
}

/** Fills the teams of the stations until there are 5,000 people. */
async function hire(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ id: string }>(`select id from org_unit where kind = 'team' order by code`)
  const { rows: counted } = await client.query<{ n: number }>('select count(*)::int as n from org_person')
  const more = Array.from({ length: Math.max(0, people - counted[0]!.n) }, (_, i) => {
    const [name, staffNo] = [`李${'春夏秋冬晴雨风雪'[i % 8]}${'明安和平'[i % 4]}`, String(200_001 + i)]
    const terms = searchTerms(`${name} ${staffNo}`)
    return { id: idAt(Date.now() - 400 * day, i), name, staff_no: staffNo, unit_id: rows[i % rows.length]!.id, terms }
  })
  await client.query(
    `insert into org_person (id, staff_no, name, unit_id, terms)
     select id, staff_no, name, unit_id, array_to_tsvector(terms)
       from json_to_recordset($1::json) as p(id uuid, staff_no text, name text, unit_id uuid, terms text[])`,
    [JSON.stringify(more)],
  )
}

/** How many matters the one who asks has raised, and one of how many is his. */
const [asks, every] = [60, 100]

/** Where matters arise and who handles them. */
interface Corner {
  readonly desk: string
  readonly raisers: readonly { readonly id: string; readonly unit: string }[]
  readonly leads: readonly { readonly unit: string; readonly owner: string }[]
}
interface Company {
  readonly corners: readonly Corner[]
  /** The branch secretary of the demo, who has raised more than a page of late. */
  readonly asker: { readonly corner: Corner; readonly raiser: Corner['raisers'][number] } | null
  readonly everybody: readonly string[]
}

async function companyOf(client: pg.Client): Promise<Company> {
  const { rows: units } = await client.query<{
    id: string
    parent: string | null
    kind: string
    head: string | null
    receives: boolean
  }>(
    `select u.id, u.parent_id as parent, u.kind,
            (select g.person_id from org_role_grant g where g.unit_id = u.id and g.role = 'leader' and g.revoked_at is null limit 1) as head,
            exists (select from org_role_grant g where g.unit_id = u.id and g.role in ('secretary', 'party_affairs') and g.revoked_at is null) as receives
       from org_unit u order by u.code`,
  )
  const { rows: persons } = await client.query<{ id: string; unit: string }>(
    'select id, unit_id as unit from org_person where left_on is null order by staff_no',
  )
  const below = (id: string) => new Set([id, ...units.filter(({ parent }) => parent === id).map((unit) => unit.id)])
  const corners = units.flatMap((desk): Corner[] => {
    if (!desk.receives) return []
    const near = below(desk.id)
    const leads = units.flatMap(({ id, head }) => (near.has(id) && head !== null ? [{ unit: id, owner: head }] : []))
    const raisers = persons.filter(({ unit }) => near.has(unit))
    return leads.length === 0 || raisers.length === 0 ? [] : [{ desk: desk.id, raisers, leads }]
  })
  const { rows: secretaries } = await client.query<{ id: string }>(
    `select person_id as id from org_demo_entry where key = 'secretary'`,
  )
  const askers = corners.flatMap((corner) =>
    corner.raisers.filter(({ id }) => id === secretaries[0]?.id).map((raiser) => ({ corner, raiser })),
  )
  return { corners, asker: askers[0] ?? null, everybody: persons.map(({ id }) => id) }
}

const columns = {
  matters_matter:
    'id, number, kind, title, text, visibility, state, raiser_id, raised_unit_id, raised_at, desk_unit_id, lead_unit_id, owner_id, answerable_unit_id, level, due_at, act_by, answer_kind, answer_text, promised_on, merged_into, verdict, terms, state_since, events',
  matters_event: 'matter_id, seq, at, act, by_person, by_unit, relation, data',
  matters_joiner: 'matter_id, person_id, at',
  voice_suggestion: 'id, matter_id, about, author_id',
} as const
type Table = keyof typeof columns

async function copyRows(ownerUrl: string, company: Company, history: History): Promise<void> {
  const clients = new Map<Table, Sink>()
  for (const table of Object.keys(columns) as Table[]) clients.set(table, await sinkOf(ownerUrl, table))
  const put = (table: Table, ...cells: readonly (string | number | null)[]) =>
    clients.get(table)!.put(cells.map((cell) => cell ?? '\\N').join('\t'))
  const roll = chance(20_261_123)
  let mergeable = ''
  for (let n = 0; n < history.matters; n += 1) {
    const told = tell(roll, company, n, history, mergeable)
    for (const [table, ...cells] of told.rows) put(table, ...cells)
    if (told.settled) mergeable = told.id
    if (n % 500 === 0) for (const sink of clients.values()) await sink.drained()
  }
  for (const sink of clients.values()) await sink.end()
}

interface Sink {
  put(line: string): void
  drained(): Promise<void>
  end(): Promise<void>
}

async function sinkOf(ownerUrl: string, table: Table): Promise<Sink> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  await client.query('set search_path to main; set synchronous_commit to off')
  const stream = client.query(copyFrom(`copy ${table} (${columns[table]}) from stdin`))
  let failed: unknown = null
  stream.on('error', (error) => (failed = error))
  let lines: string[] = []
  const flush = (): boolean => {
    const text = lines.length === 0 ? '' : `${lines.join('\n')}\n`
    lines = []
    return text === '' || stream.write(text)
  }
  return {
    put: (line) => lines.push(line),
    async drained() {
      if (failed !== null) throw failed
      if (!flush()) await once(stream, 'drain')
    },
    async end() {
      flush()
      stream.end()
      await finished(stream)
      await client.end()
    },
  }
}

type Row = readonly [Table, ...(string | number | null)[]]
type Course =
  | 'settled'
  | 'promised_settled'
  | 'reopened'
  | 'declined'
  | 'withdrawn'
  | 'merged'
  | 'received'
  | 'assigned'
  | 'waiting'
  | 'promised'
  | 'answered'

function courseOf(roll: Chance, n: number, { matters, open, declined = 0.03 }: History, mergeable: string): Course {
  const at = roll.next()
  // what is open is young, save for a few that were promised for later
  if (n >= matters - open * 1.25 ? roll.next() < 0.78 : roll.next() < 0.0005) {
    return at < 0.12 ? 'received' : at < 0.6 ? 'assigned' : at < 0.65 ? 'waiting' : at < 0.8 ? 'promised' : 'answered'
  }
  if (at < declined) return 'declined'
  const rest = (at - declined) / (1 - declined)
  if (rest < 0.02) return 'withdrawn'
  if (rest < 0.05 && mergeable !== '') return 'merged'
  if (rest < 0.08) return 'reopened'
  return rest < 0.17 ? 'promised_settled' : 'settled'
}

/** The rows of one matter from its raising to now. */
function tell(roll: Chance, company: Company, n: number, all: History, mergeable: string) {
  const end = Date.now()
  const raised = end - Math.floor((1 - (n + 0.5) / all.matters) * years * 365 * day)
  const id = idAt(raised, n)
  const { asker } = company
  const own = asker !== null && all.matters - n <= asks * every && n % every === 0 ? asker : null
  const corner = own?.corner ?? company.corners[roll.below(company.corners.length)]!
  const raiser = own?.raiser ?? corner.raisers[roll.below(corner.raisers.length)]!
  const lead = corner.leads[roll.below(corner.leads.length)]!
  const text = textOf(roll, n)
  const course = courseOf(roll, n, all, mergeable)
  const at = (days: number) => new Date(Math.min(raised + days * day, end)).toISOString()
  const promisedOn = at(25).slice(0, 10)
  const rows: Row[] = []
  let seq = 0
  let since = at(0)
  const event = (days: number, act: string, by: 'raiser' | 'desk' | 'owner', data: object) => {
    seq += 1
    since = at(days)
    const person = by === 'raiser' ? raiser.id : by === 'desk' ? corner.leads[0]!.owner : lead.owner
    const unit = by === 'raiser' ? raiser.unit : by === 'desk' ? corner.desk : lead.unit
    rows.push(['matters_event', id, seq, since, act, person, unit, by, JSON.stringify(data)])
  }
  const answered = '问：情况属实。查：已到现场核对。办：已经处理并试用正常。时间：本周内。'
  const assign = (days: number) =>
    event(days, 'assign', 'desk', { unitId: lead.unit, ownerId: lead.owner, assistingUnitIds: [] })
  const answer = (days: number, kind: string) =>
    event(days, 'answer', 'owner', { kind, text: answered, ...(kind === 'by_date' ? { promisedOn } : {}) })
  const judge = (days: number, verdict: string) =>
    event(days, 'judge', 'raiser', {
      verdict,
      reopens: verdict !== 'solved',
      ...(verdict === 'solved' ? { settles: true } : { reason: '还是老样子', deskUnitId: corner.desk, level: 1 }),
    })
  event(0, 'raise', 'raiser', { deskUnitId: corner.desk })
  const late = roll.next() < 0.1
  const taken = ['received', 'declined', 'withdrawn', 'merged'].includes(course) ? null : lead
  if (taken !== null) assign(0.3)
  if (course === 'waiting') event(0.8, 'ask', 'owner', { question: '请问具体是哪一段管道？' })
  if (course === 'answered' || course === 'settled' || course === 'reopened') answer(late ? 9 : 2, 'done')
  if (course === 'promised' || course === 'promised_settled') answer(2, 'by_date')
  if (course === 'promised_settled') answer(late ? 40 : 20, 'done')
  if (course === 'reopened') {
    judge(4, 'not_solved')
    assign(4.5)
    answer(6, 'done')
  }
  if (course === 'settled' || course === 'reopened') judge(late ? 11 : 7, 'solved')
  if (course === 'promised_settled') judge(late ? 42 : 22, 'solved')
  if (course === 'declined') event(1, 'decline', 'desk', { reason: '同类建议已经列入年度计划，不再另行受理。' })
  if (course === 'withdrawn') event(0.5, 'withdraw', 'raiser', { goesOn: false })
  if (course === 'merged') event(0.5, 'merge', 'desk', { intoId: mergeable, reason: '同一件事' })
  const settled = ['settled', 'promised_settled', 'reopened'].includes(course)
  const state = settled ? 'settled' : course
  const runs = ['received', 'assigned', 'waiting', 'promised'].includes(state)
  // one in ten of what is open has run out
  const due = runs
    ? new Date(
        late ? end - roll.below(5 * day) : end + (1 + roll.below(state === 'promised' ? 20 : 3)) * day,
      ).toISOString()
    : null
  const answers = state === 'promised' ? 'by_date' : state === 'answered' || settled ? 'done' : null
  const joiners = roll.next() < 0.05 ? 1 + roll.below(4) : 0
  for (let k = 0; k < joiners; k += 1) {
    // strides of a prime never meet the same person twice
    const who = company.everybody[(n * 7 + k * 1_009) % company.everybody.length]!
    if (who !== raiser.id) rows.push(['matters_joiner', id, who, at(0.4)])
  }
  const title = titleOf(text)
  const terms = searchTerms(`${title} ${text}`)
    .map((term) => `'${term}'`)
    .join(' ')
  const year = at(0).slice(0, 4)
  rows.push(
    [
      'matters_matter',
      id,
      `JY-${year}-${10_000_000 + n}`,
      'suggestion',
      title,
      text,
      roll.next() < 0.12 ? 'handlers' : 'company',
      state,
      raiser.id,
      raiser.unit,
      at(0),
      corner.desk,
      taken?.unit ?? null,
      taken?.owner ?? null,
      taken?.unit ?? null,
      course === 'reopened' ? 1 : 0,
      due,
      state === 'waiting' ? null : due,
      answers,
      answers === null ? null : answered,
      state === 'promised' || course === 'promised_settled' ? promisedOn : null,
      state === 'merged' ? mergeable : null,
      settled ? 'solved' : null,
      terms,
      since,
      seq,
    ],
    [
      'voice_suggestion',
      idAt(raised, n, 1),
      id,
      roll.pick(['work', 'safety', 'tools', 'welfare', 'users', 'other']),
      raiser.id,
    ],
  )
  return { id, settled, rows }
}

/** A UUIDv7 of that millisecond, different for each `n` and `which`. */
function idAt(millis: number, n: number, which = 0): string {
  const time = Math.floor(millis).toString(16).padStart(12, '0')
  const tail = (Math.imul(n + 1, 0x9e3779b1) >>> 0).toString(16).padStart(8, '0')
  const count = n.toString(16).padStart(8, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7${tail.slice(0, 3)}-${8 + which}${tail.slice(3, 6)}-${tail.slice(0, 4)}${count}`
}

/** What the record of each event left behind. */
async function writeAudit(client: pg.Client): Promise<void> {
  await client.query(`
    create temporary table act as
      select (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || '7' || substr(h, 1, 3) || '8' || substr(h, 4, 15))::uuid as id,
             at, by_person, act, matter_id, decode(h || h, 'hex') as hash
        from (select *, md5(matter_id::text || seq) as h from matters_event) e;
    insert into platform_audit_entry (id, at, actor_id, act, subject_kind, subject_id, request_id, change_hash)
      select id, at, by_person, 'matters.' || act, 'matter', matter_id, substr(id::text, 25), hash from act on conflict do nothing;
    insert into platform_audit_salt (entry_id, salt) select id, substr(hash, 1, 16) from act on conflict do nothing;
    insert into platform_audit_leaf (position, entry_id, leaf_hash)
      select row_number() over (order by id) + (select coalesce(max(position), -1) from platform_audit_leaf), id, sha256(hash)
        from act on conflict do nothing;
    drop table act`)
}
