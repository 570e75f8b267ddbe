/** The verbs of deputies: naming one, ending it early, and who stands in for whom. */
import { type Actor, holds, secondFactorOf } from '#platform/access.ts'
import { addDays, localDate } from '#platform/calendar/calendar.ts'
import type { Db } from '#platform/db.ts'
import type { OutputOf, ParsedInputOf } from '#platform/endpoint.ts'
import { newId } from '#platform/id.ts'
import { forget } from '#platform/memory.ts'
import { inTransaction, record } from '#platform/record.ts'
import { Refusal } from '#platform/refusal.ts'
import type { SignedIn } from '#platform/routes.ts'
import { matchesQuery, searchQuery } from '#platform/search.ts'
import { peopleRoles } from '../contract.ts'
import { findPerson, grantsOf, type PersonRow, peopleByTerms, peopleOfUnit, unitNames } from '../people/store.ts'
import { excludes } from '../rules.ts'
import { unitsById } from '../service.ts'
import { lockRoster } from '../store.ts'
import type { DeputyPost, DeputyView, endDeputy, findDeputies, nameDeputy, PersonDeputies } from './contract.ts'
import { daysAhead, overlap, type Post, whyNotDays, whyNotName } from './rules.ts'
import * as store from './store.ts'

const found = 50

/** Who stands in for a person and for whom he does. */
export async function deputies(ctx: SignedIn, { id }: { id: string }): Promise<PersonDeputies> {
  const person = await knownPerson(ctx.db, id)
  refuseStranger(ctx.actor, person)
  return viewOf(ctx, ctx.db, person)
}

/** Colleagues for the choice of a deputy. */
export async function candidates(
  ctx: SignedIn,
  { id, q }: ParsedInputOf<typeof findDeputies>,
): Promise<OutputOf<typeof findDeputies>> {
  const person = await knownPerson(ctx.db, id)
  refuseStranger(ctx.actor, person)
  const terms = q === '' ? null : searchQuery(q)
  if (q !== '' && terms === null) return { rows: [] }
  const beside = person.unitPath.at(-2) ?? person.unitId
  const some =
    terms === null
      ? await peopleOfUnit(ctx.db, person.unitId, { below: false, after: null, limit: found + 1 })
      : await peopleByTerms(ctx.db, terms, beside, found * 4)
  const rows = some
    .filter((one) => one.id !== id && one.id !== ctx.actor.personId && matchesQuery(`${one.name} ${one.staffNo}`, q))
    .slice(0, found)
  const names = await unitNames(
    ctx.db,
    rows.map((one) => one.unitId),
  )
  return {
    rows: rows.map(({ id: personId, name, staffNo, unitId }) => ({
      id: personId,
      name,
      staffNo,
      unitId,
      unitName: names.get(unitId)!,
    })),
  }
}

/** Names a deputy. Both people are held, so that nobody becomes the deputy of a deputy meanwhile. */
export async function name(ctx: SignedIn, input: ParsedInputOf<typeof nameDeputy>): Promise<PersonDeputies> {
  const view = await inTransaction(ctx, async (tx) => {
    await lockRoster(tx.db, 'together')
    await store.holdPeople(tx.db, [input.id, input.deputyId])
    const person = await knownPerson(tx.db, input.id)
    const post = await postOf(tx.db, person, input.grantId)
    refuseIfNot(ctx, post)
    if (input.deputyId === input.id) throw new Refusal('bad_input', 'org.deputy_is_himself')
    if (input.deputyId === ctx.actor.personId) throw new Refusal('forbidden', 'org.deputy_not_yourself')
    await knownPerson(tx.db, input.deputyId)
    await refuseUnfit(ctx, tx.db, post, input)
    const { id: personId, deputyId, grantId, from, until } = input
    const id = newId()
    await store.insertDeputy(
      tx.db,
      { id, personId, deputyId, grantId, from, until, namedBy: ctx.actor.personId },
      ctx.now,
    )
    record(tx, {
      act: 'org.deputy_named',
      subject: { kind: 'person', id: personId },
      change: { deputyId, grantId, role: post.role, from, until },
      tell: { people: [personId, deputyId] },
    })
    return viewOf(ctx, tx.db, person)
  })
  forget()
  return view
}

/** Ends a deputyship early: whoever may name one may end it. */
export async function end(ctx: SignedIn, { id }: ParsedInputOf<typeof endDeputy>): Promise<PersonDeputies> {
  const view = await inTransaction(ctx, async (tx) => {
    const today = localDate(ctx.calendar, ctx.now)
    const known = await store.findDeputy(tx.db, id, today)
    if (known === null) throw new Refusal('not_found', 'org.deputy_not_found')
    await store.holdPeople(tx.db, [known.personId])
    const row = await store.findDeputy(tx.db, id, today)
    if (row === null) throw new Refusal('not_found', 'org.deputy_not_found')
    const why = whyNotName(ctx.actor, placeOf(row))
    if (why !== null) throw new Refusal('forbidden', why)
    await store.endDeputyship(tx.db, id, ctx.now)
    record(tx, {
      act: 'org.deputy_ended',
      subject: { kind: 'person', id: row.personId },
      change: { deputyship: id },
      tell: { people: [row.personId, row.deputyId] },
    })
    return viewOf(ctx, tx.db, await knownPerson(tx.db, row.personId))
  })
  forget()
  return view
}

async function knownPerson(db: Db, id: string): Promise<PersonRow> {
  const person = await findPerson(db, id)
  if (person === null) throw new Refusal('not_found', 'org.person_not_found')
  return person
}

function refuseStranger(actor: Actor, person: PersonRow): void {
  const place = { id: person.unitId, path: person.unitPath }
  if (actor.personId !== person.id && !holds(actor, peopleRoles, place))
    throw new Refusal('forbidden', 'org.not_your_unit')
}

/** Naming in a role gives what it may do to somebody else, so it is proven as anew as granting it is. */
function refuseIfNot({ actor, session, now }: SignedIn, post: Post): void {
  const why = whyNotName(actor, post)
  if (why !== null) throw new Refusal('forbidden', why)
  if (secondFactorOf([post.role]) === 'none' || session === null || session.kind === 'demo') return
  if (now.getTime() - (session.secondFactorAt?.getTime() ?? 0) > freshMinutes * 60_000)
    throw new Refusal('forbidden', 'platform.second_factor_needed')
}
const freshMinutes = 15

/** The post that is meant: a role which the person holds himself, or his own work. */
async function postOf(db: Db, person: PersonRow, grantId: string | null): Promise<Post> {
  if (grantId === null)
    return { personId: person.id, role: 'employee', unit: { id: person.unitId, path: person.unitPath } }
  const grant = (await grantsOf(db, [person.id])).find((one) => one.id === grantId)
  if (grant === undefined) throw new Refusal('not_found', 'org.role_not_held')
  const unit = (await unitsById(db, [grant.unitId])).get(grant.unitId)!
  return { personId: person.id, role: grant.role, unit }
}

/** Refuses days without sense, a second deputy for the same, a deputy of a deputy, and two roles that exclude each other. */
async function refuseUnfit(ctx: SignedIn, db: Db, post: Post, input: ParsedInputOf<typeof nameDeputy>): Promise<void> {
  const today = localDate(ctx.calendar, ctx.now)
  const days = whyNotDays(input.from, input.until, today)
  if (days !== null) throw new Refusal('bad_input', days)
  const near = (await store.deputiesAround(db, [input.id, input.deputyId], today)).filter((row) => overlap(row, input))
  if (near.some((row) => row.personId === input.id && row.grantId === input.grantId))
    throw new Refusal('conflict', 'org.deputy_overlaps')
  if (near.some((row) => row.personId === input.deputyId)) throw new Refusal('conflict', 'org.deputy_is_away')
  if (near.some((row) => row.deputyId === input.id)) throw new Refusal('conflict', 'org.deputy_stands_in')
  const held = [
    ...(await grantsOf(db, [input.deputyId])),
    ...near.flatMap((row) => (row.deputyId === input.deputyId && row.role !== null ? [{ role: row.role }] : [])),
  ]
  if (excludes(held, post.role)) throw new Refusal('conflict', 'org.roles_exclude_each_other')
}

const placeOf = (row: store.DeputyRow): Post => ({
  personId: row.personId,
  role: row.role ?? 'employee',
  unit: { id: row.unitId, path: row.unitPath },
})

async function viewOf(ctx: SignedIn, db: Db, person: PersonRow): Promise<PersonDeputies> {
  const today = localDate(ctx.calendar, ctx.now)
  const rows = await store.deputiesAround(db, [person.id], today)
  const grants = await grantsOf(db, [person.id])
  const units = await unitsById(db, [
    person.unitId,
    ...grants.map((grant) => grant.unitId),
    ...rows.map((r) => r.unitId),
  ])
  const unit = (id: string) => ({ id, name: units.get(id)!.name })
  const mine = { grantId: null, role: 'employee', unit: unit(person.unitId) } as const
  const posts: DeputyPost[] = [
    mine,
    ...grants.map((grant) => ({ grantId: grant.id, role: grant.role, unit: unit(grant.unitId) })),
  ]
  const view = (row: store.DeputyRow): DeputyView => ({
    id: row.id,
    person: { id: row.personId, name: row.personName },
    deputy: { id: row.deputyId, name: row.deputyName },
    grantId: row.grantId,
    role: row.role ?? 'employee',
    unit: unit(row.unitId),
    from: row.from,
    until: row.until,
    now: row.from <= today,
    may: whyNotName(ctx.actor, placeOf(row)) === null ? ['end'] : [],
  })
  return {
    person: { id: person.id, name: person.name },
    today,
    latest: addDays(today, daysAhead),
    deputies: rows.filter((row) => row.personId === person.id).map(view),
    standsIn: rows.filter((row) => row.deputyId === person.id).map(view),
    posts: posts.filter(
      ({ role, unit: { id } }) => whyNotName(ctx.actor, { personId: person.id, role, unit: units.get(id)! }) === null,
    ),
  }
}
