/** Matters in the database: one matter, its history, and what hangs on it. */
import { type Selectable, sql } from 'kysely'
import type { MattersEvent, MattersMatter } from '#platform/db.gen.ts'
import type { Db } from '#platform/db.ts'
import { newId } from '#platform/id.ts'
import { type NewRow, row } from '#platform/rows.ts'
import { searchVector } from '#platform/search.ts'
import type { SignedEvent } from './cosign/rules.ts'
import type { Matter } from './rules.ts'

export type MatterRecord = Selectable<MattersMatter>
export type EventRecord = Selectable<MattersEvent>

/** The rules' view of a row. */
export function matterOf(row: MatterRecord): Matter {
  return {
    id: row.id,
    kind: row.kind,
    visibility: row.visibility,
    state: row.state,
    raiserId: row.raiser_id,
    deskUnitId: row.desk_unit_id,
    leadUnitId: row.lead_unit_id,
    ownerId: row.owner_id,
    answerableUnitId: row.answerable_unit_id,
    level: row.level,
    handOns: row.hand_ons,
    mustDecide: row.must_decide,
    extension: row.extension,
    extensionUntil: row.extension_until,
    deciderUnitId: row.decider_unit_id,
    answerKind: row.answer_kind,
    answerText: row.answer_text,
    promisedOn: row.promised_on,
    policyRule: row.policy_rule,
    mergedInto: row.merged_into,
    verdict: row.verdict,
  }
}

/** An event as co-signing sees it. */
export const signed = ({ seq, act, at, by_person }: EventRecord): SignedEvent => ({ seq, act, at, by: by_person })

export interface NewMatter {
  readonly kind: string
  readonly title: string
  readonly text: string
  readonly visibility: Matter['visibility']
  readonly raiserId: string | null
  readonly raisedUnitId: string
  readonly deskUnitId: string
  /** Who has it in hand from the beginning; null where the desk assigns it. */
  readonly owner: { readonly personId: string; readonly unitId: string } | null
  readonly dueAt: Date
  readonly actBy: Date
  readonly fileIds: readonly string[]
  readonly cameBack: boolean
  /** What the history begins with, in order; without a relation it follows by itself. */
  readonly events: readonly {
    readonly act: string
    readonly relation: 'raiser' | null
    readonly data: Readonly<Record<string, unknown>>
  }[]
}

/** The rows of a new matter: itself, its first events, its place in the tally, its pictures. To be added with the act that raises it. */
export function newMatter(id: string, number: string, m: NewMatter, now: Date): NewRow[] {
  const { owner } = m
  const state = owner === null ? 'received' : 'assigned'
  const matter = row('matters_matter', {
    ...{ id, number, kind: m.kind, title: m.title, text: m.text, visibility: m.visibility, state },
    ...{ raiser_id: m.raiserId, raised_unit_id: m.raisedUnitId, raised_at: now, desk_unit_id: m.deskUnitId },
    ...{ lead_unit_id: owner?.unitId ?? null, owner_id: owner?.personId ?? null },
    ...{ answerable_unit_id: owner?.unitId ?? null, due_at: m.dueAt, act_by: m.actBy },
    ...{
      terms: searchVector(`${m.title} ${m.text}`),
      state_since: now,
      events: m.events.length,
      came_back: m.cameBack,
    },
  })
  const events = m.events.map(({ act, relation, data }, i) =>
    row('matters_event', {
      ...{ matter_id: id, seq: i + 1, at: now, act, relation: relation ?? 'clock', data },
      by_person: relation === null ? null : m.raiserId,
      by_unit: relation === null ? null : m.raisedUnitId,
    }),
  )
  const born = tallied([{ unit_id: owner?.unitId ?? m.deskUnitId, state, n: 1 }])
  const pictures = [...new Set(m.fileIds)].map((file_id) => row('matters_file', { matter_id: id, file_id, seq: 1 }))
  return [matter, ...events, ...born.map((one) => row('matters_tally', one)), ...pictures]
}

interface Numbers {
  next: number
  end: number
  /** More of them are being fetched outside of any transaction. */
  coming: Promise<void> | null
}
/** Numbers taken from the sequence and not yet given out, for each tenant's connection. */
const spare = new WeakMap<Db, Numbers>()
/** The sequence goes in steps of this; a program that ends leaves a gap of fewer. See migration 0003. */
const step = 20

/**
 * The next number of a matter, without its prefix. Unique; gaps are allowed. Spare ones belong to the tenant. Acts that hold no
 * connection wait for one fetch together; a transaction asks on its own, because whoever holds a connection and waits for another
 * can wait for ever.
 */
export async function nextNumber(spareOf: Db, db: Db): Promise<number> {
  const mine = spare.get(spareOf) ?? { next: 0, end: 0, coming: null }
  spare.set(spareOf, mine)
  while (mine.next >= mine.end) {
    if (db.isTransaction) {
      await fetchNumbers(mine, db)
    } else {
      mine.coming ??= fetchNumbers(mine, db).finally(() => {
        mine.coming = null
      })
      await mine.coming
    }
  }
  return mine.next++
}

async function fetchNumbers(mine: Numbers, db: Db): Promise<void> {
  const { rows } = await sql<{ n: number }>`select nextval('matters_number') as n`.execute(db)
  mine.next = rows[0]!.n
  mine.end = mine.next + step
}

/** The matter, held to the end of the transaction, so that two moves cannot race. */
export function lockMatter(db: Db, id: string): Promise<MatterRecord | undefined> {
  return db.selectFrom('matters_matter').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
}

export function findMatter(db: Db, id: string): Promise<MatterRecord | undefined> {
  return db.selectFrom('matters_matter').selectAll().where('id', '=', id).executeTakeFirst()
}

export function findMatters(db: Db, ids: readonly string[]): Promise<MatterRecord[]> {
  return db.selectFrom('matters_matter').selectAll().where('id', '=', sql<string>`any(${ids}::uuid[])`).execute()
}

export interface Saved {
  readonly dueAt: Date | null
  readonly actBy: Date | null
  readonly pausedSince: Date | null
  readonly stateSince: Date
  readonly events: number
}

/** `before` is the locked row. */
export async function saveMatter(db: Db, before: MatterRecord, m: Matter, saved: Saved): Promise<void> {
  await db
    .updateTable('matters_matter')
    .set({
      state: m.state,
      raiser_id: m.raiserId,
      desk_unit_id: m.deskUnitId,
      lead_unit_id: m.leadUnitId,
      owner_id: m.ownerId,
      answerable_unit_id: m.answerableUnitId,
      level: m.level,
      hand_ons: m.handOns,
      must_decide: m.mustDecide,
      extension: m.extension,
      extension_until: m.extensionUntil,
      decider_unit_id: m.deciderUnitId,
      answer_kind: m.answerKind,
      answer_text: m.answerText,
      promised_on: m.promisedOn,
      policy_rule: m.policyRule,
      merged_into: m.mergedInto,
      verdict: m.verdict,
      due_at: saved.dueAt,
      act_by: saved.actBy,
      paused_since: saved.pausedSince,
      state_since: saved.stateSince,
      events: saved.events,
    })
    .where('id', '=', m.id)
    .execute()
  const unitId = m.leadUnitId ?? m.deskUnitId
  if (unitId === before.at_unit_id && m.state === before.state) return
  await addToTally(db, [
    { unit_id: before.at_unit_id, state: before.state, n: -1 },
    { unit_id: unitId, state: m.state, n: 1 },
  ])
}

interface TallyRow {
  readonly unit_id: string
  readonly state: MatterRecord['state']
  readonly n: number
}

/** What waits at a desk is counted as it stands there: it is never much, and no raise has to write a row. The rest is summed up. */
export const countedAsItStands = 'received'
const tallied = (rows: readonly TallyRow[]) => rows.filter(({ state }) => state !== countedAsItStands)

export async function addToTally(db: Db, changes: readonly TallyRow[]): Promise<void> {
  const rows = tallied(changes)
  if (rows.length > 0) await db.insertInto('matters_tally').values(rows).execute()
}

/** Draws the rows of the tally together into one for each unit and state, where there are several. Safe to run twice at once. */
export async function drawTally(db: Db): Promise<void> {
  await sql`
    with several as (select unit_id, state from matters_tally group by unit_id, state having count(*) > 1),
         drawn as (delete from matters_tally t using several s where t.unit_id = s.unit_id and t.state = s.state
                   returning t.unit_id, t.state, t.n)
    insert into matters_tally (unit_id, state, n)
    select unit_id, state, sum(n) from drawn group by unit_id, state having sum(n) <> 0`.execute(db)
}

export interface NewEvent {
  readonly matterId: string
  readonly seq: number
  readonly act: string
  readonly personId: string | null
  readonly unitId: string | null
  readonly relation: string
  readonly data: Readonly<Record<string, unknown>>
}

export async function insertEvent(db: Db, e: NewEvent, now: Date): Promise<void> {
  await db
    .insertInto('matters_event')
    .values({
      matter_id: e.matterId,
      seq: e.seq,
      at: now,
      act: e.act,
      by_person: e.personId,
      by_unit: e.unitId,
      relation: e.relation,
      data: JSON.stringify(e.data),
    })
    .execute()
}

export function listEvents(db: Db, matterId: string): Promise<EventRecord[]> {
  return db.selectFrom('matters_event').selectAll().where('matter_id', '=', matterId).orderBy('seq').execute()
}

export async function replaceAssisting(db: Db, matterId: string, unitIds: readonly string[]): Promise<void> {
  await db.deleteFrom('matters_assisting').where('matter_id', '=', matterId).execute()
  if (unitIds.length === 0) return
  await sql`insert into matters_assisting (matter_id, unit_id) select distinct ${matterId}::uuid, u from unnest(${unitIds}::uuid[]) as u`.execute(
    db,
  )
}

export async function listAssisting(db: Db, matterId: string): Promise<string[]> {
  const rows = await db.selectFrom('matters_assisting').select('unit_id').where('matter_id', '=', matterId).execute()
  return rows.map((row) => row.unit_id)
}

/** Who joined each of these matters, which units assist, and who owns actions of it. */
export async function peopleAndUnitsOn(db: Db, ids: readonly string[]) {
  const { rows } = await sql<{ id: string; joiners: string[]; assisting: string[]; owners: string[] }>`
    select id, array(select person_id from matters_joiner j where j.matter_id = id) as joiners,
           array(select unit_id from matters_assisting a where a.matter_id = id) as assisting,
           array(select owner_id from matters_action a where a.matter_id = id) as owners
      from unnest(${ids}::uuid[]) as one(id)`.execute(db)
  return new Map(rows.map((row) => [row.id, row]))
}

/** Those who joined, earliest first. */
export async function listJoiners(db: Db, matterId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('matters_joiner')
    .select('person_id')
    .where('matter_id', '=', matterId)
    .orderBy('at')
    .orderBy('person_id')
    .execute()
  return rows.map((row) => row.person_id)
}

export async function insertJoiner(db: Db, matterId: string, personId: string, now: Date): Promise<void> {
  await db.insertInto('matters_joiner').values({ matter_id: matterId, person_id: personId, at: now }).execute()
}

export async function deleteJoiner(db: Db, matterId: string, personId: string): Promise<void> {
  await db.deleteFrom('matters_joiner').where('matter_id', '=', matterId).where('person_id', '=', personId).execute()
}

export function listActions(db: Db, matterId: string) {
  return db
    .selectFrom('matters_action')
    .selectAll()
    .where('matter_id', '=', matterId)
    .orderBy('due_on')
    .orderBy('id')
    .execute()
}

/** Actions by their ids, wherever they hang now: those of a whole may have gone over to a part. */
export async function actionsById(db: Db, ids: readonly string[]): Promise<{ id: string; text: string }[]> {
  if (ids.length === 0) return []
  return db
    .selectFrom('matters_action')
    .select(['id', 'text'])
    .where('id', '=', sql<string>`any(${ids}::uuid[])`)
    .execute()
}

export async function insertAction(
  db: Db,
  a: { matterId: string; text: string; ownerId: string; dueOn: string },
): Promise<void> {
  await db
    .insertInto('matters_action')
    .values({ id: newId(), matter_id: a.matterId, text: a.text, owner_id: a.ownerId, due_on: a.dueOn })
    .execute()
}

export async function finishAction(db: Db, id: string, note: string, now: Date): Promise<void> {
  await db.updateTable('matters_action').set({ done_at: now, done_note: note }).where('id', '=', id).execute()
}

/** Those that were merged into a matter follow it where it is merged itself. */
export async function followMerged(db: Db, from: string, into: string): Promise<void> {
  await db.updateTable('matters_matter').set({ merged_into: into }).where('merged_into', '=', from).execute()
}

/** Those that were merged into this one. */
export function listMerged(db: Db, matterId: string) {
  return db.selectFrom('matters_matter').selectAll().where('merged_into', '=', matterId).orderBy('id').execute()
}
