/** Restoring with another version than the one that made the backup, and files that lie in a folder. */
import { cp, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, inject, test } from 'vitest'
import { migrationsFolder, openEmptyDatabase, type TestDatabase, testTenant } from '../../../test/world/database.ts'
import { openWorld, type World } from '../../../test/world/world.ts'
import { openPool, tenantDb } from '../db.ts'
import { keepFile, keepFilesIn, readFile } from '../files/files.ts'
import { migrate } from '../migrate.ts'
import { Refusal } from '../refusal.ts'
import { takeBackup } from './backup.ts'
import { type RestoreReport, restoreBackup } from './restore.ts'

let world: World
let folder: string
const opened: TestDatabase[] = []
beforeAll(async () => {
  world = await openWorld()
})
afterEach(async () => {
  keepFilesIn(null)
  for (const database of opened.splice(0)) await database.drop()
  await rm(folder, { recursive: true, force: true })
})
afterAll(() => world.close())

const passwords = () => ({ app: inject('database').appPassword })

/** A backup and an empty database for it. */
async function scene(files: string | null = null) {
  folder = await mkdtemp(join(tmpdir(), 'nq-restore-'))
  const path = join(folder, 'backup')
  const taken = await takeBackup({
    ownerUrl: world.ownerUrl,
    path,
    tenant: 'main',
    files,
    product: '0.0.0',
  })
  const database = await openEmptyDatabase()
  opened.push(database)
  const restore = (more: { migrations?: string; files?: string | null }): Promise<RestoreReport> =>
    restoreBackup({
      ownerUrl: database.ownerUrl,
      path,
      passwords: passwords(),
      migrations: migrationsFolder,
      files: null,
      ...more,
    })
  return { taken, database, restore }
}

/** The bytes of a file in the restored database, as the application reads them. */
async function bytesIn(database: TestDatabase, id: string): Promise<string | undefined> {
  const pool = openPool(database.appUrl, 1)
  const file = await readFile(tenantDb(pool, 'main'), id).finally(() => pool.end())
  return file?.bytes.toString()
}

test('migrations newer than the backup run after it; ones that we do not have, or have otherwise, are refused', async () => {
  const { database, restore } = await scene()
  const newer = join(folder, 'newer')
  await cp(migrationsFolder, newer, { recursive: true })
  await writeFile(join(newer, '9999_platform_tomorrow.sql'), 'create table platform_tomorrow (id uuid primary key)')
  const last = (await readdir(migrationsFolder))
    .filter((name) => name.endsWith('.sql'))
    .sort()
    .at(-1)!
  const [older, changed] = [join(folder, 'older'), join(folder, 'changed')]
  await cp(migrationsFolder, older, { recursive: true, filter: (from) => !from.endsWith(last) })
  await cp(migrationsFolder, changed, { recursive: true })
  await writeFile(join(changed, last), 'select 1')
  for (const migrations of [older, changed]) {
    const outcome = await restore({ migrations }).catch((error: unknown) => error)
    expect(outcome instanceof Refusal && outcome.code).toBe('platform.backup_of_other_version')
  }
  await restore({ migrations: newer })
  const done = await migrate(database.ownerUrl, newer, passwords(), testTenant)
  expect(done).toEqual(['main/9999_platform_tomorrow.sql'])
})

test('files of a folder come back into a folder, or into the database where there is none', async () => {
  const shared = await mkdtemp(join(tmpdir(), 'nq-shared-'))
  keepFilesIn(shared)
  const file = { mediaType: 'text/plain', name: null, uploaderId: null, now: world.now() }
  const { id } = await keepFile(world.db, { ...file, bytes: Buffer.from('一张照片') })
  const lost = await keepFile(world.db, { ...file, bytes: Buffer.from('lost') })
  const hex = lost.sha256.toString('hex')
  await writeFile(join(shared, 'main', 'sha256', hex.slice(0, 2), hex.slice(2)), 'changed')
  const first = await scene(shared)
  expect(first.taken).toMatchObject({ files: 1, missing: [`main/${hex}`] })
  const target = join(folder, 'target')
  expect(await first.restore({ files: target })).toMatchObject({ missing: [`main/${hex}`] })
  keepFilesIn(null)
  expect(await bytesIn(first.database, id)).toBeUndefined()
  keepFilesIn(target)
  expect(await bytesIn(first.database, id)).toBe('一张照片')
  await rm(folder, { recursive: true })
  const second = await scene(shared)
  await second.restore({})
  keepFilesIn(null)
  expect(await bytesIn(second.database, id)).toBe('一张照片')
  await rm(shared, { recursive: true })
})
