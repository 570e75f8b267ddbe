/** The register's rows in bulk. JSON carries bytes as hexadecimal. */
import { sql } from 'kysely'
import type { Db } from '#platform/db.ts'

interface TreeRow {
  readonly id: string
  readonly parentId: string | null
  readonly stationUnitId: string | null
  readonly kind: string
  readonly name: string
  readonly path: readonly string[]
}

export async function insertPlaces(db: Db, rows: readonly TreeRow[]): Promise<void> {
  await sql`
    insert into service_place (id, parent_id, station_unit_id, kind, name, path)
    select * from json_to_recordset(${JSON.stringify(rows.map(treeColumns))}::json)
      as p(id uuid, parent_id uuid, station_unit_id uuid, kind text, name text, path uuid[])
  `.execute(db)
}

export async function insertNodes(db: Db, rows: readonly (TreeRow & { readonly code: string })[]): Promise<void> {
  await sql`
    insert into service_node (id, parent_id, station_unit_id, kind, code, name, path)
    select id, parent_id, station_unit_id, kind, code, name, path
      from json_to_recordset(${JSON.stringify(rows.map((row) => ({ ...treeColumns(row), code: row.code })))}::json)
        as n(id uuid, parent_id uuid, station_unit_id uuid, kind text, code text, name text, path uuid[])
  `.execute(db)
}

function treeColumns({ id, parentId, stationUnitId, kind, name, path }: TreeRow) {
  return { id, parent_id: parentId, station_unit_id: stationUnitId, kind, name, path }
}

export interface HouseholdRow {
  readonly id: string
  readonly place_id: string
  readonly node_id: string
  readonly station_unit_id: string
  readonly floor: number | null
  readonly customer_no: string
  readonly flat: string
  readonly heated_area: number
  readonly holder_sealed: string | null
  readonly phone_sealed: string | null
  readonly phone_fingerprint: string | null
  readonly phone_end_fingerprint: string | null
  readonly terms: readonly string[]
}

export async function insertHouseholds(db: Db, rows: readonly HouseholdRow[]): Promise<void> {
  await sql`
    insert into service_household (id, place_id, node_id, station_unit_id, floor, customer_no, flat, heated_area,
                                   holder_sealed, phone_sealed, phone_fingerprint, phone_end_fingerprint, terms)
    select id, place_id, node_id, station_unit_id, floor, customer_no, flat, heated_area,
           decode(holder_sealed, 'hex'), decode(phone_sealed, 'hex'),
           decode(phone_fingerprint, 'hex'), decode(phone_end_fingerprint, 'hex'), array_to_tsvector(terms)
      from json_to_recordset(${JSON.stringify(rows)}::json)
        as h(id uuid, place_id uuid, node_id uuid, station_unit_id uuid, floor smallint, customer_no text, flat text,
             heated_area numeric, holder_sealed text, phone_sealed text, phone_fingerprint text,
             phone_end_fingerprint text, terms text[])
  `.execute(db)
}
