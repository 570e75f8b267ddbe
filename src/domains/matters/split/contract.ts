/** Split: a matter that holds several troubles becomes several matters, each with an owner, an answer and a verdict of its own. */
import { z } from 'zod'

/** How many parts there can be. */
export const parts = { least: 2, most: 5 } as const

/** One trouble of several. What no part names (a merged matter, an open action) goes with the first one. */
export const Part = z.strictObject({
  text: z.string().trim().min(5).max(2000),
  /** Pictures of the whole that concern this part; a picture may concern several. */
  fileIds: z.array(z.uuid()).max(30).default([]),
  /** Matters that were merged into the whole and follow this part. */
  mergedIds: z.array(z.uuid()).max(200).default([]),
  /** Open actions of the whole that belong to this part. */
  actionIds: z.array(z.uuid()).max(200).default([]),
})
export type Part = z.infer<typeof Part>
