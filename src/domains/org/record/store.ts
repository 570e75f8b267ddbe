/** The staff record of anybody, former people included. */
import { type SqlBool, sql } from 'kysely'
import type { Role } from '#platform/access.ts'
import type { Db } from '#platform/db.ts'
import type { PartyStatus } from '../contract.ts'

function people(db: Db) {
  return db
    .selectFrom('org_person as p')
    .innerJoin('org_unit as u', 'u.id', 'p.unit_id')
    .select(['p.id', 'p.name', 'p.staff_no as staffNo', 'p.left_on as leftOn', 'p.phone_sealed as phoneSealed'])
    .select(['u.id as unitId', 'u.name as unitName', 'u.path as unitPath'])
    .select((eb) => eb.ref('p.party_status').$castTo<PartyStatus>().as('partyStatus'))
}
export type RecordRow = Awaited<ReturnType<typeof findRecord>> & object

export async function findRecord(db: Db, id: string, hold = false) {
  const row = await people(db)
    .where('p.id', '=', id)
    .$if(hold, (query) => query.forNoKeyUpdate('p'))
    .executeTakeFirst()
  return row ?? null
}

/** Candidates for a search at these units and below; the caller checks each against the words. */
export function recordsByTerms(db: Db, tsquery: string, unitIds: readonly string[], limit: number) {
  return people(db)
    .where(sql<SqlBool>`p.terms @@ ${tsquery}::tsquery`)
    .where(sql<SqlBool>`u.path && ${unitIds}::uuid[]`)
    .orderBy('p.staff_no')
    .limit(limit)
    .execute()
}

export async function saveRecord(
  db: Db,
  id: string,
  fields: { readonly name: string; readonly partyStatus: PartyStatus; readonly terms: readonly string[] },
): Promise<void> {
  await db
    .updateTable('org_person')
    .set((eb) => ({
      name: fields.name,
      party_status: fields.partyStatus,
      terms: sql<string>`array_to_tsvector(${fields.terms}::text[])`,
      version: eb('version', '+', 1),
    }))
    .where('id', '=', id)
    .execute()
}

/** Each time the person's phone was shown, newest first, with the roles that the viewer holds now. */
export async function phoneShownOf(db: Db, personId: string, before: string | null, limit: number) {
  const { rows } = await sql<{ id: string; at: Date; reason: string; unitName: string; roles: Role[] }>`
    select s.id, s.at, s.reason, u.name as "unitName",
           array(select distinct g.role from org_role_grant g where g.person_id = s.by_person and g.revoked_at is null
                  order by 1) as roles
      from org_phone_shown s join org_person p on p.id = s.by_person join org_unit u on u.id = p.unit_id
     where s.person_id = ${personId}::uuid and (${before}::uuid is null or s.id < ${before}::uuid)
     order by s.id desc limit ${limit}::integer`.execute(db)
  return rows
}
