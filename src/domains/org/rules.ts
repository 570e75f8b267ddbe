/** Org rules: how staff numbers and phones are read, where a role reaches, who may grant it. Pure. */
import { type Actor, type Grant, holds, type Role, type UnitPlace } from '#platform/access.ts'
import type { RefusalCode } from '#platform/refusal.ts'
import type { UnitKind } from './contract.ts'

/** A staff number as it is kept and compared: full-width folded (NFKC), without spaces, in capitals. */
export function staffNoOf(text: string): string {
  return text.normalize('NFKC').replace(/\s+/g, '').toUpperCase()
}

/** The eleven digits of a mainland mobile number (a leading +86 dropped), or null if it is not one. */
export function phoneOf(text: string): string | null {
  const digits = text
    .normalize('NFKC')
    .replace(/[\s().-]/g, '')
    .replace(/^(\+|00)?86(?=1\d{10}$)/, '')
  return /^1\d{10}$/.test(digits) ? digits : null
}

/** What kind of unit a name speaks of, for units that are known by their name only. */
export function kindByName(name: string, isRoot: boolean): UnitKind {
  if (isRoot) return 'company'
  if (/(所|站)$/.test(name)) return 'station'
  if (/厂$/.test(name)) return 'plant'
  if (/(班|班组|组|网格)$/.test(name)) return 'team'
  if (/(部|室|处|科|中心|委|委员会|会|队)$/.test(name)) return 'department'
  return /公司$/.test(name) ? 'district' : 'other'
}

/** Roles that run or watch the system itself: held for the whole company, never both by one person. */
export const companyRoles: readonly Role[] = ['system_admin', 'auditor']
/** Roles that only a system administrator may give or take. */
export const protectedRoles: readonly Role[] = ['system_admin', 'auditor', 'hr']

const servingRoles: readonly Role[] = ['hr', 'party_affairs', 'union', 'discipline', 'hotline', 'dispatcher']

/** Where a role reaches when nothing else is said. */
export type Reach = 'company' | 'above' | 'own'

/**
 * Where a role reaches when a roster names no unit with it: system administrator and auditor the whole company; somebody of a
 * department that serves others (HR, Party affairs, hotline ...) the unit to which the department belongs; else the own unit.
 */
export function reachOf(role: Role, ownKind: string): Reach {
  if (companyRoles.includes(role)) return 'company'
  return servingRoles.includes(role) && ownKind === 'department' ? 'above' : 'own'
}

/** Why an actor may not give or take this role of this person at this unit, or null if he may. */
export function whyNotGrant(
  actor: Actor,
  personId: string,
  role: Role,
  unit: UnitPlace,
): { kind: 'forbidden' | 'bad_input'; code: RefusalCode } | null {
  if (actor.personId === personId) return { kind: 'forbidden', code: 'org.not_your_own_roles' }
  if (!holds(actor, ['hr', 'system_admin'], unit)) return { kind: 'forbidden', code: 'org.not_your_unit' }
  if (protectedRoles.includes(role) && !holds(actor, ['system_admin'], unit))
    return { kind: 'forbidden', code: 'org.role_needs_system_admin' }
  if (companyRoles.includes(role) && unit.path.length > 1)
    return { kind: 'bad_input', code: 'org.role_only_at_company' }
  return null
}

/** What somebody does today as the deputy of a person: one of his roles at a unit, or (both null) his own work. */
export interface DeputyPost {
  readonly personId: string
  readonly name: string
  readonly role: Role | null
  readonly unitId: string | null
}

/** The roles of a person and those of whom he stands in for; never system administrator and auditor together, the own first. */
export function withDeputyPosts(
  own: readonly Grant[],
  posts: readonly DeputyPost[],
): Pick<Actor, 'grants' | 'standsIn'> {
  if (posts.length === 0) return { grants: own }
  const grants = [...own]
  for (const { personId, role, unitId } of posts) {
    if (role === null || unitId === null || excludes(grants, role)) continue
    grants.push({ role, unitId, of: personId })
  }
  return { grants, standsIn: posts.map(({ personId, name, unitId }) => ({ personId, name, unitId })) }
}

/** True if one of the roles held must not be held together with this one. */
export function excludes(held: readonly Pick<Grant, 'role'>[], role: Role): boolean {
  return companyRoles.includes(role) && held.some((one) => companyRoles.includes(one.role) && one.role !== role)
}
