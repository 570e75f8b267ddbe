/** Which matter holds which, in the database. */
import type { Db } from '#platform/db.ts'
import { type NewRow, row } from '#platform/rows.ts'

/** To be added with the act that raises the holding matter. */
export const newHold = (matterId: string, byMatterId: string): NewRow =>
  row('matters_hold', { matter_id: matterId, by_matter_id: byMatterId })

/** The matters that this one holds, in the order in which they are locked. */
export async function heldBy(db: Db, byMatterId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('matters_hold')
    .select('matter_id')
    .where('by_matter_id', '=', byMatterId)
    .orderBy('matter_id')
    .execute()
  return rows.map((row) => row.matter_id)
}
