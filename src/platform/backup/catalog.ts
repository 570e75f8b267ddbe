/** What a company's schema is made of, as PostgreSQL's catalog says, and the statements that a backup needs for it. */
import pg from 'pg'

/** Text of dates, numbers and bytes as every PostgreSQL from 15 on reads them back to the same value. */
const plainText = `
  set client_encoding to 'UTF8'; set datestyle to 'ISO'; set intervalstyle to 'postgres'; set timezone to 'UTC';
  set extra_float_digits to 3; set bytea_output to 'hex'; set statement_timeout to 0; set lock_timeout to 0;
  set idle_in_transaction_session_timeout to 0`

/** A connection of the owner, ended when the work is, however that ends. */
export async function asOwner<T>(ownerUrl: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'nuanqiao backup', keepAlive: true })
  client.on('error', () => undefined) // told to who waits for its answer
  await client.connect()
  try {
    await client.query(plainText)
    return await work(client)
  } finally {
    await client.end()
  }
}

export interface Table {
  readonly name: string
  /** Those with data of their own, in their order; generated ones are left out. */
  readonly columns: string[]
}

export async function tablesOf(client: pg.Client, schema: string): Promise<Table[]> {
  const { rows } = await client.query<Table>(
    `select c.relname::text as name, array_agg(a.attname::text order by a.attnum) as columns
       from pg_class c
       join pg_namespace n on n.oid = c.relnamespace
       join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
      where n.nspname = $1 and c.relkind = 'r' group by c.relname order by c.relname`,
    [schema],
  )
  return rows
}

export interface Sequence {
  readonly schema: string
  readonly name: string
  readonly lastValue: string
  readonly isCalled: boolean
}

export async function sequencesOf(client: pg.Client, schema: string): Promise<Sequence[]> {
  const { rows } = await client.query<{ name: string }>(
    `select c.relname::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = $1 and c.relkind = 'S' order by c.relname`,
    [schema],
  )
  const found: Sequence[] = []
  for (const { name } of rows) {
    const at = await client.query<{ last: string; called: boolean }>(
      `select last_value::text as last, is_called as called from ${quoted(schema, name)}`,
    )
    found.push({ schema, name, lastValue: at.rows[0]!.last, isCalled: at.rows[0]!.called })
  }
  return found
}

/** `schema.name` in quotes. */
export function quoted(schema: string, name: string): string {
  return `${pg.escapeIdentifier(schema)}.${pg.escapeIdentifier(name)}`
}

export function columnList(columns: readonly string[]): string {
  return columns.map((name) => pg.escapeIdentifier(name)).join(', ')
}

/**
 * Takes foreign keys and indexes off the empty tables of a schema, except those that hold a constraint, and returns the statements
 * that put them back: built once over all rows, they cost a fraction. The search path must be the schema, now and then.
 */
export async function takeOffIndexes(client: pg.Client, schema: string): Promise<string[]> {
  const keys = await client.query<{ off: string; on: string }>(
    `select format('alter table %s drop constraint %I', conrelid::regclass, conname) as off,
            format('alter table %s add constraint %I %s', conrelid::regclass, conname, pg_get_constraintdef(c.oid)) as on
       from pg_constraint c join pg_namespace n on n.oid = c.connamespace
      where n.nspname = $1 and contype = 'f' order by conrelid, conname`,
    [schema],
  )
  const indexes = await client.query<{ off: string; on: string }>(
    `select format('drop index %s', indexrelid::regclass) as off, pg_get_indexdef(indexrelid) as on
       from pg_index i join pg_class c on c.oid = i.indexrelid join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = $1
        and not exists (select 1 from pg_constraint where conindid = indexrelid and contype in ('p', 'u', 'x'))
      order by c.relname`,
    [schema],
  )
  for (const { off } of [...keys.rows, ...indexes.rows]) await client.query(off)
  return [...indexes.rows, ...keys.rows].map(({ on }) => on)
}
