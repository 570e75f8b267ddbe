/** Matters by id, and the ids of those a person has to do with. */
import { type SqlBool, sql } from 'kysely'
import type { Db } from '#platform/db.ts'
import type { MatterState } from '../contract.ts'

export function refs(db: Db, ids: readonly string[]) {
  return db
    .selectFrom('matters_matter')
    .select(['id', 'number', 'due_at as dueAt'])
    .select((eb) => eb.ref('state').$castTo<MatterState>().as('state'))
    .where(sql<SqlBool>`id = any(${ids}::uuid[])`)
    .execute()
}

/** Raised, joined or owned by the person, newest first. */
export async function idsOf(db: Db, personId: string, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from (
      select id from matters_matter where raiser_id = ${personId}::uuid
      union select id from matters_matter where owner_id = ${personId}::uuid
      union select matter_id from matters_joiner where person_id = ${personId}::uuid
      union select matter_id from matters_action where owner_id = ${personId}::uuid
    ) as own order by id desc limit ${limit}::integer`.execute(db)
  return rows.map(({ id }) => id)
}
