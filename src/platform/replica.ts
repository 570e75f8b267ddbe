/**
 * A read replica: lists are asked there, and nobody misses his own write. Who has written carries the primary's position in the log
 * of changes (LSN) in a sealed cookie; until the replica has replayed that far, he reads from the primary. So does whoever was told of
 * news: pages ask anew when they hear, and must not find things as they were before. Reasons: docs/decisions/0015-read-replica.md.
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import type pg from 'pg'
import { type Db, tenantDb } from './db.ts'
import { type Beat, beat } from './jobs/beat.ts'
import { log } from './log.ts'
import type { Keys } from './sealed.ts'
import type { TenantHome } from './tenant.ts'

/** A position in the log of changes, in bytes since its beginning. */
type Lsn = bigint
const beyondAll: Lsn = 2n ** 64n - 1n

/** A replica that stays this many milliseconds behind is asked nothing. Well below the life of a token. */
const mostBehind = 10_000
/** Seconds that a token lives: by then the replica has it, or is asked nothing. */
export const seenSeconds = 60
const mostMarks = 20

export interface ReplicaOptions {
  readonly primary: pg.Pool
  /** One server, in the application's role: behind one address with several, each would be asked for the other's position. */
  readonly pool: pg.Pool
  readonly homes: readonly (TenantHome & { readonly keys: Keys })[]
}

export class Replica {
  readonly #options: ReplicaOptions
  readonly #dbs = new Map<string, Db>()
  readonly #watch: Beat
  #fit = false
  #replayed: Lsn = 0n
  #asking: Promise<void> | null = null
  /** Everybody must see at least this: what news have been told of. */
  #floor: Lsn = 0n
  #hearing = 0
  #marks: { readonly lsn: Lsn; readonly at: number }[] = []
  readonly served = { replica: 0, primary: 0 }

  constructor(options: ReplicaOptions) {
    this.#options = options
    // a replica that was started again, or another one, may be at an earlier position
    options.pool.on('connect', () => {
      this.#replayed = 0n
    })
    this.#watch = beat('replica', 1_000, () => this.#look())
  }

  /** Milliseconds that it has been behind; Infinity for one that does not answer or is none. */
  behind(): number {
    if (!this.#fit) return Number.POSITIVE_INFINITY
    const [oldest] = this.#marks
    return oldest === undefined ? 0 : performance.now() - oldest.at
  }

  /** The replica's reader of a company, if it shows all that the token's bearer has seen; null: ask the primary. */
  async readerFor(schema: string, token: string | null): Promise<Db | null> {
    const fresh = await this.#shows(token === null ? 0n : this.#opened(schema, token))
    this.served[fresh ? 'replica' : 'primary'] += 1
    if (!fresh) return null
    const db = this.#dbs.get(schema) ?? tenantDb(this.#options.pool, schema)
    this.#dbs.set(schema, db)
    return db
  }

  /** For whoever has just written: all that is committed now. Sealed, since the position tells how much others write. */
  async token(schema: string): Promise<string> {
    const lsn = await this.#primaryAt('pg_current_wal_insert_lsn').catch(() => beyondAll)
    const plain = Buffer.alloc(8)
    plain.writeBigUInt64BE(lsn)
    const nonce = randomBytes(12)
    const cipher = createCipheriv('aes-256-gcm', this.#key(schema), nonce)
    return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]).toString('base64url')
  }

  /** To be called when news were heard, before they are told. */
  heard(): void {
    this.#hearing += 1
    this.#primaryAt('pg_current_wal_insert_lsn')
      .catch(() => beyondAll)
      .then((lsn) => {
        if (lsn > this.#floor) this.#floor = lsn
        this.#hearing -= 1
      })
  }

  /** It failed to answer: nothing is asked there until it has been looked at again. */
  failed(): void {
    this.#fit = false
  }

  async stop(): Promise<void> {
    await this.#watch.stop()
    await this.#options.pool.end()
  }

  async #shows(wanted: Lsn): Promise<boolean> {
    if (this.#hearing > 0 || this.behind() > mostBehind) return false
    const needed = wanted > this.#floor ? wanted : this.#floor
    if (needed <= this.#replayed) return true
    this.#asking ??= this.#ask().finally(() => {
      this.#asking = null
    })
    await this.#asking.catch(() => this.failed())
    return this.#fit && needed <= this.#replayed
  }

  async #ask(): Promise<void> {
    const { rows } = await this.#options.pool.query<{ at: string | null }>(
      'select pg_last_wal_replay_lsn()::text as at',
    )
    const at = rows[0]?.at ?? null
    if (at === null) throw new Error('no replica')
    const lsn = lsnOf(at)
    if (lsn > this.#replayed) this.#replayed = lsn
  }

  /** Notes where the primary is, and how long the replica has not been there. */
  async #look(): Promise<void> {
    try {
      const lsn = await this.#primaryAt('pg_current_wal_flush_lsn')
      if (this.#floor === beyondAll) this.#floor = lsn // the primary answers again
      if (this.#marks.length < mostMarks) this.#marks.push({ lsn, at: performance.now() })
      await this.#ask()
      this.#marks = this.#marks.filter((mark) => mark.lsn > this.#replayed)
      this.#fit = true
    } catch (error) {
      if (this.#fit) log('warn', 'replica_left_out')
      this.#fit = false
      throw error
    }
  }

  async #primaryAt(place: 'pg_current_wal_insert_lsn' | 'pg_current_wal_flush_lsn'): Promise<Lsn> {
    const { rows } = await this.#options.primary.query<{ at: string }>(`select ${place}()::text as at`)
    return lsnOf(rows[0]!.at)
  }

  #key(schema: string): Buffer {
    return this.#options.homes.find(({ tenant }) => tenant.schema === schema)!.keys.for('replica/seen')
  }

  /** What is no token of ours asks for more than any replica shows. */
  #opened(schema: string, token: string): Lsn {
    const bytes = Buffer.from(token, 'base64url')
    if (bytes.length !== 36) return beyondAll
    const decipher = createDecipheriv('aes-256-gcm', this.#key(schema), bytes.subarray(0, 12), { authTagLength: 16 })
    decipher.setAuthTag(bytes.subarray(20))
    try {
      return Buffer.concat([decipher.update(bytes.subarray(12, 20)), decipher.final()]).readBigUInt64BE()
    } catch {
      return beyondAll
    }
  }
}

/** '16/B374D848' as PostgreSQL writes it. */
function lsnOf(text: string): Lsn {
  const [high = '0', low = '0'] = text.split('/')
  return (BigInt(`0x${high}`) << 32n) + BigInt(`0x${low}`)
}
