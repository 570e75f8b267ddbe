/** Call-backs: whoever has been answered and has not said whether it is solved is asked by telephone, by those who did not do the work. */
import { z } from 'zod'
import { verdicts } from '#domains/matters/contract.ts'
import type { Role } from '#platform/access.ts'
import { endpoint } from '#platform/endpoint.ts'
import { Trouble } from '../requests/contract.ts'

export const callerRoles: readonly Role[] = ['hotline']
export const satisfactions = ['satisfied', 'fairly', 'dissatisfied'] as const

export const CallbackRow = z.object({
  matterId: z.uuid(),
  number: z.string(),
  trouble: Trouble,
  /** In words, with the flat. */
  address: z.string(),
  unit: z.string(),
  answeredAt: z.iso.datetime(),
  answer: z.string(),
  /** How often nobody was reached. */
  tries: z.number().int(),
  /** Sent back with what he said, so that nobody judges an answer that was not read to him. */
  seen: z.number().int(),
})
export type CallbackRow = z.infer<typeof CallbackRow>

export const listCallbacks = endpoint({
  method: 'GET',
  path: '/service/callbacks',
  caller: callerRoles,
  summary: 'Requests that were answered some time ago and are not judged, the longest first, at most a hundred.',
  input: z.object({}),
  output: z.object({
    rows: z.array(CallbackRow),
    /** How many were called as often as the rule asks, and nobody was reached. They stay unjudged. */
    unreached: z.number().int(),
    afterHours: z.number().int(),
    triesAtMost: z.number().int(),
  }),
})

export const recordCallback = endpoint({
  method: 'POST',
  path: '/service/callbacks/:matterId',
  caller: callerRoles,
  summary:
    'Writes down a call: nobody was reached, or what the person said. His word closes the request or opens it again.',
  input: z.object({
    matterId: z.uuid(),
    seen: z.number().int().min(0),
    said: z.discriminatedUnion('reached', [
      z.strictObject({ reached: z.literal(false), note: z.string().trim().max(500).optional() }),
      z.strictObject({
        reached: z.literal(true),
        verdict: z.enum(verdicts),
        satisfaction: z.enum(satisfactions).optional(),
        /** What is still wrong, in his words. */
        reason: z.string().trim().min(2).max(2000).optional(),
      }),
    ]),
  }),
  output: z.object({ reopened: z.boolean() }),
})
