import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { migrationsFolder } from '../../../test/world/database.ts'
import { openWorld, type World } from '../../../test/world/world.ts'
import { readMigrations } from '../../platform/migration-files.ts'
import { askCheckpoint, askGrants, askProcesses, askRecurring, askRole, askServer, askSkew } from './asked.ts'
import {
  grantsSaidBy,
  judgeClock,
  judgeGrants,
  judgeMigrations,
  judgeRole,
  judgeServer,
  judgeText,
} from './database.ts'

let world: World
let owner: pg.Client
let wanted: ReadonlySet<string>
beforeAll(async () => {
  world = await openWorld()
  owner = new pg.Client({ connectionString: world.ownerUrl })
  await owner.connect()
  wanted = grantsSaidBy((await readMigrations(migrationsFolder)).map(({ text }) => text))
})
afterAll(async () => {
  await owner?.end()
  await world.close()
})

test('the database of the tests is new enough, in UTF-8, and its clock agrees', async () => {
  const server = await askServer(owner)
  expect(judgeServer(server).level).toBe('ok')
  expect(judgeText(server).level).toBe('ok')
  expect(judgeClock(await askSkew(owner)).level).toBe('ok')
})

test('an old server, another encoding, a plain C locale and clocks that differ are told', () => {
  expect(judgeServer({ number: 140_012, text: '14.12' }).level).toBe('error')
  expect(judgeText({ encoding: 'SQL_ASCII', ctype: 'C' }).says.en).toContain('SQL_ASCII')
  expect(judgeText({ encoding: 'UTF8', ctype: 'C' }).says.en).toContain('Chinese search breaks')
  expect([judgeClock(-1_500), judgeClock(-5_000), judgeClock(60_000)].map(({ level }) => level)).toEqual([
    'ok',
    'warning',
    'error',
  ])
})

test('the grants of a migrated company are those that its migrations say, for every table', async () => {
  const found = await askGrants(owner, 'main')
  expect(found.size).toBeGreaterThan(40)
  expect(wanted).toContain('platform_audit_entry insert')
  expect(wanted).toContain('platform_outbox update(id)')
  expect(judgeGrants({ schema: 'main', wanted, found }).says.en).toBe('main: grants are as the migrations say')
})

test('a right that was given by hand is found, on a table or a column, to the program or to everybody', async () => {
  for (const [grant, named] of [
    ['update on main.platform_audit_entry to nuanqiao_app', 'platform_audit_entry update'],
    ['update (note) on main.platform_audit_checkpoint to nuanqiao_app', 'platform_audit_checkpoint update(note)'],
    ['delete on main.matters_event to public', 'matters_event delete'],
  ] as const) {
    await owner.query(`grant ${grant}`)
    const judged = judgeGrants({ schema: 'main', wanted, found: await askGrants(owner, 'main') })
    expect(judged).toMatchObject({
      level: 'error',
      says: { en: `main: the program may do what it must not: ${named}` },
    })
    await owner.query(`revoke ${grant.replace(/ to (\w+)$/, ' from $1')}`)
  }
})

test('a right that was taken is missed', async () => {
  await owner.query('revoke insert on main.platform_audit_entry from nuanqiao_app')
  const judged = judgeGrants({ schema: 'main', wanted, found: await askGrants(owner, 'main') })
  expect(judged.says.en).toBe('main: the program lacks: platform_audit_entry insert')
  await owner.query('grant insert on main.platform_audit_entry to nuanqiao_app')
})

test('what a later migration takes back or drops is no longer wanted', () => {
  const texts = [
    'grant select, insert, update (id, name) on a, b to nuanqiao_app; -- grant delete on a to nuanqiao_app;',
    'revoke insert on a from nuanqiao_app; drop table b;\ngrant usage on schema x to nuanqiao_app;',
  ]
  expect([...grantsSaidBy(texts)].sort()).toEqual(['a select', 'a update(id)', 'a update(name)'])
})

test('a role that owns something, is mighty, or is missing, is told', async () => {
  expect(judgeRole(await askRole(owner)).level).toBe('ok')
  const plain = { mighty: false, owns: 0, memberOf: [] }
  expect(judgeRole({ ...plain, owns: 2 }).level).toBe('error')
  expect(judgeRole({ ...plain, mighty: true }).level).toBe('error')
  expect(judgeRole({ ...plain, memberOf: ['pg_write_all_data'] }).says.en).toContain('pg_write_all_data')
  expect(judgeRole(null).level).toBe('error')
})

test('a database that is behind, or ahead of the program, is told apart', () => {
  const judge = (...names: string[]) => judgeMigrations([{ schema: 'main', names }], ['0001', '0002'])
  expect(judge('0001', '0002').level).toBe('ok')
  expect(judge('0001').says.en).toContain('not up to date')
  expect(judge('0001', '0002', '0003').says.en).toContain('newer version')
  expect(judgeMigrations([], ['0001']).level).toBe('error')
})

test('processes, recurring jobs and checkpoints are read without a trace of people', async () => {
  expect(await askProcesses(owner)).toEqual({ web: 0, workers: 0, silent: 0 })
  await world.ask('GET', '/healthz')
  await expect.poll(async () => (await askProcesses(owner)).web).toBe(1)
  await owner.query(`insert into main.platform_recurring values ('x', '2026-11-16T00:00:00Z')`)
  expect(await askRecurring(owner, 'main')).toEqual(new Map([['x', new Date('2026-11-16T00:00:00Z')]]))
  expect(await askCheckpoint(owner, 'main')).toBeNull()
})
