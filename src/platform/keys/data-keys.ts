/**
 * Data keys: random, one a tenant, purpose and version, wrapped in `platform_key`, unwrapped once a process. A new master key means
 * wrapping them anew; a new data key seals what is written from then on, and the older ones open what is not yet sealed anew.
 */
import { hkdfSync, randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { Db } from '../db.ts'
import type { Keys } from '../sealed.ts'
import type { Wrapper } from './wrapper.ts'

/** Purposes beside the sealed columns: look-ups by fingerprint, codes and limits, passwords, what a reader of the replica has seen. */
const families = ['fingerprint', 'code', 'pepper', 'replica'] as const

/** A new version seals only after this many milliseconds, and processes look for new ones three times as often. */
export const keysAheadMillis = 120_000
export const keysLookMillis = 30_000

interface DataKey {
  readonly version: number
  readonly key: Buffer
  readonly from: number
}

/** The data keys of a tenant, as far as our wrappers open them. */
export class DataKeys implements Keys {
  readonly #db: Db
  readonly #wrappers: readonly Wrapper[]
  /** By purpose, newest first. */
  #known = new Map<string, readonly DataKey[]>()
  readonly #derived = new Map<string, Buffer>()

  constructor(db: Db, wrappers: readonly Wrapper[]) {
    this.#db = db
    this.#wrappers = wrappers
  }

  for(purpose: string): Buffer {
    const { version, key } = this.#current(familyOf(purpose))
    const name = `${version}/${purpose}`
    const known = this.#derived.get(name)
    if (known !== undefined) return known
    const derived = Buffer.from(hkdfSync('sha256', key, '', `nuanqiao/${purpose}`, 32))
    this.#derived.set(name, derived)
    return derived
  }

  sealing(column: string): { version: number; key: Buffer } {
    return this.#current(`seal/${column}`)
  }

  opening(column: string, version: number): Buffer | null {
    return this.#known.get(`seal/${column}`)?.find((one) => one.version === version)?.key ?? null
  }

  #current(purpose: string): DataKey {
    const now = Date.now()
    const current = this.#known.get(purpose)?.find(({ from }) => from <= now)
    if (current === undefined) throw new Error(`no key for ${purpose}`)
    return current
  }

  /** Takes up keys that are new in the table. Those wrapped by a master key that we do not have are left aside. */
  async refresh(): Promise<void> {
    const rows = await keyRows(this.#db)
    const found = new Map<string, DataKey[]>()
    for (const row of rows) {
      const before = this.#known.get(row.purpose)?.find(({ version }) => version === row.version)
      const key = before?.key ?? (await unwrapped(this.#wrappers, row))
      const list = found.get(row.purpose) ?? []
      if (key !== null) list.push({ version: row.version, key, from: row.sealing_from.getTime() })
      found.set(row.purpose, list)
    }
    for (const list of found.values()) list.sort((a, b) => b.version - a.version)
    this.#known = found
  }

  /** The purposes whose newest key does not open: the master key is another one. */
  unopened(purposes: readonly string[]): string[] {
    return purposes.filter((purpose) => (this.#known.get(purpose) ?? []).length === 0)
  }
}

function familyOf(purpose: string): (typeof families)[number] {
  if (/^fingerprint\/(code|limit)\./.test(purpose)) return 'code'
  if (purpose.startsWith('fingerprint/')) return 'fingerprint'
  if (purpose.startsWith('replica/')) return 'replica'
  if (purpose === 'password-pepper') return 'pepper'
  throw new Error(`no key for ${purpose}`)
}

interface KeyRow {
  readonly purpose: string
  readonly version: number
  readonly wrapped: Buffer
  readonly wrapped_by: string
  readonly sealing_from: Date
}

const keyRows = (db: Db): Promise<KeyRow[]> => db.selectFrom('platform_key').selectAll().execute()
const contextOf = ({ purpose, version }: Pick<KeyRow, 'purpose' | 'version'>): string => `${purpose} v${version}`

async function unwrapped(wrappers: readonly Wrapper[], row: KeyRow): Promise<Buffer | null> {
  const wrapper = wrappers.find(({ id }) => id === row.wrapped_by)
  return wrapper === undefined ? null : wrapper.unwrap(contextOf(row), row.wrapped)
}

/**
 * The keys of a tenant; those it lacks are made. The first wrapper wraps, the others only unwrap. Throws Error where keys are there and
 * none of the wrappers opens them: whatever would be sealed then could not be read beside what is there.
 */
export async function openKeys(db: Db, wrappers: readonly Wrapper[]): Promise<DataKeys> {
  const wanted = await purposesOf(db)
  const there = new Set((await keyRows(db)).map(({ purpose }) => purpose))
  const missing = wanted.filter((purpose) => !there.has(purpose))
  for (const purpose of missing) await insertKey(db, wrappers[0]!, { purpose, version: 1, from: new Date(0) })
  const keys = new DataKeys(db, wrappers)
  await keys.refresh() // another process may have been first
  if (keys.unopened(wanted).length > 0) {
    throw new Error(
      'The master key is not the one that this database was sealed with. Put that one back (master.key in the state folder, or NUANQIAO_MASTER_KEY).',
    )
  }
  return keys
}

/** Everything that needs a key: each column that holds sealed values, by its name, and the families. */
async function purposesOf(db: Db): Promise<string[]> {
  const columns = await sealedColumns(db)
  return [...columns.map(({ table, column }) => `seal/${table}.${column}`), ...families]
}

export interface SealedColumn {
  readonly table: string
  readonly column: string
  /** The one column of the primary key: what a sealed value names as its row. */
  readonly row: string
}

/** Every column of the tenant that holds sealed values: bytes under a name that ends in `_sealed`. */
export async function sealedColumns(db: Db): Promise<SealedColumn[]> {
  const { rows } = await sql<SealedColumn>`
    select c.relname as "table", a.attname as "column", k.attname as "row"
      from pg_class c
      join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      join pg_index i on i.indrelid = c.oid and i.indisprimary and i.indnkeyatts = 1
      join pg_attribute k on k.attrelid = c.oid and k.attnum = i.indkey[0]
     where c.relnamespace = current_schema()::regnamespace and c.relkind = 'r'
       and a.atttypid = 'bytea'::regtype and a.attname like '%\\_sealed'
     order by 1, 2`.execute(db)
  return rows
}

async function insertKey(
  db: Db,
  wrapper: Wrapper,
  { purpose, version, from }: { purpose: string; version: number; from: Date },
): Promise<void> {
  const wrapped = await wrapper.wrap(contextOf({ purpose, version }), randomBytes(32))
  await db
    .insertInto('platform_key')
    .values({ purpose, version, wrapped, wrapped_by: wrapper.id, sealing_from: from })
    .onConflict((on) => on.doNothing())
    .execute()
}

/**
 * Wraps every key of the tenant by `next`, in one transaction: nothing that is sealed changes. Returns how many were wrapped anew. Throws
 * Error, and changes nothing, where one does not open.
 */
export function rewrapKeys(db: Db, wrappers: readonly Wrapper[], next: Wrapper): Promise<number> {
  return db.transaction().execute(async (tx) => {
    await sql`lock table platform_key in share row exclusive mode`.execute(tx)
    const rows = (await keyRows(tx)).filter((row) => row.wrapped_by !== next.id)
    for (const row of rows) {
      const key = await unwrapped(wrappers, row)
      if (key === null) throw new Error(`the key ${contextOf(row)} is wrapped by ${row.wrapped_by}, which is not here`)
      await tx
        .updateTable('platform_key')
        .set({ wrapped: await next.wrap(contextOf(row), key), wrapped_by: next.id })
        .where('purpose', '=', row.purpose)
        .where('version', '=', row.version)
        .execute()
    }
    return rows.length
  })
}

/** Gives each sealed column a new data key, which seals from `from` on. Returns how many there are. */
export async function renewKeys(db: Db, wrapper: Wrapper, from: Date): Promise<number> {
  const columns = await sealedColumns(db)
  return addVersions(
    db,
    wrapper,
    columns.map(({ table, column }) => `seal/${table}.${column}`),
    from,
  )
}

/** Gives the fingerprints a new key, in use at once: whoever calls prints everything anew, with nobody else at work. */
export function renewPrintKey(db: Db, wrapper: Wrapper): Promise<number> {
  return addVersions(db, wrapper, ['fingerprint'], new Date(0))
}

/** Once everything is printed anew. */
export async function dropOldPrintKeys(db: Db): Promise<void> {
  await sql`delete from platform_key where purpose = 'fingerprint'
             and version < (select max(version) from platform_key where purpose = 'fingerprint')`.execute(db)
}

/** New keys beside those that no wrapper opens any more. For a restore without its master key. Returns how many were lost. */
export async function replaceLostKeys(db: Db, wrappers: readonly Wrapper[]): Promise<number> {
  const keys = new DataKeys(db, wrappers)
  await keys.refresh()
  return addVersions(db, wrappers[0]!, keys.unopened(await purposesOf(db)), new Date(0))
}

async function addVersions(db: Db, wrapper: Wrapper, purposes: readonly string[], from: Date): Promise<number> {
  const rows = await keyRows(db)
  for (const purpose of purposes) {
    const last = Math.max(0, ...rows.filter((row) => row.purpose === purpose).map(({ version }) => version))
    await insertKey(db, wrapper, { purpose, version: last + 1, from })
  }
  return purposes.length
}

/** Whether one of the wrappers opens a key as the table keeps it. */
export async function opensKey(wrappers: readonly Wrapper[], row: KeyRow): Promise<boolean> {
  return (await unwrapped(wrappers, row).catch(() => null)) !== null
}
