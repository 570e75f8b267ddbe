/** The parts of a matter in the database: each is a copy of the whole with words, number and fate of its own. */
import { sql } from 'kysely'
import type { Db } from '#platform/db.ts'
import { searchVector } from '#platform/search.ts'
import { addToTally, type MatterRecord } from '../store.ts'

export interface NewPart {
  readonly id: string
  readonly number: string
  readonly title: string
  readonly text: string
}

/**
 * The part stands where the whole stood: raiser, place, owner, clocks and history are the same up to here. An extension that
 * was asked and not decided falls away.
 */
export async function insertPart(db: Db, whole: MatterRecord, part: NewPart): Promise<void> {
  await sql`
    insert into matters_matter (id, number, kind, title, text, visibility, state, raiser_id, raised_unit_id, raised_at,
                                desk_unit_id, lead_unit_id, owner_id, answerable_unit_id, level, hand_ons, must_decide,
                                due_at, act_by, extension, extension_until, terms, state_since, events, part_of)
    select ${part.id}::uuid, ${part.number}, kind, ${part.title}, ${part.text}, visibility, state, raiser_id, raised_unit_id, raised_at,
           desk_unit_id, lead_unit_id, owner_id, answerable_unit_id, level, hand_ons, must_decide,
           due_at, act_by, nullif(extension::text, 'asked'), case when extension = 'asked' then null else extension_until end,
           ${searchVector(`${part.title} ${part.text}`)}::tsvector, state_since, events + 1, id
      from matters_matter where id = ${whole.id}::uuid`.execute(db)
  await addToTally(db, [{ unit_id: whole.at_unit_id, state: whole.state, n: 1 }])
  await sql`
    insert into matters_event (matter_id, seq, at, act, by_person, by_unit, relation, data)
    select ${part.id}::uuid, seq, at, act, by_person, by_unit, relation, data
      from matters_event where matter_id = ${whole.id}::uuid`.execute(db)
  await sql`
    insert into matters_joiner (matter_id, person_id, at)
    select ${part.id}::uuid, person_id, at from matters_joiner where matter_id = ${whole.id}::uuid`.execute(db)
  await sql`
    insert into matters_assisting (matter_id, unit_id)
    select ${part.id}::uuid, unit_id from matters_assisting where matter_id = ${whole.id}::uuid`.execute(db)
}

/** Shows pictures of the whole at the part too, at the same place of the history. */
export async function sharePictures(
  db: Db,
  wholeId: string,
  partId: string,
  fileIds: readonly string[],
): Promise<void> {
  await sql`
    insert into matters_part_file (matter_id, file_id, seq)
    select ${partId}::uuid, file_id, seq from (
      select matter_id, file_id, seq from matters_file union all select matter_id, file_id, seq from matters_part_file
    ) as hung where matter_id = ${wholeId}::uuid and file_id = any(${fileIds}::uuid[])`.execute(db)
}

/** Open actions go over to the part; what was merged into the whole follows it. */
export async function followPart(
  db: Db,
  partId: string,
  actionIds: readonly string[],
  mergedIds: readonly string[],
): Promise<void> {
  await sql`update matters_action set matter_id = ${partId}::uuid where id = any(${actionIds}::uuid[])`.execute(db)
  await sql`update matters_matter set merged_into = ${partId}::uuid where id = any(${mergedIds}::uuid[]) and state = 'merged'`.execute(
    db,
  )
}
