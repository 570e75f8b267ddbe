/** `nuanqiao witness` as two people meet it: the built commands, one machine with the product and one without. */
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sequence } from '../src/platform/audit/audit.ts'
import { type AuditSigner, auditSigner } from '../src/platform/audit/checkpoint.ts'
import { someActs } from '../src/platform/factory.ts'
import { purposeKeys } from '../src/platform/keys/purpose-keys.ts'
import { runCommand, type Said } from './world/command.ts'
import { openWorld, type World } from './world/world.ts'

let world: World
let folder: string
let signer: AuditSigner
const auditKey = Buffer.alloc(32, 3)
beforeAll(async () => {
  world = await openWorld()
  folder = await mkdtemp(join(tmpdir(), 'nq-witness-'))
  signer = auditSigner(purposeKeys(auditKey), 'main')
  // the two companies of the tests are of two modes, which no command would have
  await asOwner(`drop schema other cascade; delete from nuanqiao.migration where tenant = 'other';
    delete from nuanqiao.tenant where schema = 'other'`)
})
afterAll(async () => {
  await rm(folder, { recursive: true, force: true })
  await world.close()
})

const here = (args: string[]): Promise<Said> =>
  runCommand(args, {
    DATABASE_URL: world.ownerUrl,
    NUANQIAO_APP_URL: world.appUrl,
    NUANQIAO_HOME: join(folder, 'product'),
    NUANQIAO_MASTER_KEY: Buffer.alloc(32, 7).toString('base64'),
    NUANQIAO_AUDIT_KEY: auditKey.toString('base64'),
  })
const there = (args: string[]): Promise<Said> => runCommand(args, { NUANQIAO_HOME: join(folder, 'witness') })
const grow = async (n: number): Promise<void> => {
  await someActs(world.ctxOfNobody(), n)
  await sequence(world.db, signer, new Date())
}
const asOwner = async (sql: string): Promise<void> => {
  const owner = new pg.Client({ connectionString: world.ownerUrl })
  await owner.connect()
  await owner.query(sql).finally(() => owner.end())
}
const name = ['--name', 'witness.example/heat']

test('a second person signs what only grew; the check asks for his signature; what was rewritten he refuses', async () => {
  const line = (await there(['witness', 'key', ...name])).words.trim()
  expect(line).toMatch(/^witness\.example\/heat\+[0-9a-f]{8}\+/)
  const request = join(folder, 'request')
  const sign = ['witness', 'sign', request, '--key', signer.verifierKey, ...name]
  const asked = async (since: number): Promise<Said> => {
    const { words } = await here(['witness', 'ask', '--since', String(since)])
    await writeFile(request, words)
    return there(sign)
  }
  await grow(5)
  const first = await asked(0)
  expect(first).toMatchObject({ code: 0, words: expect.stringContaining('— witness.example/heat ') })
  await grow(3)
  expect(await asked(0)).toMatchObject({ code: 1, words: expect.stringContaining('--since 5') })
  const second = await asked(5)
  expect(second.code).toBe(0)

  const kept = join(folder, 'kept')
  await writeFile(kept, second.words)
  const check = ['verify-audit', '--checkpoint', kept, '--witness', line]
  expect(await here(check)).toMatchObject({ code: 0, words: expect.stringContaining('Witnessed up to 8 entries') })
  await writeFile(kept, second.words.replace(/\n— witness.*\n/, '\n'))
  expect(await here(check)).toMatchObject({ code: 1, words: expect.stringContaining('no checkpoint that was counter') })

  await asOwner('truncate main.platform_audit_checkpoint, main.platform_audit_leaf, main.platform_audit_entry')
  await grow(9)
  expect(await asked(8)).toMatchObject({ code: 1, words: expect.stringContaining('History was rewritten') })
  // the witness has its key and its memory, and neither database nor key of the product
  const names = (await readdir(join(folder, 'witness'))).sort()
  expect(names).toEqual([expect.stringMatching(/^nuanqiao%2Fmain-[0-9a-f]{8}\.witnessed$/), 'witness.key'])
}, 120_000)
