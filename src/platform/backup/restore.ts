/**
 * A backup brought back into a database that has none of its companies: schema, rows, files and sequences in one transaction, which
 * commits only when every entry was as the backup says. Half a company is never seen.
 */
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { z } from 'zod'
import { findCheckpoints, readVerifierKey } from '../audit/checkpoint.ts'
import { writeShared } from '../files/files-folder.ts'
import { addTenant, prepareDatabase, type RolePasswords, runMigration } from '../migrate.ts'
import { type MigrationFile, readMigrations } from '../migration-files.ts'
import { Refusal } from '../refusal.ts'
import { checkSeal, damaged, type Entry, jsonOf, readEntries } from './backup-file.ts'
import { asOwner, columnList, quoted, takeOffIndexes } from './catalog.ts'
import { restoreJobs } from './jobs.ts'
import { type Company, format, Manifest, type Sum, Sums, summed } from './manifest.ts'

export interface RestoreWish {
  readonly ownerUrl: string
  readonly path: string
  readonly passwords: RolePasswords
  /** The folder of this version's migrations; those newer than the backup are left to the next `migrate`. */
  readonly migrations: string
  /** The shared folder of files; null: they go into the database. */
  readonly files: string | null
  /** This machine's keys. Absent: not to be checked. */
  readonly keys?: {
    /** Whether it opens a data key of the backup. */
    readonly opens: (key: WrappedKey) => Promise<boolean>
    /** Verifier key line of a company's audit log; null where this machine has no audit key. */
    readonly auditLineOf: (schema: string) => string | null
  }
}

/** A data key as its row keeps it. */
export interface WrappedKey {
  readonly purpose: string
  readonly version: number
  readonly wrapped: Buffer
  readonly wrapped_by: string
  readonly sealing_from: Date
}

export interface RestoreReport {
  readonly manifest: Manifest
  readonly rows: number
  readonly missing: readonly string[]
}

/**
 * Reads the manifest of a whole, undamaged file. Refuses with `platform.backup_damaged`, or `platform.backup_of_other_version` for a
 * format that is newer than this program.
 */
export async function readManifest(path: string): Promise<Manifest> {
  await checkSeal(path)
  for await (const entry of readEntries(path)) {
    if (entry.name !== 'manifest.json') throw damaged()
    return manifestOf(await jsonOf(entry))
  }
  throw damaged()
}

function manifestOf(json: unknown): Manifest {
  const { format: found } = z.looseObject({ format: z.int() }).parse(json)
  if (found !== format) throw new Refusal('conflict', 'platform.backup_of_other_version')
  return Manifest.parse(json)
}

/**
 * Restores all companies of the file. Besides the refusals of `readManifest`: `platform.backup_of_other_version` (migrations that this
 * version does not have), `platform.backup_company_exists`, `platform.backup_key_missing`. Whatever is thrown, nothing was restored.
 */
export async function restoreBackup(wish: RestoreWish): Promise<RestoreReport> {
  const manifest = await readManifest(wish.path)
  const files = await readMigrations(wish.migrations)
  for (const { migrations } of manifest.companies) checkMigrations(migrations, files)
  if (wish.keys !== undefined) checkAuditKey(manifest, wish.keys.auditLineOf)
  return asOwner(wish.ownerUrl, async (client) => {
    await prepareDatabase(client, wish.ownerUrl, wish.passwords)
    await checkRoom(client, manifest.companies)
    await client.query('begin')
    try {
      const report = await load(client, manifest, files, wish)
      if (wish.keys !== undefined) await checkKeys(client, manifest.companies, wish.keys.opens)
      await client.query('commit')
      return report
    } catch (error) {
      await client.query('rollback').catch(() => undefined) // the connection may be what is broken
      throw error
    }
  })
}

/** The backup's migrations must be the first of ours, unchanged. */
function checkMigrations(ran: Company['migrations'], files: readonly MigrationFile[]): void {
  const same = ran.every(({ name, checksum }, i) => files[i]?.name === name && files[i].checksum === checksum)
  if (!same) throw new Refusal('conflict', 'platform.backup_of_other_version')
}

function checkAuditKey({ companies }: Manifest, auditLineOf: (schema: string) => string | null): void {
  for (const { schema, checkpoint } of companies) {
    if (checkpoint === null) continue // nothing was ever signed
    const line = auditLineOf(schema)
    const signed = line !== null && findCheckpoints(checkpoint, readVerifierKey(line)).some((found) => found.signed)
    if (!signed) throw new Refusal('conflict', 'platform.backup_key_missing')
  }
}

/** One of each purpose must open; older versions may have been wrapped by a master key that was lost before. */
async function checkKeys(
  client: pg.Client,
  companies: readonly Company[],
  opens: (key: WrappedKey) => Promise<boolean>,
): Promise<void> {
  for (const { schema, tables } of companies) {
    if (!tables.some(({ name }) => name === 'platform_key')) continue // made before there were any
    const { rows } = await client.query<WrappedKey>(
      `select distinct on (purpose) * from ${quoted(schema, 'platform_key')} order by purpose, version desc`,
    )
    for (const row of rows) {
      if (!(await opens(row))) throw new Refusal('conflict', 'platform.backup_key_missing')
    }
  }
}

async function checkRoom(client: pg.Client, companies: readonly Company[]): Promise<void> {
  const { rows } = await client.query(
    `select schema from nuanqiao.tenant where schema = any($1) or hosts && $2
     union all select nspname from pg_namespace where nspname = any($1)`,
    [companies.map(({ schema }) => schema), companies.flatMap(({ hosts }) => hosts)],
  )
  if (rows.length > 0) throw new Refusal('conflict', 'platform.backup_company_exists')
}

async function load(
  client: pg.Client,
  manifest: Manifest,
  files: readonly MigrationFile[],
  wish: RestoreWish,
): Promise<RestoreReport> {
  await client.query(`set local maintenance_work_mem to '256MB'`)
  const rebuild = new Map<string, string[]>()
  for (const company of manifest.companies) rebuild.set(company.schema, await makeCompany(client, company, files))
  const found: Sum[] = []
  let sums: Sums | null = null
  for await (const entry of readEntries(wish.path)) {
    if (entry.name === 'manifest.json') await jsonOf(entry)
    else if (entry.name === 'sums.json') sums = Sums.parse(await jsonOf(entry))
    else await loadEntry(client, manifest, wish.files, { ...entry, data: summed(entry.name, entry.data, found) })
  }
  if (sums === null || JSON.stringify(sums.entries) !== JSON.stringify(found)) throw damaged()
  for (const { schema, name, lastValue, isCalled } of sums.sequences) {
    await client.query('select setval($1::regclass, $2::bigint, $3)', [quoted(schema, name), lastValue, isCalled])
  }
  for (const { schema, tables } of manifest.companies) {
    await client.query(`set local search_path to "${schema}"`)
    for (const statement of rebuild.get(schema) ?? []) await client.query(statement)
    await client.query(`analyze ${tables.map(({ name }) => quoted(schema, name)).join(', ')}`)
  }
  const rows = found.filter(({ name }) => name.includes('/table/')).reduce((total, sum) => total + sum.rows, 0)
  return { manifest, rows, missing: sums.missing }
}

/** Returns the statements that put its indexes back. */
async function makeCompany(client: pg.Client, company: Company, files: readonly MigrationFile[]): Promise<string[]> {
  const { schema, demoStart } = company
  await addTenant(client, company)
  await client.query('update nuanqiao.tenant set demo_start = $2 where schema = $1', [schema, demoStart])
  for (const [i, { name, at }] of company.migrations.entries()) {
    await runMigration(client, schema, files[i]!)
    await client.query('update nuanqiao.migration set at = $3 where tenant = $1 and name = $2', [schema, name, at])
  }
  return takeOffIndexes(client, schema)
}

async function loadEntry(
  client: pg.Client,
  manifest: Manifest,
  folder: string | null,
  { name, data }: Entry,
): Promise<void> {
  const [schema = '', kind, what = ''] = name.split('/')
  const company = manifest.companies.find((one) => one.schema === schema)
  const table = company?.tables.find((one) => one.name === what)
  if (company !== undefined && kind === 'file') return loadFile(client, folder, schema, what, data)
  if (company !== undefined && kind === 'jobs') return restoreJobs(client, (into) => copyInto(client, into, data))
  if (kind !== 'table' || table === undefined) throw damaged()
  await client.query(`delete from ${quoted(schema, what)}`) // rows that a migration put in: the backup has them as well
  return copyInto(client, `${quoted(schema, what)} (${columnList(table.columns)})`, data)
}

async function copyInto(client: pg.Client, into: string, data: AsyncIterable<Buffer>): Promise<void> {
  await pipeline(Readable.from(data, { objectMode: false }), client.query(copyFrom(`copy ${into} from stdin`)))
}

/** Into the folder, or, where this machine has none, beside its row in the database. */
async function loadFile(
  client: pg.Client,
  folder: string | null,
  schema: string,
  hex: string,
  data: AsyncIterable<Buffer>,
): Promise<void> {
  const parts: Buffer[] = []
  for await (const part of data) parts.push(part)
  const bytes = Buffer.concat(parts)
  if (folder !== null) return writeShared(folder, schema, hex, bytes)
  await client.query(`update ${quoted(schema, 'platform_blob')} set bytes = $2 where sha256 = decode($1, 'hex')`, [
    hex,
    bytes,
  ])
}
