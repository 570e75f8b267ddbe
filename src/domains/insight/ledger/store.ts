/** The SQL of the ledger: it reads what the matters and the units are, and writes nothing. */
import { type Selectable, type SqlBool, sql } from 'kysely'
import type { MattersMatter } from '#platform/db.gen.ts'
import type { Db } from '#platform/db.ts'
import type { LedgerEvent, Repeat } from './rules.ts'

export interface History {
  readonly matterId: string
  readonly kind: string
  readonly events: LedgerEvent[]
}

/**
 * What the clocks and the ledger need of the histories of all matters in which a promise was made from `from` to before
 * `to`, nothing that anybody wrote. The index matters_event_promises finds them; its condition stands here word for word.
 */
export async function historiesBetween(db: Db, from: Date, to: Date): Promise<History[]> {
  const { rows } = await sql<{ matter_id: string; kind: string } & LedgerEvent>`
    with promised as (
      select distinct matter_id from matters_event
       where at >= ${from}::timestamptz and at < ${to}::timestamptz
         and (act = 'raise' or (act in ('judge', 'cosign') and data ->> 'reopens' = 'true') or (act = 'answer' and data ->> 'kind' = 'by_date')))
    select e.matter_id, m.kind, e.seq, e.act, e.at,
           jsonb_strip_nulls(jsonb_build_object(
             'deskUnitId', e.data -> 'deskUnitId', 'unitId', e.data -> 'unitId', 'toSuperior', e.data -> 'toSuperior',
             'until', e.data -> 'until', 'kind', e.data -> 'kind', 'promisedOn', e.data -> 'promisedOn',
             'reopens', e.data -> 'reopens', 'goesOn', e.data -> 'goesOn', 'dueOn', e.data -> 'dueOn')) as data
      from promised p
      join matters_matter m on m.id = p.matter_id
      join matters_event e on e.matter_id = p.matter_id
     where e.act in ('raise', 'assign', 'reassign', 'hand_on', 'return', 'ask', 'reply', 'grant_extension', 'answer', 'judge',
                     'decline', 'merge', 'withdraw', 'split', 'part', 'cosign', 'hold', 'release', 'change')
     order by e.matter_id, e.seq`.execute(db)
  const found: History[] = []
  for (const { matter_id, kind, ...event } of rows) {
    const last = found.at(-1)
    if (last?.matterId === matter_id) last.events.push(event)
    else found.push({ matterId: matter_id, kind, events: [event] })
  }
  return found
}

/** What people have said to be one of these matters again, the earliest first. */
export async function repeatsOf(db: Db, ids: readonly string[]): Promise<Map<string, Repeat[]>> {
  const { rows } = await sql<{ earlier_id: string; id: string; raised_at: Date }>`
    select r.earlier_id, m.id, m.raised_at from matters_repeat r join matters_matter m on m.id = r.matter_id
     where r.earlier_id = any(${ids}::uuid[]) and r.same
     order by m.raised_at, m.id`.execute(db)
  const found = new Map<string, Repeat[]>()
  for (const { earlier_id, id, raised_at } of rows)
    found.set(earlier_id, [...(found.get(earlier_id) ?? []), { id, raisedAt: raised_at }])
  return found
}

/** Every unit, closed ones too, because their promises remain. */
export function allUnits(db: Db) {
  return db
    .selectFrom('org_unit')
    .select(['id', 'parent_id as parentId', 'code', 'name', 'path', 'closed_at'])
    .execute()
}

export function mattersById(db: Db, ids: readonly string[]): Promise<Selectable<MattersMatter>[]> {
  return db.selectFrom('matters_matter').selectAll().where(sql<SqlBool>`id = any(${ids}::uuid[])`).execute()
}
