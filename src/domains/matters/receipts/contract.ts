/** A matter as its raiser from outside sees it: what was said to him and done for him, by which unit, and no names. */
import { z } from 'zod'
import { answerKinds, MatterState, receiptMoves, verdicts } from '../contract.ts'

/** What of a history concerns him. The rest is how the house divides its work. */
export const toldOutside = [
  ...(['raise', 'assign', 'hand_on', 'return', 'ask', 'reply', 'add', 'grant_extension'] as const),
  ...(['answer', 'judge', 'decline', 'merge', 'withdraw', 'escalate', 'overdue'] as const),
] as const

export const RaiserStep = z.object({
  seq: z.number().int(),
  at: z.iso.datetime(),
  act: z.enum(toldOutside),
  /** Whose step it was; null: his own, or the clock's. */
  unit: z.string().nullable(),
  /** What was said: a question, an answer, a reason; null where the step itself says it all. */
  text: z.string().nullable(),
  /** He said it when he was called. */
  byCall: z.boolean(),
  /** The day that was promised or agreed. */
  day: z.iso.date().nullable(),
  verdict: z.enum(verdicts).nullable(),
})
export type RaiserStep = z.infer<typeof RaiserStep>

export const RaiserView = z.object({
  number: z.string(),
  title: z.string(),
  text: z.string(),
  state: MatterState,
  raisedAt: z.iso.datetime(),
  dueAt: z.iso.datetime().nullable(),
  late: z.boolean(),
  /** How often it was opened again. */
  level: z.number().int(),
  /** Who has it in hand now. */
  unit: z.string(),
  question: z.string().nullable(),
  answer: z
    .object({
      kind: z.enum(answerKinds),
      text: z.string(),
      promisedOn: z.iso.date().nullable(),
      policyRule: z.string().nullable(),
    })
    .nullable(),
  verdict: z.enum(verdicts).nullable(),
  steps: z.array(RaiserStep),
  may: z.array(z.enum(receiptMoves)),
  /** How many events he has seen; sent back with a move, so that he does not judge an answer he has not read. */
  seen: z.number().int(),
})
export type RaiserView = z.infer<typeof RaiserView>
