/** Directives in the database: what was asked of whom, and the data asked for. */
import { type Selectable, type SqlBool, sql } from 'kysely'
import type { DirectivesDirective, DirectivesUnit } from '#platform/db.gen.ts'
import type { Db } from '#platform/db.ts'
import { newId } from '#platform/id.ts'
import { type NewRow, row } from '#platform/rows.ts'
import { searchVector } from '#platform/search.ts'
import type { ItemAsked } from './contract.ts'

export type DirectiveRecord = Selectable<DirectivesDirective>
export type UnitRecord = Selectable<DirectivesUnit>

export interface NewDirective {
  readonly id: string
  readonly title: string
  readonly text: string
  readonly purpose: string
  readonly dueOn: string
  readonly minutes: number
  readonly issuerId: string
  readonly senderId: string
  readonly units: readonly { readonly unitId: string; readonly matterId: string }[]
  readonly items: readonly ItemAsked[]
}

/** The rows of a directive, to be added with the act that issues it. */
export function newDirective(d: NewDirective, now: Date): NewRow[] {
  const directive = row('directives_directive', {
    ...{ id: d.id, title: d.title, text: d.text, purpose: d.purpose, due_on: d.dueOn, minutes: d.minutes },
    ...{ issuer_id: d.issuerId, issuing_unit_id: d.senderId, issued_at: now },
  })
  const units = d.units.map(({ unitId, matterId }) =>
    row('directives_unit', {
      ...{ directive_id: d.id, unit_id: unitId, matter_id: matterId },
      ...{ minutes: d.minutes, due_on: d.dueOn, issued_at: now },
    }),
  )
  const items = d.items.map(({ what, why, dueOn, heldNotEnough }, position) =>
    row('directives_item', {
      ...{ id: newId(), directive_id: d.id, position, what, why, due_on: dueOn },
      ...{ held_not_enough: heldNotEnough || null, issued_at: now, terms: searchVector(what) },
    }),
  )
  return [directive, ...units, ...items]
}

export function findDirective(db: Db, id: string): Promise<DirectiveRecord | undefined> {
  return db.selectFrom('directives_directive').selectAll().where('id', '=', id).executeTakeFirst()
}

export function lockDirective(db: Db, id: string): Promise<DirectiveRecord | undefined> {
  return db.selectFrom('directives_directive').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
}

export async function saveRecall(db: Db, id: string, reason: string, now: Date): Promise<void> {
  await db
    .updateTable('directives_directive')
    .set({ recalled_at: now, recall_reason: reason })
    .where('id', '=', id)
    .execute()
}

export function unitsOf(db: Db, directiveIds: readonly string[]): Promise<UnitRecord[]> {
  return db
    .selectFrom('directives_unit')
    .selectAll()
    .where(sql<SqlBool>`directive_id = any(${directiveIds}::uuid[])`)
    .execute()
}

export function unitByMatter(db: Db, matterId: string): Promise<UnitRecord | undefined> {
  return db.selectFrom('directives_unit').selectAll().where('matter_id', '=', matterId).executeTakeFirst()
}

/** The unit's part of a directive. */
export function findUnit(db: Db, directiveId: string, unitId: string): Promise<UnitRecord | undefined> {
  return db
    .selectFrom('directives_unit')
    .selectAll()
    .where('directive_id', '=', directiveId)
    .where('unit_id', '=', unitId)
    .executeTakeFirst()
}

export async function changeUnit(
  db: Db,
  matterId: string,
  change: { readonly due_on?: string; readonly minutes?: number; readonly ended_at?: Date },
): Promise<void> {
  await db.updateTable('directives_unit').set(change).where('matter_id', '=', matterId).execute()
}

export function itemsOf(db: Db, directiveId: string) {
  return db
    .selectFrom('directives_item')
    .select(['what', 'why', 'due_on', 'held_not_enough'])
    .where('directive_id', '=', directiveId)
    .orderBy('position')
    .execute()
}

/** Minutes asked of each unit from one instant to before another and not taken back: by one sending unit and by all others. */
export async function minutesAsked(
  db: Db,
  { unitIds, senderId, from, to }: { unitIds: readonly string[]; senderId: string | null; from: Date; to: Date },
): Promise<{ unitId: string; byUs: number; byOthers: number }[]> {
  const { rows } = await sql<{ unitId: string; byUs: number; byOthers: number }>`
    select u.unit_id as "unitId",
           coalesce(sum(u.minutes) filter (where d.issuing_unit_id = ${senderId}::uuid), 0)::int as "byUs",
           coalesce(sum(u.minutes) filter (where d.issuing_unit_id is distinct from ${senderId}::uuid), 0)::int as "byOthers"
      from directives_unit u join directives_directive d on d.id = u.directive_id
     where u.unit_id = any(${unitIds}::uuid[]) and u.issued_at >= ${from}::timestamptz and u.issued_at < ${to}::timestamptz
       and u.ended_at is null
     group by u.unit_id`.execute(db)
  return rows
}

export interface Page {
  readonly after: string | null
  readonly limit: number
}

/** Issued by one of these units, newest first. */
export function issuedBy(db: Db, senderIds: readonly string[], { after, limit }: Page): Promise<DirectiveRecord[]> {
  return db
    .selectFrom('directives_directive')
    .selectAll()
    .where(sql<SqlBool>`issuing_unit_id = any(${senderIds}::uuid[])`)
    .$if(after !== null, (query) => query.where('id', '<', after!))
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
}

/** Sent to one of these units from a unit that is none of them, newest first. */
export function sentTo(db: Db, unitIds: readonly string[], { after, limit }: Page): Promise<DirectiveRecord[]> {
  return db
    .selectFrom('directives_directive as d')
    .selectAll('d')
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('directives_unit as u')
          .select('u.unit_id')
          .whereRef('u.directive_id', '=', 'd.id')
          .where(sql<SqlBool>`u.unit_id = any(${unitIds}::uuid[])`),
      ),
    )
    .where(sql<SqlBool>`not d.issuing_unit_id = any(${unitIds}::uuid[])`)
    .$if(after !== null, (query) => query.where('d.id', '<', after!))
    .orderBy('d.id', 'desc')
    .limit(limit)
    .execute()
}
