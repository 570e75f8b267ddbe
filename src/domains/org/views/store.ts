/** Saved views in the database. */
import { type SqlBool, sql } from 'kysely'
import type { Db } from '#platform/db.ts'
import type { ViewList } from './contract.ts'

export interface ViewRow {
  readonly id: string
  readonly personId: string
  readonly list: ViewList
  readonly name: string
  readonly query: string
  readonly unitId: string | null
  readonly unitName: string | null
  readonly deleted: boolean
}

function views(db: Db) {
  return db
    .selectFrom('org_saved_view as v')
    .leftJoin('org_unit as u', 'u.id', 'v.shared_unit_id')
    .select([
      'v.id',
      'v.person_id as personId',
      'v.name',
      'v.query',
      'v.shared_unit_id as unitId',
      'u.name as unitName',
    ])
    .select((eb) => [
      eb.ref('v.list').$castTo<ViewList>().as('list'),
      eb('v.deleted_at', 'is not', null).$castTo<boolean>().as('deleted'),
    ])
}

/** Those of the person and those that active people share with one of the units; the own first, then by age. */
export function viewsFor(db: Db, personId: string, unitIds: readonly string[], list: ViewList): Promise<ViewRow[]> {
  return views(db)
    .innerJoin('org_person as p', 'p.id', 'v.person_id')
    .where('v.list', '=', list)
    .where('v.deleted_at', 'is', null)
    .where('p.left_on', 'is', null)
    .where(sql<SqlBool>`(v.person_id = ${personId}::uuid or v.shared_unit_id = any(${unitIds}::uuid[]))`)
    .orderBy(sql`v.person_id <> ${personId}::uuid`)
    .orderBy('v.id')
    .execute()
}

export async function findView(db: Db, id: string): Promise<ViewRow | null> {
  return (await views(db).where('v.id', '=', id).executeTakeFirst()) ?? null
}

/** Holds the person's views, so that two at once cannot go past the limit together. */
export async function holdViews(db: Db, personId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(current_schema() || '.org_saved_view.' || ${personId}::text, 0))`.execute(
    db,
  )
}

export async function countViews(db: Db, personId: string): Promise<number> {
  const counted = db.selectFrom('org_saved_view').select((eb) => eb.fn.countAll<number>().as('n'))
  return (await counted.where('person_id', '=', personId).where('deleted_at', 'is', null).executeTakeFirstOrThrow()).n
}

export async function insertView(
  db: Db,
  { id, personId, list, name, query }: Pick<ViewRow, 'id' | 'personId' | 'list' | 'name' | 'query'>,
  now: Date,
): Promise<void> {
  await db.insertInto('org_saved_view').values({ id, person_id: personId, list, name, query, made_at: now }).execute()
}

export async function updateView(
  db: Db,
  id: string,
  change: { name?: string; query?: string; shared_unit_id?: string | null; deleted_at?: Date | null },
): Promise<void> {
  await db.updateTable('org_saved_view').set(change).where('id', '=', id).execute()
}

export async function openingOf(db: Db, personId: string, list: ViewList): Promise<string | null> {
  const row = await db
    .selectFrom('org_default_view')
    .select('view_id')
    .where('person_id', '=', personId)
    .where('list', '=', list)
    .executeTakeFirst()
  return row?.view_id ?? null
}

export async function setOpening(db: Db, personId: string, list: ViewList, viewId: string | null): Promise<void> {
  await db.deleteFrom('org_default_view').where('person_id', '=', personId).where('list', '=', list).execute()
  if (viewId === null) return
  await db.insertInto('org_default_view').values({ person_id: personId, list, view_id: viewId }).execute()
}
