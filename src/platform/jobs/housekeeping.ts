/** Housekeeping: each night what has served its time goes, for every tenant; how long that is says the privacy rule pack. */
import { sql } from 'kysely'
import { z } from 'zod'
import { sealedColumns } from '../keys/data-keys.ts'
import { dropSpentKeys, resealColumn } from '../keys/reseal.ts'
import { purge } from '../privacy/purge.ts'
import { task } from './jobs.ts'
import type { Recurring } from './recurring.ts'

export const housekeeping = 'platform.housekeeping'
export const nightly: Recurring = { name: housekeeping, at: '03:20' }

export const housekeepingTask = task(z.object({}), async (ctx) => {
  await purge(ctx)
  // a rotation that was interrupted is finished, and a key that seals nothing any more goes
  const { rows } = await sql`select 1 from platform_key group by purpose having count(*) > 1 limit 1`.execute(ctx.db)
  if (rows.length === 0) return
  for (const column of await sealedColumns(ctx.db)) await resealColumn(ctx.db, ctx.keys, column)
  await dropSpentKeys(ctx.db, ctx.now)
})
