import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { migrationsFolder } from '../../test/world/database.ts'
import { openWorld, type World } from '../../test/world/world.ts'
import { openWeb } from '../house.ts'
import { openPool } from './db.ts'
import { readiness } from './health.ts'
import { readMigrations } from './migration-files.ts'

let world: World
let names: string[]
beforeAll(async () => {
  world = await openWorld()
  names = (await readMigrations(migrationsFolder)).map(({ name }) => name)
})
afterAll(() => world.close())

test('a process whose database answers and is up to date is ready', async () => {
  expect(await readiness({ pool: world.pool, migrations: names })).toBe('ready')
  expect(await world.ask('GET', '/readyz')).toMatchObject({ status: 200, text: '{"ready":true,"state":"ready"}' })
})

test('it is not ready for a database that lacks a migration, nor for one of a newer version', async () => {
  const newer = [...names, '9999_to_come.sql']
  expect(await readiness({ pool: world.pool, migrations: newer })).toBe('database_behind')
  expect(await readiness({ pool: world.pool, migrations: names.slice(0, -1) })).toBe('database_ahead')
})

test('it is not ready when one company of several was left behind', async () => {
  const owner = new pg.Client({ connectionString: world.ownerUrl })
  await owner.connect()
  const { rows } = await owner.query(
    `delete from nuanqiao.migration where tenant = 'other' and name = $1 returning name, checksum`,
    [names.at(-1)],
  )
  expect(await readiness({ pool: world.pool, migrations: names })).toBe('database_behind')
  await owner.query(`insert into nuanqiao.migration (tenant, name, checksum) values ('other', $1, $2)`, [
    rows[0].name,
    rows[0].checksum,
  ])
  await owner.end()
})

test('it is not ready without a database, and says so while it still lives', async () => {
  const pool = openPool('postgres://nobody@127.0.0.1:1/none', 1)
  expect(await readiness({ pool, migrations: names })).toBe('database_unreachable')
  await pool.end()
})

test('told to stop, it says at once that it is not ready, so that a balancer turns away', async () => {
  let draining = false
  const app = await openWeb({
    homes: [],
    databaseUrl: world.appUrl,
    pool: world.pool,
    pages: false,
    trustedHops: 0,
    draining: () => draining,
  })
  expect((await app.inject('/readyz')).statusCode).toBe(200)
  draining = true
  const reply = await app.inject('/readyz')
  expect([reply.statusCode, reply.json()]).toEqual([503, { ready: false, state: 'draining' }])
  expect((await app.inject('/healthz')).statusCode).toBe(200)
  await app.close()
})
