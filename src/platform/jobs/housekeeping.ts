/** Housekeeping: each night what has served its time goes, for every tenant. */
import { sql } from 'kysely'
import { z } from 'zod'
import type { Db } from '../db.ts'
import { purgeOrphans } from '../files/files.ts'
import { sweepDevices } from '../sign-in/device.ts'
import { sweepLimits } from '../sign-in/limit.ts'
import { task } from './jobs.ts'
import type { Recurring } from './recurring.ts'

const day = 86_400_000
/** Longer than a phone keeps trying to send what was written without a line. */
const repeatsWithin = 30 * day

export const housekeeping = 'platform.housekeeping'
export const housekeepingTask = task(z.object({}), ({ db, now }) => keepHouse(db, now))
export const nightly: Recurring = { name: housekeeping, at: '03:20' }

/** Removes ended sessions, forgotten devices, counts that limit nobody, replies nobody asks for again, and files on no matter. */
export async function keepHouse(db: Db, now: Date): Promise<void> {
  const yesterday = new Date(now.getTime() - day)
  await db.deleteFrom('platform_session').where('expires_at', '<', yesterday).execute()
  await db.deleteFrom('platform_session').where('ended_at', '<', yesterday).execute()
  await db
    .deleteFrom('platform_once')
    .where('at', '<', new Date(now.getTime() - repeatsWithin))
    .execute()
  await sweepDevices(db, now)
  await sweepLimits(db, yesterday, now)
  await purgeOrphans(db, yesterday, referenced)
}

/** Which files some row refers to, in whatever table: the foreign keys say where to look, so that no domain can be forgotten. */
export async function referenced(db: Db, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const { rows: places } = await sql<{ table: string; column: string }>`
    select c.conrelid::regclass::text as "table", a.attname as "column"
      from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
     where c.contype = 'f' and c.confrelid = 'platform_file'::regclass`.execute(db)
  const found = new Set<string>()
  for (const { table, column } of places) {
    const { rows } = await sql<{ id: string }>`
      select ${sql.ref(column)} as id from ${sql.table(table)} where ${sql.ref(column)} = any(${ids}::uuid[])`.execute(
      db,
    )
    for (const { id } of rows) found.add(id)
  }
  return found
}
