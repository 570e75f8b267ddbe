/** Which open matters the clock may have something to do with: read from the index of what waits for somebody, never the history. */
import { sql } from 'kysely'
import type { Db } from '#platform/db.ts'
import type { EventRecord, MatterRecord } from '../store.ts'

type Found = Pick<MatterRecord, 'id' | 'kind' | 'owner_id' | 'desk_unit_id' | 'lead_unit_id' | 'act_by' | 'due_at'>

/**
 * Open matters whose next step ends by `horizon`, soonest first, from after `after` on; without those of which the history says
 * that this end has had what it needs. The verdict is the rules', which ask the events again with the matter held.
 */
export async function waitingUntil(
  db: Db,
  now: Date,
  horizon: Date,
  after: Found | null,
  limit: number,
): Promise<Found[]> {
  const { rows } = await sql<Found>`
    select m.id, m.kind, m.owner_id, m.desk_unit_id, m.lead_unit_id, m.act_by, m.due_at
      from matters_matter m
     where m.state in ('received', 'assigned', 'promised')
       and m.act_by <= ${horizon}::timestamptz
       and (${after === null}::boolean or (m.act_by, m.id) > (${after?.act_by ?? now}::timestamptz, ${after?.id ?? null}::uuid))
       and not exists (
         select 1 from matters_event e
          where e.matter_id = m.id and e.relation = 'clock' and e.at >= m.state_since
            and e.act = case when m.act_by < ${now}::timestamptz then 'escalate' else 'remind' end
            and (e.data ->> 'by')::timestamptz = m.act_by
            and coalesce(e.data ->> 'ownerId', e.data ->> 'deskUnitId') = coalesce(m.owner_id, m.desk_unit_id)::text)
     order by m.act_by, m.id
     limit ${limit}::int`.execute(db)
  return rows
}

/** As `waitingUntil`: promises of an answer that have passed, oldest first, and are not yet noted as such. */
export async function passedBefore(db: Db, now: Date, after: Found | null, limit: number): Promise<Found[]> {
  const { rows } = await sql<Found>`
    select m.id, m.kind, m.owner_id, m.desk_unit_id, m.lead_unit_id, m.act_by, m.due_at
      from matters_matter m
     where m.state in ('received', 'assigned', 'promised')
       and m.due_at < ${now}::timestamptz
       and (${after === null}::boolean or (m.due_at, m.id) > (${after?.due_at ?? now}::timestamptz, ${after?.id ?? null}::uuid))
       and not exists (
         select 1 from matters_event e
          where e.matter_id = m.id and e.relation = 'clock' and e.act = 'overdue'
            and (e.data ->> 'by')::timestamptz = m.due_at)
     order by m.due_at, m.id
     limit ${limit}::int`.execute(db)
  return rows
}

/** The histories of some matters, each in its order. */
export async function historiesOf(db: Db, ids: readonly string[]): Promise<ReadonlyMap<string, EventRecord[]>> {
  const rows = await db
    .selectFrom('matters_event')
    .selectAll()
    .where('matter_id', '=', sql<string>`any(${ids}::uuid[])`)
    .orderBy('matter_id')
    .orderBy('seq')
    .execute()
  const histories = new Map<string, EventRecord[]>()
  for (const row of rows) {
    const known = histories.get(row.matter_id)
    if (known === undefined) histories.set(row.matter_id, [row])
    else known.push(row)
  }
  return histories
}

export async function saveEventCount(db: Db, id: string, events: number): Promise<void> {
  await db.updateTable('matters_matter').set({ events }).where('id', '=', id).execute()
}
