/**
 * One PostgreSQL for the whole test run: an embedded one that is thrown away, or the server of DATABASE_URL. It is
 * migrated once into a template; each test file takes a copy of that (see database.ts).
 */
import { randomBytes } from 'node:crypto'
import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { startEmbeddedPostgres } from '../../src/platform/embedded-postgres/embedded-postgres.ts'
import { isAlive } from '../../src/platform/embedded-postgres/process-birth.ts'
import { addTenant, migrate } from '../../src/platform/migrate.ts'
import { migrationsFolder, otherTenant, testTenant, withDatabase } from './database.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The owner's address of the server, the migrated template, and the password of the application's role. */
    database: { ownerUrl: string; template: string; appPassword: string }
  }
}

/** The roles of a server are shared by its databases, so all runs on one server must agree on the password. */
const appPassword = 'only-for-tests'
const madeByTests = 'made by the tests of nuanqiao'
const litter = 'nuanqiao-test-'

export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await openServer()
  const template = `nq_template_${randomBytes(6).toString('hex')}`
  try {
    await onServer(server.ownerUrl, async (client) => {
      await refuseForeignServer(client)
      await client.query(`create database ${template}`)
    })
    await migrateTemplate(withDatabase(server.ownerUrl, template))
    await onServer(server.ownerUrl, (client) => client.query(`comment on role nuanqiao_app is '${madeByTests}'`))
  } catch (error) {
    await server.stop()
    throw error
  }
  project.provide('database', { ownerUrl: server.ownerUrl, template, appPassword })
  return async () => {
    await onServer(server.ownerUrl, (client) => client.query(`drop database if exists ${template} with (force)`))
    await server.stop()
  }
}

async function openServer(): Promise<{ ownerUrl: string; stop(): Promise<void> }> {
  const given = process.env.DATABASE_URL
  if (given !== undefined && given !== '') return { ownerUrl: given, stop: () => Promise.resolve() }
  await clearLitter()
  const folder = await mkdtemp(join(tmpdir(), `${litter}${process.pid}-`))
  await chmod(folder, 0o755) // root hands the data inside to a lesser user, who must be able to come through
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true })
  try {
    const server = await startEmbeddedPostgres({ folder, durable: false })
    return { ownerUrl: server.ownerUrl, stop: () => server.stop().then(remove) }
  } catch (error) {
    await remove()
    throw error
  }
}

/** Folders that killed runs left behind. */
async function clearLitter(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const pid = name.startsWith(litter) ? Number.parseInt(name.slice(litter.length), 10) : Number.NaN
    if (pid > 0 && !isAlive(pid))
      await rm(join(tmpdir(), name), { recursive: true, force: true }).catch(() => undefined)
  }
}

/** The tests set the password of the application's role, which would lock out a product that lives on the same server. */
async function refuseForeignServer(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ comment: string | null }>(
    `select shobj_description(oid, 'pg_authid') as comment from pg_roles where rolname = 'nuanqiao_app'`,
  )
  if (rows.length === 0 || rows[0]?.comment === madeByTests) return
  throw new Error(
    'DATABASE_URL names a server on which a Nuanqiao may be living. Give the tests a server of their own.',
  )
}

async function migrateTemplate(url: string): Promise<void> {
  const passwords = { app: appPassword }
  await migrate(url, migrationsFolder, passwords, testTenant)
  await onServer(url, (client) => addTenant(client, otherTenant))
  await migrate(url, migrationsFolder, passwords, testTenant)
}

async function onServer<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
