/** `nuanqiao backup` and `nuanqiao restore` as an operator meets them: the built commands, and what they say. */
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { personByLogin, setPhone } from '../src/domains/org/service.ts'
import { sequence } from '../src/platform/audit/audit.ts'
import { auditSigner } from '../src/platform/audit/checkpoint.ts'
import { openPool, tenantDb } from '../src/platform/db.ts'
import { someActs } from '../src/platform/factory.ts'
import { openKeys } from '../src/platform/keys/data-keys.ts'
import { purposeKeys } from '../src/platform/keys/purpose-keys.ts'
import { masterWrapper } from '../src/platform/keys/wrapper.ts'
import { builtCli, runCommand, type Said } from './world/command.ts'
import { openEmptyDatabase, type TestDatabase } from './world/database.ts'
import { exportOf } from './world/export.ts'
import { aPerson, aUnit } from './world/people.ts'
import { openWorld, type World } from './world/world.ts'

const masterKey = Buffer.alloc(32, 7).toString('base64')
const auditKey = Buffer.alloc(32, 3)
let world: World
let target: TestDatabase
let folder: string
beforeAll(async () => {
  world = await openWorld()
  target = await openEmptyDatabase()
  folder = await mkdtemp(join(tmpdir(), 'nq-commands-'))
  await someActs(world.ctxOfNobody(), 3)
  await sequence(world.db, auditSigner(purposeKeys(auditKey), 'main'), new Date())
})
afterAll(async () => {
  await rm(folder, { recursive: true, force: true })
  await target.drop()
  await world.close()
})

const run = (database: { ownerUrl: string; appUrl: string }, args: string[], env: NodeJS.ProcessEnv): Promise<Said> =>
  runCommand(args, {
    DATABASE_URL: database.ownerUrl,
    NUANQIAO_APP_URL: database.appUrl,
    NUANQIAO_HOME: join(folder, 'home'),
    ...env,
  })

const ofMain = (all: Record<string, string>) =>
  Object.fromEntries(Object.entries(all).filter(([name]) => name.startsWith('main')))

test('a backup says that the master key is not in it; a restore wants that key and the one of the audit log, an empty database, and then tells of the audit log', async () => {
  expect(existsSync(builtCli), 'npm run build comes first').toBe(true)
  const file = join(folder, 'all.backup')
  const key = { NUANQIAO_MASTER_KEY: masterKey, NUANQIAO_AUDIT_KEY: auditKey.toString('base64') }

  const taken = await run(world, ['backup', file, '--tenant', 'main'], key)
  expect(taken).toMatchObject({ code: 0, words: expect.stringMatching(/Backed up main: \d+ rows/) })
  expect(taken.words).toContain('The master key is not in it')

  for (const some of [{}, { NUANQIAO_MASTER_KEY: masterKey }, { NUANQIAO_AUDIT_KEY: key.NUANQIAO_AUDIT_KEY }]) {
    const keyless = await run(target, ['restore', file], some)
    expect(keyless).toMatchObject({ code: 1, words: expect.stringContaining('Put them into the state folder first') })
  }
  expect(existsSync(join(folder, 'home', 'master.key'))).toBe(false)

  const restored = await run(target, ['restore', file], key)
  expect(restored).toMatchObject({ code: 0, words: expect.stringMatching(/Restored main: \d+ rows/) })
  expect(restored.words).toContain('3 audit entries, complete and unchanged')
  expect(await exportOf(target.ownerUrl)).toMatchObject(ofMain(await exportOf(world.ownerUrl)))

  const production = join(folder, 'other.backup')
  await run(world, ['backup', production, '--tenant', 'other'], {})
  const stranger = await run(target, ['restore', production], key)
  expect(stranger).toMatchObject({ code: 1, words: expect.stringContaining('was made for mode demo') })

  const again = await run(target, ['restore', file], { ...key, LC_ALL: 'zh_CN.UTF-8' })
  expect(again).toMatchObject({ code: 1, words: expect.stringContaining('没有恢复任何内容') })
}, 60_000)

test('a restore erases again whoever stands on the list of the erased, and keys are renewed by command', async () => {
  const file = join(folder, 'before.backup')
  const unit = await aUnit(world.db)
  const erased = await aPerson(world.db, { unit, name: '卞大寒' })
  const kept = await aPerson(world.db, { unit, name: '康小寒' })
  await setPhone(world.db, world.keys, kept.personId, '13855556666')
  expect((await run(world, ['backup', file, '--tenant', 'main'], {})).code).toBe(0)

  const list = join(folder, 'kept.erased')
  await writeFile(list, `${erased.personId}\n`)
  const database = await openEmptyDatabase()
  const restored = await run(database, ['restore', file, '--erasures', list], {
    NUANQIAO_MASTER_KEY: masterKey,
    NUANQIAO_AUDIT_KEY: auditKey.toString('base64'),
  })
  expect(restored).toMatchObject({ code: 0, words: expect.stringContaining('1 people who were erased') })
  expect(JSON.stringify(await exportOf(database.ownerUrl))).not.toContain('卞大寒')

  const old = { NUANQIAO_OLD_MASTER_KEY: masterKey }
  const next = { NUANQIAO_MASTER_KEY: Buffer.alloc(32, 8).toString('base64') }
  const wrong = await run(database, ['keys', 'rotate'], next)
  expect(wrong).toMatchObject({ code: 1, words: expect.stringContaining('which is not here') })
  const rotated = await run(database, ['keys', 'rotate'], { ...next, ...old })
  expect(rotated).toMatchObject({
    code: 0,
    words: expect.stringMatching(/\d+ data keys are now wrapped by master key/),
  })
  const data = await run(database, ['keys', 'rotate', '--data'], next)
  expect(data).toMatchObject({ code: 0, words: expect.stringContaining('have a new data key, in use in 2 minutes') })
  const prints = await run(database, ['keys', 'rotate', '--fingerprints'], next)
  expect(prints).toMatchObject({ code: 0, words: expect.stringContaining('fingerprints of 1 phones') })
  const pool = openPool(database.appUrl, 1)
  const db = tenantDb(pool, 'main')
  const keys = await openKeys(db, [masterWrapper(Buffer.alloc(32, 8))])
  expect((await personByLogin(db, keys, '13855556666'))?.name).toBe('康小寒')
  await pool.end()
  await database.drop()
}, 180_000)
