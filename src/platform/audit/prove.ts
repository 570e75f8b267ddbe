/**
 * The proof that `verify-audit` finds what it is for: a copy of the log is altered in every way that somebody with all rights over
 * the database could think of, each way by itself, and the check must name the row. Only ever run on a copy.
 */
import { randomBytes, randomUUID } from 'node:crypto'
import { type RawBuilder, sql, type UpdateObject } from 'kysely'
import type { DB } from '../db.gen.ts'
import type { Db } from '../db.ts'
import { firstIdAt } from '../id.ts'
import { purposeKeys } from '../keys/purpose-keys.ts'
import { type LeafEntry, leafColumns, leafOf } from './audit.ts'
import { type AuditSigner, auditSigner, readVerifierKey, signCheckpoint } from './checkpoint.ts'
import { append, type Edge, rootOf } from './merkle.ts'
import { type AuditProblem, type VerifyAuditOptions, verifyAuditIn } from './verify-audit.ts'

/** The ways of tampering, in the order in which they are shown. */
export const tamperings = [
  'act_changed',
  'actor_changed',
  'time_changed',
  'subject_changed',
  'kind_of_subject_changed',
  'request_changed',
  'content_changed',
  'leaf_changed',
  'entry_removed',
  'entry_and_leaf_removed',
  'first_removed',
  'last_removed',
  'entry_and_leaf_replaced',
  'leaves_swapped',
  'entry_slipped_in',
  'leaf_added_at_the_end',
  'checkpoint_rewritten',
  'edge_rewritten',
  'signed_by_another',
  'set_back',
] as const
export type Tampering = (typeof tamperings)[number]

export interface Proof {
  readonly way: Tampering
  /** The entry that was touched, and its place in the tree; a place alone where there is no single entry. */
  readonly entryId: string | null
  readonly position: number
  /** What the check said of that place; null if it said nothing of it, which is a failure. */
  readonly named: AuditProblem | null
}

/** The fewest entries that can be tampered with in every way. */
export const fewestEntries = 4

/** `copy` is a copy of the log in which its owner may do anything. It is as before when this resolves. */
export async function proveAudit(copy: Db, options: VerifyAuditOptions): Promise<Proof[]> {
  const proofs: Proof[] = []
  for (const way of tamperings) {
    const undone = new Undone()
    await copy
      .transaction()
      .execute(async (tx) => {
        const touched = await tamper(tx, way, options)
        const { problems } = await verifyAuditIn(tx, options)
        proofs.push({ way, ...touched, named: problems.find((problem) => names(problem, way, touched)) ?? null })
        throw undone
      })
      .catch((error: unknown) => {
        if (error !== undone) throw error
      })
  }
  return proofs
}

class Undone extends Error {}

type Touched = Pick<Proof, 'entryId' | 'position'>

/** The check names the entry, or the place; of a log set back it says how far. */
function names(problem: AuditProblem, way: Tampering, { entryId, position }: Touched): boolean {
  if (way === 'set_back') return problem.kind === 'rolled_back'
  if (way === 'leaves_swapped' || way === 'entry_and_leaf_replaced')
    return problem.kind === 'leaf_changed' || problem.kind === 'forked'
  if (way === 'signed_by_another') return problem.kind === 'forked' || problem.kind === 'checkpoint_forged'
  return entryId === null ? problem.position === position : problem.entryId === entryId || problem.position === position
}

async function tamper(tx: Db, way: Tampering, { now, publicKey }: VerifyAuditOptions): Promise<Touched> {
  const size = await sizeOf(tx)
  const position = Math.floor(size / 2)
  const entryId = await entryAt(tx, position)
  const entry = tx.updateTable('platform_audit_entry').where('id', '=', entryId)
  const change = async (set: UpdateObject<DB, 'platform_audit_entry'>): Promise<Touched> => {
    await entry.set(set).execute()
    return { entryId, position }
  }
  switch (way) {
    case 'act_changed':
      return change({ act: sql<string>`act || '.'` })
    case 'actor_changed':
      return change({ actor_id: randomUUID() })
    case 'time_changed':
      return change({ at: sql<Date>`at - interval '1 microsecond'` })
    case 'subject_changed':
      return change({ subject_id: randomUUID() })
    case 'kind_of_subject_changed':
      return change({ subject_kind: sql<string>`subject_kind || '.'` })
    case 'request_changed':
      return change({ request_id: sql<string>`request_id || '.'` })
    case 'content_changed':
      return change({ change_hash: sql<Buffer>`sha256(change_hash)` })
    case 'leaf_changed':
      await setLeaf(tx, position, sql<Buffer>`sha256(leaf_hash)`)
      return { entryId, position }
    case 'entry_removed':
      await tx.deleteFrom('platform_audit_entry').where('id', '=', entryId).execute()
      return { entryId, position }
    case 'entry_and_leaf_removed':
      return removeAt(tx, position)
    case 'first_removed':
      return removeAt(tx, 0)
    case 'last_removed':
      return removeAt(tx, size - 1)
    case 'entry_and_leaf_replaced':
      return replaceAt(tx, position)
    case 'signed_by_another':
      await replaceAt(tx, position)
      await signAnew(
        tx,
        auditSigner(purposeKeys(randomBytes(32)), readVerifierKey(publicKey).origin.replace(/^.*\//, '')),
      )
      return { entryId, position }
    case 'leaves_swapped':
      return swap(tx, position)
    case 'entry_slipped_in':
      return slipIn(tx, entryId, position, now)
    case 'leaf_added_at_the_end':
      return addLeaf(tx, entryId, size)
    case 'checkpoint_rewritten':
      return rewriteCheckpoint(tx, { root_hash: sql<Buffer>`sha256(root_hash)`, at: now })
    case 'edge_rewritten':
      return rewriteCheckpoint(tx, { edge: sql<Buffer>`sha256(edge)` })
    case 'set_back':
      return setBack(tx, position)
  }
}

async function sizeOf(tx: Db): Promise<number> {
  const row = await tx
    .selectFrom('platform_audit_leaf')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow()
  return row.n
}

async function entryAt(tx: Db, position: number): Promise<string> {
  const leaf = tx.selectFrom('platform_audit_leaf').select('entry_id').where('position', '=', position)
  return (await leaf.executeTakeFirstOrThrow()).entry_id
}

async function readEntry(tx: Db, id: string): Promise<LeafEntry> {
  const { rows } = await sql<LeafEntry>`
    select ${leafColumns} from platform_audit_entry e where e.id = ${id}::uuid`.execute(tx)
  return rows[0]!
}

/** Two neighbours change places with all that belongs to them. */
async function swap(tx: Db, position: number): Promise<Touched> {
  const both = tx.deleteFrom('platform_audit_leaf').where('position', 'in', [position - 1, position])
  const rows = await both.returningAll().execute()
  const places = rows.map((row) => ({ ...row, position: row.position === position ? position - 1 : position }))
  await tx.insertInto('platform_audit_leaf').values(places).execute()
  return { entryId: null, position }
}

/** An entry like another, as if it had been written an hour ago. */
async function slipIn(tx: Db, likeId: string, position: number, now: Date): Promise<Touched> {
  const id = `${firstIdAt(new Date(now.getTime() - 3_600_000)).slice(0, 24)}${randomUUID().slice(24)}`
  await copyEntry(tx, likeId, id)
  return { entryId: id, position }
}

async function addLeaf(tx: Db, likeId: string, size: number): Promise<Touched> {
  const id = `${likeId.slice(0, 24)}${randomUUID().slice(24)}`
  await copyEntry(tx, likeId, id)
  const leaf_hash = leafOf(await readEntry(tx, id))
  await tx.insertInto('platform_audit_leaf').values({ position: size, entry_id: id, leaf_hash }).execute()
  return { entryId: null, position: size }
}

async function copyEntry(tx: Db, likeId: string, id: string): Promise<void> {
  await sql`
    insert into platform_audit_entry (id, at, actor_id, act, subject_kind, subject_id, request_id, change_hash)
    select ${id}::uuid, at, actor_id, act, subject_kind, subject_id, request_id, change_hash
      from platform_audit_entry where id = ${likeId}::uuid`.execute(tx)
}

async function setLeaf(tx: Db, position: number, leaf_hash: Buffer | RawBuilder<Buffer>): Promise<void> {
  await tx.updateTable('platform_audit_leaf').set({ leaf_hash }).where('position', '=', position).execute()
}

async function removeAt(tx: Db, position: number): Promise<Touched> {
  const entryId = await entryAt(tx, position)
  await tx.deleteFrom('platform_audit_entry').where('id', '=', entryId).execute()
  await tx.deleteFrom('platform_audit_leaf').where('position', '=', position).execute()
  return { entryId, position }
}

/** Another act, with a leaf that fits it. */
async function replaceAt(tx: Db, position: number): Promise<Touched> {
  const entryId = await entryAt(tx, position)
  const act = sql<string>`act || '.'`
  await tx.updateTable('platform_audit_entry').set({ act }).where('id', '=', entryId).execute()
  await setLeaf(tx, position, leafOf(await readEntry(tx, entryId)))
  return { entryId, position }
}

async function rewriteCheckpoint(tx: Db, set: UpdateObject<DB, 'platform_audit_checkpoint'>): Promise<Touched> {
  const last = tx.selectFrom('platform_audit_checkpoint').select('size').orderBy('size', 'desc').limit(1)
  const { size } = await last.executeTakeFirstOrThrow()
  await tx.updateTable('platform_audit_checkpoint').set(set).where('size', '=', size).execute()
  return { entryId: null, position: size }
}

/** What a thorough forger would do: all checkpoints anew over the leaves as they now are, by a key of his own. */
async function signAnew(tx: Db, signer: AuditSigner): Promise<void> {
  const checkpoints = await tx.selectFrom('platform_audit_checkpoint').select('size').orderBy('size').execute()
  const edge: Edge = { size: 0, roots: [] }
  for (const { size } of checkpoints) {
    const leaves = tx.selectFrom('platform_audit_leaf').select('leaf_hash').orderBy('position')
    const more = await leaves.where('position', '>=', edge.size).where('position', '<', size).execute()
    for (const { leaf_hash } of more) append(edge, leaf_hash)
    const forged = {
      root_hash: rootOf(edge),
      edge: Buffer.concat(edge.roots),
      note: signCheckpoint(signer, size, rootOf(edge)),
    }
    await tx.updateTable('platform_audit_checkpoint').set(forged).where('size', '=', size).execute()
  }
}

/** Everything from a place on is gone, checkpoints included, as after a restore of an older backup. */
async function setBack(tx: Db, position: number): Promise<Touched> {
  await tx
    .deleteFrom('platform_audit_entry')
    .where('id', 'in', tx.selectFrom('platform_audit_leaf').select('entry_id').where('position', '>=', position))
    .execute()
  await tx.deleteFrom('platform_audit_leaf').where('position', '>=', position).execute()
  await tx.deleteFrom('platform_audit_checkpoint').where('size', '>', position).execute()
  return { entryId: null, position }
}
