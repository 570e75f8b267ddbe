/** Deputies in the database. */
import { type SqlBool, sql } from 'kysely'
import type { Role } from '#platform/access.ts'
import type { Db } from '#platform/db.ts'
import type { Days } from './rules.ts'

export interface DeputyRow extends Days {
  readonly id: string
  readonly personId: string
  readonly deputyId: string
  readonly grantId: string | null
  /** Null: the own work. */
  readonly role: Role | null
  readonly unitId: string
  readonly unitPath: readonly string[]
  readonly personName: string
  readonly deputyName: string
}

/** What has not ended and will not have ended before `today`, of people who are still there, by first day. */
function lasting(db: Db, today: string) {
  return db
    .selectFrom('org_deputy as d')
    .innerJoin('org_person as p', 'p.id', 'd.person_id')
    .innerJoin('org_person as y', 'y.id', 'd.deputy_id')
    .leftJoin('org_role_grant as g', 'g.id', 'd.grant_id')
    .innerJoin('org_unit as u', (join) => join.on(sql<SqlBool>`u.id = coalesce(g.unit_id, p.unit_id)`))
    .select(['d.id', 'd.person_id as personId', 'd.deputy_id as deputyId', 'd.grant_id as grantId'])
    .select(['d.from_on as from', 'd.until_on as until', 'u.id as unitId', 'u.path as unitPath'])
    .select(['p.name as personName', 'y.name as deputyName'])
    .select((eb) => eb.ref('g.role').$castTo<Role | null>().as('role'))
    .where('d.ended_at', 'is', null)
    .where('d.until_on', '>=', today)
    .where('g.revoked_at', 'is', null)
    .where('p.left_on', 'is', null)
    .where('y.left_on', 'is', null)
    .orderBy('d.from_on')
    .orderBy('d.id')
}

/** Every deputyship that one of these people gives or takes. */
export function deputiesAround(db: Db, personIds: readonly string[], today: string): Promise<DeputyRow[]> {
  const any = sql`any(${personIds}::uuid[])`
  return lasting(db, today).where(sql<SqlBool>`(d.person_id = ${any} or d.deputy_id = ${any})`).execute()
}

export async function findDeputy(db: Db, id: string, today: string): Promise<DeputyRow | null> {
  return (await lasting(db, today).where('d.id', '=', id).executeTakeFirst()) ?? null
}

/** Holds these people until the end of the transaction, always in the same order. */
export async function holdPeople(db: Db, ids: readonly string[]): Promise<void> {
  await sql`select id from org_person where id = any(${ids}::uuid[]) order by id for no key update`.execute(db)
}

export async function insertDeputy(
  db: Db,
  row: { id: string; personId: string; deputyId: string; grantId: string | null; namedBy: string } & Days,
  now: Date,
): Promise<void> {
  await db
    .insertInto('org_deputy')
    .values({
      id: row.id,
      person_id: row.personId,
      deputy_id: row.deputyId,
      grant_id: row.grantId,
      from_on: row.from,
      until_on: row.until,
      named_by: row.namedBy,
      named_at: now,
    })
    .execute()
}

export async function endDeputyship(db: Db, id: string, now: Date): Promise<void> {
  await db.updateTable('org_deputy').set({ ended_at: now }).where('id', '=', id).where('ended_at', 'is', null).execute()
}
