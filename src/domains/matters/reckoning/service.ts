/** Reads how the clocks of a matter are reckoned. */
import { unitsById } from '#domains/org/service.ts'
import type { Calendar } from '#platform/calendar/calendar.ts'
import type { OutputOf } from '#platform/endpoint.ts'
import { Refusal } from '#platform/refusal.ts'
import type { SignedIn } from '#platform/routes.ts'
import type { ClockStep } from '../escalation/rules.ts'
import { aboveOf, stepsOf } from '../escalation/service.ts'
import { kindOf } from '../kinds.ts'
import { findMatter, listEvents } from '../store.ts'
import { sees } from '../view/service.ts'
import type { AheadView, getClock, ReckoningView, StepView } from './contract.ts'
import { daysOf, type Reckoning, reckoningsOf, type Step } from './reckoning.ts'

/** The clocks of a matter, for whoever may see it. */
export async function clock(ctx: SignedIn, { id }: { id: string }): Promise<OutputOf<typeof getClock>> {
  const row = await findMatter(ctx.db, id)
  if (row === undefined || !(await sees(ctx.actor, ctx.db, row))) throw new Refusal('not_found', 'matters.not_found')
  const records = await listEvents(ctx.db, id)
  const events = records.map(({ act, at, data }) => ({ act, at, data: data as Record<string, unknown> }))
  const kind = kindOf(row.kind)
  const reckonings = reckoningsOf(kind, ctx.calendar, events)
  const above = reckonings.length === 0 ? null : await aboveOf(ctx, ctx.db, kind, row)
  const unit = above === null ? undefined : (await unitsById(ctx.db, [above])).get(above)
  // where nobody is above, nobody is told
  const ahead = stepsOf(ctx, kind, row, records).filter(({ act }) => act !== 'escalate' || unit !== undefined)
  const aheadOf = (name: Reckoning['clock']) =>
    ahead.filter((one) => one.clock === name).map((one) => aheadView(one, ctx.now, unit?.name ?? null))
  return { clocks: reckonings.map((one) => viewOf(ctx.calendar, one, aheadOf(one.clock))) }
}

const aheadView = ({ act, from, doneAt }: ClockStep, now: Date, unit: string | null): AheadView => ({
  act,
  // what is owed since a while is made at the next look
  from: (doneAt === null && from < now ? now : from).toISOString(),
  doneAt: doneAt?.toISOString() ?? null,
  unit: act === 'escalate' ? unit : null,
})

const viewOf = (
  cal: Calendar,
  { clock, rule, steps, spans, endsAt }: Reckoning,
  ahead: readonly AheadView[],
): ReckoningView => ({
  clock,
  rule,
  steps: steps.map(stepView),
  spans: spans.map(({ from, to, counts, why, holiday }) => ({
    ...{ from: from.toISOString(), to: to.toISOString(), ...daysOf(cal, { from, to }) },
    ...{ counts, why, holiday },
  })),
  endsAt: endsAt.toISOString(),
  ahead: [...ahead],
})

function stepView(step: Step): StepView {
  const at = step.at.toISOString()
  return step.step === 'paused' ? { ...step, at, until: step.until?.toISOString() ?? null } : { ...step, at }
}
