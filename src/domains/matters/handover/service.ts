/** Handover verbs: what waits because its person has left or moved, and giving it to others in one act. */
import { areOpenUnits, headOf, holdersOf, leftAmong, peopleById, unitsById, withVacant } from '#domains/org/service.ts'
import { onBehalfOf, type Role } from '#platform/access.ts'
import type { OutputOf, ParsedInputOf } from '#platform/endpoint.ts'
import { inTransaction, record, type Tx } from '#platform/record.ts'
import { Refusal } from '#platform/refusal.ts'
import type { SignedIn } from '#platform/routes.ts'
import type { Move } from '../contract.ts'
import { kindOf, kindsByRoles } from '../kinds.ts'
import { actIn } from '../service.ts'
import { relationsOf, surroundingsOf } from '../standing/service.ts'
import { insertEvent, lockMatter, type MatterRecord, matterOf } from '../store.ts'
import { unitRef } from '../view/service.ts'
import type { HandoverMatter, HandoverPerson, handOver, listHandover, StayReason } from './contract.ts'
import { orphaned, stayReasonOf } from './rules.ts'
import * as store from './store.ts'

/** What waits in the units the caller leads, and in those below where nobody does; or what one person has there. */
export async function waiting(
  ctx: SignedIn,
  { personId }: ParsedInputOf<typeof listHandover>,
): Promise<OutputOf<typeof listHandover>> {
  const people = new Map<string, HandoverPerson>()
  for (const { roles, kinds } of kindsByRoles('leadRoles')) {
    for (const one of await waitingOf(ctx, roles, kinds, personId)) {
      const { matters = [] } = people.get(one.person.id) ?? {}
      people.set(one.person.id, { ...one, matters: [...matters, ...one.matters] })
    }
  }
  return { people: [...people.values()].sort((a, b) => a.person.name.localeCompare(b.person.name, 'zh-CN')) }
}

/** The same of these kinds, to whoever leads with these roles: who leads suggestions does not read what others lead at the same unit. */
async function waitingOf(
  ctx: SignedIn,
  roles: readonly Role[],
  kinds: readonly string[],
  personId: string | undefined,
): Promise<HandoverPerson[]> {
  const { db } = ctx
  const held = ctx.actor.grants.filter((grant) => roles.includes(grant.role)).map((grant) => grant.unitId)
  if (held.length === 0) return []
  const unitIds = await withVacant(ctx, held, roles)
  const busy = personId === undefined ? await store.busyAt(db, unitIds) : [personId]
  const place = await placesOf(ctx, busy)
  // most people belong where they work; only the others are looked at closely
  const asked = busy.filter((id) => place.has(id) && (personId !== undefined || mayHaveMoved(place.get(id)!, unitIds)))
  if (asked.length === 0) return []
  const rows = await store.openOf(db, { unitIds, kinds }, asked)
  const ids = rows.map((row) => row.id)
  const [actions, assisting] = [await store.openActions(db, ids), await store.assistingOf(db, ids)]
  const leaders = new Map<string, readonly string[]>()
  for (const id of new Set(rows.map((row) => row.at_unit_id))) leaders.set(id, await holdersOf(db, id, roles))

  const waits = (who: string, row: MatterRecord, others: readonly string[]) => {
    const leads = leaders.get(row.at_unit_id)!.includes(who)
    return personId !== undefined || orphaned({ ...place.get(who)!, leads }, [row.at_unit_id, ...others])
  }
  const units = await unitsById(
    db,
    rows.map((row) => row.at_unit_id),
  )
  const partOf = (who: string, row: MatterRecord): HandoverMatter | null => {
    const owned = row.owner_id === who && waits(who, row, [])
    const his = actions.filter((action) => action.matterId === row.id && action.ownerId === who)
    const given = his.filter(() => waits(who, row, assisting.get(row.id) ?? []))
    if (!owned && given.length === 0) return null
    const { id, number, title, state } = row
    const due = row.due_at?.toISOString() ?? null
    const told = given.map(({ text, dueOn }) => ({ text, dueOn }))
    return { id, number, title, state, dueAt: due, unit: unitRef({ units }, row.at_unit_id), owned, actions: told }
  }
  return asked.flatMap((who): HandoverPerson[] => {
    const matters = rows.flatMap((row) => partOf(who, row) ?? [])
    const { name, unitName, left } = place.get(who)!
    return matters.length === 0 ? [] : [{ person: { id: who, name }, unitName, left, matters }]
  })
}

interface Placed {
  readonly name: string
  readonly unitName: string
  readonly path: readonly string[]
  readonly left: boolean
}

async function placesOf({ db }: SignedIn, ids: readonly string[]): Promise<Map<string, Placed>> {
  const people = await peopleById(db, ids)
  const units = await unitsById(
    db,
    [...people.values()].map((person) => person.unitId),
  )
  const left = await leftAmong(db, ids)
  return new Map(
    [...people.values()].map(({ id, name, unitId }) => {
      const unit = units.get(unitId)!
      return [id, { name, unitName: unit.name, path: unit.path, left: left.has(id) }]
    }),
  )
}

const mayHaveMoved = ({ left, path }: Placed, unitIds: readonly string[]): boolean =>
  left || !unitIds.every((id) => path.includes(id))

/** Gives matters of one person to a colleague or to another unit. Each that cannot be given stays, and is named. */
export function give(ctx: SignedIn, input: ParsedInputOf<typeof handOver>): Promise<OutputOf<typeof handOver>> {
  return inTransaction(ctx, async (tx) => {
    const to = await targetOf(tx, input.to)
    const stayed: OutputOf<typeof handOver>['stayed'] = []
    const ids = [...new Set(input.matterIds)].sort() // one order of locking for all
    for (const id of ids) {
      const row = await lockMatter(tx.db, id)
      const why = await giveOne(tx, ctx, row, input, to)
      if (why !== null) stayed.push(await namedOf(tx, ctx, id, row, why))
    }
    if (stayed.length === ids.length && stayed.every(({ why }) => why === 'not_yours'))
      throw new Refusal('not_found', 'matters.not_found')
    record(tx, {
      act: 'matters.handed_over',
      subject: { kind: 'person', id: input.personId },
      change: { to: input.to, matters: ids, stayed: stayed.map(({ id }) => id) },
    })
    return { moved: ids.length - stayed.length, stayed }
  })
}

interface Target {
  readonly unitId: string | null
  /** Null: nobody is in charge of the unit. */
  readonly personId: string | null
}

async function targetOf(tx: Tx, to: ParsedInputOf<typeof handOver>['to']): Promise<Target> {
  if (to.what === 'person') return { unitId: null, personId: to.id }
  if (!(await areOpenUnits(tx.db, [to.id]))) throw new Refusal('bad_input', 'matters.unit_unknown')
  return { unitId: to.id, personId: (await headOf(tx.db, to.id))?.id ?? null }
}

/** Gives one matter, or says why it stays. Nothing is written before it is known that all of it can be given. */
async function giveOne(
  tx: Tx,
  ctx: SignedIn,
  row: MatterRecord | undefined,
  { personId, reason }: Pick<ParsedInputOf<typeof handOver>, 'personId' | 'reason'>,
  to: Target,
): Promise<StayReason | null> {
  if (row === undefined) return 'not_yours'
  const near = await surroundingsOf(tx.db, row)
  const leads = (as: typeof ctx.actor) => relationsOf(as, kindOf(row.kind), matterOf(row), near).has('lead')
  if (!leads(ctx.actor)) return 'not_yours'
  const owned = row.owner_id === personId
  const actions = near.actions.filter((action) => action.done_at === null && action.owner_id === personId)
  const open = ['assigned', 'waiting', 'promised'].includes(row.state)
  if (!open || (!owned && actions.length === 0)) return 'moved_on'
  if (to.personId === null) return 'nobody_there'
  const move: Move =
    to.unitId === null || to.unitId === row.lead_unit_id
      ? { do: 'reassign', ownerId: to.personId, note: reason }
      : { do: 'hand_on', unitId: to.unitId, reason }
  if (owned) {
    const refused = await tried(() => actIn(tx, ctx, { id: row.id, move, seen: null }))
    if (refused !== null) return refused
  } else {
    const places = to.unitId === null ? [row.at_unit_id, ...near.assisting] : [row.at_unit_id]
    if (!(await belongs(tx, to.personId, places, kindOf(row.kind).leadRoles))) return 'not_of_unit'
  }
  const forId = onBehalfOf(ctx.actor, leads)
  let seq = row.events + (owned ? 1 : 0)
  for (const action of actions) {
    seq += 1
    const data = { actionId: action.id, ownerId: to.personId, note: reason, ...(forId === null ? {} : { forId }) }
    const by = { personId: ctx.actor.personId, unitId: ctx.actor.unit.id, relation: 'lead' }
    await store.giveAction(tx.db, action.id, to.personId)
    await insertEvent(tx.db, { matterId: row.id, seq, act: 'reassign_action', ...by, data }, ctx.now)
    record(tx, {
      act: 'matters.reassign_action',
      subject: { kind: 'matter', id: row.id },
      change: data,
      tell: { people: [personId, to.personId], units: [row.at_unit_id], seq },
    })
  }
  await store.countEvents(tx.db, row.id, seq)
  return null
}

/** A move that may be refused, which is said before anything is written; everything else is a fault and ends the act. */
async function tried(move: () => Promise<unknown>): Promise<StayReason | null> {
  try {
    await move()
    return null
  } catch (error) {
    if (error instanceof Refusal) return stayReasonOf(error.code)
    throw error
  }
}

/** True if the person works in one of the units or below, or leads the first of them. */
async function belongs(
  tx: Tx,
  personId: string,
  unitIds: readonly string[],
  leadRoles: readonly Role[],
): Promise<boolean> {
  if ((await leftAmong(tx.db, [personId])).has(personId)) return false
  const person = (await peopleById(tx.db, [personId])).get(personId)
  const unit = person === undefined ? undefined : (await unitsById(tx.db, [person.unitId])).get(person.unitId)
  if (unit?.path.some((id) => unitIds.includes(id)) === true) return true
  return (await holdersOf(tx.db, unitIds[0]!, leadRoles)).includes(personId)
}

/** A matter that stays, named only to whoever may see it. */
async function namedOf(tx: Tx, ctx: SignedIn, id: string, row: MatterRecord | undefined, why: StayReason) {
  if (row === undefined) return { id, number: '', title: '', why }
  const near = await surroundingsOf(tx.db, row)
  const seen = relationsOf(ctx.actor, kindOf(row.kind), matterOf(row), near).size > 0
  return { id, number: seen ? row.number : '', title: seen ? row.title : '', why }
}
