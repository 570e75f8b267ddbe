/** The ledger on the real database: figures by unit, the matters behind them, and who sees which. */
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Actor } from '#platform/access.ts'
import { addDays } from '#platform/calendar/calendar.ts'
import { forget } from '#platform/memory.ts'
import { type Loop, openLoop, type Place } from '../../../../test/world/loop.ts'
import { openWorld, type World } from '../../../../test/world/world.ts'
import type { Figure } from './contract.ts'
import { ledger, ledgerMatters } from './service.ts'

let world: World
let loop: Loop
beforeAll(async () => {
  world = await openWorld()
  loop = await openLoop(world)
})
afterAll(() => world.close())

const figuresOf = async (place: Place, who: Actor = loop.people.colleague) => {
  forget() // the clock of the tests stands still
  const { units } = await ledger(await world.ctxFor(who), { period: 'this_month' })
  return units.find(({ id }) => id === loop.units[place].id)!.counts
}
const behind = async (place: Place, figure: Figure, who: Actor = loop.people.colleague) =>
  ledgerMatters(await world.ctxFor(who), { period: 'this_month', figure, unitId: loop.units[place].id })

test('a matter is told from the promise to the verdict, at its unit and above, to everybody', async () => {
  expect(await figuresOf('company')).toEqual({
    ...{ made: 0, kept: 0, open: 0, late: 0, lateOpen: 0, reopened: 0, cameBack: 0 },
  })
  const id = await loop.raise()
  expect(await figuresOf('station')).toMatchObject({ made: 1, open: 1 })
  await loop.lead(id, 'assign', 'answer')
  expect(await figuresOf('station')).toMatchObject({ made: 0 })
  expect(await figuresOf('lead')).toMatchObject({ made: 1, kept: 1, reopened: 0 })
  await loop.lead(id, 'judge')
  expect(await figuresOf('lead')).toMatchObject({ made: 1, kept: 1, reopened: 1 })
  expect(await figuresOf('district')).toEqual({
    made: 2,
    kept: 1,
    open: 1,
    late: 0,
    lateOpen: 0,
    reopened: 1,
    cameBack: 0,
  })
  expect(await figuresOf('far')).toMatchObject({ made: 0 })

  const { rows, total, hidden } = await behind('district', 'reopened')
  expect([total, hidden]).toEqual([1, 0])
  expect(rows).toMatchObject([
    { matterId: id, unit: { name: '东二所' }, what: 'answer', outcome: 'kept', reopened: true },
  ])
})

test('what is not answered is late from its date on, and still when it is answered afterwards', async () => {
  const id = await loop.raise({ by: 'stranger', text: '西一所的水泵半夜响得很厉害，请检查一下。' })
  const before = world.now()
  world.pass({ days: 4 })
  expect(await figuresOf('far')).toMatchObject({ made: 1, open: 0, late: 1, lateOpen: 1 })
  expect((await behind('far', 'late_open')).rows.map((row) => row.matterId)).toEqual([id])
  await loop.move('stranger', id, { do: 'decline', reason: '水泵下周整台更换，不再单独检修。' })
  expect(await figuresOf('far')).toMatchObject({ made: 1, late: 1, lateOpen: 0 })
  world.setNow(before)
})

test('what only its handlers may see is counted, and shown to them alone', async () => {
  const id = await loop.raise({ visibility: 'handlers', text: '希望调整一下夜班的排班方式，不要说是我讲的。' })
  const made = await behind('station', 'made')
  expect(made.hidden).toBe(1)
  expect(made.total).toBe(made.rows.length + 1)
  expect(JSON.stringify(made)).not.toContain(id)
  const seen = await behind('station', 'made', loop.people.desk)
  expect([seen.hidden, seen.rows.some((row) => row.matterId === id)]).toEqual([0, true])
})

test('no name of anybody is in it, and nothing that would put units above each other', async () => {
  const replies = JSON.stringify([
    await ledger(await world.ctxFor(loop.people.desk), { period: 'this_month' }),
    await behind('company', 'made', loop.people.desk),
  ])
  for (const { name, personId } of Object.values(loop.people)) {
    expect(replies).not.toContain(name)
    expect(replies).not.toContain(personId)
  }
  const { units } = await ledger(await world.ctxFor(loop.people.desk), { period: 'this_month' })
  const codes = units.filter(({ parentId }) => parentId === loop.units.district.id).map(({ code }) => code)
  expect(codes).toEqual([...codes].sort())
})

test('a longer list is read page by page, newest promise first', async () => {
  const ids: string[] = []
  for (let i = 0; i < 52; i += 1) {
    ids.push(await loop.raise({ by: 'stranger', text: `西城第 ${i} 间值班室的暖气不热，已经三天了。` }))
  }
  const ctx = await world.ctxFor(loop.people.raiser)
  const asked = { period: 'this_month', figure: 'open', unitId: loop.units.far.id } as const
  const first = await ledgerMatters(ctx, asked)
  const second = await ledgerMatters(ctx, { ...asked, after: first.next! })
  expect([first.total, first.rows.length, second.next]).toEqual([52, 50, null])
  expect([...first.rows, ...second.rows].map((row) => row.matterId)).toEqual(ids.toReversed())
})

test('another span shows other promises', async () => {
  const ctx = await world.ctxFor(loop.people.colleague)
  const { from, to, units, periods } = await ledger(ctx, { period: 'last_month' })
  expect([from, to]).toEqual(['2026-10-01', '2026-10-31'])
  expect(units.every(({ counts }) => counts.made === 0)).toBe(true)
  expect(periods).toContain('days')
  const day = await ledger(ctx, { period: 'days', from: '2026-11-16', to: '2026-11-16' })
  expect(day.units.some(({ counts }) => counts.made > 0)).toBe(true)
  await expect(ledger(ctx, { period: 'days' })).rejects.toMatchObject({ code: 'insight.days_missing' })
})

test('a promise counts once, wherever a long span begins, though its days are read some at a time', async () => {
  const ctx = await world.ctxFor(loop.people.colleague)
  const begins = Array.from({ length: 12 }, (_, i) => addDays('2026-11-16', -20 - i))
  const spans = await Promise.all(begins.map((from) => ledger(ctx, { period: 'days', from, to: '2026-11-30' })))
  const made = ({ units }: (typeof spans)[number]) => units.map(({ id, counts }) => [id, counts])
  expect(made(spans[0]!).length).toBeGreaterThan(3)
  for (const span of spans) expect(made(span)).toEqual(made(spans[0]!))
})

test('a unit that there is not is refused', async () => {
  const ctx = await world.ctxFor(loop.people.colleague)
  const unitId = '00000000-0000-7000-8000-000000000000'
  const asked = ledgerMatters(ctx, { period: 'this_month', figure: 'made', unitId })
  await expect(asked).rejects.toMatchObject({ kind: 'not_found', code: 'insight.unit_unknown' })
})

test('a month out of a long history is found by the index of promises', async () => {
  const { rows } = await sql<{ definition: string }>`
    select indexdef as definition from pg_indexes where indexname = 'matters_event_promises'`.execute(world.db)
  expect(rows.map((row) => row.definition).join()).toMatch(/\(at, matter_id\)/)
})
