/** The request to a witness, made from the log: the newest checkpoint and the proof that it goes on from an earlier size. */
import type { Db } from '../db.ts'
import { append, consistencyRanges, type Edge, rootOf } from './merkle.ts'
import type { WitnessRequest } from './witness.ts'

const chunk = 5_000

/**
 * Walks all leaves once, a chunk at a time, for a proof; none are read for `since` 0. Throws Error while nothing is signed, and for a
 * size that the log does not have.
 */
export async function requestSince(db: Db, since: number): Promise<WitnessRequest> {
  const newest = await db
    .selectFrom('platform_audit_checkpoint')
    .select(['size', 'note'])
    .orderBy('size', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (newest === undefined) throw new Error('The audit log has no checkpoint yet: let the system run for a minute.')
  if (since > newest.size) throw new Error(`The audit log has ${newest.size} entries, fewer than ${since}.`)
  const ranges = since === 0 ? [] : consistencyRanges(since, newest.size)
  return { since, proof: ranges.length === 0 ? [] : await rootsOf(db, ranges, newest.size), note: newest.note }
}

async function rootsOf(db: Db, ranges: readonly [number, number][], size: number): Promise<Buffer[]> {
  const edges = ranges.map((): Edge => ({ size: 0, roots: [] }))
  const place = (position: number): number => ranges.findIndex(([from, to]) => position >= from && position < to)
  let last = -1
  while (last < size - 1) {
    const rows = await db
      .selectFrom('platform_audit_leaf')
      .select(['position', 'leaf_hash'])
      .where('position', '>', last)
      .where('position', '<', size)
      .orderBy('position')
      .limit(chunk)
      .execute()
    if (rows.length === 0) break // leaves are missing: the proof will not hold, and verify-audit names them
    for (const { position, leaf_hash } of rows) {
      const edge = edges[place(position)]
      if (edge !== undefined) append(edge, leaf_hash)
      last = position
    }
  }
  return edges.map(rootOf)
}
