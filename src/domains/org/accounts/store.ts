/** Store for the first administrator of a company that may not have a single unit yet. */
import { sql } from 'kysely'
import type { Db } from '#platform/db.ts'
import { newId } from '#platform/id.ts'
import { searchTerms } from '#platform/search.ts'

/** Held to the end of the transaction: two command lines at once make one administrator. */
export async function holdFirstAdministrator(db: Db): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext(current_schema() || '/first_administrator'))`.execute(db)
}

export async function hasSystemAdmin(db: Db): Promise<boolean> {
  const row = await db
    .selectFrom('org_role_grant as g')
    .innerJoin('org_person as p', 'p.id', 'g.person_id')
    .select('g.id')
    .where('g.role', '=', 'system_admin')
    .where('g.revoked_at', 'is', null)
    .where('p.left_on', 'is', null)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** The unit at the top; made, with the company's name, where there is none. */
export async function topUnit(db: Db, companyName: string): Promise<string> {
  const top = await db
    .selectFrom('org_unit')
    .select('id')
    .where('parent_id', 'is', null)
    .where('closed_at', 'is', null)
    .orderBy('code')
    .executeTakeFirst()
  if (top !== undefined) return top.id
  const id = newId()
  await db
    .insertInto('org_unit')
    .values({ id, parent_id: null, code: '1', name: companyName, kind: 'company', path: [id] })
    .execute()
  return id
}

/** The active person with this staff number, added at the unit where there is none yet. */
export async function personWith(
  db: Db,
  staffNo: string,
  name: string,
  unitId: string,
): Promise<{ id: string; name: string }> {
  const known = await db
    .selectFrom('org_person')
    .select(['id', 'name'])
    .where('staff_no', '=', staffNo)
    .where('left_on', 'is', null)
    .executeTakeFirst()
  if (known !== undefined) return known
  const id = newId()
  await db
    .insertInto('org_person')
    .values({
      id,
      staff_no: staffNo,
      name,
      unit_id: unitId,
      terms: sql<string>`array_to_tsvector(${searchTerms(`${name} ${staffNo}`)}::text[])`,
    })
    .execute()
  return { id, name }
}

export async function grantSystemAdmin(db: Db, personId: string, unitId: string, now: Date): Promise<void> {
  await db
    .insertInto('org_role_grant')
    .values({ id: newId(), person_id: personId, role: 'system_admin', unit_id: unitId, granted_at: now })
    .execute()
}
