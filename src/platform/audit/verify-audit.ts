/**
 * Verifying the audit log: everything is computed anew from the rows and held against what was signed, in the database and, where a
 * checkpoint file is given, outside of it. Without such a file it cannot be found that the whole database was set back, or rewritten
 * by someone who holds the signing key; and never that a row was written with the database's own password before it got its leaf.
 */
import { sql } from 'kysely'
import type { Db } from '../db.ts'
import { firstIdAt } from '../id.ts'
import type { Language } from '../words.ts'
import { type LeafEntry, leafColumns, leafOf, leafWithinMillis } from './audit.ts'
import { auditWords } from './audit-words.ts'
import { type FoundCheckpoint, findCheckpoints, readVerifierKey, type Verifier } from './checkpoint.ts'
import { readWitnessKey, type WitnessKey } from './cosignature.ts'
import { append, type Edge, rootOf } from './merkle.ts'

type Words = typeof auditWords.zh
export type AuditProblemKind = keyof Words
export interface AuditProblem {
  readonly kind: AuditProblemKind
  /** Place in the tree, or size of the checkpoint, that the problem is about. */
  readonly position?: number
  readonly entryId?: string
  readonly message: string
}
export interface AuditReport {
  readonly ok: boolean
  /** Leaves in the tree. */
  readonly size: number
  /** The largest size that all witnesses countersigned, where any are asked for. */
  readonly witnessed?: number
  /** In the order in which they were met; of each kind the first twenty. */
  readonly problems: readonly AuditProblem[]
}
export interface VerifyAuditOptions {
  /** The verifier key line of the tenant's log. */
  readonly publicKey: string
  /** Text of a checkpoint file, or of one note. */
  readonly checkpoint?: string
  /** Key lines of witnesses, each of whom must have countersigned a checkpoint of the file. */
  readonly witnesses?: readonly string[]
  readonly now: Date
  readonly language?: Language
}

const chunk = 5_000
const mostOfAKind = 20

/** Reads the whole log in one snapshot, a chunk at a time. Throws Error for a key line that is none. */
export function verifyAudit(db: Db, options: VerifyAuditOptions): Promise<AuditReport> {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute((tx) => verifyAuditIn(tx, options))
}

/** As `verifyAudit`, within a transaction that sees the log as it is to be judged. */
export async function verifyAuditIn(tx: Db, options: VerifyAuditOptions): Promise<AuditReport> {
  const verifier = readVerifierKey(options.publicKey)
  const tree = new WalkedTree(verifier, options.language ?? 'zh')
  const witnesses = (options.witnesses ?? []).map(readWitnessKey)
  const claims = options.checkpoint === undefined ? [] : tree.readFile(options.checkpoint)
  const witnessed = tree.takeWitnesses(witnesses, claims)
  const stored = checkpointRows(tx)
  let row = await stored.next()
  for await (const leaf of leafRows(tx)) {
    tree.takeLeaf(leaf)
    for (; row.done !== true && row.value.size <= tree.size; row = await stored.next()) tree.takeCheckpoint(row.value)
    for (; claims[0] !== undefined && claims[0].size <= tree.size; claims.shift()) tree.takeClaim(claims[0])
  }
  for (; row.done !== true; row = await stored.next()) tree.takeCheckpoint(row.value)
  tree.end(claims)
  for (const id of await entriesWithoutLeaf(tx, options.now)) tree.say('leaf_missing', [], { entryId: id })
  const { size, problems } = tree
  return { ok: problems.length === 0, size, problems, ...(witnesses.length === 0 ? {} : { witnessed }) }
}

interface LeafRow extends Omit<LeafEntry, 'id'> {
  readonly position: number
  readonly entry_id: string
  readonly leaf_hash: Buffer
  /** Null where the entry is gone. */
  readonly id: string | null
}
interface CheckpointRow {
  readonly size: number
  readonly root_hash: Buffer
  readonly edge: Buffer
  readonly note: string
}
type Claim = FoundCheckpoint

/** The tree as far as it has been walked, and what was found wrong on the way. */
class WalkedTree {
  readonly problems: AuditProblem[] = []
  /** The place after the last leaf; more than the edge's size once there was a gap. */
  size = 0
  readonly #verifier: Verifier
  readonly #language: Language
  readonly #edge: Edge = { size: 0, roots: [] }
  readonly #count = new Map<AuditProblemKind, number>()
  /** The largest size at which the root was a signed one, and at which anything was signed. */
  #sound = 0
  #signed = 0
  #fits = true

  constructor(verifier: Verifier, language: Language) {
    this.#verifier = verifier
    this.#language = language
  }

  say<K extends AuditProblemKind>(
    kind: K,
    args: Parameters<Words[K]>,
    where: { position?: number; entryId?: string },
  ): void {
    const before = this.#count.get(kind) ?? 0
    this.#count.set(kind, before + 1)
    if (before >= mostOfAKind) return
    const words = auditWords[this.#language][kind] as (...args: readonly number[]) => string
    this.problems.push({ kind, ...where, message: words(...args) })
  }

  readFile(text: string): Claim[] {
    const found = findCheckpoints(text, this.#verifier)
    if (found.length === 0) this.say('file_empty', [], {})
    for (const { signed, size } of found) if (!signed) this.say('file_forged', [size], { position: size })
    return found.filter((claim) => claim.signed).sort((a, b) => a.size - b.size)
  }

  /** The size up to which all witnesses saw the log; says so of each who saw nothing of what the file holds. */
  takeWitnesses(witnesses: readonly WitnessKey[], claims: readonly Claim[]): number {
    const seenBy = witnesses.map((witness) => claims.findLast((one) => witness.signed(one.text, one.signatures)))
    for (const [i, seen] of seenBy.entries()) if (seen === undefined) this.say('witness_missing', [i + 1], {})
    return Math.min(...seenBy.map((seen) => seen?.size ?? 0))
  }

  takeLeaf(leaf: LeafRow): void {
    const position = leaf.position
    const where = { position, entryId: leaf.entry_id }
    if (position !== this.size) this.say('gap', [this.size], { position: this.size })
    if (leaf.id === null) this.say('entry_removed', [position], where)
    else if (!leafOf({ ...leaf, id: leaf.id }).equals(leaf.leaf_hash)) this.say('entry_changed', [position], where)
    append(this.#edge, leaf.leaf_hash)
    this.size = position + 1
  }

  takeCheckpoint(row: CheckpointRow): void {
    const { size } = row
    const [claim] = findCheckpoints(row.note, this.#verifier)
    if (claim?.signed !== true || claim.size !== size || !claim.root.equals(row.root_hash)) {
      this.say('checkpoint_forged', [size], { position: size })
      if (claim?.signed !== true) return
    }
    this.#signed = Math.max(this.#signed, claim.size)
    if (!this.#fits || !this.#has(claim.size)) return
    if (!rootOf(this.#edge).equals(claim.root)) {
      this.#fits = false
      this.say('leaf_changed', [this.#sound, size - 1], { position: this.#sound })
    } else {
      this.#sound = size
      if (!Buffer.concat(this.#edge.roots).equals(row.edge)) this.say('checkpoint_forged', [size], { position: size })
    }
  }

  takeClaim(claim: Claim): void {
    if (this.#count.has('forked') || !this.#has(claim.size)) return
    if (!rootOf(this.#edge).equals(claim.root)) this.say('forked', [claim.size], { position: claim.size })
  }

  /** Whether the root at this size is at hand: after a gap no root means anything. */
  #has(size: number): boolean {
    return this.size === size && this.#edge.size === size
  }

  end(beyond: readonly Claim[]): void {
    const [from, to] = [this.size, this.#signed - 1]
    if (this.#signed > this.size) this.say('leaf_removed', [from, to], { position: from })
    if (this.#signed < this.size) this.say('leaf_unsigned', [this.#signed], { position: this.#signed })
    const last = beyond.at(-1)
    if (last !== undefined) this.say('rolled_back', [last.size, this.size], { position: this.size })
  }
}

/** The lateral join keeps each chunk to its own rows: another plan would read all entries once a chunk. */
async function* leafRows(tx: Db): AsyncGenerator<LeafRow> {
  for (let from = 0; ; ) {
    const { rows } = await sql<LeafRow>`
      select l.position, l.entry_id, l.leaf_hash, ${leafColumns}
        from platform_audit_leaf l
        left join lateral (select * from platform_audit_entry where id = l.entry_id offset 0) e on true
       where l.position >= ${from}::bigint order by l.position limit ${chunk}::int`.execute(tx)
    yield* rows
    if (rows.length < chunk) return
    from = rows.at(-1)!.position + 1
  }
}

async function* checkpointRows(tx: Db): AsyncGenerator<CheckpointRow> {
  for (let after = 0; ; ) {
    const rows = await tx
      .selectFrom('platform_audit_checkpoint')
      .select(['size', 'root_hash', 'edge', 'note'])
      .where('size', '>', after)
      .orderBy('size')
      .limit(chunk)
      .execute()
    yield* rows
    if (rows.length < chunk) return
    after = rows.at(-1)!.size
  }
}

async function entriesWithoutLeaf(tx: Db, now: Date): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select e.id from platform_audit_entry e
     where e.id < ${firstIdAt(new Date(now.getTime() - leafWithinMillis))}::uuid
       and not exists (select 1 from platform_audit_leaf l where l.entry_id = e.id)
     order by e.id limit ${mostOfAKind}::int`.execute(tx)
  return rows.map((row) => row.id)
}
