/** Recurring jobs: the tenant's own clocks, through changes of summer time, standstills and several workers. */
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { openWorld, type World } from '../../../test/world/world.ts'
import { addDue, isDue, type Recurring, startRecurring } from './recurring.ts'

let world: World
let owner: pg.Client
beforeAll(async () => {
  world = await openWorld()
  owner = new pg.Client({ connectionString: world.ownerUrl })
  await owner.connect()
})
afterAll(async () => {
  await owner.end()
  await world.close()
})
beforeEach(() =>
  owner.query('truncate main.platform_recurring, other.platform_recurring, graphile_worker._private_jobs'),
)

const at = (text: string): Date => new Date(text)
const daily: Recurring = { name: 'purge', at: '02:30' }
const often: Recurring = { name: 'escalate', everyMinutes: 5 }
const jobs = async (): Promise<string[]> => {
  const { rows } = await owner.query(
    `select payload ->> 'tenant' as tenant, key from graphile_worker._private_jobs order by key`,
  )
  return rows.map(({ key }: { key: string }) => key)
}

describe('a daily job', () => {
  test.each([
    // last run, now, due: Shanghai is eight hours ahead and knows no summer time
    ['Asia/Shanghai', '2026-01-10T18:30:00Z', '2026-01-11T18:29:59Z', false],
    ['Asia/Shanghai', '2026-01-10T18:30:00Z', '2026-01-11T18:30:00Z', true],
    ['Asia/Shanghai', '2026-01-10T18:29:00Z', '2026-01-10T18:30:00Z', true],
    ['Asia/Shanghai', '2026-01-10T18:30:00Z', '2026-01-10T23:59:00Z', false],
    ['Asia/Shanghai', '2026-01-05T18:30:00Z', '2026-01-11T09:00:00Z', true],
    // Urumqi's own clocks are two hours behind
    ['Asia/Urumqi', '2026-01-10T18:30:00Z', '2026-01-10T20:29:00Z', false],
    ['Asia/Urumqi', '2026-01-10T18:30:00Z', '2026-01-10T20:30:00Z', true],
    // 29 March 2026 has no 02:30 in Berlin: it runs when the clocks have passed it
    ['Europe/Berlin', '2026-03-28T01:30:00Z', '2026-03-29T00:59:59Z', false],
    ['Europe/Berlin', '2026-03-28T01:30:00Z', '2026-03-29T01:00:00Z', true],
    // 25 October 2026 has two: it runs at the first and not again
    ['Europe/Berlin', '2026-10-24T00:30:00Z', '2026-10-25T00:30:00Z', true],
    ['Europe/Berlin', '2026-10-25T00:30:00Z', '2026-10-25T01:05:00Z', false],
    ['Europe/Berlin', '2026-10-25T00:30:00Z', '2026-10-25T01:30:00Z', false],
    ['Europe/Berlin', '2026-10-25T00:30:00Z', '2026-10-26T01:30:00Z', true],
    // a clock that stood years ahead when it last ran
    ['Asia/Shanghai', '2036-01-10T18:30:00Z', '2026-01-11T18:00:00Z', true],
  ])('in %s that ran at %s is due at %s: %s', (timeZone, last, now, due) => {
    expect(isDue(daily, timeZone, at(last), at(now))).toBe(due)
  })

  test('seen for the first time waits for its hour, and then runs once', async () => {
    expect(await addDue(world.home, [daily], at('2026-01-10T10:00:00Z'))).toEqual([])
    expect(await addDue(world.home, [daily], at('2026-01-10T18:29:00Z'))).toEqual([])
    expect(await addDue(world.home, [daily], at('2026-01-10T18:30:30Z'))).toEqual(['purge'])
    expect(await addDue(world.home, [daily], at('2026-01-10T18:31:30Z'))).toEqual([])
    expect(await jobs()).toEqual(['main:recurring:purge'])
  })

  test('runs for each company by its own clocks', async () => {
    for (const home of [world.home, world.other]) await addDue(home, [daily], at('2026-01-10T10:00:00Z'))
    const moment = at('2026-01-10T18:31:00Z')
    expect(await addDue(world.home, [daily], moment)).toEqual(['purge'])
    expect(await addDue(world.other, [daily], moment)).toEqual([])
    expect(await addDue(world.other, [daily], at('2026-01-10T20:31:00Z'))).toEqual(['purge'])
    expect(await jobs()).toEqual(['main:recurring:purge', 'other:recurring:purge'])
  })
})

describe('a job of every five minutes', () => {
  test('runs at once, then each time five minutes have begun, and once after a standstill', async () => {
    expect(await addDue(world.home, [often], at('2026-01-10T10:02:00Z'))).toEqual(['escalate'])
    expect(await addDue(world.home, [often], at('2026-01-10T10:04:59Z'))).toEqual([])
    expect(await addDue(world.home, [often], at('2026-01-10T10:05:00Z'))).toEqual(['escalate'])
    expect(await addDue(world.home, [often], at('2026-01-12T10:05:00Z'))).toEqual(['escalate'])
    expect(await addDue(world.home, [often], at('2026-01-12T10:06:00Z'))).toEqual([])
  })

  test('that nobody has worked on yet waits once, not many times', async () => {
    for (const minute of ['00', '05', '10']) await addDue(world.home, [often], at(`2026-01-10T10:${minute}:00Z`))
    expect(await jobs()).toEqual(['main:recurring:escalate'])
  })
})

test('of several workers that look at once, one adds the job', async () => {
  const moment = at('2026-01-10T10:00:00Z')
  const added = await Promise.all(Array.from({ length: 6 }, () => addDue(world.home, [often], moment)))
  expect(added.flat()).toEqual(['escalate'])
})

test('the look happens by itself', async () => {
  const beat = startRecurring([world.home, world.other], [often])
  await vi.waitFor(async () => expect((await jobs()).length).toBe(2), 5_000)
  await beat.stop()
})

test.each([
  [{ name: 'x', at: '24:00' }],
  [{ name: 'x', at: '2:30' }],
  [{ name: 'x', everyMinutes: 0 }],
  [{ name: 'x', everyMinutes: 1.5 }],
])('a plan like %j stops the start', (plan) => {
  expect(() => startRecurring([], [plan])).toThrow('no such time')
})
