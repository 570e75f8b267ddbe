/**
 * Record: a transaction whose acts are written down with it. The audit entry, the outbox row and the reply kept for
 * a repeated request commit together with the change, or nothing does.
 */
import { createHmac } from 'node:crypto'
import { type KyselyPlugin, type RawBuilder, sql } from 'kysely'
import type { Ctx } from './ctx.ts'
import { brokenConstraint, type Db } from './db.ts'
import { newId } from './id.ts'
import { freshBytes } from './random.ts'
import { Refusal } from './refusal.ts'

/** One thing done, as the audit log keeps it and as the outbox tells others. Ids only, never content. */
export interface Act {
  /** `domain.verb`, e.g. `matters.answer`. */
  readonly act: string
  readonly subject: { readonly kind: string; readonly id: string }
  /** What changed. Kept in the audit log as a salted hash only. */
  readonly change?: unknown
  /**
   * Who is to be told that something moved: people by id, units by id. Absent: nobody. `seq`: which event in the history of the
   * subject it was, for receivers that tell of it in words.
   */
  readonly tell?: { readonly people?: readonly string[]; readonly units?: readonly string[]; readonly seq?: number }
}

export interface Tx {
  readonly db: Db
  readonly ctx: Ctx
  readonly acts: Act[]
  /** Rows that are added with the record, in the same statement. */
  readonly adds: RawBuilder<unknown>[]
}

/** Notes an act; it is written at the end of the transaction. */
export function record(tx: Tx, act: Act): void {
  tx.acts.push(act)
}

/**
 * Notes rows to add, as an INSERT that begins with the word. It runs at the end, together with the record and all others
 * noted, as one statement: rows may refer to each other, and cannot be read before.
 */
export function add(tx: Tx, insert: RawBuilder<unknown>): void {
  tx.adds.push(insert)
}

type Wake = (tenantSchema: string) => void
const wakes = new Set<Wake>()
/** Registers who wants to know that an outbox row has been committed by this process. Returns the way to stop. */
export function onOutbox(wake: Wake): () => void {
  wakes.add(wake)
  return () => wakes.delete(wake)
}

class EarlierReply extends Error {
  readonly reply: unknown
  constructor(reply: unknown) {
    super('already done')
    this.reply = reply
  }
}

/**
 * Runs one act in one transaction. The work must note at least one act, else it is rolled back: what is not audited
 * does not happen. A request number seen before gives back the earlier reply and changes nothing.
 */
export function inTransaction<T>(ctx: Ctx, work: (tx: Tx) => Promise<T>): Promise<T> {
  return once(ctx, () => ctx.db.transaction().execute((db) => run(ctx, db, work)))
}

/**
 * As `inTransaction`, for an act that only adds rows: all of them are noted with `add` and written by one statement, which
 * is its own transaction. `tx.db` only reads. Five trips to the database become two; see docs/decisions/0005.
 */
export function inStatement<T>(ctx: Ctx, work: (tx: Tx) => Promise<T>): Promise<T> {
  return once(ctx, () => run(ctx, ctx.db.withPlugin(readsOnly), work))
}

interface Done<T> {
  readonly result: T
  readonly told: boolean
}

async function once<T>(ctx: Ctx, attempt: () => Promise<Done<T>>): Promise<T> {
  try {
    const { result, told } = await attempt()
    if (told) for (const wake of wakes) wake(ctx.tenant.schema)
    return result
  } catch (error) {
    if (ctx.once === null) throw error
    const earlier = await earlierReply(ctx, error)
    if (earlier instanceof EarlierReply) return earlier.reply as T
    throw earlier
  }
}

async function run<T>(ctx: Ctx, db: Db, work: (tx: Tx) => Promise<T>): Promise<Done<T>> {
  const tx: Tx = { db, ctx, acts: [], adds: [] }
  const result = await work(tx)
  if (tx.acts.length === 0) throw new Error('a transaction that records no act')
  await writeDown(tx, result)
  return { result, told: tx.acts.some((act) => act.tell !== undefined) }
}

/** Refuses to run anything but reading, so that no row is written outside of the one statement. */
const readsOnly: KyselyPlugin = {
  transformQuery({ node }) {
    const reads =
      node.kind === 'SelectQueryNode' || (node.kind === 'RawNode' && /^\s*select\b/.test(node.sqlFragments[0] ?? ''))
    if (!reads) throw new Error('inStatement only reads before its one statement; note what it writes with add()')
    return node
  },
  transformResult: ({ result }) => Promise.resolve(result),
}

async function writeDown(tx: Tx, result: unknown): Promise<void> {
  const { ctx } = tx
  const once = ctx.once
  const writer = tx.db.withoutPlugins() // the one statement of inStatement is the one that may write
  const at = ctx.now.toISOString()
  const adds = tx.adds.map((insert, i) => sql`, ${sql.raw(`added_${i}`)} as (${insert})`)
  await sql`
    with act as ${actRows(tx.acts.map(entryOf))}, entry as (
      insert into platform_audit_entry (id, at, actor_id, act, subject_kind, subject_id, request_id, change_hash)
      select id, ${at}::timestamptz, ${ctx.actor?.personId ?? null}::uuid, act, subject_kind, subject_id,
             ${ctx.requestId}::text, decode(change_hash, 'hex') from act
    ), salt as (
      insert into platform_audit_salt (entry_id, salt) select id, decode(salt, 'hex') from act
    ), news as (
      insert into platform_outbox (id, act, subject_kind, subject_id, tell)
      select id, act, subject_kind, subject_id, tell from act where tell is not null
    )${adds.length === 0 ? sql`` : sql.join(adds, sql``)}
    insert into platform_once (person_id, key, route, input_hash, reply, at)
    select ${ctx.actor?.personId ?? nobody}::uuid, ${once?.key ?? null}::uuid, ${once?.route ?? null}::text,
           ${once?.inputHash ?? null}::text, ${once?.keepReply === true ? JSON.stringify(result ?? null) : null}::json,
           ${at}::timestamptz
     where ${once !== null}::boolean
  `.execute(writer)
}

interface Entry {
  readonly id: string
  readonly act: string
  readonly subject_kind: string
  readonly subject_id: string
  readonly salt: string
  readonly change_hash: string
  readonly tell: { readonly people: readonly string[]; readonly units: readonly string[]; readonly seq?: number } | null
}

function entryOf({ act, subject, change, tell }: Act): Entry {
  const salt = freshBytes(16)
  return {
    id: newId(),
    act,
    subject_kind: subject.kind,
    subject_id: subject.id,
    salt: salt.toString('hex'),
    change_hash: createHmac('sha256', salt)
      .update(JSON.stringify(change ?? null))
      .digest('hex'),
    tell: tell === undefined ? null : { ...tell, people: tell.people ?? [], units: tell.units ?? [] },
  }
}

/** The entries as rows of a WITH query: one, as nearly always, is plain values that cost nothing to scan. */
function actRows(entries: readonly Entry[]): RawBuilder<unknown> {
  const [e] = entries
  if (e !== undefined && entries.length === 1) {
    return sql`not materialized (
      select * from (values (${e.id}::uuid, ${e.act}::text, ${e.subject_kind}::text, ${e.subject_id}::uuid, ${e.salt}::text,
                             ${e.change_hash}::text, ${e.tell === null ? null : JSON.stringify(e.tell)}::json))
        as a(id, act, subject_kind, subject_id, salt, change_hash, tell))`
  }
  return sql`(
    select * from json_to_recordset(${JSON.stringify(entries)}::json)
      as a(id uuid, act text, subject_kind text, subject_id uuid, salt text, change_hash text, tell json))`
}

/** Stands for the person of a request without a session; the request number alone must then be unguessable. */
const nobody = '00000000-0000-0000-0000-000000000000'

async function earlierReply(ctx: Ctx, error: unknown): Promise<unknown> {
  const raced = brokenConstraint(error) === 'platform_once_pkey'
  if (!raced && !(error instanceof Refusal) && brokenConstraint(error) === null) return error
  const once = ctx.once!
  const row = await ctx.db
    .selectFrom('platform_once')
    .select(['route', 'input_hash', 'reply'])
    .where('person_id', '=', ctx.actor?.personId ?? nobody)
    .where('key', '=', once.key)
    .executeTakeFirst()
  if (row === undefined) return error
  if (row.route !== once.route || row.input_hash !== once.inputHash) {
    return new Refusal('conflict', 'platform.idempotency_key_reused')
  }
  return once.keepReply ? new EarlierReply(row.reply) : new Refusal('conflict', 'platform.already_done')
}
