/** The officer's part: requests, what an erasure would do, correcting, erasing. */

import { correctRecord, recordOf, type StaffRecord, searchRecords } from '#domains/org/record/service.ts'
import { peopleById, unitsBelow, unitsById } from '#domains/org/service.ts'
import { holds } from '#platform/access.ts'
import { localDate } from '#platform/calendar/calendar.ts'
import type { Db } from '#platform/db.ts'
import type { OutputOf, ParsedInputOf } from '#platform/endpoint.ts'
import { maskedPhone } from '#platform/masked.ts'
import { forget } from '#platform/memory.ts'
import { erasePerson, sharesOf } from '#platform/privacy/erase.ts'
import { holdings, privacyPack } from '#platform/privacy/pack.ts'
import { noteErasure } from '#platform/privacy/purge.ts'
import { inTransaction, record } from '#platform/record.ts'
import { Refusal } from '#platform/refusal.ts'
import type { SignedIn } from '#platform/routes.ts'
import type * as contract from '../contract.ts'
import { officerRoles, type PersonFoundView, type PlanView } from '../contract.ts'
import { whyNotErase } from '../rules.ts'
import { openRequest, requestViews } from '../service.ts'
import * as store from '../store.ts'

const page = 50

const grantedUnits = ({ actor }: SignedIn): string[] =>
  actor.grants.filter(({ role }) => officerRoles.includes(role)).map(({ unitId }) => unitId)

/** Requests about people below my unit. */
export async function requests(
  ctx: SignedIn,
  { after }: ParsedInputOf<typeof contract.listRequests>,
): Promise<OutputOf<typeof contract.listRequests>> {
  const desks = new Set<string>()
  for (const unitId of grantedUnits(ctx)) for (const id of await unitsBelow(ctx.db, unitId)) desks.add(id)
  const found = await store.requestsAt(ctx.db, [...desks], after ?? null, page + 1)
  const rows = found.slice(0, page)
  const views = await requestViews(ctx.db, ctx.keys, rows)
  const people = await peopleById(
    ctx.db,
    rows.map((row) => row.personId),
  )
  const units = await unitsById(
    ctx.db,
    [...people.values()].map((person) => person.unitId),
  )
  return {
    rows: views.map((view, i) => {
      const { id, name, staffNo, unitId } = people.get(rows[i]!.personId)!
      return { ...view, person: { id, name, staffNo, unitName: units.get(unitId)?.name ?? '' } }
    }),
    next: found.length > page ? rows.at(-1)!.id : null,
  }
}

/** People below my unit, former ones included. */
export async function find(
  ctx: SignedIn,
  { q }: ParsedInputOf<typeof contract.findPeople>,
): Promise<OutputOf<typeof contract.findPeople>> {
  return { rows: (await searchRecords(ctx, q, grantedUnits(ctx))).map(foundView) }
}

const foundView = ({ id, name, staffNo, unit, leftOn }: StaffRecord): PersonFoundView => ({
  ...{ id, name, staffNo, leftOn },
  unitName: unit.name,
})

/** The record, if the caller is an officer at its unit. */
async function keptRecord(ctx: SignedIn, db: Db, id: string, hold = false): Promise<StaffRecord> {
  const person = await recordOf(db, ctx.keys, id, hold)
  if (person === null) throw new Refusal('not_found', 'privacy.person_not_found')
  if (!holds(ctx.actor, officerRoles, person.unit)) throw new Refusal('forbidden', 'org.not_your_unit')
  return person
}

/** Enters what somebody asks on paper or by telephone. */
export function askFor(
  ctx: SignedIn,
  { id, ...asked }: ParsedInputOf<typeof contract.askForSomebody>,
): Promise<OutputOf<typeof contract.askForSomebody>> {
  return inTransaction(ctx, async (tx) => {
    const person = await keptRecord(ctx, tx.db, id)
    return openRequest(tx, ctx, { ...asked, personId: id, to: person.unit, byDesk: true })
  })
}

/** What an erasure would do. */
export async function plan(ctx: SignedIn, { id }: ParsedInputOf<typeof contract.getErasurePlan>): Promise<PlanView> {
  return planOf(ctx, ctx.db, await keptRecord(ctx, ctx.db, id))
}

async function planOf(ctx: SignedIn, db: Db, person: StaffRecord): Promise<PlanView> {
  const { categories, statutes, former } = privacyPack()
  const shares = new Map((await sharesOf(db, person.id)).map((share) => [share.table, share]))
  return {
    person: {
      ...foundView(person),
      partyStatus: person.partyStatus,
      phone: person.phone === null ? null : maskedPhone(person.phone),
    },
    not: await notOf(ctx, db, person),
    former,
    categories: Object.entries(categories)
      .map(([key, title]) => ({
        key,
        title,
        items: holdings().flatMap(([table, { category, purpose, erase }]) =>
          category !== key
            ? []
            : [
                {
                  ...{ table, purpose, how: shares.get(table)!.how, rows: shares.get(table)!.rows },
                  why: erase.why ?? null,
                  statute: erase.statute === undefined ? null : statutes[erase.statute]!,
                },
              ],
        ),
      }))
      .filter(({ key }) => key !== 'heat_user'),
  }
}

async function notOf(ctx: SignedIn, db: Db, person: StaffRecord): Promise<PlanView['not']> {
  const today = localDate(ctx.calendar, ctx.now)
  return whyNotErase(person, ctx.actor.personId, await store.isErased(db, person.id), today)
}

/** Corrects a record. Which fields changed is recorded, not what they say. */
export async function correct(
  ctx: SignedIn,
  { id, ...wish }: ParsedInputOf<typeof contract.correctPerson>,
): Promise<PlanView> {
  const view = await inTransaction(ctx, async (tx) => {
    const person = await keptRecord(ctx, tx.db, id, true)
    if (await store.isErased(tx.db, id)) throw new Refusal('conflict', 'privacy.erased_already')
    const changed = await correctRecord(tx, person, wish)
    if (changed.length === 0) throw new Refusal('bad_input', 'privacy.nothing_to_correct')
    const subject = { kind: 'person', id }
    record(tx, { act: 'privacy.corrected', subject, change: { changed }, tell: { people: [id] } })
    return planOf(ctx, tx.db, await keptRecord(ctx, tx.db, id))
  })
  forget()
  return view
}

/** Erases somebody who has left: in one transaction, for good. */
export async function erase(
  ctx: SignedIn,
  { id, staffNo }: ParsedInputOf<typeof contract.erasePerson>,
): Promise<PlanView> {
  const view = await inTransaction(ctx, async (tx) => {
    const person = await keptRecord(ctx, tx.db, id, true)
    const not = await notOf(ctx, tx.db, person)
    if (not !== null) throw new Refusal('conflict', `privacy.${not}`)
    if (staffNo !== person.staffNo) throw new Refusal('bad_input', 'privacy.staff_no_differs')
    const counts = await erasePerson(tx.db, id)
    await noteErasure(tx.db, { personId: id, at: ctx.now, byPerson: ctx.actor.personId, matterId: null })
    record(tx, { act: 'privacy.erased', subject: { kind: 'person', id }, change: counts })
    const after = await recordOf(tx.db, ctx.keys, id)
    return planOf(ctx, tx.db, after!)
  })
  forget()
  return view
}
