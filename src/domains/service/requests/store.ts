/** Requests in the database, and the places that people choose from. */
import { sql } from 'kysely'
import type { Db } from '#platform/db.ts'
import { type NewRow, row } from '#platform/rows.ts'
import type { PlaceKind } from '../contract.ts'
import type { PlaceView, Trouble } from './contract.ts'

const most = 100

/** Estates whose name contains the words, by name. */
export async function estatesNamed(db: Db, words: string): Promise<PlaceView[]> {
  const { rows } = await sql<PlaceView>`
    select p.id, p.name, p.kind, exists (select 1 from service_place below where below.parent_id = p.id) as divided
      from service_place p where p.kind = 'estate' and strpos(p.name, ${words}) > 0
     order by length(p.name), p.name limit ${most}::int`.execute(db)
  return rows
}

/** What lies directly below a place: 2号楼 before 10号楼. */
export async function placesBelow(db: Db, id: string): Promise<PlaceView[]> {
  const { rows } = await sql<PlaceView>`
    select p.id, p.name, p.kind, exists (select 1 from service_place below where below.parent_id = p.id) as divided
      from service_place p where p.parent_id = ${id}::uuid
     order by length(p.name), p.name limit ${most}::int`.execute(db)
  return rows
}

export interface PlaceFound {
  readonly id: string
  readonly kind: PlaceKind
  /** From the estate down. */
  readonly names: string[]
  /** The station that looks after it; null where several do. */
  readonly stationUnitId: string | null
}

/** A place with those above it; an entrance belongs to the station of its building. */
export async function findPlace(db: Db, id: string): Promise<PlaceFound | null> {
  const { rows } = await sql<PlaceFound>`
    select p.id, p.kind, coalesce(p.station_unit_id, above.station_unit_id) as "stationUnitId",
           (select array_agg(one.name order by step.depth)
              from unnest(p.path) with ordinality as step(id, depth) join service_place one on one.id = step.id) as names
      from service_place p left join service_place above on above.id = p.parent_id and p.kind = 'entrance'
     where p.id = ${id}::uuid`.execute(db)
  return rows[0] ?? null
}

/** What must be known before something is reported: the place, the home if the register has it, and what came lately. */
export interface Known {
  readonly place: PlaceFound
  readonly homeId: string | null
  readonly homeStationId: string | null
  readonly fromNetwork: number
  readonly byPhone: number
}
export interface Asked {
  readonly placeId: string
  readonly flat: string | null
  readonly network: Buffer
  readonly phone: Buffer | null
  /** Counted from these moments on. */
  readonly networkSince: Date
  readonly phoneSince: Date
}

/** Null where there is no such place. */
export async function knownOf(
  db: Db,
  { placeId, flat, network, phone, networkSince, phoneSince }: Asked,
): Promise<Known | null> {
  const { rows } = await sql<PlaceFound & Omit<Known, 'place'>>`
    select p.id, p.kind, coalesce(p.station_unit_id, above.station_unit_id) as "stationUnitId",
           (select array_agg(one.name order by step.depth)
              from unnest(p.path) with ordinality as step(id, depth) join service_place one on one.id = step.id) as names,
           h.id as "homeId", h.station_unit_id as "homeStationId",
           (select count(*) from service_report_count c where c.print = ${network} and c.at > ${networkSince})::int as "fromNetwork",
           (select count(*) from service_report_count c where c.print = ${phone} and c.at > ${phoneSince})::int as "byPhone"
      from service_place p left join service_place above on above.id = p.parent_id and p.kind = 'entrance'
      left join service_household h on h.place_id = p.id and h.flat = ${flat}
     where p.id = ${placeId}::uuid`.execute(db)
  const [found] = rows
  if (found === undefined) return null
  const { homeId, homeStationId, fromNetwork, byPhone, ...place } = found
  return { place, homeId, homeStationId, fromNetwork, byPhone }
}

export const newReportCount = (id: string, print: Buffer, at: Date): NewRow =>
  row('service_report_count', { id, print, at })

export interface HomeFound {
  readonly id: string
  readonly placeId: string
  readonly flat: string
  readonly stationUnitId: string
  readonly phoneEnd: Buffer | null
}
const homes = (db: Db) =>
  db
    .selectFrom('service_household')
    .select(['id', 'place_id as placeId', 'flat', 'station_unit_id as stationUnitId'])
    .select('phone_end_fingerprint as phoneEnd')

export async function homeOfCustomer(db: Db, customerNo: string): Promise<HomeFound | null> {
  return (await homes(db).where('customer_no', '=', customerNo).executeTakeFirst()) ?? null
}

export interface NewRequest {
  readonly id: string
  readonly matterId: string
  readonly trouble: Trouble
  readonly channel: 'web' | 'hotline' | 'desk'
  readonly placeId: string
  readonly flat: string | null
  readonly householdId: string | null
  readonly measured: number | null
  readonly atHome: string | null
  readonly reporter: Buffer | null
  readonly phone: { readonly sealed: Buffer; readonly fingerprint: Buffer; readonly endFingerprint: Buffer } | null
  readonly reachBy: 'phone' | 'landline' | 'letter' | null
  readonly receiptHash: Buffer
  readonly takenBy: string | null
}

/** The row of a request, to be added with the act that raises it. */
export function newRequest(r: NewRequest, now: Date): NewRow {
  return row('service_request', {
    id: r.id,
    matter_id: r.matterId,
    trouble: r.trouble,
    channel: r.channel,
    place_id: r.placeId,
    flat: r.flat,
    household_id: r.householdId,
    measured: r.measured === null ? null : String(r.measured),
    at_home: r.atHome,
    reporter_sealed: r.reporter,
    phone_sealed: r.phone?.sealed ?? null,
    phone_fingerprint: r.phone?.fingerprint ?? null,
    phone_end_fingerprint: r.phone?.endFingerprint ?? null,
    reach_by: r.reachBy,
    receipt_hash: r.receiptHash,
    taken_by: r.takenBy,
    urged: null,
    at: now,
  })
}

export interface RequestRow {
  readonly id: string
  readonly matterId: string
  readonly trouble: Trouble
  readonly channel: 'web' | 'hotline' | 'desk'
  readonly placeId: string
  readonly flat: string | null
  readonly householdId: string | null
  readonly measured: string | null
  readonly atHome: string | null
  readonly reporterSealed: Buffer | null
  readonly phoneSealed: Buffer | null
}
const requests = (db: Db) =>
  db
    .selectFrom('service_request')
    .select(['id', 'matter_id as matterId', 'trouble', 'channel', 'place_id as placeId', 'flat', 'measured'])
    .select(['household_id as householdId', 'at_home as atHome', 'reporter_sealed as reporterSealed'])
    .select('phone_sealed as phoneSealed')

export async function requestOfReceipt(db: Db, hash: Buffer): Promise<RequestRow | null> {
  return ((await requests(db).where('receipt_hash', '=', hash).executeTakeFirst()) as RequestRow | undefined) ?? null
}
export async function requestOfMatter(db: Db, matterId: string): Promise<RequestRow | null> {
  return ((await requests(db).where('matter_id', '=', matterId).executeTakeFirst()) as RequestRow | undefined) ?? null
}

/** The newest requests of a household. */
export async function requestsOfHousehold(db: Db, householdId: string, limit: number) {
  const rows = await db
    .selectFrom('service_request')
    .select(['matter_id as matterId', 'trouble', 'at'])
    .where('household_id', '=', householdId)
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
  return rows as { matterId: string; trouble: Trouble; at: Date }[]
}

export async function saveUrged(db: Db, id: string, urged: boolean): Promise<void> {
  await db.updateTable('service_request').set({ urged }).where('id', '=', id).execute()
}
