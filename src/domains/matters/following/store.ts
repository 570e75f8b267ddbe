/** Followers in the database. */
import type { Db } from '#platform/db.ts'

export async function isFollower(db: Db, matterId: string, personId: string): Promise<boolean> {
  const row = await db
    .selectFrom('matters_follower')
    .select('person_id')
    .where('matter_id', '=', matterId)
    .where('person_id', '=', personId)
    .executeTakeFirst()
  return row !== undefined
}

export async function listFollowers(db: Db, matterId: string): Promise<string[]> {
  const rows = await db.selectFrom('matters_follower').select('person_id').where('matter_id', '=', matterId).execute()
  return rows.map((row) => row.person_id)
}

export async function insertFollower(db: Db, matterId: string, personId: string, now: Date): Promise<void> {
  await db
    .insertInto('matters_follower')
    .values({ matter_id: matterId, person_id: personId, at: now })
    .onConflict((on) => on.doNothing())
    .execute()
}

export async function deleteFollower(db: Db, matterId: string, personId: string): Promise<void> {
  await db.deleteFrom('matters_follower').where('matter_id', '=', matterId).where('person_id', '=', personId).execute()
}
