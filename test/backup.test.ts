/** `nuanqiao backup` and `nuanqiao restore` as an operator meets them: the built commands, and what they say. */
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sequence } from '../src/platform/audit/audit.ts'
import { auditSigner } from '../src/platform/audit/checkpoint.ts'
import { someActs } from '../src/platform/factory.ts'
import { openEmptyDatabase, type TestDatabase } from './world/database.ts'
import { exportOf } from './world/export.ts'
import { openWorld, type World } from './world/world.ts'

/** The built product; bin/nuanqiao.mjs would look first whether the build is stale. */
const cli = fileURLToPath(new URL('../dist/cli.js', import.meta.url))
const masterKey = Buffer.alloc(32, 7).toString('base64')
let world: World
let target: TestDatabase
let folder: string
beforeAll(async () => {
  world = await openWorld()
  target = await openEmptyDatabase()
  folder = await mkdtemp(join(tmpdir(), 'nq-commands-'))
  await someActs(world.ctxOfNobody(), 3)
  await sequence(world.db, auditSigner(world.keys, 'main'), new Date())
})
afterAll(async () => {
  await rm(folder, { recursive: true, force: true })
  await target.drop()
  await world.close()
})

interface Said {
  readonly code: number
  readonly words: string
}

function run(database: { ownerUrl: string; appUrl: string }, args: string[], env: NodeJS.ProcessEnv): Promise<Said> {
  const command = `import(${JSON.stringify(cli)}).then(async (cli) => { process.exitCode = await cli.main(${JSON.stringify(args)}) })`
  const { PATH, HOME, TMPDIR } = process.env
  const settings = {
    DATABASE_URL: database.ownerUrl,
    NUANQIAO_APP_URL: database.appUrl,
    NUANQIAO_HOME: join(folder, 'home'),
  }
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      ['--eval', command],
      { env: { PATH, HOME, TMPDIR, LC_ALL: 'en_GB.UTF-8', ...settings, ...env } },
      (_error, stdout, stderr) => resolve({ code: child.exitCode ?? -1, words: stdout + stderr }),
    )
  })
}

const ofMain = (all: Record<string, string>) =>
  Object.fromEntries(Object.entries(all).filter(([name]) => name.startsWith('main')))

test('a backup says that the master key is not in it; a restore wants that key, an empty database, and then tells of the audit log', async () => {
  expect(existsSync(cli), 'npm run build comes first').toBe(true)
  const file = join(folder, 'all.backup')
  const key = { NUANQIAO_MASTER_KEY: masterKey }

  const taken = await run(world, ['backup', file, '--tenant', 'main'], {})
  expect(taken).toMatchObject({ code: 0, words: expect.stringMatching(/Backed up main: \d+ rows/) })
  expect(taken.words).toContain('The master key is not in it')

  const keyless = await run(target, ['restore', file], {})
  expect(keyless).toMatchObject({ code: 1, words: expect.stringContaining('Put it into the state folder first') })
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
