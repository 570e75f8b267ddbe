/** Which files hang on which matter, in the database. */
import { sql } from 'kysely'
import type { Db } from '#platform/db.ts'

/** Hangs files on the event that brought them. */
export async function insertPictures(db: Db, matterId: string, fileIds: readonly string[], seq: number): Promise<void> {
  await sql`insert into matters_file (matter_id, file_id, seq) select distinct ${matterId}::uuid, f, ${seq}::int from unnest(${fileIds}::uuid[]) as f`.execute(
    db,
  )
}

/** Its own and those that it has from the matter it was split off from. */
export function listPictures(db: Db, matterId: string) {
  return db
    .selectFrom('matters_file')
    .select(['file_id', 'seq'])
    .where('matter_id', '=', matterId)
    .unionAll((eb) => eb.selectFrom('matters_part_file').select(['file_id', 'seq']).where('matter_id', '=', matterId))
    .orderBy('seq')
    .orderBy('file_id')
    .execute()
}

export async function hasPicture(db: Db, matterId: string, fileId: string): Promise<boolean> {
  return (await listPictures(db, matterId)).some((picture) => picture.file_id === fileId)
}

/** Which of the files were uploaded by this person (null: by nobody who is known) and hang on nothing yet. */
export async function freshFilesOf(db: Db, personId: string | null, fileIds: readonly string[]): Promise<string[]> {
  const rows = await db
    .selectFrom('platform_file')
    .select('platform_file.id')
    .where('platform_file.id', '=', sql<string>`any(${fileIds}::uuid[])`)
    .where('uploader_id', 'is not distinct from', personId)
    .where((eb) =>
      eb.not(eb.exists(eb.selectFrom('matters_file').select('seq').whereRef('file_id', '=', 'platform_file.id'))),
    )
    .execute()
  return rows.map((row) => row.id)
}
