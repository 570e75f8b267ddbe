/**
 * A board by whatever filters, page by page and as a file, against reading every row. More old matters than a piece of a file holds are written straight
 * into the tables, for places, states, kinds, clocks and returns of every sort.
 */
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Actor } from '#platform/access.ts'
import { type Loop, openLoop } from '../../../../test/world/loop.ts'
import { aPerson } from '../../../../test/world/people.ts'
import { openWorld, type World } from '../../../../test/world/world.ts'
import type { MatterState } from '../contract.ts'
import { boardCounts, boardRows, unitBoard } from './service.ts'

const many = 1_400
const states: readonly MatterState[] = ['received', 'assigned', 'declined', 'settled', 'withdrawn']
const kinds = ['suggestion', 'directive', 'objection']

let world: World
let loop: Loop
let manager: Actor
beforeAll(async () => {
  world = await openWorld()
  loop = await openLoop(world)
  manager = await aPerson(world.db, { unit: loop.units.company, roles: ['leader', 'party_affairs'] })
  const { station, lead, assisting, far, district } = loop.units
  const places = [station.id, lead.id, assisting.id, far.id, district.id]
  const rows = Array.from({ length: many }, (_, n) => ({
    id: `019b0000-${(n % 5).toString(16).padStart(4, '0')}-7000-8000-${n.toString(16).padStart(12, '0')}`,
    number: `JY-2025-${String(n + 1).padStart(6, '0')}`,
    unit: places[(n * 7) % 5],
    state: states[(n * 3 + Math.trunc(n / 11)) % 5],
    kind: kinds[Math.trunc(n / 5) % 3],
    visibility: n % 4 === 0 ? 'handlers' : 'company',
    due: n % 2 === 0 ? '2026-11-10T00:00:00Z' : '2027-01-10T00:00:00Z',
    paused: n % 10 === 0 ? '2026-11-05T00:00:00Z' : null,
    back: n % 3 === 0,
  }))
  const owner = loop.people.stranger.personId
  await sql`
    insert into matters_matter (id, number, kind, title, text, visibility, state, raiser_id, raised_unit_id, raised_at, desk_unit_id,
                                lead_unit_id, owner_id, answerable_unit_id, due_at, act_by, paused_since, came_back, verdict, terms, state_since)
    select id, number, kind, '旧事', '暖气不热', visibility, state, ${owner}::uuid, unit, '2025-12-10T00:00:00Z', unit,
           case when state = 'assigned' then unit end, case when state = 'assigned' then ${owner}::uuid end,
           case when state = 'assigned' then unit end, due, due, paused, back, case when state = 'settled' then 'solved' end,
           array_to_tsvector(array['暖气', '不热', '暖', '气']), '2025-12-10T00:00:00Z'
      from json_to_recordset(${JSON.stringify(rows)}::json)
        as m(id uuid, number text, unit uuid, state text, kind text, visibility text, due timestamptz, paused timestamptz, back boolean)`.execute(
    world.db,
  )
  await sql`insert into matters_tally (unit_id, state, n) select at_unit_id, state, count(*) from matters_matter where state <> 'received' group by 1, 2`.execute(
    world.db,
  )
})
afterAll(() => world.close())

interface Filters {
  readonly state?: MatterState[]
  readonly kind?: string
  readonly late?: 'true'
  readonly cameBack?: 'true'
  readonly q?: string
}

/** What reading every row gives, newest first: of matters open to the company or read by somebody who answers for all of the units. */
async function scanned(units: readonly string[], { state, kind, late, cameBack }: Filters): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from matters_matter
     where at_unit_id = any(${units}::uuid[]) and (${state === undefined} or state = any(${state ?? []}::text[]))
       and (${kind === undefined} or kind = ${kind ?? ''}) and (${cameBack === undefined} or came_back)
       and (${late === undefined} or (state in ('received', 'assigned', 'promised') and due_at < ${world.now()} and paused_since is null))
     order by id desc`.execute(world.db)
  return rows.map(({ id }) => id)
}

async function paged(who: Actor, filters: Filters): Promise<string[]> {
  const ctx = await world.ctxFor(who)
  const ids: string[] = []
  for (let after: string | null | undefined; after !== null; ) {
    const page: Awaited<ReturnType<typeof unitBoard>> = await unitBoard(ctx, { ...filters, after })
    expect(page.rows.length).toBeLessThanOrEqual(50)
    ids.push(...page.rows.map(({ id }) => id))
    after = page.next
  }
  return ids
}

async function inFile(who: Actor, filters: Filters): Promise<string[]> {
  const ids: string[] = []
  for await (const rows of boardRows(await world.ctxFor(who), filters)) ids.push(...rows.map(({ id }) => id))
  return ids
}

const either = <T extends object>(some: T): readonly (T | Record<string, never>)[] => [{}, some]
const filters: readonly Filters[] = either({ state: ['declined', 'assigned'] } satisfies Filters).flatMap((state) =>
  either({ kind: 'directive' }).flatMap((kind) =>
    either({ late: 'true' } as const).flatMap((late) =>
      either({ cameBack: 'true' } as const).flatMap((cameBack) =>
        either({ q: '暖气' }).map((q): Filters => ({ ...state, ...kind, ...late, ...cameBack, ...q })),
      ),
    ),
  ),
)

test.each(filters)('a board by %j is what reading every row gives, page by page and as a file', async (chosen) => {
  const { company, district, station, lead, assisting, far } = loop.units
  const east = [district.id, station.id, lead.id, assisting.id]
  for (const [who, units] of [
    [manager, [company.id, far.id, ...east]],
    [loop.people.superior, east],
  ] as const) {
    const all = await scanned(units, chosen)
    expect(all.length).toBeGreaterThan(0)
    expect(await paged(who, chosen)).toEqual(all)
    expect(await inFile(who, chosen)).toEqual(all)
  }
})

test('the numbers of a board are those of its rows, and late is what is due and not held', async () => {
  for (const who of [manager, loop.people.superior]) {
    const { states: counted, late } = await boardCounts(await world.ctxFor(who), {})
    for (const state of ['received', 'assigned'] as const)
      expect(counted[state]).toBe((await paged(who, { state: [state] })).length)
    expect(late).toBe((await paged(who, { late: 'true' })).length)
    expect(late).toBeGreaterThan(0)
  }
})
