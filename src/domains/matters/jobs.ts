/** What matters do by the clock. */
import { z } from 'zod'
import { task } from '#platform/jobs/jobs.ts'
import type { Recurring } from '#platform/jobs/recurring.ts'
import { drawTally } from './store.ts'

export const tally = 'matters.tally'
export const tallyTask = task(z.object({}), ({ db }) => drawTally(db))
export const eachMinute: Recurring = { name: tally, everyMinutes: 1 }
