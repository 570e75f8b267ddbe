/** Org store: the SQL over units, people and roles. The roster import has its own store. */
import { type SqlBool, sql } from 'kysely'
import type { Actor, Role, UnitPlace } from '#platform/access.ts'
import type { Db } from '#platform/db.ts'
import { type DeputyPost, withDeputyPosts } from './rules.ts'

export interface Unit {
  readonly id: string
  readonly parentId: string | null
  readonly code: string
  readonly name: string
  readonly kind: string
  readonly path: readonly string[]
}
export interface PersonName {
  readonly id: string
  readonly name: string
  readonly staffNo: string
  readonly unitId: string
}

export async function findActor(db: Db, personId: string, today: string | null): Promise<Actor | null> {
  const { rows } = await sql<{
    id: string
    name: string
    staff_no: string
    unit_id: string
    path: string[]
    grants: { role: Role; unitId: string }[]
    stands_in: DeputyPost[]
  }>`
    select p.id, p.name, p.staff_no, u.id as unit_id, u.path,
           coalesce((select jsonb_agg(jsonb_build_object('role', g.role, 'unitId', g.unit_id) order by g.granted_at, g.id)
                       from org_role_grant g where g.person_id = p.id and g.revoked_at is null), '[]'::jsonb) as grants,
           coalesce((select jsonb_agg(jsonb_build_object('personId', x.id, 'name', x.name, 'role', g.role, 'unitId', g.unit_id)
                                      order by d.named_at, d.id)
                       from org_deputy d
                       join org_person x on x.id = d.person_id and x.left_on is null
                       left join org_role_grant g on g.id = d.grant_id
                      where d.deputy_id = p.id and d.ended_at is null and ${today}::date between d.from_on and d.until_on
                        and g.revoked_at is null), '[]'::jsonb) as stands_in
      from org_person p join org_unit u on u.id = p.unit_id
     where p.id = ${personId}::uuid and p.left_on is null
  `.execute(db)
  const row = rows[0]
  if (row === undefined) return null
  return {
    personId: row.id,
    name: row.name,
    staffNo: row.staff_no,
    unit: { id: row.unit_id, path: row.path },
    ...withDeputyPosts(row.grants, row.stands_in),
  }
}

function units(db: Db) {
  return db.selectFrom('org_unit').select(['id', 'parent_id as parentId', 'code', 'name', 'kind', 'path'])
}

export function selectUnits(db: Db, ids: readonly string[]): Promise<Unit[]> {
  return units(db).where(sql<SqlBool>`id = any(${ids}::uuid[])`).execute()
}

/** The highest of these units, with the ids of itself and all below it; closed ones included. */
export async function selectHighest(db: Db, ids: readonly string[]): Promise<(Unit & { below: string[] }) | null> {
  const { rows } = await sql<Unit & { below: string[] }>`
    select u.id, u.parent_id as "parentId", u.code, u.name, u.kind, u.path,
           array(select b.id from org_unit b where b.path @> array[u.id]) as below
      from org_unit u where u.id = any(${ids}::uuid[]) order by cardinality(u.path), u.id limit 1`.execute(db)
  return rows[0] ?? null
}

/** How many of these ids (each once) are units that are not closed. */
export async function countOpenUnits(db: Db, ids: readonly string[]): Promise<number> {
  const row = await db
    .selectFrom('org_unit')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where(sql<SqlBool>`id = any(${ids}::uuid[])`)
    .where('closed_at', 'is', null)
    .executeTakeFirstOrThrow()
  return row.n
}

/** Every unit that is not closed, parents before their children. */
export function selectOpenUnits(db: Db): Promise<Unit[]> {
  return units(db).where('closed_at', 'is', null).orderBy(sql`array_length(path, 1)`).orderBy('code').execute()
}

export function selectPeople(db: Db, ids: readonly string[]): Promise<PersonName[]> {
  return db
    .selectFrom('org_person')
    .select(['id', 'name', 'staff_no as staffNo', 'unit_id as unitId'])
    .where(sql<SqlBool>`id = any(${ids}::uuid[])`)
    .execute()
}

export interface NamedPlace extends UnitPlace {
  readonly name: string
}

/** Every unit that ever was, with its path. */
export function selectPlaces(db: Db): Promise<UnitPlace[]> {
  return db.selectFrom('org_unit').select(['id', 'path']).execute()
}

/** The last unit of the path at which an active person holds one of the roles. */
export async function selectNearestHolding(
  db: Db,
  path: readonly string[],
  roles: readonly Role[],
): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    select g.unit_id as id from org_role_grant g join org_person p on p.id = g.person_id
     where g.unit_id = any(${path}::uuid[]) and g.role = any(${roles}::text[]) and g.revoked_at is null and p.left_on is null
     order by array_position(${path}::uuid[], g.unit_id) desc
     limit 1`.execute(db)
  return rows[0]?.id ?? null
}

export async function selectLeft(db: Db, ids: readonly string[]): Promise<string[]> {
  const rows = await db
    .selectFrom('org_person')
    .select('id')
    .where(sql<SqlBool>`id = any(${ids}::uuid[])`)
    .where('left_on', 'is not', null)
    .execute()
  return rows.map((row) => row.id)
}

/** The ids of a unit and of every unit below it. */
export async function selectUnitsBelow(db: Db, unitId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('org_unit')
    .select('id')
    .where(sql<SqlBool>`path @> array[${unitId}::uuid]`)
    .execute()
  return rows.map((row) => row.id)
}

/** The open units at which an active person holds one of the roles. */
export async function unitsWith(db: Db, roles: readonly Role[]): Promise<NamedPlace[]> {
  const { rows } = await sql<NamedPlace>`
    select u.id, u.path, u.name
      from org_unit u
     where u.closed_at is null
       and u.id in (select g.unit_id from org_role_grant g join org_person p on p.id = g.person_id
                     where g.role = any(${roles}::text[]) and g.revoked_at is null and p.left_on is null)
  `.execute(db)
  return rows
}

/** Active holders of the roles at exactly this unit: by the order of the roles, then the earliest granted first. */
export function holdersAt(db: Db, unitId: string, roles: readonly Role[]): Promise<PersonName[]> {
  return db
    .selectFrom('org_role_grant as g')
    .innerJoin('org_person as p', 'p.id', 'g.person_id')
    .select(['p.id', 'p.name', 'p.staff_no as staffNo', 'p.unit_id as unitId'])
    .where('g.unit_id', '=', unitId)
    .where(sql<SqlBool>`g.role = any(${roles}::text[])`)
    .where('g.revoked_at', 'is', null)
    .where('p.left_on', 'is', null)
    .orderBy(sql`array_position(${roles}::text[], g.role)`)
    .orderBy('g.granted_at')
    .orderBy('g.id')
    .execute()
}

export interface UnitHolder {
  readonly unitId: string
  readonly personId: string
  readonly role: Role
}

export async function selectHoldersAmong(db: Db, unitIds: readonly string[]): Promise<UnitHolder[]> {
  const rows = await db
    .selectFrom('org_role_grant as g')
    .innerJoin('org_person as p', 'p.id', 'g.person_id')
    .select(['g.unit_id as unitId', 'p.id as personId', 'g.role'])
    .where(sql<SqlBool>`g.unit_id = any(${unitIds}::uuid[])`)
    .where('g.revoked_at', 'is', null)
    .where('p.left_on', 'is', null)
    .execute()
  return rows.map(({ role, ...row }) => ({ ...row, role: role as Role }))
}

/** The active person with this staff number, else with this phone. */
export async function findByLogin(
  db: Db,
  staffNo: string,
  phoneFingerprint: Buffer | null,
): Promise<PersonName | null> {
  const row = await db
    .selectFrom('org_person')
    .select(['id', 'name', 'staff_no as staffNo', 'unit_id as unitId'])
    .where('left_on', 'is', null)
    .where((eb) =>
      eb.or([
        eb('staff_no', '=', staffNo),
        ...(phoneFingerprint === null ? [] : [eb('phone_fingerprint', '=', phoneFingerprint)]),
      ]),
    )
    .orderBy(sql`staff_no = ${staffNo}`, 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ?? null
}

export async function phoneSealed(db: Db, personId: string): Promise<Buffer | null> {
  const row = await db.selectFrom('org_person').select('phone_sealed').where('id', '=', personId).executeTakeFirst()
  return row?.phone_sealed ?? null
}

export async function savePhone(
  db: Db,
  personId: string,
  phone: { sealed: Buffer; fingerprint: Buffer } | null,
): Promise<void> {
  await db
    .updateTable('org_person')
    .set((eb) => ({
      phone_sealed: phone?.sealed ?? null,
      phone_fingerprint: phone?.fingerprint ?? null,
      version: eb('version', '+', 1),
    }))
    .where('id', '=', personId)
    .execute()
}

/**
 * Waits for its turn among those who change the roster, until the end of the transaction: one import `alone`, or many small
 * changes `together`. So a plan stays true while it is carried out.
 */
export async function lockRoster(db: Db, turn: 'alone' | 'together'): Promise<void> {
  const key = sql`hashtextextended(current_schema() || '.org_roster', 0)`
  await (turn === 'alone'
    ? sql`select pg_advisory_xact_lock(${key})`
    : sql`select pg_advisory_xact_lock_shared(${key})`
  ).execute(db)
}
