/**
 * Record: a transaction whose acts are written down with it. The audit entry, the outbox row and the reply kept for
 * a repeated request commit together with the change, or nothing does.
 */
import { createHmac } from 'node:crypto'
import type { KyselyPlugin } from 'kysely'
import type { Ctx } from './ctx.ts'
import { brokenConstraint, type Db } from './db.ts'
import { newId } from './id.ts'
import { freshBytes } from './random.ts'
import { Refusal } from './refusal.ts'
import { type NewRow, row, writeRows, writeTogether } from './rows.ts'

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
  readonly rows: NewRow[]
}

/** Notes an act; it is written at the end of the transaction. */
export function record(tx: Tx, act: Act): void {
  tx.acts.push(act)
}

/** Notes rows to add. They are written at the end with the record, so they cannot be read before, and may refer to each other. */
export function add(tx: Tx, ...rows: readonly NewRow[]): void {
  tx.rows.push(...rows)
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
  return once(ctx, () => ctx.db.transaction().execute((db) => run(ctx, db, work, (rows) => writeRows(db, rows))))
}

/**
 * As `inTransaction`, for an act that only adds rows: all of them are noted with `add` and written by one statement, together with
 * those of others that come at the same time. `tx.db` only reads. See docs/decisions/0005.
 */
export function inStatement<T>(ctx: Ctx, work: (tx: Tx) => Promise<T>): Promise<T> {
  return once(ctx, () => run(ctx, ctx.db.withPlugin(readsOnly), work, (rows) => writeTogether(ctx.db, rows)))
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

type Write = (rows: readonly NewRow[]) => Promise<void>

async function run<T>(ctx: Ctx, db: Db, work: (tx: Tx) => Promise<T>, write: Write): Promise<Done<T>> {
  const tx: Tx = { db, ctx, acts: [], rows: [] }
  const result = await work(tx)
  if (tx.acts.length === 0) throw new Error('a transaction that records no act')
  await write([...tx.rows, ...recordOf(tx, result)])
  return { result, told: tx.acts.some((act) => act.tell !== undefined) }
}

/** Refuses to run anything but reading, so that no row is written outside of the one statement at the end. */
const readsOnly: KyselyPlugin = {
  transformQuery({ node }) {
    const reads =
      node.kind === 'SelectQueryNode' || (node.kind === 'RawNode' && /^\s*select\b/.test(node.sqlFragments[0] ?? ''))
    if (!reads) throw new Error('inStatement only reads before its one statement; note what it writes with add()')
    return node
  },
  transformResult: ({ result }) => Promise.resolve(result),
}

/** What is written down of the acts: entry and salt, what others are told, and the reply kept for a repeated request. */
function recordOf({ ctx, acts }: Tx, result: unknown): NewRow[] {
  const { now, actor, requestId, once } = ctx
  const rows: NewRow[] = []
  for (const { act, subject, change, tell } of acts) {
    const id = newId()
    const salt = freshBytes(16)
    const change_hash = createHmac('sha256', salt)
      .update(JSON.stringify(change ?? null))
      .digest()
    const what = { act, subject_kind: subject.kind, subject_id: subject.id }
    rows.push(
      row('platform_audit_entry', {
        ...{ id, at: now, actor_id: actor?.personId ?? null },
        ...{ ...what, request_id: requestId, change_hash },
      }),
      row('platform_audit_salt', { entry_id: id, salt }),
    )
    if (tell === undefined) continue
    const told = { ...tell, people: tell.people ?? [], units: tell.units ?? [] }
    rows.push(row('platform_outbox', { id, ...what, tell: told }))
  }
  if (once === null) return rows
  const { key, route, inputHash, keepReply } = once
  const reply = keepReply ? (result ?? null) : null
  rows.push(
    row('platform_once', { person_id: actor?.personId ?? nobody, key, route, input_hash: inputHash, reply, at: now }),
  )
  return rows
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
