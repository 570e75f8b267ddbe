/** People in the console: the tree, search, who holds what, roles given and taken back, phones shown for a reason. */
import { type Actor, holds } from '#platform/access.ts'
import type { Ctx } from '#platform/ctx.ts'
import { brokenConstraint, type Db } from '#platform/db.ts'
import { newId } from '#platform/id.ts'
import { forget } from '#platform/memory.ts'
import { inTransaction, record } from '#platform/record.ts'
import { Refusal } from '#platform/refusal.ts'
import type { SignedIn } from '#platform/routes.ts'
import { matchesQuery, searchQuery } from '#platform/search.ts'
import {
  type GrantedRole,
  type PersonFound,
  type PersonView,
  partyReaders,
  peopleRoles,
  phoneReaders,
  rosterRoles,
  type UnitView,
} from '../contract.ts'
import { whyNotGrant } from '../rules.ts'
import { areOpenUnits, phoneOfPerson, type Unit, unitsById } from '../service.ts'
import { lockRoster, selectOpenUnits } from '../store.ts'
import * as store from './store.ts'

const found = 20
/** Bigrams of a name may stand in another order elsewhere; so more are read than shown. */
const candidates = 200
const peopleAPage = 100

const byCode = new Intl.Collator('zh-CN', { numeric: true })

export async function unitTree(ctx: Ctx): Promise<{ units: UnitView[] }> {
  const units = await selectOpenUnits(ctx.db)
  units.sort((a, b) => a.path.length - b.path.length || byCode.compare(a.code, b.code))
  return { units }
}

export async function search(
  ctx: Ctx,
  { q, unitId }: { q: string; unitId?: string | undefined },
): Promise<{ rows: PersonFound[] }> {
  const tsquery = searchQuery(q)
  if (tsquery === null) return { rows: [] }
  const people = await store.peopleByTerms(ctx.db, tsquery, unitId ?? null, candidates)
  const rows = people.filter((person) => matchesQuery(`${person.name} ${person.staffNo}`, q)).slice(0, found)
  const names = await store.unitNames(
    ctx.db,
    rows.map((person) => person.unitId),
  )
  return { rows: rows.map((person) => ({ ...person, unitName: names.get(person.unitId)! })) }
}

export async function unitPeople(
  ctx: SignedIn,
  { id, below, after }: { id: string; below: 'yes' | 'no'; after?: string | undefined },
): Promise<{ rows: PersonView[]; next: string | null }> {
  const unit = await openUnit(ctx.db, id)
  if (!holds(ctx.actor, peopleRoles, unit)) throw new Refusal('forbidden', 'org.not_your_unit')
  const page = { below: below === 'yes', after: after ?? null, limit: peopleAPage + 1 }
  const people = await store.peopleOfUnit(ctx.db, id, page)
  const rows = await viewsOf(ctx.db, ctx.actor, people.slice(0, peopleAPage))
  return { rows, next: people.length > peopleAPage ? rows.at(-1)!.staffNo : null }
}

export async function onePerson(ctx: SignedIn, { id }: { id: string }): Promise<PersonView> {
  const person = await knownPerson(ctx.db, id)
  if (!holds(ctx.actor, peopleRoles, placeOf(person))) throw new Refusal('forbidden', 'org.not_your_unit')
  return viewOf(ctx.db, ctx.actor, person)
}

/** Grants a role. The same transaction holds the person, so two grants at once cannot pass each other by. */
export async function grant(
  ctx: SignedIn,
  { id, role, unitId }: { id: string; role: GrantedRole; unitId: string },
): Promise<PersonView> {
  const view = await inTransaction(ctx, async (tx) => {
    await lockRoster(tx.db, 'together')
    const person = await heldPerson(tx.db, id)
    const unit = await openUnit(tx.db, unitId)
    refuseIfNot(whyNotGrant(ctx.actor, id, role, unit))
    try {
      await store.insertGrant(tx.db, { id: newId(), personId: id, role, unitId }, ctx.now)
    } catch (error) {
      throw refusalOf(brokenConstraint(error)) ?? error
    }
    record(tx, { act: 'org.role_granted', subject: { kind: 'person', id }, change: { role, unit: unitId } })
    return viewOf(tx.db, ctx.actor, person)
  })
  forget()
  return view
}

export async function revoke(ctx: SignedIn, { id, grantId }: { id: string; grantId: string }): Promise<PersonView> {
  const view = await inTransaction(ctx, async (tx) => {
    await lockRoster(tx.db, 'alone') // or the last two administrators could take it from each other at once
    const person = await heldPerson(tx.db, id)
    const held = (await store.grantsOf(tx.db, [id])).find((one) => one.id === grantId)
    if (held === undefined) throw new Refusal('not_found', 'org.role_not_held')
    const unit = (await unitsById(tx.db, [held.unitId])).get(held.unitId)!
    refuseIfNot(whyNotGrant(ctx.actor, id, held.role, unit))
    if (held.role === 'system_admin' && (await store.otherHolders(tx.db, 'system_admin', id)) === 0)
      throw new Refusal('conflict', 'org.last_system_admin')
    await store.revokeGrant(tx.db, grantId, ctx.now)
    const change = { role: held.role, unit: held.unitId }
    record(tx, { act: 'org.role_revoked', subject: { kind: 'person', id }, change })
    return viewOf(tx.db, ctx.actor, person)
  })
  forget()
  return view
}

/** Shows a phone to whoever looks after the person's unit; whose, to whom and why stays. */
export function phone(ctx: SignedIn, { id, reason }: { id: string; reason: string }): Promise<{ phone: string }> {
  return inTransaction(ctx, async (tx) => {
    const person = await knownPerson(tx.db, id)
    if (!holds(ctx.actor, phoneReaders, placeOf(person))) throw new Refusal('forbidden', 'org.not_your_unit')
    const digits = await phoneOfPerson(tx.db, ctx.keys, id)
    if (digits === null) throw new Refusal('not_found', 'org.no_phone')
    const row = { id: newId(), person_id: id, by_person: ctx.actor.personId, reason, at: ctx.now }
    await store.insertPhoneShown(tx.db, row)
    record(tx, { act: 'org.phone_shown', subject: { kind: 'person', id }, change: { reason } })
    return { phone: digits }
  })
}

export async function phonesShown(ctx: SignedIn, { after }: { after?: string | undefined }) {
  const rows = await store.phonesShown(ctx.db, after ?? null, peopleAPage + 1)
  const shown = rows.slice(0, peopleAPage).map((row) => ({ ...row, at: row.at.toISOString() }))
  return { rows: shown, next: rows.length > peopleAPage ? shown.at(-1)!.id : null }
}

function placeOf(person: store.PersonRow) {
  return { id: person.unitId, path: person.unitPath }
}

async function openUnit(db: Db, id: string): Promise<Unit> {
  if (!(await areOpenUnits(db, [id]))) throw new Refusal('not_found', 'org.unit_not_found')
  return (await unitsById(db, [id])).get(id)!
}

async function knownPerson(db: Db, id: string): Promise<store.PersonRow> {
  const person = await store.findPerson(db, id)
  if (person === null) throw new Refusal('not_found', 'org.person_not_found')
  return person
}

async function heldPerson(db: Db, id: string): Promise<store.PersonRow> {
  const person = await store.findPerson(db, id, true)
  if (person === null) throw new Refusal('not_found', 'org.person_not_found')
  return person
}

function refuseIfNot(why: ReturnType<typeof whyNotGrant>): void {
  if (why !== null) throw new Refusal(why.kind, why.code)
}

function refusalOf(constraint: string | null): Refusal | null {
  if (constraint === 'org_role_grant_once') return new Refusal('conflict', 'org.role_already_held')
  if (constraint === 'org_role_grant_admin_never_audits') return new Refusal('conflict', 'org.roles_exclude_each_other')
  return null
}

async function viewOf(db: Db, viewer: Actor, person: store.PersonRow): Promise<PersonView> {
  return (await viewsOf(db, viewer, [person]))[0]!
}

async function viewsOf(db: Db, viewer: Actor, people: readonly store.PersonRow[]): Promise<PersonView[]> {
  const ids = people.map((person) => person.id)
  const posts = await store.postsOf(db, ids)
  const grants = await store.grantsOf(db, ids)
  const names = await store.unitNames(db, [
    ...people.map((person) => person.unitId),
    ...[...posts, ...grants].map((one) => one.unitId),
  ])
  return people.map((person) => {
    const place = placeOf(person)
    const mayGrant = viewer.personId !== person.id && holds(viewer, rosterRoles, place)
    const mayShowPhone = person.hasPhone && holds(viewer, phoneReaders, place)
    return {
      id: person.id,
      name: person.name,
      staffNo: person.staffNo,
      unitId: person.unitId,
      unitName: names.get(person.unitId)!,
      posts: posts
        .filter((post) => post.personId === person.id)
        .map(({ title, unitId }) => (unitId === person.unitId ? title : `${title} (${names.get(unitId)!})`)),
      grants: grants
        .filter((one) => one.personId === person.id)
        .map((one) => ({
          id: one.id,
          role: one.role as GrantedRole,
          unitId: one.unitId,
          unitName: names.get(one.unitId)!,
          source: one.source,
        })),
      ...(holds(viewer, partyReaders, place) ? { partyStatus: person.partyStatus } : {}),
      hasPhone: person.hasPhone,
      may: [...(mayGrant ? (['grant_role'] as const) : []), ...(mayShowPhone ? (['show_phone'] as const) : [])],
    }
  })
}
