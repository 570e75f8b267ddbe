/** What co-signing asks of the history. */
import type { Db } from '#platform/db.ts'

/** Which event of the matter declined it last; 0 where none did. */
export async function lastDecline(db: Db, matterId: string): Promise<number> {
  const row = await db
    .selectFrom('matters_event')
    .select((eb) => eb.fn.max<number | null>('seq').as('seq'))
    .where('matter_id', '=', matterId)
    .where('act', '=', 'decline')
    .executeTakeFirst()
  return row?.seq ?? 0
}
