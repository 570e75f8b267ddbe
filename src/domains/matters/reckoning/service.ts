/** Reads how the clocks of a matter are reckoned. */
import type { Calendar } from '#platform/calendar/calendar.ts'
import type { OutputOf } from '#platform/endpoint.ts'
import { Refusal } from '#platform/refusal.ts'
import type { SignedIn } from '#platform/routes.ts'
import { kindOf } from '../kinds.ts'
import { findMatter, listEvents } from '../store.ts'
import { sees } from '../view/service.ts'
import type { getClock, ReckoningView, StepView } from './contract.ts'
import { daysOf, type Reckoning, reckoningsOf, type Step } from './reckoning.ts'

/** The clocks of a matter, for whoever may see it. */
export async function clock(ctx: SignedIn, { id }: { id: string }): Promise<OutputOf<typeof getClock>> {
  const row = await findMatter(ctx.db, id)
  if (row === undefined || !(await sees(ctx.actor, ctx.db, row))) throw new Refusal('not_found', 'matters.not_found')
  const events = (await listEvents(ctx.db, id)).map(({ act, at, data }) => ({
    act,
    at,
    data: data as Record<string, unknown>,
  }))
  return { clocks: reckoningsOf(kindOf(row.kind), ctx.calendar, events).map((one) => viewOf(ctx.calendar, one)) }
}

const viewOf = (cal: Calendar, { clock, rule, steps, spans, endsAt }: Reckoning): ReckoningView => ({
  clock,
  rule,
  steps: steps.map(stepView),
  spans: spans.map(({ from, to, counts, why, holiday }) => ({
    ...{ from: from.toISOString(), to: to.toISOString(), ...daysOf(cal, { from, to }) },
    ...{ counts, why, holiday },
  })),
  endsAt: endsAt.toISOString(),
})

function stepView(step: Step): StepView {
  const at = step.at.toISOString()
  return step.step === 'paused' ? { ...step, at, until: step.until?.toISOString() ?? null } : { ...step, at }
}
