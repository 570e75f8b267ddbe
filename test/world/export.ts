/** Everything that the companies of a database hold, as text: two databases are the same if this is. */
import pg from 'pg'

/** By name of table, sequence, index or constraint. Rows are sorted, as PostgreSQL promises no order. */
export async function exportOf(ownerUrl: string): Promise<Record<string, string>> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    await client.query(`set timezone to 'UTC'; set extra_float_digits to 3`)
    const all: Record<string, string> = {}
    const tables = await client.query<{ name: string }>(
      `select format('%I.%I', schemaname, tablename) as name from pg_tables
        where schemaname = 'nuanqiao' or schemaname in (select schema from nuanqiao.tenant) order by 1`,
    )
    for (const { name } of tables.rows) all[name] = await rowsOf(client, name)
    const sequences = await client.query<{ name: string }>(
      `select format('%I.%I', schemaname, sequencename) as name from pg_sequences
        where schemaname in (select schema from nuanqiao.tenant)`,
    )
    for (const { name } of sequences.rows)
      all[name] = await rowsOf(client, `(select last_value, is_called from ${name})`)
    const built = await client.query<{ name: string; text: string }>(
      `select schemaname || ' index ' || indexname as name, indexdef as text from pg_indexes
        where schemaname in (select schema from nuanqiao.tenant)
       union all
       select n.nspname || ' constraint ' || conrelid::regclass || ' ' || conname, pg_get_constraintdef(c.oid)
         from pg_constraint c join pg_namespace n on n.oid = connamespace
        where n.nspname in (select schema from nuanqiao.tenant)`,
    )
    for (const { name, text } of built.rows) all[name] = text
    return all
  } finally {
    await client.end()
  }
}

async function rowsOf(client: pg.Client, from: string): Promise<string> {
  const { rows } = await client.query<{ text: string }>(`select t::text as text from ${from} t order by 1`)
  return rows.map(({ text }) => text).join('\n')
}
