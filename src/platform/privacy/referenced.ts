/** Which files some row refers to. */
import { sql } from 'kysely'
import type { Db } from '../db.ts'

/** Which files some row refers to, in whatever table: the foreign keys say where to look, so that no domain can be forgotten. */
export async function referenced(db: Db, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const { rows: places } = await sql<{ table: string; column: string }>`
    select c.conrelid::regclass::text as "table", a.attname as "column"
      from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
     where c.contype = 'f' and c.confrelid = 'platform_file'::regclass`.execute(db)
  const found = new Set<string>()
  for (const { table, column } of places) {
    const { rows } = await sql<{ id: string }>`
      select ${sql.ref(column)} as id from ${sql.table(table)} where ${sql.ref(column)} = any(${ids}::uuid[])`.execute(
      db,
    )
    for (const { id } of rows) found.add(id)
  }
  return found
}
