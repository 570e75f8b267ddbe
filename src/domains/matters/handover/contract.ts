/**
 * Handover: what somebody still has in hand who has left, belongs to another unit now, or is about to. Whoever leads the
 * unit gives it to colleagues, one or many at once; every matter keeps its clock and gets its own line of history.
 */
import { z } from 'zod'
import { endpoint } from '#platform/endpoint.ts'
import { MatterState, PersonRef, UnitRef } from '../contract.ts'

export const HandoverMatter = z.object({
  id: z.uuid(),
  number: z.string(),
  title: z.string(),
  state: MatterState,
  dueAt: z.iso.datetime().nullable(),
  unit: UnitRef,
  /** The person owns the matter; else he only has actions in it. */
  owned: z.boolean(),
  /** His planned actions that are not done. */
  actions: z.array(z.object({ text: z.string(), dueOn: z.iso.date() })),
})
export type HandoverMatter = z.infer<typeof HandoverMatter>

export const HandoverPerson = z.object({
  person: PersonRef,
  unitName: z.string(),
  /** Left the company; else he is in another unit, or was asked for by name. */
  left: z.boolean(),
  matters: z.array(HandoverMatter),
})
export type HandoverPerson = z.infer<typeof HandoverPerson>

export const listHandover = endpoint({
  method: 'GET',
  path: '/matters-handover',
  caller: 'employee',
  summary: 'Open matters and actions in the units the caller leads whose person has left or moved, or of one person.',
  input: z.object({ personId: z.uuid().optional() }),
  output: z.object({ people: z.array(HandoverPerson) }),
})

/** Why one of several matters stayed where it was. */
export const stayReasons = ['moved_on', 'not_yours', 'not_now', 'not_of_unit', 'nobody_there', 'decided'] as const
export type StayReason = (typeof stayReasons)[number]

export const handOver = endpoint({
  method: 'POST',
  path: '/matters-handover',
  caller: 'employee',
  summary:
    'Gives matters of one person to a colleague, or to another unit, in one act; those that moved meanwhile are named.',
  input: z.object({
    personId: z.uuid(),
    matterIds: z.array(z.uuid()).min(1).max(200),
    to: z.discriminatedUnion('what', [
      z.strictObject({ what: z.literal('person'), id: z.uuid() }),
      z.strictObject({ what: z.literal('unit'), id: z.uuid() }),
    ]),
    reason: z.string().trim().min(2).max(500),
  }),
  output: z.object({
    moved: z.number().int(),
    stayed: z.array(z.object({ id: z.uuid(), number: z.string(), title: z.string(), why: z.enum(stayReasons) })),
  }),
})
