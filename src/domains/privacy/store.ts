/** Requests about one's own data, the list of the erased, and the rows of a person by the rule pack. */
import { type SqlBool, sql } from 'kysely'
import type { Db } from '#platform/db.ts'
import { type NewRow, row } from '#platform/rows.ts'
import type { What } from './contract.ts'

export interface NewRequest {
  readonly id: string
  readonly matterId: string
  readonly personId: string
  readonly deskUnitId: string
  readonly what: What
  readonly about: string
  readonly sealed: Buffer
  readonly byDesk: boolean
  readonly at: Date
}

/** To be added with the act that opens the matter. */
export function newRequest(r: NewRequest): NewRow {
  return row('privacy_request', {
    ...{ id: r.id, matter_id: r.matterId, person_id: r.personId, desk_unit_id: r.deskUnitId },
    ...{ what: r.what, about: r.about, words_sealed: r.sealed, by_desk: r.byDesk, at: r.at },
  })
}

function requests(db: Db) {
  return db
    .selectFrom('privacy_request')
    .select(['id', 'matter_id as matterId', 'person_id as personId', 'about', 'words_sealed as sealed'])
    .select(['by_desk as byDesk', 'at'])
    .select((eb) => eb.ref('what').$castTo<What>().as('what'))
    .orderBy('id', 'desc')
}
export type RequestRow = Awaited<ReturnType<typeof requestsOf>>[number]

/** Those of one person, newest first. */
export function requestsOf(db: Db, personId: string, limit: number) {
  return requests(db).where('person_id', '=', personId).limit(limit).execute()
}

/** Those that the officers of these units handle, newest first. */
export function requestsAt(db: Db, deskUnitIds: readonly string[], before: string | null, limit: number) {
  return requests(db)
    .where(sql<SqlBool>`desk_unit_id = any(${deskUnitIds}::uuid[])`)
    .$if(before !== null, (query) => query.where('id', '<', before!))
    .limit(limit)
    .execute()
}

export async function isErased(db: Db, personId: string): Promise<boolean> {
  const row = await db
    .selectFrom('privacy_erasure')
    .select('person_id')
    .where('person_id', '=', personId)
    .executeTakeFirst()
  return row !== undefined
}

/** The named columns of a person's rows in one table, as JSON; newest cannot be told, so it is simply at most so many. */
export async function rowsOf(
  db: Db,
  table: string,
  mine: string,
  columns: readonly string[],
  personId: string,
  limit: number,
): Promise<Record<string, unknown>[]> {
  const { rows } = await sql<{ row: Record<string, unknown> }>`
    select to_jsonb(t) as row from (
      select ${sql.join(columns.map((column) => sql.ref(column)))} from ${sql.table(table)}
       where ${sql.ref(mine)} = ${personId}::uuid limit ${limit}::integer) t`.execute(db)
  return rows.map(({ row }) => row)
}
