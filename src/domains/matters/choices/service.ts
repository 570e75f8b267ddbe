/** Readers of what the forms of a matter offer. */
import { headOf } from '#domains/org/service.ts'
import { addDays, isWorkday, localDate } from '#platform/calendar/calendar.ts'
import type { OutputOf, ParsedInputOf } from '#platform/endpoint.ts'
import type { SignedIn } from '#platform/routes.ts'
import { daysAhead } from '../rules.ts'
import type { getWorkdays, listHeads } from './contract.ts'

/** Who answers for each of the units. */
export async function heads(
  ctx: SignedIn,
  input: ParsedInputOf<typeof listHeads>,
): Promise<OutputOf<typeof listHeads>> {
  const found: OutputOf<typeof listHeads>['heads'] = []
  for (const unitId of input.unitId) {
    const head = await headOf(ctx.db, unitId)
    found.push({ unitId, person: head === null ? null : { id: head.id, name: head.name } })
  }
  return { heads: found }
}

/** Today and the days without work that follow. */
export function workdays(ctx: SignedIn): Promise<OutputOf<typeof getWorkdays>> {
  const today = localDate(ctx.calendar, ctx.now)
  const days = Array.from({ length: daysAhead }, (_, n) => addDays(today, n))
  const free = days.filter((day) => !isWorkday(ctx.calendar, day))
  return Promise.resolve({ today, until: days.at(-1)!, free })
}
