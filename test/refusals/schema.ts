/** What the migrated database says: its tables, columns, constraints and indexes, and the values they allow. */
import type pg from 'pg'
import type { Evidence, Found } from './scan.ts'

/** Names and notes of a schema. Throws Error if it holds fewer tables than a Nuanqiao has. */
export async function schemaEvidence(pool: pg.Pool | pg.Client, schema: string, atLeast = 100): Promise<Evidence> {
  const { rows } = await pool.query<{ at: string; name: string; note: string | null }>(
    `
    select c.relname as at, c.relname as name, obj_description(c.oid, 'pg_class') as note
      from pg_class c where c.relnamespace = $1::regnamespace and c.relkind in ('r', 'p', 'v', 'm', 'i', 'S')
    union all
    select c.relname || '.' || a.attname, a.attname, col_description(c.oid, a.attnum)
      from pg_class c join pg_attribute a on a.attrelid = c.oid
     where c.relnamespace = $1::regnamespace and c.relkind in ('r', 'p', 'v', 'm') and a.attnum > 0 and not a.attisdropped
    union all
    select k.relname || ' ' || n.conname, n.conname, null
      from pg_constraint n join pg_class k on k.oid = n.conrelid where n.connamespace = $1::regnamespace
    union all
    select k.relname || ' ' || n.conname || ' value', value[1], null
      from pg_constraint n join pg_class k on k.oid = n.conrelid,
           regexp_matches(pg_get_constraintdef(n.oid), '''([^'']+)''', 'g') as value
     where n.connamespace = $1::regnamespace and n.contype = 'c'`,
    [schema],
  )
  const columns = rows.filter((row) => row.at.includes('.'))
  if (columns.length < atLeast) throw new Error(`only ${columns.length} columns in ${schema}: the scan sees too little`)
  const notes = rows.flatMap(({ at, note }): Found[] => (note === null ? [] : [{ at, text: note }]))
  return { fields: rows.map(({ at, name }) => ({ at, text: name })), names: [], prose: notes }
}

/** Numbers that stand in a row about a person: each could count him, so each needs a reason. */
export async function numbersAboutPeople(pool: pg.Pool | pg.Client, schema: string): Promise<string[]> {
  const { rows } = await pool.query<{ name: string }>(
    `
    with of_person as (
      select distinct a.attrelid from pg_attribute a join pg_class c on c.oid = a.attrelid
       where c.relnamespace = $1::regnamespace and c.relkind in ('r', 'p') and a.attnum > 0
         and (a.attname ~ '(^|_)(person|owner|raiser|author|uploader|actor|joiner|made_by|asked_by)(_id)?$'
              or c.relname = 'org_person')
    )
    select c.relname || '.' || a.attname as name
      from of_person p join pg_class c on c.oid = p.attrelid join pg_attribute a on a.attrelid = c.oid
      join pg_type t on t.oid = a.atttypid
     where a.attnum > 0 and not a.attisdropped and (t.typcategory = 'N' or t.typname = 'interval')
     order by 1`,
    [schema],
  )
  return rows.map((row) => row.name)
}
