/** The clock at work: each step once, written down like any act, open to whoever may see the matter, and counted once in the ledger. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { forget } from '#platform/memory.ts'
import { type Loop, openLoop } from '../../../../test/world/loop.ts'
import { openWorld, type World } from '../../../../test/world/world.ts'
import { ledger } from '../../insight/ledger/service.ts'
import { eventSentence } from '../history.ts'
import { clock } from '../reckoning/service.ts'
import { view } from '../view/service.ts'
import { watchClocks } from './service.ts'

let world: World
let loop: Loop
beforeAll(async () => {
  world = await openWorld()
  loop = await openLoop(world)
})
afterAll(() => world.close())

const look = (now: string) => watchClocks(world.ctxOfNobody({ now: new Date(now) }))
const historyOf = (id: string) =>
  world.db.selectFrom('matters_event').selectAll().where('matter_id', '=', id).orderBy('seq').execute()
const actsOf = async (id: string) => (await historyOf(id)).map(({ act }) => act)

// the world's clock stands at Monday 16 November, ten in the morning: answered by the end of Thursday, assigned by that of Tuesday
const [reminding, passed] = ['2026-11-19T07:00:00+08:00', '2026-11-20T08:00:00+08:00']

test('the owner is reminded, his superior hears, and the promise is noted as passed: each once, by nobody', async () => {
  const id = await loop.raise()
  await loop.lead(id, 'assign')
  await look(reminding)
  await look(reminding)
  expect(await actsOf(id)).toEqual(['raise', 'assign', 'remind'])
  await look(passed)
  await look('2026-11-25T08:00:00+08:00')
  const history = await historyOf(id)
  expect(history.map(({ act }) => act)).toEqual(['raise', 'assign', 'remind', 'escalate', 'overdue'])
  for (const { by_person, by_unit, relation } of history.slice(2))
    expect([by_person, by_unit, relation]).toEqual([null, null, 'clock'])
  expect(history[3]!.data).toEqual({
    by: '2026-11-19T15:59:59.999Z',
    on: '2026-11-19',
    clock: 'answer',
    ownerId: loop.people.owner.personId,
    aboveUnitId: loop.units.district.id,
  })
  const row = await loop.row(id)
  expect([row.events, row.state, row.due_at?.toISOString()]).toEqual([5, 'assigned', '2026-11-19T15:59:59.999Z'])
  const entries = world.db.selectFrom('platform_audit_entry').select(['act', 'actor_id']).where('subject_id', '=', id)
  const audited = (await entries.orderBy('id').execute()).filter(({ actor_id }) => actor_id === null)
  expect(audited.map(({ act }) => act)).toEqual(['matters.remind', 'matters.escalate', 'matters.overdue'])
})

test('a desk that does not assign goes up by its own clock, and later by that of the answer', async () => {
  const id = await loop.raise()
  await look('2026-11-18T08:00:00+08:00')
  expect(await actsOf(id)).toEqual(['raise', 'escalate'])
  await look(passed)
  expect(await actsOf(id)).toEqual(['raise', 'escalate', 'overdue'])
})

test('two workers at once make each step once', async () => {
  const ids: string[] = []
  for (let n = 0; n < 8; n += 1) ids.push(await loop.raise({ text: `值班室的第 ${n} 盏灯坏了，夜里看不清台阶。` }))
  for (const id of ids) await loop.lead(id, 'assign')
  for (const now of [reminding, passed]) await Promise.all([look(now), look(now), look(now)])
  for (const id of ids) expect(await actsOf(id)).toEqual(['raise', 'assign', 'remind', 'escalate', 'overdue'])
})

test('a worker that is lost in the middle leaves nothing half done, and the next one makes it', async () => {
  const id = await loop.raise()
  await loop.lead(id, 'assign')
  const broken = { ...world.ctxOfNobody({ now: new Date(passed) }), requestId: null as unknown as string }
  await expect(watchClocks(broken)).rejects.toThrow()
  expect(await actsOf(id)).toEqual(['raise', 'assign'])
  await look(passed)
  expect(await actsOf(id)).toEqual(['raise', 'assign', 'escalate', 'overdue'])
})

test('where nobody is above, nobody is told; that the promise has passed is noted all the same', async () => {
  const id = await loop.raise()
  await loop.lead(id, 'assign', 'answer', 'judge')
  const before = await actsOf(id)
  await look(passed)
  expect((await actsOf(id)).slice(before.length)).toEqual(['overdue'])
  expect(await look(passed)).toBe(0)
})

test('what the clock notes in between makes nobody’s form stale', async () => {
  const id = await loop.raise()
  await loop.lead(id, 'assign')
  const { events: seen } = await loop.row(id)
  await look(reminding)
  await loop.move('owner', id, loop.says('answer'), { seen, now: new Date(reminding) })
  expect(await actsOf(id)).toEqual(['raise', 'assign', 'remind', 'answer'])
  await expect(loop.move('owner', id, loop.says('answer'), { seen: seen + 9 })).rejects.toMatchObject({
    code: 'platform.changed_meanwhile',
  })
})

test('the reckoning says what is planned, and afterwards what was done', async () => {
  const id = await loop.raise()
  await loop.lead(id, 'assign')
  const ahead = async (now: string) => {
    const ctx = await world.ctxFor(loop.people.raiser, { now: new Date(now) })
    return (await clock(ctx, { id })).clocks.flatMap((one) => one.ahead)
  }
  const plan = await ahead('2026-11-16T11:00:00+08:00')
  expect(plan.map(({ act, from, doneAt, unit }) => [act, from.slice(0, 13), doneAt, unit])).toEqual([
    ['remind', '2026-11-18T18', null, null],
    ['escalate', '2026-11-19T15', null, '东城公司'],
    ['overdue', '2026-11-19T15', null, null],
  ])
  await look(reminding)
  await look(passed)
  expect((await ahead(passed)).map(({ doneAt }) => doneAt)).toEqual([
    new Date(reminding).toISOString(),
    new Date(passed).toISOString(),
    new Date(passed).toISOString(),
  ])
})

test('the history tells it in plain words, in both languages', async () => {
  const id = await loop.raise()
  await loop.lead(id, 'assign')
  await look(reminding)
  await look(passed)
  const { history } = await view(await world.ctxFor(loop.people.colleague), { id })
  const said = (language: 'zh' | 'en') => history.slice(2).map((event) => eventSentence(event, language).what)
  expect(said('zh')).toEqual([
    '系统提醒郑谷雨：期限是11月19日。',
    '期限11月19日已过，提级督办，由东城公司跟进。',
    '答复期限11月19日已过，承诺公示计为逾期。事项照常办理。',
  ])
  expect(said('en')).toEqual([
    'The system reminded 郑谷雨: the deadline is 19 Nov.',
    'The deadline 19 Nov has passed; one level up, 东城公司 follows it up.',
    'The deadline 19 Nov for the answer has passed; the public ledger counts it as late. It goes on as before.',
  ])
})

test('the ledger counts a late promise once, whatever the clock has noted', async () => {
  const counted = async () => {
    forget()
    const { units } = await ledger(await world.ctxFor(loop.people.colleague, { now: new Date(passed) }), {
      period: 'this_month',
    })
    return units.find(({ id }) => id === loop.units.lead.id)!.counts
  }
  const id = await loop.raise()
  await loop.lead(id, 'assign')
  const before = await counted()
  await look(reminding)
  await look(passed)
  expect(await actsOf(id)).toContain('overdue')
  expect(await counted()).toEqual(before)
  expect(before.late).toBeGreaterThan(0)
})
