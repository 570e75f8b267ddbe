/** Rows on a real PostgreSQL: as they were given, together with those of others, and none refused for what another wrote. */
import { toUSVString } from 'node:util'
import fc from 'fast-check'
import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openWorld, type World } from '../../test/world/world.ts'
import { openPool, tenantDb } from './db.ts'
import { newId } from './id.ts'
import { type NewRow, row, writeRows, writeTogether } from './rows.ts'
import { searchVector } from './search.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

const at = new Date('2026-11-23T08:00:00.123Z')
const event = (matter_id: string, seq: number, data: unknown = {}): NewRow =>
  row('matters_event', { matter_id, seq, at, act: 'raise', by_person: null, by_unit: null, relation: 'raiser', data })
const eventsOf = (matterId: string) =>
  world.db.selectFrom('matters_event').selectAll().where('matter_id', '=', matterId).orderBy('seq').execute()

describe('rows of several tables, in one statement', () => {
  test('come back as they were given: ids, times, numbers, bytes, JSON, null', async () => {
    const id = newId()
    const matterId = newId()
    const data = { 'kind\n"': ['办', null, 1.5, { deep: true }], text: '\\ud800 is written, not meant' }
    await writeRows(world.db, [
      event(matterId, 1, data),
      event(matterId, 2, '只是一句话'),
      row('platform_audit_salt', { entry_id: id, salt: Buffer.from([0, 1, 254, 255]) }),
    ])
    expect(await eventsOf(matterId)).toEqual([
      { matter_id: matterId, seq: 1, at, act: 'raise', by_person: null, by_unit: null, relation: 'raiser', data },
      expect.objectContaining({ seq: 2, data: '只是一句话' }),
    ])
    const salts = world.db.selectFrom('platform_audit_salt').select('salt').where('entry_id', '=', id)
    expect(await salts.executeTakeFirst()).toEqual({ salt: Buffer.from([0, 1, 254, 255]) })
  })

  test('whatever a person types is kept, half of a pair as the replacement character', async () => {
    const words = fc.string({ unit: 'binary', minLength: 1, maxLength: 60 }).filter((text) => !text.includes('\0'))
    await fc.assert(
      fc.asyncProperty(words, async (text) => {
        const matterId = newId()
        const typed = `${text}\ud83d`
        await writeRows(world.db, [row('matters_event', { ...event(matterId, 1).values, act: typed } as never)])
        expect((await eventsOf(matterId))[0]?.act).toBe(toUSVString(typed))
      }),
      { numRuns: 60 },
    )
  })

  test('a text search vector holds the terms of its text', async () => {
    const { rows } = await sql<{ same: boolean }>`
      select ${searchVector('2号泵房 水泵 漏水 2号泵房')}::tsvector =
             array_to_tsvector(array['2', '号泵', '泵房', '房', '水泵', '泵', '漏水', '水']) as same`.execute(world.db)
    expect(rows).toEqual([{ same: true }])
  })

  test('all or nothing', async () => {
    const matterId = newId()
    await expect(writeRows(world.db, [event(matterId, 1), event(matterId, 1)])).rejects.toThrow(/matters_event_pkey/)
    expect(await eventsOf(matterId)).toEqual([])
  })

  test('a name that is none of ours is refused before it is SQL', async () => {
    const bad = { table: 'matters_event', values: { 'seq) select 1; --': 1 } } as const
    await expect(writeRows(world.db, [bad])).rejects.toThrow('not a name of ours')
  })
})

describe('rows of several people at the same time', () => {
  let statements: number
  /** The same tables through a pool of its own, which counts what is asked. */
  const counted = () => {
    const pool = openPool(world.appUrl, 4)
    pool.on('connect', (client) => {
      const ask = client.query.bind(client) as (...args: unknown[]) => unknown
      client.query = ((...args: unknown[]) => {
        if (JSON.stringify(args[0]).includes('insert into')) statements += 1
        return ask(...args)
      }) as typeof client.query
    })
    return { pool, db: tenantDb(pool, 'main') }
  }
  beforeEach(() => {
    statements = 0
  })

  test('go in a few statements, each act whole', async () => {
    const { pool, db } = counted()
    const ids = Array.from({ length: 100 }, () => newId())
    await Promise.all(ids.map((id) => writeTogether(db, [event(id, 1), event(id, 2)])))
    await pool.end()
    for (const id of ids) expect(await eventsOf(id)).toHaveLength(2)
    expect(statements).toBeLessThanOrEqual(6) // one each for the first two lanes, then 32 at a time
  })

  test('one alone does not wait for others', async () => {
    const { pool, db } = counted()
    const id = newId()
    await writeTogether(db, [event(id, 1)])
    expect(await eventsOf(id)).toHaveLength(1)
    expect(statements).toBe(1)
    await pool.end()
  })

  test('what one spoils is refused to him alone', async () => {
    const taken = newId()
    await writeRows(world.db, [event(taken, 1)])
    const ids = Array.from({ length: 30 }, (_, i) => (i === 17 ? taken : newId()))
    const ends = await Promise.allSettled(ids.map((id) => writeTogether(world.db, [event(id, 1), event(id, 2)])))
    expect(ends.flatMap(({ status }, i) => (status === 'rejected' ? [i] : []))).toEqual([17])
    for (const id of ids) expect(await eventsOf(id)).toHaveLength(id === taken ? 1 : 2)
  })

  test('when the line breaks, those whose rows were on it are told, and the others are written', async () => {
    const pool = openPool(world.appUrl, 1)
    const db = tenantDb(pool, 'main')
    const owner = new pg.Client({ connectionString: world.ownerUrl })
    await owner.connect()
    await owner.query('begin; lock table main.matters_event in share mode')
    const ids = Array.from({ length: 5 }, () => newId())
    const all = Promise.allSettled(ids.map((id) => writeTogether(db, [event(id, 1)])))
    const broken = `select pg_terminate_backend(pid) from pg_stat_activity
      where wait_event_type = 'Lock' and query like '%matters_event%' and datname = current_database()`
    await expect.poll(async () => (await world.pool.query(broken)).rowCount).toBe(1)
    await owner.query('rollback')
    expect((await all).map(({ status }) => status)).toEqual(['rejected', ...Array(4).fill('fulfilled')])
    for (const [i, id] of ids.entries()) expect(await eventsOf(id)).toHaveLength(i === 0 ? 0 : 1)
    await owner.end()
    await pool.end()
  })
})
