/** What people have in hand, read from the units that lead it. */
import { type SqlBool, sql } from 'kysely'
import type { Db } from '#platform/db.ts'
import type { MatterRecord } from '../store.ts'

const stillOpen = sql<SqlBool>`m.state in ('assigned', 'waiting', 'promised')`
const ledBy = (unitIds: readonly string[]) => sql<SqlBool>`m.at_unit_id = any(${unitIds}::uuid[])`

/** Everybody who owns an open matter led by these units, or an action in one. */
export async function busyAt(db: Db, unitIds: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select m.owner_id as id from matters_matter m where ${stillOpen} and ${ledBy(unitIds)}
    union
    select a.owner_id from matters_action a join matters_matter m on m.id = a.matter_id
     where a.done_at is null and ${stillOpen} and ${ledBy(unitIds)}`.execute(db)
  return rows.map((row) => row.id)
}

/** Open matters of these kinds, led by these units, in which one of the people owns the matter or an action. */
export function openOf(
  db: Db,
  { unitIds, kinds }: { readonly unitIds: readonly string[]; readonly kinds: readonly string[] },
  personIds: readonly string[],
): Promise<MatterRecord[]> {
  const people = sql`any(${personIds}::uuid[])`
  return db
    .selectFrom('matters_matter as m')
    .selectAll('m')
    .where(stillOpen)
    .where(ledBy(unitIds))
    .where('m.kind', 'in', kinds)
    .where(
      sql<SqlBool>`(m.owner_id = ${people} or m.id in (select matter_id from matters_action where done_at is null and owner_id = ${people}))`,
    )
    .orderBy('m.act_by')
    .orderBy('m.id')
    .execute()
}

export interface OpenAction {
  readonly id: string
  readonly matterId: string
  readonly ownerId: string
  readonly text: string
  readonly dueOn: string
}

/** What is planned in these matters and not done, earliest first. */
export function openActions(db: Db, matterIds: readonly string[]): Promise<OpenAction[]> {
  return db
    .selectFrom('matters_action')
    .select(['id', 'matter_id as matterId', 'owner_id as ownerId', 'text', 'due_on as dueOn'])
    .where(sql<SqlBool>`matter_id = any(${matterIds}::uuid[])`)
    .where('done_at', 'is', null)
    .orderBy('due_on')
    .orderBy('id')
    .execute()
}

/** The assisting units of each of these matters. */
export async function assistingOf(db: Db, matterIds: readonly string[]): Promise<Map<string, string[]>> {
  const rows = await db
    .selectFrom('matters_assisting')
    .select(['matter_id', 'unit_id'])
    .where(sql<SqlBool>`matter_id = any(${matterIds}::uuid[])`)
    .execute()
  const found = new Map<string, string[]>()
  for (const row of rows) found.set(row.matter_id, [...(found.get(row.matter_id) ?? []), row.unit_id])
  return found
}

export async function giveAction(db: Db, actionId: string, ownerId: string): Promise<void> {
  await db.updateTable('matters_action').set({ owner_id: ownerId }).where('id', '=', actionId).execute()
}

/** How many events the matter has now; it must be held. */
export async function countEvents(db: Db, matterId: string, events: number): Promise<void> {
  await db.updateTable('matters_matter').set({ events }).where('id', '=', matterId).execute()
}
