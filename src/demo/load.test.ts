/** The demo world: the same story every time, and what the entry promises about each person is true when he enters. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { count, notices } from '#channels/notices/service.ts'
import { inbox } from '#domains/matters/inbox/service.ts'
import { mine, unitBoard } from '#domains/matters/lists/service.ts'
import { loadActor } from '#domains/org/service.ts'
import type { Ctx } from '#platform/ctx.ts'
import { openWorld, type World } from '../../test/world/world.ts'
import { loadDemo } from './load.ts'

let world: World
let now: Date
const wish = { households: 300, onProgress: () => Promise.resolve() }
const ctxOf = (home: World['home']): Ctx => world.ctxOfNobody({ tenant: home.tenant, db: home.db, now })

/** What a person of the entry finds: what needs him, and what he raised. */
async function lookAs(key: string) {
  const entry = world.db.selectFrom('org_demo_entry').select('person_id').where('key', '=', key)
  const { person_id } = await entry.executeTakeFirstOrThrow()
  const actor = await loadActor(world.db, person_id)
  const ctx = await world.ctxFor(actor!, { now })
  const [needs, raised] = [(await inbox(ctx)).rows, (await mine(ctx, {})).rows]
  return { ctx, needs: needs.map(({ why }) => why), rows: needs, raised: raised.map(({ state }) => state) }
}

describe.each([
  ['on a workday', '2026-11-16T02:00:00Z'],
  ['at a weekend', '2026-11-28T03:00:00Z'],
  ['at the end of a long holiday', '2026-10-09T23:00:00Z'],
])('who enters %s finds what is promised there:', (_, start) => {
  beforeAll(async () => {
    now = new Date(start)
    world = await openWorld()
    await loadDemo(ctxOf(world.home), wish)
  }, 120_000)
  afterAll(() => world.close())

  test('the repairer has raised something that is settled at last', async () => {
    const { raised, ctx } = await lookAs('repairer')
    expect(raised).toContain('settled')
    const events = world.db.selectFrom('matters_event').select('act').where('by_person', '=', ctx.actor.personId)
    expect((await events.where('act', '=', 'judge').execute()).length).toBe(2)
  })

  test.each([
    ['the shift worker waits for what is promised', 'shift-worker', 'promised'],
    ['the apprentice is asked something', 'apprentice', 'waiting'],
  ])('%s', async (_, key, state) => {
    expect((await lookAs(key)).raised).toContain(state)
  })

  test.each([
    ['the apprentice', 'apprentice', 'reply', 1],
    ['the branch secretary has two to assign', 'secretary', 'route', 2],
    ['the head of IT has one in hand', 'it-head', 'handle', 1],
    ['the district manager decides on an extension', 'district-head', 'extension', 1],
    ['the general manager decides whose the manhole is', 'general-manager', 'decide', 1],
    ['the general manager has an objection to answer', 'general-manager', 'handle', 1],
    ['the Party secretary has what was not solved', 'party-secretary', 'route', 1],
  ])('%s', async (_, key, why, times) => {
    expect((await lookAs(key)).needs.filter((one) => one === why)).toHaveLength(times)
  })

  test('what the head of IT has in hand is overdue', async () => {
    const { rows, ctx } = await lookAs('it-head')
    expect(rows.some(({ dueAt }) => dueAt !== null && new Date(dueAt) < ctx.now)).toBe(true)
  })

  test('the head of a station answered by a named rule, and it is not judged yet', async () => {
    const { ctx } = await lookAs('station-head')
    const answered = world.db.selectFrom('matters_matter').select(['owner_id', 'answer_kind'])
    const rows = await answered.where('state', '=', 'answered').where('owner_id', '=', ctx.actor.personId).execute()
    expect(rows.map(({ answer_kind }) => answer_kind)).toContain('policy')
  })

  test('the clock has gone one level up with what is overdue, and the manager above has been told', async () => {
    const { rows, ctx } = await lookAs('it-head')
    const overdue = rows.find(({ dueAt }) => dueAt !== null && new Date(dueAt) < ctx.now)!
    const events = world.db.selectFrom('matters_event').select(['act', 'by_person']).where('matter_id', '=', overdue.id)
    const byClock = (await events.execute()).filter(({ by_person }) => by_person === null).map(({ act }) => act)
    expect(byClock).toContain('escalate')
    expect(byClock.filter((act) => act === 'overdue')).toHaveLength(1)
    const told = world.db.selectFrom('channels_notice').select('relation').where('matter_id', '=', overdue.id)
    expect((await told.where('act', '=', 'escalate').execute()).map(({ relation }) => relation)).toContain('above')
  })

  test.each(['shift-worker', 'it-head', 'secretary', 'district-head'])(
    '%s has notices, a few of them new at most',
    async (key) => {
      const { ctx } = await lookAs(key)
      const { groups } = await notices(ctx, {})
      expect(groups.length).toBeGreaterThan(0)
      expect((await count(ctx)).unseen).toBeLessThan(15)
    },
  )

  test('the objection to the general manager’s directive is in time, and stops the clock of that station alone', async () => {
    const matters = world.db.selectFrom('matters_matter').select(['kind', 'state', 'paused_since', 'due_at'])
    const rows = await matters.where('kind', 'in', ['directive', 'objection']).execute()
    const of = (kind: string) => rows.filter((row) => row.kind === kind)
    expect(
      of('directive')
        .map(({ state }) => state)
        .sort(),
    ).toEqual(['assigned', 'received', 'received'])
    expect(of('directive').filter(({ paused_since }) => paused_since !== null)).toHaveLength(1)
    expect(of('objection')).toMatchObject([{ state: 'assigned' }])
    expect(of('objection').every(({ due_at }) => due_at !== null && due_at > now)).toBe(true)
  })

  test('one suggestion was split, one brought back by five colleagues, and one waits for two more to co-sign', async () => {
    const found = await world.db.selectFrom('matters_matter').select(['id', 'state', 'part_of']).execute()
    const [split] = found.filter(({ state }) => state === 'split')
    expect(found.filter(({ part_of }) => part_of === split?.id)).toMatchObject([
      { state: 'received' },
      { state: 'received' },
    ])
    const signed = await world.db
      .selectFrom('matters_event')
      .innerJoin('matters_matter as m', 'm.id', 'matter_id')
      .select((eb) => ['m.state', eb.fn.countAll<number>().as('times')])
      .where('act', '=', 'cosign')
      .groupBy('m.id')
      .execute()
    const told = signed.map(({ state, times }) => [state, times])
    expect(told.sort()).toEqual([
      ['declined', 3],
      ['settled', 5],
    ])
  })

  test('Party affairs sees the board of the whole company', async () => {
    const { ctx } = await lookAs('party-affairs')
    expect((await unitBoard(ctx, {})).rows.length).toBe(50)
  })
})

test('the same start tells the same story', async () => {
  now = new Date('2026-11-16T02:00:00Z')
  world = await openWorld()
  for (const home of [world.home, world.other]) await loadDemo(ctxOf(home), wish)
  const told = async ({ db }: World['home']) => ({
    people: await db.selectFrom('org_person').select(['staff_no', 'name']).orderBy('staff_no').execute(),
    matters: await db
      .selectFrom('matters_matter')
      .select(['title', 'text', 'state', 'raised_at', 'due_at', 'events'])
      .orderBy('raised_at')
      .orderBy('title')
      .orderBy('state')
      .orderBy('events')
      .execute(),
    homes: await db.selectFrom('service_household').select('customer_no').orderBy('customer_no').execute(),
  })
  const [one, other] = [await told(world.home), await told(world.other)]
  expect(one.people.length).toBe(1_800)
  expect(one.matters.length).toBeGreaterThan(90)
  expect(other).toEqual(one)
  await world.close()
}, 120_000)
