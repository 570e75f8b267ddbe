/** Co-sign: colleagues who think that a declined matter should be taken up. Enough of them in time open it again, by rule. */
import { z } from 'zod'

export const CosignView = z.object({
  /** How many more are needed; how many have signed is not shown as a figure of its own. */
  more: z.number().int(),
  /** How many open it. */
  needed: z.number().int(),
  /** Until when one can co-sign. */
  until: z.iso.datetime(),
  /** The viewer has co-signed. */
  mine: z.boolean(),
})
export type CosignView = z.infer<typeof CosignView>
