/**
 * A backup: everything that companies keep, as it was at one instant, in one file. COPY in one read-only REPEATABLE READ transaction,
 * so that people go on working meanwhile and each of their transactions is wholly in it or wholly out.
 */
import { createHash } from 'node:crypto'
import type pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { readShared } from '../files/files-folder.ts'
import { type Entry, jsonEntry, writeEntries } from './backup-file.ts'
import { asOwner, columnList, quoted, sequencesOf, tablesOf } from './catalog.ts'
import { jobsQuery } from './jobs.ts'
import { type Company, format, type Manifest, type Sum, type Sums, summed } from './manifest.ts'

export interface BackupWish {
  readonly ownerUrl: string
  /** Where the file is to lie; one that is there is replaced once the new one is whole. */
  readonly path: string
  /** Schema of the one company wanted; null: all. */
  readonly tenant: string | null
  /** The shared folder of files; null: they lie in the database. */
  readonly files: string | null
  /** Version of the product. */
  readonly product: string
}

export interface BackupReport {
  readonly companies: readonly string[]
  readonly rows: number
  readonly files: number
  /** Of the file, in bytes. */
  readonly size: number
  /** Files whose bytes are not in the folder, or are not theirs: `<schema>/<sha256>`. */
  readonly missing: readonly string[]
}

/** Writes the backup. Throws Error for a database without companies or without the one wanted. */
export function takeBackup(wish: BackupWish): Promise<BackupReport> {
  return asOwner(wish.ownerUrl, async (client) => {
    await client.query('begin isolation level repeatable read read only')
    const manifest = await describe(client, wish)
    const sums: Sum[] = []
    const missing: string[] = []
    const size = await writeEntries(wish.path, entries(client, manifest, wish.files, sums, missing))
    await client.query('commit')
    const tables = sums.filter(({ name }) => name.includes('/table/'))
    return {
      companies: manifest.companies.map(({ schema }) => schema),
      rows: tables.reduce((total, { rows }) => total + rows, 0),
      files: sums.filter(({ name }) => name.includes('/file/')).length,
      size,
      missing,
    }
  })
}

async function* entries(
  client: pg.Client,
  manifest: Manifest,
  folder: string | null,
  sums: Sum[],
  missing: string[],
): AsyncGenerator<Entry> {
  yield jsonEntry('manifest.json', () => manifest)
  for (const company of manifest.companies) {
    for await (const { name, data } of partsOf(client, company, folder, missing)) {
      yield { name, data: summed(name, data, sums) }
    }
  }
  const sequences: Sums['sequences'] = []
  for (const { schema } of manifest.companies) sequences.push(...(await sequencesOf(client, schema)))
  yield jsonEntry('sums.json', (): Sums => ({ entries: sums, sequences, missing }))
}

async function* partsOf(
  client: pg.Client,
  { schema, tables }: Company,
  folder: string | null,
  missing: string[],
): AsyncGenerator<Entry> {
  for (const { name, columns } of tables) {
    const copy = `copy ${quoted(schema, name)} (${columnList(columns)}) to stdout`
    yield { name: `${schema}/table/${name}`, data: client.query(copyTo(copy)) }
  }
  yield { name: `${schema}/jobs`, data: client.query(copyTo(`copy (${jobsQuery(schema)}) to stdout`)) }
  const { rows } = await client.query<{ hex: string }>(
    `select encode(sha256, 'hex') as hex from ${quoted(schema, 'platform_blob')} where bytes is null order by sha256`,
  )
  for (const { hex } of rows) {
    const bytes = folder === null ? null : await readShared(folder, schema, hex)
    // what was purged since the snapshot belonged to nothing; what else is not there must be told
    if (bytes === null || createHash('sha256').update(bytes).digest('hex') !== hex) missing.push(`${schema}/${hex}`)
    else yield { name: `${schema}/file/${hex}`, data: only(bytes) }
  }
}

async function* only(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes
}

type TenantRow = Omit<Company, 'migrations' | 'tables' | 'checkpoint'>

async function describe(client: pg.Client, { tenant, product }: BackupWish): Promise<Manifest> {
  const [control] = (
    await client.query<{ there: boolean }>(`select to_regclass('nuanqiao.tenant') is not null as there`)
  ).rows
  const { rows } =
    control?.there === true
      ? await client.query<TenantRow>(
          `select schema, name, hosts, time_zone as "timeZone", mode, demo_start::text as "demoStart"
             from nuanqiao.tenant where $1::text is null or schema = $1 order by schema`,
          [tenant],
        )
      : { rows: [] }
  if (rows.length === 0) {
    throw new Error(`There is no company ${tenant === null ? '' : `"${tenant}" `}in this database.`)
  }
  const companies: Company[] = []
  for (const row of rows) companies.push({ ...row, ...(await contentOf(client, row.schema)) })
  const server = await client.query<{ postgres: string; at: Date }>(
    `select current_setting('server_version') as postgres, now() as at`,
  )
  const { postgres, at } = server.rows[0]!
  return { format, product, postgres, at: at.toISOString(), companies }
}

async function contentOf(
  client: pg.Client,
  schema: string,
): Promise<Pick<Company, 'migrations' | 'tables' | 'checkpoint'>> {
  const migrations = await client.query<Company['migrations'][number]>(
    'select name, checksum, at::text from nuanqiao.migration where tenant = $1 order by name',
    [schema],
  )
  const tables = await tablesOf(client, schema)
  if (tables.length === 0) throw new Error(`The company "${schema}" has no tables yet.`)
  // nobody changes or drops a table before we have come to it
  await client.query(`lock table ${tables.map(({ name }) => quoted(schema, name)).join(', ')} in access share mode`)
  const checkpoint = await client.query<{ note: string }>(
    `select note from ${quoted(schema, 'platform_audit_checkpoint')} order by size desc limit 1`,
  )
  return { migrations: migrations.rows, tables, checkpoint: checkpoint.rows[0]?.note ?? null }
}
