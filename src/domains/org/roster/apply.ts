/** Carries a plan out inside one transaction, in bulk, and writes down what became of each unit and person. */

import { localDate } from '#platform/calendar/calendar.ts'
import { newId } from '#platform/id.ts'
import { record, type Tx } from '#platform/record.ts'
import type { Keys } from '#platform/sealed.ts'
import { searchTerms } from '#platform/search.ts'
import { endSessions } from '#platform/sign-in/session.ts'
import { sealedPhone } from '../service.ts'
import type { PersonChange, Plan, RosterState } from './plan.ts'
import * as store from './store.ts'

/** Told after each thousand rows: how many of the plan's rows are written. */
export type Progress = (done: number) => Promise<void>

const chunkRows = 1_000

/** Writes all that the plan says. The caller holds the roster alone and has made the plan from this very state. */
export async function applyPlan(tx: Tx, plan: Plan, state: RosterState, progress: Progress): Promise<void> {
  const idOf = new Map(plan.units.added.map((unit) => [unit.key, newId()]))
  const unitId = (key: string): string => idOf.get(key) ?? key
  await writeUnits(tx, plan, state, unitId)
  let done = plan.units.added.length + plan.units.changed.length
  await progress(done)

  const people = plan.people.map((change) => ({ change, id: change.personId ?? newId() }))
  const freed = people.filter(({ change }) => change.personId !== null && change.phone !== undefined)
  await inChunks(freed, (chunk) =>
    store.clearPhones(
      tx.db,
      chunk.map(({ id }) => id),
    ),
  )
  // who leaves goes first: the phone that he had may be somebody else's in the same file
  const leaves = ({ change }: Person): boolean => change.kind === 'left'
  for (const group of [people.filter(leaves), people.filter((person) => !leaves(person))])
    await inChunks(group, async (chunk) => {
      await writePeople(tx, chunk, unitId)
      done += chunk.length
      await progress(done)
    })
}

async function writeUnits(tx: Tx, plan: Plan, state: RosterState, unitId: (key: string) => string): Promise<void> {
  const { added, changed } = plan.units
  const before = new Map(state.units.map((unit) => [unit.id, unit.parentId]))
  const after = new Map(before)
  for (const unit of added) after.set(unitId(unit.key), unit.parent === null ? null : unitId(unit.parent))
  for (const unit of changed) after.set(unit.before.id, unit.after.parent === null ? null : unitId(unit.after.parent))
  const changedTo = new Map(changed.map((unit) => [unit.before.id, unit.after]))

  const rowOf = (id: string, unit: { code: string; name: string; kind: string }): store.UnitRow => ({
    id,
    parent_id: after.get(id) ?? null,
    code: unit.code,
    name: unit.name,
    kind: unit.kind,
    path: pathOf(id, after),
  })
  if (added.length > 0)
    await store.insertUnits(
      tx.db,
      added.map((unit) => rowOf(unitId(unit.key), unit)),
    )
  // a unit that moves takes the paths of all below it along
  const touched = state.units.filter(
    (unit) => changedTo.has(unit.id) || pathOf(unit.id, before).join() !== pathOf(unit.id, after).join(),
  )
  if (touched.length > 0)
    await store.updateUnits(
      tx.db,
      touched.map((unit) => rowOf(unit.id, changedTo.get(unit.id) ?? unit)),
    )
  for (const unit of added)
    record(tx, { act: 'org.unit_added', subject: { kind: 'unit', id: unitId(unit.key) }, change: unit })
  for (const unit of changed)
    record(tx, { act: 'org.unit_changed', subject: { kind: 'unit', id: unit.before.id }, change: unit })
}

function pathOf(id: string, parents: ReadonlyMap<string, string | null>): string[] {
  const path: string[] = []
  for (let at: string | null | undefined = id; at != null; at = parents.get(at)) path.unshift(at)
  return path
}

type Person = { readonly change: PersonChange; readonly id: string }

async function writePeople(tx: Tx, people: readonly Person[], unitId: (key: string) => string): Promise<void> {
  const { db, ctx } = tx
  const today = localDate(ctx.calendar, ctx.now)
  const rows = people.map((person) => ({ ...person, row: rowOf(ctx.keys, person, unitId, today) }))
  await store.insertPeople(
    db,
    rows.filter(({ change }) => change.personId === null).map(({ row }) => row),
  )
  await store.updatePeople(
    db,
    rows.filter(({ change }) => change.personId !== null).map(({ row }) => row),
  )
  await store.endPosts(
    db,
    people.flatMap(({ change }) => change.postsEnd.map((post) => post.id)),
    today,
  )
  const posts = people.flatMap(({ change, id }) =>
    change.postsBegin.map(({ unit, title }) => ({ id: newId(), person_id: id, unit_id: unitId(unit), title })),
  )
  await store.beginPosts(db, posts, today)
  await store.revokeGrants(
    db,
    people.flatMap(({ change }) => change.revokes.map((grant) => grant.id)),
    ctx.now,
  )
  const grants = people.flatMap(({ change, id }) =>
    change.grants.map(({ unit, role }) => ({ id: newId(), person_id: id, unit_id: unitId(unit), role })),
  )
  await store.insertGrants(db, grants, ctx.now)
  for (const { change, id } of people) if (change.kind === 'left') await endSessions(db, id, {}, ctx.now)
  for (const person of people) writeDown(tx, person, unitId)
}

function rowOf(keys: Keys, { change, id }: Person, unitId: (key: string) => string, today: string): store.PersonRow {
  const { name, unit, party, left, leftOn } = change.after
  const phone = typeof change.phone === 'string' ? sealedPhone(keys, id, change.phone) : null
  return {
    id,
    staff_no: change.staffNo,
    name,
    unit_id: unitId(unit),
    party_status: party,
    left_on: left ? (leftOn ?? today) : null,
    terms: searchTerms(`${name} ${change.staffNo}`),
    writes_phone: change.phone !== undefined,
    phone_sealed: phone?.sealed.toString('hex') ?? null,
    phone_fingerprint: phone?.fingerprint.toString('hex') ?? null,
  }
}

const actOf = {
  new: 'org.person_added',
  rejoined: 'org.person_rejoined',
  moved: 'org.person_moved',
  changed: 'org.person_changed',
  left: 'org.person_left',
} as const satisfies Record<PersonChange['kind'], string>

/** One act a person, and one a role given or taken: what happened to somebody can be asked for by his id. */
function writeDown(tx: Tx, { change, id }: Person, unitId: (key: string) => string): void {
  const subject = { kind: 'person', id }
  const { kind, before, after, phone, postsEnd, postsBegin } = change
  // who leaves may have matters in hand: whoever listens learns it from the outbox, though nobody is told
  const told = kind === 'left' ? { tell: {} } : {}
  record(tx, { act: actOf[kind], subject, change: { before, after, phone, postsEnd, postsBegin }, ...told })
  for (const { role, unit } of change.grants)
    record(tx, { act: 'org.role_granted', subject, change: { role, unit: unitId(unit) } })
  for (const { role, unit } of change.revokes) record(tx, { act: 'org.role_revoked', subject, change: { role, unit } })
}

async function inChunks<T>(all: readonly T[], work: (chunk: readonly T[]) => Promise<void>): Promise<void> {
  for (let from = 0; from < all.length; from += chunkRows) await work(all.slice(from, from + chunkRows))
}
