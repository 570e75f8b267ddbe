/** Voice: what people say, with their name or without it. A suggestion has no state of its own: its matter has. */

import { z } from 'zod'
import { endpoint } from '#platform/endpoint.ts'

export const abouts = ['work', 'safety', 'tools', 'welfare', 'management', 'users', 'this_system', 'other'] as const
export const About = z.enum(abouts)
export type About = z.infer<typeof About>

export const SuggestionReceipt = z.object({
  id: z.uuid(),
  matterId: z.uuid(),
  number: z.string(),
  /** By when it must be answered. */
  answerBy: z.iso.datetime(),
  receivedBy: z.string(),
})
export type SuggestionReceipt = z.infer<typeof SuggestionReceipt>

export const submitSuggestion = endpoint({
  method: 'POST',
  path: '/voice/suggestions',
  caller: 'employee',
  summary: 'Raises a suggestion under the own name. It becomes a matter with an owner and a clock.',
  input: z.object({
    text: z.string().trim().min(10).max(2000),
    about: About.default('other'),
    /** The unit it is raised to; absent: the own unit. */
    toUnitId: z.uuid().optional(),
    visibility: z.enum(['company', 'handlers']).default('company'),
    pictures: z.array(z.uuid()).max(3).default([]),
    /** The closed matter that has come back. */
    again: z.uuid().optional(),
  }),
  output: SuggestionReceipt,
})

export const suggestTo = endpoint({
  method: 'GET',
  path: '/voice/desks',
  caller: 'employee',
  summary: 'To whom the caller can raise a suggestion: the units on the way up that have somebody to receive it.',
  input: z.object({}),
  output: z.object({
    desks: z.array(z.object({ unitId: z.uuid(), name: z.string() })),
    answerWithinWorkdays: z.number().int(),
    answerBy: z.iso.datetime(),
  }),
})
