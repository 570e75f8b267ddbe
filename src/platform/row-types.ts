/** Row types: writes the Kysely interface of a migrated schema. Run by `npm run types`; a test checks that the file is current. */
import type pg from 'pg'

const typeOf: Readonly<Record<string, string>> = {
  uuid: 'string',
  text: 'string',
  int2: 'number',
  int4: 'number',
  int8: 'number',
  float8: 'number',
  numeric: 'string',
  bool: 'boolean',
  date: 'string',
  timestamptz: 'Date',
  bytea: 'Buffer',
  json: 'Json',
  jsonb: 'Json',
  tsvector: 'string',
}

interface Column {
  table: string
  name: string
  type: string
  nullable: boolean
  has_default: boolean
  /** The check of the domain that the type is, or null. */
  words: string | null
}

/** The TypeScript source of all tables of one tenant schema, sorted by name. Throws on a type it does not know. */
export async function rowTypes(client: pg.Client, schema: string): Promise<string> {
  const { rows } = await client.query<Column>(
    `select c.relname as table, a.attname as name, coalesce(b.typname, t.typname) as type,
            not a.attnotnull as nullable, a.atthasdef as has_default, pg_get_constraintdef(d.oid) as words
       from pg_attribute a
       join pg_class c on c.oid = a.attrelid and c.relkind = 'r'
       join pg_namespace n on n.oid = c.relnamespace
       join pg_type t on t.oid = a.atttypid
       left join pg_type b on b.oid = t.typbasetype
       left join pg_constraint d on d.contypid = t.oid
      where n.nspname = $1 and a.attnum > 0 and not a.attisdropped
      order by c.relname, a.attnum`,
    [schema],
  )
  const tables = groupByTable(rows)
  const lines = [
    '/** Generated from the migrated database by `npm run types`. Do not edit. */',
    "import type { ColumnType, Generated } from 'kysely'",
    '',
    'export type Json = ColumnType<unknown, string, string>',
    '',
  ]
  for (const [table, columns] of tables) {
    lines.push(`export interface ${pascal(table)} {`)
    for (const column of columns) lines.push(`  ${column.name}: ${columnType(column)}`)
    lines.push('}', '')
  }
  lines.push('export interface DB {')
  for (const table of tables.keys()) lines.push(`  ${table}: ${pascal(table)}`)
  lines.push('}', '')
  return lines.join('\n')
}

function groupByTable(rows: readonly Column[]): Map<string, Column[]> {
  const tables = new Map<string, Column[]>()
  for (const row of rows) tables.set(row.table, [...(tables.get(row.table) ?? []), row])
  return tables
}

function columnType(column: Column): string {
  const list = column.type.startsWith('_')
  const known = wordsOf(column) ?? typeOf[list ? column.type.slice(1) : column.type]
  if (known === undefined) throw new Error(`no TypeScript type for ${column.table}.${column.name}: ${column.type}`)
  const plain = `${known}${list ? '[]' : ''}${column.nullable ? ' | null' : ''}`
  return column.has_default ? `Generated<${plain}>` : plain
}

/** The literals of a domain that is a closed set of words, `CHECK ((VALUE = ANY (ARRAY['a'::text, ...])))`; null for any other type. */
function wordsOf({ words }: Column): string | null {
  const all = [...(words ?? '').matchAll(/'([a-z_]+)'::text/g)].map(([, word]) => `'${word}'`)
  return all.length === 0 ? null : all.join(' | ')
}

function pascal(name: string): string {
  return name.replace(/(^|_)([a-z0-9])/g, (_, __, letter: string) => letter.toUpperCase())
}
