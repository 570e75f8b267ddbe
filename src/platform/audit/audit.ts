/**
 * The audit tree: acts insert their entry without a place; one sequencer gives committed entries their leaf and signs what the tree
 * then is. So writes never wait for each other, and nothing can be changed, removed or slipped in later unseen.
 */
import { sql } from 'kysely'
import type { Db } from '../db.ts'
import { firstIdAt, timeOfId } from '../id.ts'
import { log } from '../log.ts'
import { type AuditSigner, signCheckpoint } from './checkpoint.ts'
import { append, type Edge, leafHash, rootOf } from './merkle.ts'

/** An entry as its leaf is made of: all columns as text, the instant with its microseconds. */
export interface LeafEntry {
  readonly id: string
  readonly at: string
  readonly actor_id: string | null
  readonly act: string
  readonly subject_kind: string
  readonly subject_id: string
  readonly request_id: string
  readonly change_hash: string
}

/** The columns of LeafEntry, selected from `platform_audit_entry e`. */
export const leafColumns = sql`e.id, to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at, e.actor_id, e.act,
  e.subject_kind, e.subject_id, e.request_id, encode(e.change_hash, 'hex') as change_hash`

/** The leaf of an entry: a version line, then canonical JSON (RFC 8785: sorted keys, no spaces). Never change version 1. */
export function leafOf(entry: LeafEntry): Buffer {
  const { act, actor_id, at, change_hash, id, request_id, subject_id, subject_kind } = entry
  const canonical = { act, actor_id, at, change_hash, id, request_id, subject_id, subject_kind }
  return leafHash(`nuanqiao audit entry v1\n${JSON.stringify(canonical)}`)
}

/** An entry must have its leaf within this time; longer is an error. */
export const leafWithinMillis = 60_000
/** How far behind the last checkpoint a commit may come and still be found by an ordinary run. */
const lookBack = 120_000
const chunk = 5_000

export interface Sequenced {
  readonly size: number
  readonly added: number
  /** The newest checkpoint, signed; null while the tree is empty. */
  readonly note: string | null
}

/**
 * Gives each committed entry that has none its leaf, in the order of ids, and signs a checkpoint. Runs of one tenant go one at a
 * time, in any number of processes. Scans only entries younger than the last checkpoint less `lookBackMillis`.
 * `now` is the clock that ids are made by. Throws Error if leaves and checkpoints no longer fit each other.
 */
export function sequence(db: Db, signer: AuditSigner, now: Date, lookBackMillis = lookBack): Promise<Sequenced> {
  return db.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(hashtext('nuanqiao.audit'), hashtext(current_schema()))`.execute(tx)
    const { edge, last } = await tip(tx)
    const before = edge.size
    const from = last === null ? null : Math.min(last.at.getTime(), now.getTime()) - lookBackMillis
    let after = from === null ? noId : firstIdAt(new Date(Math.max(0, from)))
    let late = 0
    while (after !== lastId) {
      const to = await endOfChunk(tx, after)
      const entries = await unplaced(tx, after, to)
      late += entries.filter((entry) => now.getTime() - timeOfId(entry.id).getTime() > leafWithinMillis).length
      await place(tx, edge, entries)
      after = to
    }
    const added = edge.size - before
    if (added === 0) return { size: before, added, note: last?.note ?? null }
    if (late > 0) log('error', 'audit_entry_late', { log: signer.origin, entries: late, size: edge.size })
    return { size: edge.size, added, note: await keepCheckpoint(tx, edge, signer, now) }
  })
}

const noId = '00000000-0000-0000-0000-000000000000'
const lastId = 'ffffffff-ffff-ffff-ffff-ffffffffffff'

async function tip(tx: Db): Promise<{ edge: Edge; last: { at: Date; note: string } | null }> {
  const last = await tx
    .selectFrom('platform_audit_checkpoint')
    .select(['size', 'at', 'edge', 'note', 'root_hash'])
    .orderBy('size', 'desc')
    .limit(1)
    .executeTakeFirst()
  const leaf = await tx
    .selectFrom('platform_audit_leaf')
    .select((eb) => eb.fn.max('position').as('position'))
    .executeTakeFirstOrThrow()
  const size = last?.size ?? 0
  const edge: Edge = { size, roots: last === undefined ? [] : hashesOf(last.edge) }
  const fits = last === undefined || rootOf(edge).equals(last.root_hash)
  if (!fits || size !== (leaf.position === null ? 0 : Number(leaf.position) + 1)) {
    throw new Error(`leaves and checkpoints of the audit log do not fit at size ${size}: run verify-audit`)
  }
  return { edge, last: last ?? null }
}

/** The last id of the next so many entries; the last of all ids where fewer are left. */
async function endOfChunk(tx: Db, after: string): Promise<string> {
  const row = await tx
    .selectFrom('platform_audit_entry')
    .select('id')
    .where('id', '>', after)
    .orderBy('id')
    .offset(chunk - 1)
    .limit(1)
    .executeTakeFirst()
  return row?.id ?? lastId
}

/** Written so that no plan reads more than the entries asked for, however long the history is. */
async function unplaced(tx: Db, after: string, to: string): Promise<LeafEntry[]> {
  const { rows } = await sql<LeafEntry>`
    select ${leafColumns} from (
      select * from platform_audit_entry where id > ${after}::uuid and id <= ${to}::uuid order by id
    ) e
     where (select l.position from platform_audit_leaf l where l.entry_id = e.id) is null
     order by e.id`.execute(tx)
  return rows
}

async function place(tx: Db, edge: Edge, entries: readonly LeafEntry[]): Promise<void> {
  if (entries.length === 0) return
  const first = edge.size
  const hashes = entries.map((entry) => leafOf(entry))
  for (const hash of hashes) append(edge, hash)
  await sql`
    insert into platform_audit_leaf (position, entry_id, leaf_hash)
    select ${first}::bigint + l.n - 1, l.id, l.hash
      from unnest(${entries.map((entry) => entry.id)}::uuid[], ${hashes}::bytea[]) with ordinality as l(id, hash, n)
  `.execute(tx)
}

async function keepCheckpoint(tx: Db, edge: Edge, signer: AuditSigner, now: Date): Promise<string> {
  const root = rootOf(edge)
  const note = signCheckpoint(signer, edge.size, root)
  await tx
    .insertInto('platform_audit_checkpoint')
    .values({ size: edge.size, at: now, root_hash: root, edge: Buffer.concat(edge.roots), note })
    .execute()
  return note
}

function hashesOf(bytes: Buffer): Buffer[] {
  return Array.from({ length: bytes.length / 32 }, (_, i) => bytes.subarray(i * 32, i * 32 + 32))
}
