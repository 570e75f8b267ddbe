/**
 * The audit log under all that can go wrong at once: sixteen writers, a worker killed in the middle of its work and started again, a
 * backup restored elsewhere. Then it is whole; and altered at twenty places by somebody with all rights, each place is named.
 */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { sequence } from '../src/platform/audit/audit.ts'
import { auditSigner } from '../src/platform/audit/checkpoint.ts'
import { proveAudit } from '../src/platform/audit/prove.ts'
import { verifyAudit } from '../src/platform/audit/verify-audit.ts'
import { takeBackup } from '../src/platform/backup/backup.ts'
import { restoreBackup, type WrappedKey } from '../src/platform/backup/restore.ts'
import { openPool, tenantDb } from '../src/platform/db.ts'
import { anAct } from '../src/platform/factory.ts'
import { opensKey } from '../src/platform/keys/data-keys.ts'
import { purposeKeys } from '../src/platform/keys/purpose-keys.ts'
import { migrationsFolder, openEmptyDatabase, type TestDatabase } from './world/database.ts'
import { openWorld, type World, worldWrapper } from './world/world.ts'

const auditKey = Buffer.alloc(32, 3)
const signer = auditSigner(purposeKeys(auditKey), 'main')
const writers = 16
let world: World
let target: TestDatabase
let folder: string
let owner: pg.Client
beforeAll(async () => {
  world = await openWorld()
  target = await openEmptyDatabase()
  folder = await mkdtemp(join(tmpdir(), 'nq-tamper-'))
  owner = new pg.Client({ connectionString: world.ownerUrl })
  await owner.connect()
})
afterAll(async () => {
  await owner.end()
  await target.drop()
  await world.close()
  await rm(folder, { recursive: true, force: true })
})

/** The built worker, on the world's database. */
async function startWorker(): Promise<ChildProcess> {
  const { PATH, HOME, TMPDIR } = process.env
  const environment = {
    NUANQIAO_APP_URL: world.appUrl,
    NUANQIAO_HOME: folder,
    NUANQIAO_MASTER_KEY: Buffer.alloc(32, 7).toString('base64'),
    NUANQIAO_AUDIT_KEY: auditKey.toString('base64'),
  }
  const program = fileURLToPath(new URL('../dist/worker.js', import.meta.url))
  const worker = fork(program, [], { env: { PATH, HOME, TMPDIR }, execArgv: [] })
  const says = async (what: object) => expect((await once(worker, 'message'))[0]).toMatchObject(what)
  await says({ loaded: true })
  worker.send({ environment })
  await says({ ready: true })
  return worker
}

/** Kills the worker when it has given out places in the tree and not yet signed for them. */
async function killInTheMiddle(worker: ChildProcess): Promise<void> {
  await owner.query('begin; lock table main.platform_audit_checkpoint in share row exclusive mode')
  const waits = `select 1 from pg_stat_activity where wait_event_type = 'Lock' and query like '%platform_audit_checkpoint%'
    and datname = current_database()`
  await expect.poll(async () => (await world.pool.query(waits)).rowCount, { timeout: 20_000 }).toBe(1)
  worker.kill('SIGKILL')
  await once(worker, 'exit')
  await owner.query('rollback')
}

const count = async (table: string): Promise<number> =>
  (await owner.query<{ n: number }>(`select count(*)::int as n from main.${table}`)).rows[0]!.n

test('sixteen writers, three kills in the middle, a restore: all is whole, and twenty alterations are named', async () => {
  const pool = openPool(world.appUrl, writers)
  const db = tenantDb(pool, 'main')
  let writing = true
  let acts = 0
  const all = Array.from({ length: writers }, async () => {
    while (writing) {
      await anAct(world.ctxOfNobody({ db }))
      acts += 1
    }
  })
  try {
    for (let kills = 0; kills < 3; kills++) {
      const worker = await startWorker()
      await sleep(1_500) // whole runs of the sequencer between the kills
      await killInTheMiddle(worker)
    }
  } finally {
    writing = false
    await Promise.all(all)
  }
  const worker = await startWorker()
  await expect.poll(() => count('platform_audit_leaf'), { timeout: 60_000 }).toBe(acts)
  worker.kill('SIGTERM')
  await once(worker, 'exit')
  expect(await count('platform_audit_entry')).toBe(acts)
  expect(acts).toBeGreaterThan(writers)

  const checkpoint = await readFile(join(folder, 'checkpoints/main.checkpoints'), 'utf8')
  const options = { publicKey: signer.verifierKey, checkpoint, now: new Date(Date.now() + 61_000) }
  expect(await verifyAudit(db, options)).toEqual({ ok: true, size: acts, problems: [] })
  await pool.end()

  const path = join(folder, 'backup')
  const keys = { opens: (key: WrappedKey) => opensKey([worldWrapper], key), auditLineOf: () => signer.verifierKey }
  await takeBackup({ ownerUrl: world.ownerUrl, path, tenant: 'main', files: null, product: '0.0.0' })
  const passwords = { app: inject('database').appPassword }
  await restoreBackup({ ownerUrl: target.ownerUrl, path, passwords, migrations: migrationsFolder, files: null, keys })
  const restored = openPool(target.ownerUrl, 2)
  try {
    const copy = tenantDb(restored, 'main')
    expect(await verifyAudit(copy, options)).toEqual({ ok: true, size: acts, problems: [] })
    const proofs = await proveAudit(copy, options)
    expect(proofs.length).toBeGreaterThanOrEqual(20)
    expect(proofs.filter(({ named }) => named === null)).toEqual([])
    // the tree goes on from where it was
    await anAct(world.ctxOfNobody({ db: copy }))
    expect((await sequence(copy, signer, new Date())).size).toBe(acts + 1)
    expect(await verifyAudit(copy, options)).toMatchObject({ ok: true })
  } finally {
    await restored.end()
  }
}, 180_000)
