/** The outbox on a real PostgreSQL: news are told once, in order, whole, and only after the commit. */
import fc from 'fast-check'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { openWorld, type World } from '../../../test/world/world.ts'
import { anAct } from '../factory.ts'
import { newId } from '../id.ts'
import { onOutbox } from '../record.ts'
import {
  drainOutbox,
  eventChannel,
  type News,
  outboxChannel,
  payloadsOf,
  type Receiver,
  startOutbox,
  wakeOutbox,
} from './outbox.ts'

let world: World
let listener: pg.Client
let owner: pg.Client
let heard: { channel: string; payload: string }[] = []
const ends: (() => unknown)[] = []
beforeAll(async () => {
  world = await openWorld()
  owner = new pg.Client({ connectionString: world.ownerUrl })
  listener = new pg.Client({ connectionString: world.appUrl })
  await Promise.all([owner.connect(), listener.connect()])
  listener.on('notification', ({ channel, payload }) => heard.push({ channel, payload: payload ?? '' }))
  await listener.query(`listen ${eventChannel}; listen ${outboxChannel}`)
})
afterAll(async () => {
  await Promise.all([owner.end(), listener.end()])
  await world.close()
})
beforeEach(async () => {
  await owner.query('truncate main.platform_outbox, other.platform_outbox')
  await settled()
  heard = []
})
afterEach(async () => {
  for (const end of ends.splice(0)) await end()
})

/** All that has been sent so far has been heard. */
const settled = async (): Promise<void> => {
  await listener.query('select 1')
  await new Promise((resolve) => setImmediate(resolve))
}
const person = newId()
const someNews = (home = world.home): Promise<string> =>
  anAct(world.ctxOfNobody({ tenant: home.tenant, db: home.db }), { tell: { people: [person] } })
const waiting = async (schema = 'main'): Promise<number> =>
  (await owner.query(`select count(*)::int as n from ${schema}.platform_outbox`)).rows[0].n
const events = (): News[] =>
  heard.filter(({ channel }) => channel === eventChannel).flatMap(({ payload }) => JSON.parse(payload))
const soon = { timeout: 5_000, interval: 10 }

describe('news', () => {
  test('are told with ids and the tenant, never with content, and then leave', async () => {
    const unit = newId()
    const subject = await anAct(world.ctxOfNobody(), {
      change: { text: '三号楼暖气不热' },
      tell: { people: [person], units: [unit] },
    })
    expect(await drainOutbox(world.db, 'main', 10)).toBe(1)
    await settled()
    expect(events()).toMatchObject([
      { tenant: 'main', act: 'matters.open', kind: 'matter', people: [person], units: [unit] },
    ])
    expect(Object.keys(events()[0]!).sort()).toEqual(['act', 'id', 'kind', 'people', 'subject', 'tenant', 'units'])
    expect(heard.map(({ payload }) => payload).join('')).not.toContain('暖气')
    expect(subject).toBeDefined()
    expect(await waiting()).toBe(0)
    expect(await drainOutbox(world.db, 'main', 10)).toBe(0)
  })

  test('are told in the order of their ids, no more at once than asked for', async () => {
    for (let n = 0; n < 7; n++) await someNews()
    const ids = (await owner.query('select id from main.platform_outbox order by id')).rows.map(({ id }) => id)
    expect([await drainOutbox(world.db, 'main', 5), await drainOutbox(world.db, 'main', 5)]).toEqual([5, 2])
    await settled()
    expect(events().map(({ id }) => id)).toEqual(ids)
  })

  test('are told once when several workers drain at once', async () => {
    for (let n = 0; n < 40; n++) await someNews()
    await Promise.all(
      Array.from({ length: 6 }, async () => {
        while ((await drainOutbox(world.db, 'main', 7)) > 0);
      }),
    )
    await settled()
    expect(new Set(events().map(({ id }) => id)).size).toBe(40)
    expect(events().length).toBe(40)
  })

  test('of an act that tells nobody do not exist', async () => {
    await anAct(world.ctxOfNobody())
    expect(await waiting()).toBe(0)
  })
})

describe('a receiver', () => {
  test('writes in the transaction that removes the news: both happen, or neither', async () => {
    await someNews()
    const receiver: Receiver = async (db, [first]) => {
      await db.insertInto('platform_recurring').values({ name: first!.id, last_run: new Date() }).execute()
      if (fails) throw new Error('no')
    }
    const written = async (): Promise<number> =>
      (await owner.query('select count(*)::int as n from main.platform_recurring')).rows[0].n
    let fails = true
    await expect(drainOutbox(world.db, 'main', 10, [receiver])).rejects.toThrow('no')
    await settled()
    expect([await waiting(), await written(), events().length]).toEqual([1, 0, 0])
    fails = false
    await drainOutbox(world.db, 'main', 10, [receiver])
    expect([await waiting(), await written()]).toEqual([0, 1])
    await owner.query('truncate main.platform_recurring')
  })

  test('that cannot take one piece of news does not hold up the others', async () => {
    for (let n = 0; n < 5; n++) await someNews()
    const bad = (await owner.query('select id from main.platform_outbox order by id')).rows[1].id
    const taken: string[] = []
    const receiver: Receiver = async (_db, news) => {
      if (news.some(({ id }) => id === bad)) throw new Error('cannot')
      taken.push(...news.map(({ id }) => id))
    }
    await expect(drainOutbox(world.db, 'main', 10, [receiver])).rejects.toThrow('cannot')
    expect([taken.length, await waiting()]).toEqual([4, 1])
  })
})

describe('news that name very many', () => {
  const ids = (most: number) => fc.array(fc.uuid(), { maxLength: most })
  test('are told in parts below the limit of the server that together name everybody once', () => {
    fc.assert(
      fc.property(ids(900), ids(900), (people, units) => {
        const news = {
          tenant: 'main',
          id: newId(),
          act: 'matters.open',
          kind: 'matter',
          subject: newId(),
          people,
          units,
        }
        const payloads = payloadsOf([news])
        const parts: News[] = payloads.flatMap((payload) => JSON.parse(payload))
        expect(payloads.every((payload) => Buffer.byteLength(payload) < 7_900)).toBe(true)
        expect(parts.flatMap((part) => part.people)).toEqual(people)
        expect(parts.flatMap((part) => part.units)).toEqual(units)
        for (const part of parts) expect({ ...part, people, units }).toEqual(news)
      }),
      { numRuns: 50 },
    )
  })

  test('are told together where they are short', () => {
    const short = (): News => ({
      tenant: 'main',
      id: newId(),
      act: 'a.b',
      kind: 'k',
      subject: newId(),
      people: [newId()],
      units: [],
    })
    const news = Array.from({ length: 100 }, short)
    const payloads = payloadsOf(news)
    expect(payloads.length).toBeLessThan(5)
    expect(payloads.every((payload) => Buffer.byteLength(payload) < 7_900)).toBe(true)
    expect(payloads.flatMap((payload) => JSON.parse(payload))).toEqual(news)
  })

  test('pass through the server', async () => {
    const people = Array.from({ length: 1_000 }, newId)
    await anAct(world.ctxOfNobody(), { tell: { people } })
    expect(await drainOutbox(world.db, 'main', 10)).toBe(1)
    await settled()
    expect(events().flatMap((part) => part.people)).toEqual(people)
  })
})

describe('the worker', () => {
  const start = (receivers: Receiver[] = []): void => {
    const beat = startOutbox({ url: world.appUrl, homes: [world.home, world.other], receivers })
    ends.push(() => beat.stop())
  }

  test('tells what was waiting when it starts, for every company', async () => {
    await someNews()
    await someNews(world.other)
    start()
    await vi.waitFor(
      () =>
        expect(
          events()
            .map(({ tenant }) => tenant)
            .sort(),
        ).toEqual(['main', 'other']),
      soon,
    )
  })

  test('is woken by the process in which the act was committed, well before it would look by itself', async () => {
    start()
    ends.push(onOutbox(wakeOutbox(world.pool)))
    await new Promise((resolve) => setTimeout(resolve, 300))
    const took: number[] = []
    for (let n = 1; n <= 5; n++) {
      const begun = performance.now()
      await someNews()
      await vi.waitFor(() => expect(events().length).toBe(n), { timeout: 5_000, interval: 2 })
      took.push(performance.now() - begun)
    }
    expect(Math.min(...took)).toBeLessThan(500)
  })

  test('looks by itself when nobody wakes it', async () => {
    start()
    await new Promise((resolve) => setTimeout(resolve, 200))
    await someNews()
    await vi.waitFor(() => expect(events().length).toBe(1), soon)
  })

  test('goes on after its line to the database was cut', async () => {
    const lines = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
    start()
    await vi.waitFor(async () => {
      const { rowCount } = await owner.query(
        `select pg_terminate_backend(pid) from pg_stat_activity where application_name = $1`,
        [outboxChannel],
      )
      expect(rowCount).toBe(1)
    }, soon)
    await vi.waitFor(async () => {
      heard = []
      await world.pool.query(`select pg_notify($1, 'x')`, [outboxChannel])
      const { rows } = await owner.query(`select query from pg_stat_activity where application_name = $1`, [
        outboxChannel,
      ])
      expect(rows.length).toBe(1)
    }, soon)
    await someNews()
    await vi.waitFor(() => expect(events().length).toBe(1), soon)
    lines.mockRestore()
  })
})

test('many commits wake the worker a few times only, outside of their transactions', async () => {
  ends.push(onOutbox(wakeOutbox(world.pool)))
  const begun = performance.now()
  await Promise.all(Array.from({ length: 60 }, (_, n) => someNews(n % 2 === 0 ? world.home : world.other)))
  await vi.waitFor(async () => {
    await settled()
    const named = heard.flatMap(({ channel, payload }) => (channel === outboxChannel ? payload.split(',') : []))
    expect(new Set(named)).toEqual(new Set(['main', 'other']))
  }, soon)
  const most = Math.ceil((performance.now() - begun) / 100) + 1
  expect(heard.filter(({ channel }) => channel === outboxChannel).length).toBeLessThanOrEqual(most)
})
