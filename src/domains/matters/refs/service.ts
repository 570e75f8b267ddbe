/** Matters for whoever refers to them: number, state and day, and which ones a person has to do with. */
import type { Db } from '#platform/db.ts'
import type { MatterState } from '../contract.ts'
import { idsOf, refs } from './store.ts'

export interface MatterRef {
  readonly id: string
  readonly number: string
  readonly state: MatterState
  readonly dueAt: string | null
}

export async function matterRefs(db: Db, ids: readonly string[]): Promise<Map<string, MatterRef>> {
  const found = ids.length === 0 ? [] : await refs(db, ids)
  return new Map(found.map((row) => [row.id, { ...row, dueAt: row.dueAt?.toISOString() ?? null }]))
}

/** The matters that somebody raised, joined, owned or had an action in, newest first. */
export function mattersOf(db: Db, personId: string, limit: number): Promise<string[]> {
  return idsOf(db, personId, limit)
}
