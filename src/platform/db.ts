/** Database access: one pool a process, one Kysely a tenant, statements named by a hash of their SQL. */
import { createHash } from 'node:crypto'
import { Kysely, PostgresDialect, type PostgresPool, type PostgresPoolClient } from 'kysely'
import pg from 'pg'
import type { DB } from './db.gen.ts'
import { log } from './log.ts'

/** A reader of one tenant's schema: the plain connection or a running transaction. */
export type Db = Kysely<DB>

// int8 as number (counts stay far below 2^53), date as 'YYYY-MM-DD' (a day has no zone)
pg.types.setTypeParser(pg.types.builtins.INT8, Number)
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text)

/** Milliseconds from which on a statement is named in the log. */
const slowMillis = 500
/** Longest SQL text that is worth keeping prepared; longer ones are one-off bulk statements. */
const longestNamed = 4_000

export function openPool(url: string, max: number): pg.Pool {
  const pool = new pg.Pool({ connectionString: url, max, idleTimeoutMillis: 60_000, connectionTimeoutMillis: 10_000 })
  pool.on('error', () => undefined) // an idle connection that breaks is replaced at its next use
  pool.on('connect', (client) => client.on('error', () => undefined)) // one in use tells it to who waits for its answer
  return pool
}

/** One connection outside the pool, for LISTEN; `name` is what pg_stat_activity calls it. */
export function openClient(url: string, name: string): pg.Client {
  return new pg.Client({
    connectionString: url,
    application_name: name,
    keepAlive: true,
    connectionTimeoutMillis: 10_000,
  })
}

/** The tenant's view of the pool: each connection that it hands out has the tenant's schema as its search path. */
export function tenantDb(pool: pg.Pool, schema: string): Db {
  return new Kysely<DB>({ dialect: new PostgresDialect({ pool: new TenantPool(pool, schema) }) })
}

const namedOf = new WeakMap<pg.PoolClient, NamedClient>()

class TenantPool implements PostgresPool {
  readonly #pool: pg.Pool
  readonly #names: StatementNames

  constructor(pool: pg.Pool, schema: string) {
    if (!/^[a-z][a-z0-9_]{0,50}$/.test(schema)) throw new Error(`not a tenant schema name: ${schema}`)
    this.#pool = pool
    this.#names = new StatementNames(schema)
  }

  async connect(): Promise<PostgresPoolClient> {
    const client = await this.#pool.connect()
    let named = namedOf.get(client)
    if (named?.names.schema !== this.#names.schema) {
      try {
        await client.query(`set search_path to "${this.#names.schema}"`)
      } catch (error) {
        client.release(true)
        throw error
      }
      named = new NamedClient(client, this.#names)
      namedOf.set(client, named)
    }
    return named as unknown as PostgresPoolClient
  }

  async end(): Promise<void> {
    // the pool belongs to the process, not to the tenant
  }
}

/** Names of statements: the same SQL is another statement in another schema, with other tables and types. */
class StatementNames {
  readonly schema: string
  readonly #names = new Map<string, string>()

  constructor(schema: string) {
    this.schema = schema
  }

  of(text: string): string {
    let name = this.#names.get(text)
    if (name === undefined) {
      name = createHash('sha1').update(`${this.schema} ${text}`).digest('base64url')
      this.#names.set(text, name)
    }
    return name
  }
}

/** A pool client whose parameterised statements are prepared once a connection. */
class NamedClient {
  readonly names: StatementNames
  readonly #client: pg.PoolClient
  #broken = false

  constructor(client: pg.PoolClient, names: StatementNames) {
    this.#client = client
    this.names = names
  }

  query(text: string, values: readonly unknown[]): Promise<pg.QueryResult> {
    const began = performance.now()
    const running = this.#run(text, values)
    const ended = (): void => {
      const millis = performance.now() - began
      if (millis > slowMillis) this.#tellSlow(text, millis)
    }
    running.then(ended, (error) => {
      ended()
      this.#broken ||= databaseIsAway(error)
    })
    return running
  }

  #run(text: string, values: readonly unknown[]): Promise<pg.QueryResult> {
    if (values.length === 0) return this.#client.query(text)
    if (text.length > longestNamed) return this.#client.query(text, [...values])
    return this.#client.query({ name: this.names.of(text), text, values: [...values] })
  }

  /** Its name, by which the server prepares it, and its tables; never what it was asked with. */
  #tellSlow(text: string, millis: number): void {
    const found = text.matchAll(/\b(?:from|join|into|update)\s+"?([a-z_]+)"?/gi)
    const tables = [...new Set([...found].map(([, table]) => table))].join(' ')
    const { schema } = this.names
    const statement = createHash('sha1').update(`${schema} ${text}`).digest('base64url')
    log('warn', 'slow_statement', { statement, tables, tenant: schema, ms: Math.round(millis) })
  }

  /** A line that broke is not given to the next. */
  release(): void {
    this.#client.release(this.#broken)
  }
}

/** The constraint that a database error names, or null: lets a verb turn a race into a Refusal. */
export function brokenConstraint(error: unknown): string | null {
  if (!(error instanceof pg.DatabaseError)) return null
  return error.code?.startsWith('23') === true ? (error.constraint ?? null) : null
}

/** Whether the server undid a statement because of the rows in it: bad data (22), a broken constraint (23), a deadlock (40). */
export function isRefusedByData(error: unknown): boolean {
  return error instanceof pg.DatabaseError && /^(22|23|40)/.test(error.code ?? '')
}

/** SQLSTATE: broken lines (08), no room (53), shut down (57P), and a database that takes no connections (55000). */
const awayStates = /^(08...|53...|57P..|55000)$/
const awayCodes = ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT']
/** The library's own words for a line that broke under it; it gives them no code. */
const awayWords = /^(Connection terminated|timeout exceeded when trying to connect|Client (was closed|has encountered))/

/** Whether the database could not be reached, or broke off: what was asked may be asked again under the same number. */
export function databaseIsAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = 'code' in error && typeof error.code === 'string' ? error.code : null
  return code === null ? awayWords.test(error.message) : awayStates.test(code) || awayCodes.includes(code)
}
