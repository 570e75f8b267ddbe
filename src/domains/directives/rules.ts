/** Pure decisions about directives: who sends to whom, which day can be set, what an objection may change. */
import type { Actor, UnitPlace } from '#platform/access.ts'
import { addDays, type Calendar, isWorkday, localDate } from '#platform/calendar/calendar.ts'
import type { RefusalCode } from '#platform/refusal.ts'
import { type Decision, type ItemAsked, issueRoles } from './contract.ts'

/** How far ahead a day can be set. */
const daysAhead = 400
/** What the reason for asking again must have at least. */
const shortestReason = 10

/** The unit in whose name an actor can issue to all of these units: the nearest strictly above them where he may; null if none. */
export function senderFor(actor: Actor, units: readonly UnitPlace[]): string | null {
  const first = units[0]
  if (first === undefined) return null
  const mine = new Set(actor.grants.filter(({ role }) => issueRoles.includes(role)).map(({ unitId }) => unitId))
  const above = first.path.filter(
    (id) => mine.has(id) && units.every((unit) => unit.id !== id && unit.path.includes(id)),
  )
  return above.at(-1) ?? null
}

/** Why the day cannot be set, or null. It must be a workday, so that nobody is made to work on a free one. */
export function dayProblem(cal: Calendar, now: Date, day: string): RefusalCode | null {
  const today = localDate(cal, now)
  if (day <= today) return 'directives.day_must_be_later'
  if (day > addDays(today, daysAhead)) return 'directives.day_too_far'
  return isWorkday(cal, day) ? null : 'directives.day_not_workday'
}

/** Why the data cannot be asked for, or null. `held` says for each item whether something like it was found. */
export function itemsProblem(
  items: readonly Pick<ItemAsked, 'dueOn' | 'heldNotEnough'>[],
  held: readonly boolean[],
  { today, dueOn }: { readonly today: string; readonly dueOn: string },
): { readonly code: RefusalCode; readonly item: number } | null {
  for (const [item, { dueOn: by, heldNotEnough = '' }] of items.entries()) {
    if (by <= today || by > dueOn) return { code: 'directives.item_after_due', item }
    if (held[item] === true && [...heldNotEnough].length < shortestReason) return { code: 'directives.data_held', item }
  }
  return null
}

/** Why a decision cannot be taken, or null. */
export function decisionProblem(
  decision: Decision,
  { dueOn, minutes }: { readonly dueOn?: string | undefined; readonly minutes?: number | undefined },
): RefusalCode | null {
  const says = dueOn !== undefined || minutes !== undefined
  if (decision === 'changed') return says ? null : 'directives.change_needs_something'
  return says ? 'directives.change_only' : null
}

/** Places in the order of the tree: each below its parent, siblings by code. Never by anything they did. */
export function inTreeOrder<U extends Pick<UnitPlace, 'path'>>(
  places: readonly U[],
  codes: ReadonlyMap<string, string>,
): U[] {
  const key = ({ path }: U) => path.map((id) => codes.get(id) ?? '').join('\u0000')
  return [...places].sort((a, b) => (key(a) < key(b) ? -1 : 1))
}

/** How many there are of each. */
export function countsOf(states: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const state of states) counts[state] = (counts[state] ?? 0) + 1
  return counts
}
