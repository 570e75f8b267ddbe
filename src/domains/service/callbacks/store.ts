/** Calls in the database. */
import { sql } from 'kysely'
import type { Db } from '#platform/db.ts'
import type { Trouble } from '../requests/contract.ts'

export interface Called {
  readonly requestId: string
  readonly matterId: string
  readonly trouble: Trouble
  readonly placeId: string
  readonly flat: string | null
  /** Calls that reached nobody, since `since`. */
  readonly tries: number
}

/** The requests that these matters are, with the calls since each was last answered. */
export async function requestsOf(
  db: Db,
  matters: readonly { readonly id: string; readonly since: Date }[],
): Promise<Map<string, Called>> {
  const { rows } = await sql<Called>`
    select r.id as "requestId", r.matter_id as "matterId", r.trouble, r.place_id as "placeId", r.flat,
           (select count(*) from service_callback c where c.request_id = r.id and not c.reached and c.at >= m.since)::int as tries
      from unnest(${matters.map(({ id }) => id)}::uuid[], ${matters.map(({ since }) => since)}::timestamptz[]) as m(id, since)
      join service_request r on r.matter_id = m.id`.execute(db)
  return new Map(rows.map((row) => [row.matterId, row]))
}

export async function insertCallback(
  db: Db,
  row: {
    id: string
    request_id: string
    by_person: string
    at: Date
    reached: boolean
    verdict: 'solved' | 'partly' | 'not_solved' | null
    satisfaction: 'satisfied' | 'fairly' | 'dissatisfied' | null
    note: string | null
  },
): Promise<void> {
  await db.insertInto('service_callback').values(row).execute()
}
