/** Backup and restore on a real PostgreSQL: what was there is there again, byte for byte, or nothing is. */
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import sharp from 'sharp'
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from 'vitest'
import { migrationsFolder, openEmptyDatabase, type TestDatabase } from '../../../test/world/database.ts'
import { exportOf } from '../../../test/world/export.ts'
import { type Loop, openLoop } from '../../../test/world/loop.ts'
import { openWorld, type World, worldWrapper } from '../../../test/world/world.ts'
import { takePicture } from '../../domains/matters/pictures/service.ts'
import { sequence } from '../audit/audit.ts'
import { auditSigner } from '../audit/checkpoint.ts'
import { verifyAudit } from '../audit/verify-audit.ts'
import { openPool, tenantDb } from '../db.ts'
import { anAct, keysFrom, someActs } from '../factory.ts'
import { addJob } from '../jobs/jobs.ts'
import { opensKey } from '../keys/data-keys.ts'
import { masterWrapper } from '../keys/wrapper.ts'
import { Refusal } from '../refusal.ts'
import { takeBackup } from './backup.ts'
import { type Entry, readEntries, writeEntries } from './backup-file.ts'
import { type RestoreWish, readManifest, restoreBackup, type WrappedKey } from './restore.ts'

let world: World
let loop: Loop
let folder: string
let path: string
const opened: TestDatabase[] = []
beforeAll(async () => {
  world = await openWorld()
  folder = await mkdtemp(join(tmpdir(), 'nq-backup-'))
  path = join(folder, 'all.backup')
  loop = await openLoop(world)
  const bytes = await sharp({ create: { width: 60, height: 40, channels: 3, background: 'red' } })
    .jpeg()
    .toBuffer()
  const { fileId } = await takePicture(await world.ctxFor(loop.people.raiser, { bytes }), {})
  await loop.lead(
    await loop.raise({ text: '制表\t换行\n反斜线\\N 与“引号”都要原样回来。', pictures: [fileId] }),
    'assign',
    'ask',
  )
  await loop.raise({ visibility: 'handlers' })
  await world.signIn(loop.people.owner.personId)
  await addJob(world.db, 'main', 'nightly', { n: 1 }, { key: 'once', queue: 'slow', runAt: new Date('2030-01-01') })
  await someActs(world.ctxOfNobody({ tenant: world.other.tenant, db: world.other.db }), 3)
  await sequence(world.db, signer, new Date())
  await take()
})
afterEach(async () => {
  for (const database of opened.splice(0)) await database.drop()
})
afterAll(async () => {
  await rm(folder, { recursive: true, force: true })
  await world.close()
})

const ours = (key: WrappedKey) => opensKey([worldWrapper], key)
const signer = auditSigner(keysFrom(Buffer.alloc(32, 7)), 'main')
const take = (to = path, tenant: string | null = null) =>
  takeBackup({ ownerUrl: world.ownerUrl, path: to, tenant, files: null, product: '0.0.0' })
const empty = async (): Promise<TestDatabase> => {
  const database = await openEmptyDatabase()
  opened.push(database)
  return database
}
const restoreInto = ({ ownerUrl }: { ownerUrl: string }, more: Partial<RestoreWish> = {}) =>
  restoreBackup({
    ownerUrl,
    path,
    passwords: { app: inject('database').appPassword },
    migrations: migrationsFolder,
    files: null,
    ...more,
  })
const refusalOf = async (work: Promise<unknown>): Promise<string> => {
  const outcome = await work.catch((error: unknown) => error)
  return outcome instanceof Refusal ? outcome.code : `not refused: ${String(outcome)}`
}
const query = async <R extends pg.QueryResultRow>({ ownerUrl }: { ownerUrl: string }, sql: string): Promise<R[]> => {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  return (await client.query<R>(sql).finally(() => client.end())).rows
}
/** Schemas of companies, whether or not a row tells of them. */
const schemasIn = async (database: { ownerUrl: string }): Promise<unknown[]> =>
  query(database, `select nspname from pg_namespace where nspname in ('main', 'other')`)

const jobs = `select t.identifier, q.queue_name, j.payload, j.run_at, j.key from graphile_worker._private_jobs j
  join graphile_worker._private_tasks t on t.id = j.task_id
  left join graphile_worker._private_job_queues q on q.id = j.job_queue_id`

describe('a backup restored into an empty database', () => {
  test('gives back every table, sequence, index, constraint and waiting job of all companies', async () => {
    const database = await empty()
    const report = await restoreInto(database)
    expect(report.manifest.companies.map(({ schema }) => schema)).toEqual(['main', 'other'])
    const [before, after] = [await exportOf(world.ownerUrl), await exportOf(database.ownerUrl)]
    expect(after).toEqual(before)
    for (const table of ['matters_event', 'platform_blob', 'platform_session', 'matters_number', 'platform_audit_salt'])
      expect(after[`main.${table}`], table).not.toBe('')
    expect(await query(database, jobs)).toEqual(await query(world, jobs))
    expect(await query(database, jobs)).toHaveLength(1)
  })

  test('lets the application work on, with its grants, numbers and audit log', async () => {
    const database = await empty()
    await restoreInto(database)
    const pool = openPool(database.appUrl, 2)
    try {
      const db = tenantDb(pool, 'main')
      await anAct(world.ctxOfNobody({ db }))
      const { note } = await sequence(db, signer, new Date())
      const verdict = { publicKey: signer.verifierKey, checkpoint: note!, now: new Date() }
      expect(await verifyAudit(db, verdict)).toMatchObject({ ok: true, problems: [] })
      await expect(pool.query('delete from main.platform_audit_entry')).rejects.toThrow(/permission denied/)
    } finally {
      await pool.end()
    }
  })

  test('holds its audit log against an earlier checkpoint, and a later one shows what was lost', async () => {
    const notes: string[] = []
    for (const file of ['', join(folder, 'audited'), '']) {
      await someActs(world.ctxOfNobody(), 2)
      notes.push((await sequence(world.db, signer, new Date())).note!)
      if (file !== '') await take(file)
    }
    const database = await empty()
    await restoreInto(database, {
      path: join(folder, 'audited'),
      keys: { opens: ours, auditLineOf: () => signer.verifierKey },
    })
    const pool = openPool(database.appUrl, 2)
    const judged = async (checkpoint: string) =>
      verifyAudit(tenantDb(pool, 'main'), { publicKey: signer.verifierKey, checkpoint, now: new Date() })
    const [early, later] = [await judged(notes[0]!), await judged(notes[2]!)]
    await pool.end()
    expect(early).toMatchObject({ ok: true, problems: [] })
    expect(later.problems.map(({ kind }) => kind)).toEqual(['rolled_back'])
  })

  test('can be of one company, which then lives beside others', async () => {
    const [main, other] = [join(folder, 'main'), join(folder, 'other')]
    await take(main, 'main')
    await take(other, 'other')
    const database = await empty()
    await restoreInto(database, { path: other })
    await restoreInto(database, { path: main })
    expect(await exportOf(database.ownerUrl)).toEqual(await exportOf(world.ownerUrl))
    await expect(take(join(folder, 'none'), 'nobody')).rejects.toThrow('There is no company "nobody"')
  })
})

test('what is written during a backup is wholly out of it, what was written before is wholly in', async () => {
  const during = join(folder, 'during')
  const holder = new pg.Client({ connectionString: world.ownerUrl })
  await holder.connect()
  await holder.query('begin; lock table main.voice_suggestion in access exclusive mode')
  const before = await anAct(world.ctxOfNobody())
  const taking = take(during)
  const waits = `select 1 from pg_stat_activity where application_name = 'nuanqiao backup' and wait_event_type = 'Lock'
    and datname = current_database()`
  await expect.poll(() => query(world, waits), { timeout: 10_000 }).toHaveLength(1)
  const meanwhile = await anAct(world.ctxOfNobody())
  await holder.query('commit').finally(() => holder.end())
  await taking
  const database = await empty()
  await restoreInto(database, { path: during })
  const entries = `select subject_id::text as id from main.platform_audit_entry e
    join main.platform_audit_salt s on s.entry_id = e.id where subject_id in ('${before}', '${meanwhile}')`
  expect(await query(world, entries)).toHaveLength(2)
  expect(await query(database, entries)).toEqual([{ id: before }])
  const [{ n } = {}] = await query<{ n: number }>(
    database,
    `select count(*)::int as n from main.platform_audit_entry e
      full join main.platform_audit_salt s on s.entry_id = e.id where e.id is null or s.entry_id is null`,
  )
  expect(n).toBe(0)
})

describe('nothing is restored', () => {
  const damagedFile = () => join(folder, 'damaged')

  test('from a file of which one byte was changed, or the end is missing', async () => {
    const whole = await readFile(path)
    const places = new Set([
      0,
      3,
      4,
      8,
      9,
      10,
      whole.length - 74,
      whole.length - 73,
      whole.length - 20,
      whole.length - 1,
    ])
    for (let i = 1; i < 40; i++) places.add(Math.floor((whole.length * i) / 40))
    for (const place of places) {
      const bytes = Buffer.from(whole)
      bytes[place]! ^= 1
      await writeFile(damagedFile(), bytes)
      expect(await refusalOf(readManifest(damagedFile())), `byte ${place}`).toBe('platform.backup_damaged')
    }
    for (const length of [0, 10, 72, Math.floor(whole.length / 2), whole.length - 1]) {
      await writeFile(damagedFile(), whole.subarray(0, length))
      expect(await refusalOf(readManifest(damagedFile())), `${length} bytes`).toBe('platform.backup_damaged')
    }
    const database = await empty()
    expect(await refusalOf(restoreInto(database, { path: damagedFile() }))).toBe('platform.backup_damaged')
    expect(await schemasIn(database)).toEqual([])
  })

  test.each(['main/table/org_person', 'other/table/platform_audit_entry'])(
    'from a file sealed anew in which %s has lost its rows',
    async (name) => {
      await writeEntries(damagedFile(), without(name))
      const database = await empty()
      expect(await refusalOf(restoreInto(database, { path: damagedFile() }))).toBe('platform.backup_damaged')
      expect(await schemasIn(database)).toEqual([])
    },
  )

  test('on top of a company that is there', async () => {
    const before = await exportOf(world.ownerUrl)
    expect(await refusalOf(restoreInto(world))).toBe('platform.backup_company_exists')
    expect(await exportOf(world.ownerUrl)).toEqual(before)
  })

  test('where the master key or the audit key is another one, or none', async () => {
    const database = await empty()
    const stranger = auditSigner(keysFrom(Buffer.alloc(32, 8)), 'main').verifierKey
    const strange = (key: WrappedKey) => opensKey([masterWrapper(Buffer.alloc(32, 8))], key)
    const none = (key: WrappedKey) => opensKey([], key)
    const wrong: NonNullable<RestoreWish['keys']>[] = [
      ...[stranger, null].map((line) => ({ opens: ours, auditLineOf: () => line })),
      ...[strange, none].map((opens) => ({ opens, auditLineOf: () => signer.verifierKey })),
    ]
    for (const keys of wrong)
      expect(await refusalOf(restoreInto(database, { keys }))).toBe('platform.backup_key_missing')
    expect(await schemasIn(database)).toEqual([])
  })

  async function* without(name: string): AsyncGenerator<Entry> {
    for await (const entry of readEntries(path)) {
      if (entry.name === name) for await (const _ of entry.data);
      yield entry
    }
  }
})

test('a backup that fails leaves the one before it as it was, and no other file', async () => {
  const before = await stat(path)
  await expect(take(path, 'nobody')).rejects.toThrow()
  await expect(
    takeInto(async function* () {
      yield { name: 'a', data: failing() }
    }),
  ).rejects.toThrow('broken')
  expect((await stat(path)).mtimeMs).toBe(before.mtimeMs)
  expect((await readdir(folder)).filter((name) => name.endsWith('.part'))).toEqual([])
  expect(before.mode & 0o777).toBe(0o600)

  function takeInto(entries: () => AsyncGenerator<Entry>): Promise<number> {
    return writeEntries(path, entries())
  }
  async function* failing(): AsyncGenerator<Buffer> {
    yield Buffer.from('some')
    throw new Error('broken')
  }
})
