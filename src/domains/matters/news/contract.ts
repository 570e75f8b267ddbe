/** What floors above may tell of a matter: whom an event concerns and how, and what one person may read of it now. */
import { z } from 'zod'
import { MatterState } from '../contract.ts'

/** How an event concerns somebody, the nearest first: each person hears of it once, as the first that he is. */
export const concerns = ['own', 'raised', 'joined', 'above', 'assigned', 'follow'] as const
export type Concern = (typeof concerns)[number]

/** A matter by its name, as far as the reader may see it. */
export const MatterName = z.object({ id: z.uuid(), number: z.string(), title: z.string(), state: MatterState })
export type MatterName = z.infer<typeof MatterName>

/** What an event says without people: names of units, days as 'YYYY-MM-DD', and what was decided. */
export const EventFacts = z.object({
  unit: z.string().optional(),
  deskUnit: z.string().optional(),
  into: z.string().optional(),
  on: z.string().optional(),
  until: z.string().optional(),
  dueOn: z.string().optional(),
  promisedOn: z.string().optional(),
  kind: z.string().optional(),
  verdict: z.string().optional(),
  reopens: z.boolean().optional(),
  toSuperior: z.boolean().optional(),
  goesOn: z.boolean().optional(),
})
export type EventFacts = z.infer<typeof EventFacts>
