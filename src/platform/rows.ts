/**
 * Rows written down: any number of rows of any tables go in with one statement. Its text depends on the tables and columns alone, as
 * the rows of a table travel as one JSON array, so it is prepared once a connection.
 *
 * What several people send at the same time is written together. While one statement is under way the rows of others gather, and
 * the next takes them all: PostgreSQL opens tables and indexes once for many, and commits once. Nobody waits for others to come.
 * A statement that the rows of one have spoilt is tried again for each alone, so nobody is refused for what another wrote.
 */
import { toUSVString } from 'node:util'
import { CompiledQuery, type Insertable } from 'kysely'
import type { DB, Json } from './db.gen.ts'
import { type Db, isRefusedByData } from './db.ts'

export type Table = keyof DB

/** A row of a table: JSON columns as what they hold, text search vectors as `searchVector` writes them. */
export type RowOf<T extends Table> = {
  readonly [C in keyof Insertable<DB[T]>]: C extends keyof DB[T]
    ? NonNullable<DB[T][C]> extends Json
      ? unknown
      : Insertable<DB[T]>[C]
    : never
}

export interface NewRow {
  readonly table: Table
  readonly values: Readonly<Record<string, unknown>>
}

/** Of any table; made by `row`, which knows its columns. */
export const row = <T extends Table>(table: T, values: RowOf<T>): NewRow => ({ table, values })

/** Writes the rows with one statement of their own, on the connection or in the transaction that is given. */
export async function writeRows(db: Db, rows: readonly NewRow[]): Promise<void> {
  if (rows.length > 0) await db.executeQuery(statementOf(rows))
}

/** Writes the rows with those of others that come at the same time: all of these or none, and independent of the others. */
export function writeTogether(db: Db, rows: readonly NewRow[]): Promise<void> {
  let writer = writers.get(db)
  if (writer === undefined) {
    writer = new Writer(db)
    writers.set(db, writer)
  }
  return writer.write(rows)
}

/** How many statements of a tenant are under way at once in a process: while one waits for the disk, the other works. */
const lanes = 2
/** The most acts in one statement. */
const together = 32

interface Waiting {
  readonly rows: readonly NewRow[]
  readonly done: () => void
  readonly failed: (error: unknown) => void
}

const writers = new WeakMap<Db, Writer>()

class Writer {
  readonly #db: Db
  #waiting: Waiting[] = []
  #underWay = 0

  constructor(db: Db) {
    this.#db = db
  }

  write(rows: readonly NewRow[]): Promise<void> {
    return new Promise((done, failed) => {
      this.#waiting.push({ rows, done, failed })
      if (this.#underWay < lanes) void this.#lane()
    })
  }

  async #lane(): Promise<void> {
    this.#underWay += 1
    while (this.#waiting.length > 0) {
      const some = this.#waiting.splice(0, together)
      try {
        await writeRows(
          this.#db,
          some.flatMap(({ rows }) => rows),
        )
        for (const { done } of some) done()
      } catch (error) {
        if (some.length > 1 && isRefusedByData(error)) await this.#eachAlone(some)
        else for (const { failed } of some) failed(error)
      }
    }
    this.#underWay -= 1
  }

  async #eachAlone(some: readonly Waiting[]): Promise<void> {
    for (const { rows, done, failed } of some) await writeRows(this.#db, rows).then(done, failed)
  }
}

interface Rows {
  readonly table: Table
  readonly columns: readonly string[]
  readonly values: Readonly<Record<string, unknown>>[]
}

function statementOf(rows: readonly NewRow[]): CompiledQuery {
  const groups = new Map<string, Rows>()
  for (const { table, values } of rows) {
    const columns = Object.keys(values)
    const kind = `${table} ${columns.join(' ')}`
    const group = groups.get(kind)
    if (group === undefined) groups.set(kind, { table, columns, values: [values] })
    else group.values.push(values)
  }
  const sorted = [...groups].sort(([a], [b]) => (a < b ? -1 : 1))
  const inserts = sorted.map(([kind, group], i) => insertOf(kind, group, i + 1))
  const last = inserts.pop()!
  const before = inserts.map((insert, i) => `rows_${i} as (${insert})`).join(', ')
  const text = before === '' ? last : `with ${before} ${last}`
  return CompiledQuery.raw(
    text,
    sorted.map(([, { values }]) => jsonOf(values)),
  )
}

/** An INSERT without the number of its parameter, by table and columns. */
const known = new Map<string, string>()

function insertOf(kind: string, { table, columns }: Rows, parameter: number): string {
  let insert = known.get(kind)
  if (insert === undefined) {
    for (const name of [table, ...columns]) if (!/^[a-z_]+$/.test(name)) throw new Error(`not a name of ours: ${name}`)
    const list = columns.join(', ')
    insert = `insert into ${table} (${list}) select ${list} from json_populate_recordset(null::${table}, $`
    known.set(kind, insert)
  }
  return `${insert}${parameter}::json)`
}

/** Half of a character pair, which JSON writes as an escape and PostgreSQL refuses, becomes the replacement character. */
function jsonOf(rows: readonly Readonly<Record<string, unknown>>[]): string {
  const ready = rows.map(withHex)
  const text = JSON.stringify(ready)
  if (!text.includes('\\ud')) return text
  return JSON.stringify(ready, (_, value) => (typeof value === 'string' ? toUSVString(value) : value))
}

/** Bytes as PostgreSQL reads them. */
function withHex(values: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  let copy: Record<string, unknown> | null = null
  for (const [column, value] of Object.entries(values)) {
    if (!Buffer.isBuffer(value)) continue
    copy ??= { ...values }
    copy[column] = `\\x${value.toString('hex')}`
  }
  return copy ?? values
}
