import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openWorld, type World } from '../../../test/world/world.ts'
import { clearLimits, giveBack, type Limit, nextTry, sweepLimits, type Tries, takeTry, waitOf } from './limit.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

let n = 0
const aLimit = (given: Partial<Limit> = {}): Limit => ({
  name: `test/${++n}`,
  free: 3,
  firstWaitSeconds: 10,
  longestWaitSeconds: 60,
  windowSeconds: 3_600,
  ...given,
})
const later = (seconds: number) => new Date(world.now().getTime() + seconds * 1000)

test('however tries are spread over time, never more than the free ones pass before a wait, and waits grow to the longest', () => {
  const limit = aLimit()
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 60 }), (gaps) => {
      let at = 0
      let tries: Tries = { n: 0, since: new Date(0), blockedUntil: null }
      const passed: number[] = []
      for (const gap of gaps) {
        at += gap * 1000
        const next = nextTry(limit, tries, new Date(at))
        if ('waitUntil' in next) {
          expect(next.waitUntil.getTime()).toBeGreaterThan(at)
          expect(next.waitUntil.getTime() - at).toBeLessThanOrEqual(limit.longestWaitSeconds * 1000)
          continue
        }
        passed.push(at)
        tries = next
        const inWindow = passed.filter((time) => time >= tries.since.getTime()).length
        expect(tries.n).toBe(inWindow)
        expect(tries.blockedUntil === null).toBe(tries.n < limit.free)
      }
    }),
  )
})

test('the wait doubles with each further try and stops at the longest', () => {
  const limit = aLimit()
  const waits = []
  let tries: Tries = { n: 0, since: new Date(0), blockedUntil: null }
  let at = 0
  for (let i = 0; i < 7; i++) {
    const next = nextTry(limit, tries, new Date(at))
    if ('waitUntil' in next) throw new Error('refused')
    tries = next
    const wait = tries.blockedUntil === null ? 0 : tries.blockedUntil.getTime() - at
    waits.push(wait / 1000)
    at += wait
  }
  expect(waits).toEqual([0, 0, 10, 20, 40, 60, 60])
})

test('of many tries at once only the free ones are taken', async () => {
  const limit = aLimit({ free: 4 })
  const taken = await Promise.all(Array.from({ length: 40 }, () => takeTry(world.db, [limit], world.now())))
  expect(taken.filter((one) => one.ok)).toHaveLength(4)
  expect(taken.filter((one) => one.ok && one.usedUp.length > 0)).toHaveLength(1)
})

test('where one of several limits says wait, none of them is used', async () => {
  const [tight, wide] = [aLimit({ free: 1 }), aLimit({ free: 100 })]
  await takeTry(world.db, [tight], world.now())
  const taken = await takeTry(world.db, [wide, tight], world.now())
  expect(taken).toEqual({ ok: false, waitUntil: later(10) })
  const row = await world.db.selectFrom('platform_limit').select('n').where('name', '=', wide.name).executeTakeFirst()
  expect(row?.n ?? 0).toBe(0)
})

test('limits taken in opposite orders at once do not stop each other for good', async () => {
  const [one, two] = [aLimit({ free: 1_000 }), aLimit({ free: 1_000 })]
  const taken = await Promise.all(
    Array.from({ length: 40 }, (_, i) => takeTry(world.db, i % 2 === 0 ? [one, two] : [two, one], world.now())),
  )
  expect(taken.every((outcome) => outcome.ok)).toBe(true)
})

test('a try that was right is given back with the wait it began', async () => {
  const limit = aLimit({ free: 1 })
  await takeTry(world.db, [limit], world.now())
  await giveBack(world.db, [limit])
  expect(await takeTry(world.db, [limit], world.now())).toMatchObject({ ok: true })
  expect(await takeTry(world.db, [limit], world.now())).toMatchObject({ ok: false })
})

test('the counts of one person are found, cleared and swept, and no others', async () => {
  const [mine, other] = [aLimit({ name: 'who_1/a', free: 1 }), aLimit({ name: 'whoX1/a', free: 1 })]
  await takeTry(world.db, [mine], world.now())
  await takeTry(world.db, [other], world.now())
  expect(await waitOf(world.db, 'who_1/', world.now())).toEqual(later(10))
  expect(await clearLimits(world.db, 'who_1/')).toBe(1)
  expect(await waitOf(world.db, 'who_1/', world.now())).toBeNull()
  expect(await waitOf(world.db, 'whoX1/', world.now())).not.toBeNull()
  expect(await sweepLimits(world.db, later(5), later(5))).toBeGreaterThanOrEqual(0)
  expect(await waitOf(world.db, 'whoX1/', world.now())).not.toBeNull() // its wait still runs
  await sweepLimits(world.db, later(60), later(60))
  expect(await clearLimits(world.db, 'whoX1/')).toBe(0)
})
