/** Which units of the tree somebody looks after: those where he holds a role, and all below them. Pure. */
import type { Role } from '#platform/access.ts'
import type { UnitView } from '../../contract.ts'
import type { MeView } from '../../me/contract.ts'

/** The ids of the units within reach, in the order of the tree: the first is the topmost. */
export function unitsInReach(units: readonly UnitView[], held: MeView['roles'], roles: readonly Role[]): Set<string> {
  const own = new Set(held.filter((one) => roles.includes(one.role)).map((one) => one.unit.id))
  const reached = new Set<string>()
  for (const { id, parentId } of units) {
    if (own.has(id) || (parentId !== null && reached.has(parentId))) reached.add(id)
  }
  return reached
}

/** A unit with the names above it, from the one below the company down. */
export function lineOf(units: readonly UnitView[], id: string): string {
  const known = new Map(units.map((unit) => [unit.id, unit]))
  const names: string[] = []
  for (
    let unit = known.get(id);
    unit !== undefined;
    unit = unit.parentId === null ? undefined : known.get(unit.parentId)
  )
    if (unit.parentId !== null || names.length === 0) names.unshift(unit.name)
  return names.join(' / ')
}
