/** Who may name a deputy for what, and which days make sense. Pure. */
import { type Actor, himself, holds, holdsAbove, type Role, type UnitPlace } from '#platform/access.ts'
import { addDays } from '#platform/calendar/calendar.ts'
import type { RefusalCode } from '#platform/refusal.ts'
import { protectedRoles } from '../rules.ts'

/** How many days ahead a deputyship may end: longer than a leave is a change of post. */
export const daysAhead = 366

/** A post as these rules see it: a role at a unit, or the own work (`employee`) at the person's unit. */
export interface Post {
  readonly personId: string
  readonly role: Role
  readonly unit: UnitPlace
}

/** Why the actor may not name or end a deputy for this post, or null. What he himself has as a deputy counts for nothing. */
export function whyNotName(actor: Actor, { personId, role, unit }: Post): RefusalCode | null {
  const own = himself(actor)
  if (protectedRoles.includes(role)) return holds(own, ['system_admin'], unit) ? null : 'org.deputy_needs_system_admin'
  if (own.personId === personId || holds(own, ['hr', 'system_admin'], unit)) return null
  const superior = role === 'employee' ? holds : holdsAbove
  return superior(own, ['leader', 'secretary'], unit) ? null : 'org.not_your_unit'
}

/** Why these days will not do, or null. */
export function whyNotDays(from: string, until: string, today: string): RefusalCode | null {
  if (from < today) return 'org.deputy_days_past'
  if (until < from) return 'org.deputy_days_turned'
  return until > addDays(today, daysAhead) ? 'org.deputy_days_far' : null
}

/** Something that lasts from one day to another, both included. */
export interface Days {
  readonly from: string
  readonly until: string
}

export const overlap = (a: Days, b: Days): boolean => a.from <= b.until && b.from <= a.until
