/** Whose matters are to be handed over, and why one of several stays where it is. Pure. */
import type { RefusalCode } from '#platform/refusal.ts'
import type { StayReason } from './contract.ts'

/** Where somebody stands now: gone, or at a unit with this path. */
export interface Standing {
  readonly left: boolean
  readonly path: readonly string[]
  /** Leads the unit of the matter, from wherever he works. */
  readonly leads: boolean
}

/** True if what a person has at these units (lead first, then assisting) needs somebody else: he has left or moved away. */
export function orphaned({ left, path, leads }: Standing, unitIds: readonly string[]): boolean {
  return left || !(leads || unitIds.some((id) => path.includes(id)))
}

const reasons: Partial<Record<RefusalCode, StayReason>> = {
  'matters.not_found': 'not_yours',
  'matters.not_yours': 'not_yours',
  'matters.owner_of_other_unit': 'not_of_unit',
  'matters.unit_without_head': 'nobody_there',
  'matters.superior_has_decided': 'decided',
  'matters.same_unit': 'moved_on',
}

/** What a refused move means for one of several matters. */
export const stayReasonOf = (code: RefusalCode): StayReason => reasons[code] ?? 'not_now'
