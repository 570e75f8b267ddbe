/** People as the console shows them: search, lists with posts and roles, grants, phones shown. */
import { type SqlBool, sql } from 'kysely'
import type { Role } from '#platform/access.ts'
import type { Db } from '#platform/db.ts'
import type { PartyStatus } from '../contract.ts'

export interface PersonRow {
  readonly id: string
  readonly name: string
  readonly staffNo: string
  readonly unitId: string
  readonly unitPath: readonly string[]
  readonly partyStatus: PartyStatus
  readonly hasPhone: boolean
}
export interface GrantRow {
  readonly id: string
  readonly personId: string
  readonly role: Role
  readonly unitId: string
  readonly source: 'console' | 'roster'
}

function activePeople(db: Db) {
  return db
    .selectFrom('org_person as p')
    .innerJoin('org_unit as u', 'u.id', 'p.unit_id')
    .select(['p.id', 'p.name', 'p.staff_no as staffNo', 'p.unit_id as unitId', 'u.path as unitPath'])
    .select((eb) => [
      eb.ref('p.party_status').$castTo<PartyStatus>().as('partyStatus'),
      eb('p.phone_sealed', 'is not', null).$castTo<boolean>().as('hasPhone'),
    ])
    .where('p.left_on', 'is', null)
}

/** Candidates for a search; the caller checks each against the words. */
export function peopleByTerms(db: Db, tsquery: string, unitId: string | null, limit: number): Promise<PersonRow[]> {
  return activePeople(db)
    .where(sql<SqlBool>`p.terms @@ ${tsquery}::tsquery`)
    .$if(unitId !== null, (query) => query.where(sql<SqlBool>`u.path @> array[${unitId}::uuid]`))
    .orderBy('p.staff_no')
    .limit(limit)
    .execute()
}

export function peopleOfUnit(
  db: Db,
  unitId: string,
  { below, after, limit }: { below: boolean; after: string | null; limit: number },
): Promise<PersonRow[]> {
  return activePeople(db)
    .where(below ? sql<SqlBool>`u.path @> array[${unitId}::uuid]` : sql<SqlBool>`u.id = ${unitId}::uuid`)
    .$if(after !== null, (query) => query.where('p.staff_no', '>', after!))
    .orderBy('p.staff_no')
    .limit(limit)
    .execute()
}

/** One active person; `hold` keeps others from changing his roles until the transaction ends. */
export async function findPerson(db: Db, id: string, hold = false): Promise<PersonRow | null> {
  const row = await activePeople(db)
    .where('p.id', '=', id)
    .$if(hold, (query) => query.forNoKeyUpdate('p'))
    .executeTakeFirst()
  return row ?? null
}

/** The names of the units from the one below the company down to each of these; the company's own for itself. */
export async function unitNames(db: Db, ids: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; name: string }>`
    select u.id, string_agg(above.name, ' / ' order by step.depth) as name
      from org_unit u
      cross join lateral unnest(u.path) with ordinality as step(id, depth)
      join org_unit above on above.id = step.id
     where u.id = any(${[...new Set(ids)]}::uuid[]) and (step.depth > 1 or array_length(u.path, 1) = 1)
     group by u.id
  `.execute(db)
  return new Map(rows.map((row) => [row.id, row.name]))
}

export function postsOf(
  db: Db,
  personIds: readonly string[],
): Promise<{ personId: string; unitId: string; title: string }[]> {
  return db
    .selectFrom('org_post')
    .select(['person_id as personId', 'unit_id as unitId', 'title'])
    .where(sql<SqlBool>`person_id = any(${personIds}::uuid[])`)
    .where('until', 'is', null)
    .orderBy('since')
    .orderBy('id')
    .execute()
}

function liveGrants(db: Db) {
  return db
    .selectFrom('org_role_grant')
    .select(['id', 'person_id as personId', 'unit_id as unitId'])
    .select((eb) => [
      eb.ref('role').$castTo<Role>().as('role'),
      eb.ref('source').$castTo<GrantRow['source']>().as('source'),
    ])
    .where('revoked_at', 'is', null)
}

export function grantsOf(db: Db, personIds: readonly string[]): Promise<GrantRow[]> {
  return liveGrants(db)
    .where(sql<SqlBool>`person_id = any(${personIds}::uuid[])`)
    .orderBy('granted_at')
    .orderBy('id')
    .execute()
}

/** How many active people other than this one hold a role anywhere. */
export async function otherHolders(db: Db, role: Role, personId: string): Promise<number> {
  const row = await db
    .selectFrom('org_role_grant as g')
    .innerJoin('org_person as p', 'p.id', 'g.person_id')
    .select((eb) => eb.fn.count<number>('p.id').distinct().as('n'))
    .where('g.role', '=', role)
    .where('g.revoked_at', 'is', null)
    .where('p.left_on', 'is', null)
    .where('p.id', '<>', personId)
    .executeTakeFirstOrThrow()
  return row.n
}

export async function insertGrant(db: Db, grant: Omit<GrantRow, 'source'>, now: Date): Promise<void> {
  await db
    .insertInto('org_role_grant')
    .values({
      id: grant.id,
      person_id: grant.personId,
      role: grant.role,
      unit_id: grant.unitId,
      source: 'console',
      granted_at: now,
    })
    .execute()
}

export async function revokeGrant(db: Db, id: string, now: Date): Promise<void> {
  await db
    .updateTable('org_role_grant')
    .set({ revoked_at: sql`greatest(granted_at, ${now}::timestamptz)` })
    .where('id', '=', id)
    .execute()
}

export async function insertPhoneShown(
  db: Db,
  row: { id: string; person_id: string; by_person: string; reason: string; at: Date },
): Promise<void> {
  await db.insertInto('org_phone_shown').values(row).execute()
}

export function phonesShown(db: Db, before: string | null, limit: number) {
  return db
    .selectFrom('org_phone_shown as s')
    .innerJoin('org_person as p', 'p.id', 's.person_id')
    .innerJoin('org_person as b', 'b.id', 's.by_person')
    .select(['s.id', 's.at', 's.reason', 'p.name as person', 'b.name as by'])
    .$if(before !== null, (query) => query.where('s.id', '<', before!))
    .orderBy('s.id', 'desc')
    .limit(limit)
    .execute()
}
