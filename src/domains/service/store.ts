/** Service store: the register's households as they are looked for, and who was shown whose contact. */
import { type Expression, type SqlBool, sql } from 'kysely'
import type { Db } from '#platform/db.ts'
import type { NodeKind, PlaceKind } from './contract.ts'

export interface HouseholdRow {
  readonly id: string
  readonly customerNo: string
  readonly placeId: string
  readonly nodeId: string
  readonly stationUnitId: string
  readonly flat: string
  readonly floor: number | null
  readonly heatedArea: string
  readonly holderSealed: Buffer | null
  readonly phoneSealed: Buffer | null
}

function households(db: Db) {
  return db
    .selectFrom('service_household')
    .select(['id', 'customer_no as customerNo', 'place_id as placeId', 'node_id as nodeId'])
    .select(['station_unit_id as stationUnitId', 'flat', 'floor', 'heated_area as heatedArea'])
    .select(['holder_sealed as holderSealed', 'phone_sealed as phoneSealed'])
}

/** What a household may be found by; it needs to fit one of those that are not null. */
export interface Wanted {
  readonly customerNo: string | null
  readonly phone: Buffer | null
  readonly phoneEnd: Buffer | null
  /** A tsquery; the rows are checked again against the words. */
  readonly terms: string | null
}
export interface Page {
  /** Only households of these stations; null: of all. */
  readonly stationIds: readonly string[] | null
  /** The customer number after which to go on. */
  readonly after: string | null
  readonly limit: number
}

/** Households by customer number. Nothing wanted finds nothing. */
export function selectHouseholds(db: Db, wanted: Wanted, { stationIds, after, limit }: Page): Promise<HouseholdRow[]> {
  return households(db)
    .where((eb) => {
      const any: Expression<SqlBool>[] = []
      if (wanted.customerNo !== null) any.push(sql<SqlBool>`customer_no ^@ ${wanted.customerNo}`)
      if (wanted.phone !== null) any.push(eb('phone_fingerprint', '=', wanted.phone))
      if (wanted.phoneEnd !== null) any.push(eb('phone_end_fingerprint', '=', wanted.phoneEnd))
      if (wanted.terms !== null) any.push(sql<SqlBool>`terms @@ ${wanted.terms}::tsquery`)
      return eb.or(any)
    })
    .$if(stationIds !== null, (query) => query.where(sql<SqlBool>`station_unit_id = any(${stationIds}::uuid[])`))
    .$if(after !== null, (query) => query.where('customer_no', '>', after!))
    .orderBy('customer_no')
    .limit(limit)
    .execute()
}

export async function findHousehold(db: Db, id: string): Promise<HouseholdRow | null> {
  return (await households(db).where('id', '=', id).executeTakeFirst()) ?? null
}

export interface Named<K> {
  readonly kind: K
  readonly name: string
}

/** Each of these places with those above it, the estate first. */
export function placePaths(db: Db, ids: readonly string[]): Promise<Map<string, Named<PlaceKind>[]>> {
  return paths<PlaceKind>(db, 'service_place', ids)
}

/** Each of these nodes with those above it, the heat source first. */
export function nodePaths(db: Db, ids: readonly string[]): Promise<Map<string, Named<NodeKind>[]>> {
  return paths<NodeKind>(db, 'service_node', ids)
}

async function paths<K>(
  db: Db,
  table: 'service_place' | 'service_node',
  ids: readonly string[],
): Promise<Map<string, Named<K>[]>> {
  const { rows } = await sql<{ id: string; path: Named<K>[] }>`
    select one.id, jsonb_agg(jsonb_build_object('kind', above.kind, 'name', above.name) order by step.depth) as path
      from ${sql.table(table)} one
      cross join lateral unnest(one.path) with ordinality as step(id, depth)
      join ${sql.table(table)} above on above.id = step.id
     where one.id = any(${[...new Set(ids)]}::uuid[])
     group by one.id
  `.execute(db)
  return new Map(rows.map((row) => [row.id, row.path]))
}

export async function insertContactShown(
  db: Db,
  row: {
    id: string
    household_id: string | null
    request_id: string | null
    by_person: string
    reason: string
    at: Date
  },
): Promise<void> {
  await db.insertInto('service_contact_shown').values(row).execute()
}

export function selectContactsShown(db: Db, before: string | null, limit: number) {
  return db
    .selectFrom('service_contact_shown as s')
    .leftJoin('service_household as h', 'h.id', 's.household_id')
    .leftJoin('service_request as r', 'r.id', 's.request_id')
    .innerJoin('org_person as p', 'p.id', 's.by_person')
    .select(['s.id', 's.at', 's.reason', 'p.name as by'])
    .select(['h.customer_no as customerNo', 'r.matter_id as matterId'])
    .$if(before !== null, (query) => query.where('s.id', '<', before!))
    .orderBy('s.id', 'desc')
    .limit(limit)
    .execute()
}
