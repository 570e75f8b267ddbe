/** A database of one's own for a test file: a copy of the migrated template, dropped at the end. */
import { randomBytes } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { inject } from 'vitest'
import { appUrl, type TenantSpec } from '../../src/platform/migrate.ts'

export const migrationsFolder = fileURLToPath(new URL('../../migrations', import.meta.url))

/** The company of the tests: a demo, at every address. */
export const testTenant: TenantSpec = {
  schema: 'main',
  name: '暖桥供热集团',
  hosts: ['*'],
  timeZone: 'Asia/Shanghai',
  mode: 'demo',
}
/** Another company in the same database, in production mode, at an address of its own. */
export const otherTenant: TenantSpec = {
  schema: 'other',
  name: '邻城热力公司',
  hosts: ['other.localhost'],
  timeZone: 'Asia/Urumqi',
  mode: 'production',
}

export interface TestDatabase {
  readonly ownerUrl: string
  readonly appUrl: string
  drop(): Promise<void>
}

export function openDatabase(): Promise<TestDatabase> {
  return copyOf(inject('database').template)
}

/** A database with nothing in it. */
export function openEmptyDatabase(): Promise<TestDatabase> {
  return copyOf('template0')
}

async function copyOf(template: string): Promise<TestDatabase> {
  const { ownerUrl: serverUrl, appPassword } = inject('database')
  const name = `nq_test_${randomBytes(6).toString('hex')}`
  await asOwner(serverUrl, `create database ${name} template ${template}`)
  const ownerUrl = withDatabase(serverUrl, name)
  return {
    ownerUrl,
    appUrl: appUrl(ownerUrl, { app: appPassword }),
    drop: () => asOwner(serverUrl, `drop database if exists ${name} with (force)`),
  }
}

/** The same server and user, another database. */
export function withDatabase(url: string, name: string): string {
  return Object.assign(new URL(url), { pathname: `/${name}` }).href
}

async function asOwner(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}
