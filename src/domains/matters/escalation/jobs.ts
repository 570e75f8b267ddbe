/** The clocks of matters, looked at every minute. */
import { z } from 'zod'
import { task } from '#platform/jobs/jobs.ts'
import type { Recurring } from '#platform/jobs/recurring.ts'
import { watchClocks } from './service.ts'

export const watching = 'matters.watch_clocks'
export const watchTask = task(z.object({}), async (ctx) => {
  await watchClocks(ctx)
})
export const eachMinute: Recurring = { name: watching, everyMinutes: 1 }
