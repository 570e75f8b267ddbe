/** The reckoning: how each clock of a matter comes to its end, for everybody who may see the matter, whoever is on turn. */
import { z } from 'zod'
import { endpoint } from '#platform/endpoint.ts'
import { clockActs } from '../contract.ts'

export const StepView = z.discriminatedUnion('step', [
  z.object({ step: z.literal('begun'), at: z.iso.datetime(), act: z.string(), level: z.number().int() }),
  z.object({
    step: z.literal('agreed'),
    at: z.iso.datetime(),
    act: z.string(),
    until: z.iso.date(),
    workdays: z.number().int(),
  }),
  z.object({ step: z.literal('kept'), at: z.iso.datetime(), act: z.string() }),
  z.object({
    step: z.literal('paused'),
    at: z.iso.datetime(),
    until: z.iso.datetime().nullable(),
    why: z.enum(['question', 'objection']),
  }),
])
export type StepView = z.infer<typeof StepView>

export const SpanView = z.object({
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  /** The local days on which it begins and ends. */
  first: z.iso.date(),
  last: z.iso.date(),
  counts: z.enum(['yes', 'no', 'agreed', 'paused']),
  why: z.enum(['workday', 'make_up', 'hours', 'first_day', 'weekend', 'holiday', 'agreed', 'question', 'objection']),
  /** What people call the holiday, from the calendar pack. */
  holiday: z.object({ zh: z.string(), en: z.string() }).nullable(),
})
export type SpanView = z.infer<typeof SpanView>

/** What the clock does by itself at its end: planned for `from`, or made at `doneAt`. */
export const AheadView = z.object({
  act: z.enum(clockActs),
  from: z.iso.datetime(),
  doneAt: z.iso.datetime().nullable(),
  /** The unit above that hears of a passed end. */
  unit: z.string().nullable(),
})
export type AheadView = z.infer<typeof AheadView>

export const ReckoningView = z.object({
  /** The deadline for the answer, or the step that a desk (`route`) or a superior (`decide`) must make on the way. */
  clock: z.enum(['answer', 'route', 'decide']),
  /** Null where a day was agreed or set. */
  rule: z.object({ unit: z.enum(['workday', 'hour']), n: z.number().int() }).nullable(),
  steps: z.array(StepView),
  spans: z.array(SpanView),
  endsAt: z.iso.datetime(),
  /** Empty while the clock stands still. */
  ahead: z.array(AheadView),
})
export type ReckoningView = z.infer<typeof ReckoningView>

export const getClock = endpoint({
  method: 'GET',
  path: '/matters/:id/clock',
  caller: 'employee',
  summary: 'How the deadlines of a matter are reckoned, step by step and day by day. Empty where none runs.',
  input: z.object({ id: z.uuid() }),
  output: z.object({ clocks: z.array(ReckoningView) }),
})
