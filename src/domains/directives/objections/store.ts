/** Objections in the database: which directive and unit each is about, and what was decided last. */
import { type Selectable, type SqlBool, sql } from 'kysely'
import type { DirectivesObjection } from '#platform/db.gen.ts'
import type { Db } from '#platform/db.ts'
import { type NewRow, row } from '#platform/rows.ts'
import type { About, Decision } from '../contract.ts'

export type ObjectionRecord = Selectable<DirectivesObjection>

/** To be added with the act that raises it. */
export const newObjection = (o: {
  readonly matterId: string
  readonly directiveId: string
  readonly unitId: string
  readonly about: About
}): NewRow =>
  row('directives_objection', {
    matter_id: o.matterId,
    directive_id: o.directiveId,
    unit_id: o.unitId,
    about: o.about,
  })

export function findObjection(db: Db, matterId: string): Promise<ObjectionRecord | undefined> {
  return db.selectFrom('directives_objection').selectAll().where('matter_id', '=', matterId).executeTakeFirst()
}

/** The oldest first. */
export function objectionsTo(db: Db, directiveIds: readonly string[]): Promise<ObjectionRecord[]> {
  return db
    .selectFrom('directives_objection')
    .selectAll()
    .where(sql<SqlBool>`directive_id = any(${directiveIds}::uuid[])`)
    .orderBy('matter_id')
    .execute()
}

export async function saveDecision(db: Db, matterId: string, decision: Decision): Promise<void> {
  await db.updateTable('directives_objection').set({ decision }).where('matter_id', '=', matterId).execute()
}
