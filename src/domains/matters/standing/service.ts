/** How a person stands to a matter, and the facts around it that the rules ask for. */

import {
  headOf,
  holdersOf,
  loadActor,
  nearestHolding,
  nearestUnitAboveWith,
  type Unit,
  unitsById,
} from '#domains/org/service.ts'
import { type Actor, holds, holdsAbove, holdsAnywhere, type Role, type UnitPlace, worksFor } from '#platform/access.ts'
import { localDate } from '#platform/calendar/calendar.ts'
import type { Ctx } from '#platform/ctx.ts'
import type { Db } from '#platform/db.ts'
import type { SignedIn } from '#platform/routes.ts'
import type { Move, MoveName, Relation } from '../contract.ts'
import { cosignsOf } from '../cosign/rules.ts'
import { kindOf, type MatterKind, withDomainMoves } from '../kinds.ts'
import { listPictures } from '../pictures/store.ts'
import { closedStates } from '../repeats/rules.ts'
import { findSaid } from '../repeats/store.ts'
import { type Around, type EarlierFacts, type Matter, mayMake } from '../rules.ts'
import {
  findMatter,
  listActions,
  listAssisting,
  listEvents,
  listJoiners,
  listMerged,
  type MatterRecord,
  matterOf,
  peopleAndUnitsOn,
  signed,
} from '../store.ts'

/** What hangs on a matter and decides who stands how to it. */
export interface Surroundings {
  readonly units: ReadonlyMap<string, Unit>
  readonly joiners: readonly string[]
  readonly assisting: readonly string[]
  readonly actions: Awaited<ReturnType<typeof listActions>>
  /** The unit above that leads in place of the lead unit, where nobody is left there to do so; else null. */
  readonly actingLeadId: string | null
  readonly raisedUnitId: string
}

export async function surroundingsOf(db: Db, row: MatterRecord): Promise<Surroundings> {
  const [joiners, assisting, actions] = [
    await listJoiners(db, row.id),
    await listAssisting(db, row.id),
    await listActions(db, row.id),
  ]
  const ids = [
    row.desk_unit_id,
    row.lead_unit_id,
    row.answerable_unit_id,
    row.decider_unit_id,
    row.raised_unit_id,
    ...assisting,
  ]
  const units = await unitsById(
    db,
    ids.filter((id) => id !== null),
  )
  const actingLeadId = await actingLeadOf(db, row, units)
  return { units, joiners, assisting, actions, actingLeadId, raisedUnitId: row.raised_unit_id }
}

async function actingLeadOf(
  db: Db,
  { kind, lead_unit_id }: Pick<MatterRecord, 'kind' | 'lead_unit_id'>,
  units: ReadonlyMap<string, UnitPlace>,
): Promise<string | null> {
  const lead = lead_unit_id === null ? undefined : units.get(lead_unit_id)
  if (lead === undefined) return null
  const nearest = await nearestHolding(db, lead.path, kindOf(kind).leadRoles)
  return nearest === lead.id ? null : nearest
}

/** What decides who stands how to a matter. */
type Standing = Pick<
  Matter,
  'visibility' | 'raiserId' | 'deskUnitId' | 'leadUnitId' | 'ownerId' | 'answerableUnitId' | 'deciderUnitId'
>
type Near = Pick<Surroundings, 'joiners' | 'assisting' | 'actingLeadId' | 'raisedUnitId'> & {
  readonly units: ReadonlyMap<string, UnitPlace>
  readonly actions: readonly { readonly owner_id: string }[]
}

/** The relations of a person to a matter. `colleague` is everyone where the matter is open to the company. */
export function relationsOf(actor: Actor, kind: MatterKind, matter: Standing, around: Near): Set<Relation> {
  const found = new Set<Relation>()
  const at = (id: string | null): UnitPlace | null => (id === null ? null : (around.units.get(id) ?? null))
  const exactly = (roles: readonly Role[], id: string | null) =>
    id !== null && actor.grants.some((grant) => grant.unitId === id && roles.includes(grant.role))
  const desk = at(matter.deskUnitId)
  const lead = at(matter.leadUnitId)
  if (matter.raiserId === actor.personId) found.add('raiser')
  if (around.joiners.includes(actor.personId)) found.add('joiner')
  if (desk !== null && holds(actor, kind.deskRoles, desk)) found.add('desk')
  if (worksFor(actor, matter.ownerId, lead?.path ?? [])) found.add('owner')
  if (exactly(kind.leadRoles, matter.leadUnitId) || exactly(kind.leadRoles, around.actingLeadId)) found.add('lead')
  if (around.assisting.some((id) => exactly(kind.leadRoles, id))) found.add('assisting')
  if (around.actions.some((action) => worksFor(actor, action.owner_id, lead?.path ?? []))) found.add('assisting')
  const decider = at(matter.deciderUnitId)
  const decides =
    decider === null
      ? holdsAbove(actor, kind.superiorRoles, lead ?? desk ?? actor.unit)
      : holds(actor, kind.superiorRoles, decider)
  if (decides) found.add('superior')
  if (exactly(kind.leadRoles, matter.answerableUnitId)) found.add('assisting')
  if (holdsAnywhere(actor, kind.frontRoles)) found.add('front')
  const forOwnUnit = kind.forUnit && exactly(kind.leadRoles, around.raisedUnitId)
  if (matter.visibility === 'company' || forOwnUnit) found.add('colleague')
  return found
}

/** How the holder of a receipt stands to its matter: he raised it, from outside. None where a person of the company did. */
export const outsideRaiser = (matter: Pick<Matter, 'raiserId'>): ReadonlySet<Relation> =>
  new Set(matter.raiserId === null ? (['raiser'] as const) : [])

type Listed = Pick<
  MatterRecord,
  | 'id'
  | 'kind'
  | 'visibility'
  | 'raiser_id'
  | 'raised_unit_id'
  | 'desk_unit_id'
  | 'lead_unit_id'
  | 'owner_id'
  | 'answerable_unit_id'
  | 'decider_unit_id'
>

/**
 * Which of these matters the person stands in any relation to, by id. What the matters themselves and the places of units (`units`,
 * read if absent) decide is not looked up further; for the rest one look at who joined, assists and acts, and one more for each unit
 * that he might have to lead from above, where nothing else makes a matter his.
 */
export async function standsTo(
  db: Db,
  actor: Actor,
  rows: readonly Listed[],
  units?: ReadonlyMap<string, UnitPlace>,
): Promise<ReadonlySet<string>> {
  const kept = rows.filter((row) => row.visibility !== 'company')
  const seen = new Set(rows.filter((row) => row.visibility === 'company').map((row) => row.id))
  if (kept.length === 0) return seen
  const places = units ?? (await unitsById(db, kept.flatMap(unitsOf)))
  const stands = (row: Listed, more: Partial<Near>) => {
    const near: Near = { units: places, raisedUnitId: row.raised_unit_id, ...nobody, ...more }
    return relationsOf(actor, kindOf(row.kind), standingOf(row), near).size > 0
  }
  const open = kept.filter((row) => !stands(row, {}))
  const hanging =
    open.length === 0
      ? null
      : await peopleAndUnitsOn(
          db,
          open.map((row) => row.id),
        )
  const acting = new Map<string, string | null>()
  for (const row of kept) {
    const hangs = hanging?.get(row.id)
    if (hangs === undefined || stands(row, { ...hangs, actions: hangs.owners.map((owner_id) => ({ owner_id })) })) {
      seen.add(row.id)
      continue
    }
    const kind = kindOf(row.kind)
    const lead = row.lead_unit_id === null ? undefined : places.get(row.lead_unit_id)
    if (lead === undefined || !holdsAbove(actor, kind.leadRoles, lead)) continue
    const key = `${kind.name} ${lead.id}`
    if (!acting.has(key)) acting.set(key, await actingLeadOf(db, row, places))
    if (stands(row, { actingLeadId: acting.get(key) ?? null })) seen.add(row.id)
  }
  return seen
}

const nobody = { joiners: [], assisting: [], actions: [], actingLeadId: null }

const unitsOf = (row: Listed): string[] =>
  [row.desk_unit_id, row.lead_unit_id, row.decider_unit_id].filter((id) => id !== null)

function standingOf(row: Listed): Standing {
  return {
    visibility: row.visibility,
    raiserId: row.raiser_id,
    deskUnitId: row.desk_unit_id,
    leadUnitId: row.lead_unit_id,
    ownerId: row.owner_id,
    answerableUnitId: row.answerable_unit_id,
    deciderUnitId: row.decider_unit_id,
  }
}

/** Those who work on a matter or answer for it: they see the raiser's name. */
export function handles(relations: ReadonlySet<Relation>): boolean {
  return (['desk', 'owner', 'lead', 'assisting', 'superior'] as const).some((relation) => relations.has(relation))
}

export interface StandingTo {
  readonly row: MatterRecord
  /** Empty: it is none of his business. */
  readonly relations: ReadonlySet<Relation>
  /** The moves that are his, those included that the domain of the facts makes. */
  readonly may: readonly MoveName[]
}

/** How the acting person stands to a matter; null where there is none. For the domain of its facts. */
export async function standingTo(ctx: SignedIn, db: Db, id: string): Promise<StandingTo | null> {
  const row = await findMatter(db, id)
  if (row === undefined) return null
  const [kind, matter, near] = [withDomainMoves(row.kind), matterOf(row), await surroundingsOf(db, row)]
  const relations = relationsOf(ctx.actor, kind, matter, near)
  return { row, relations, may: mayMake(kind, matter, await aroundOf(ctx, db, kind, row, near, relations, null)) }
}

/** The facts that the rules need for judging one move, or for saying which moves are open (no move given). */
export async function aroundOf(
  ctx: Ctx,
  db: Db,
  kind: MatterKind,
  row: MatterRecord,
  near: Surroundings,
  relations: ReadonlySet<Relation>,
  move: Move | null,
): Promise<Around> {
  const place = near.units.get(row.lead_unit_id ?? row.desk_unit_id)
  const above = place === undefined ? null : await nearestUnitAboveWith({ ...ctx, db }, place, kind.superiorRoles)
  const otherId = move?.do === 'merge' ? move.intoId : row.merged_into
  const other = otherId === null ? undefined : await findMatter(db, otherId)
  return {
    relations,
    now: ctx.now,
    today: localDate(ctx.calendar, ctx.now),
    dueAt: row.due_at,
    aboveUnitId: above?.id ?? null,
    ...(await targetOf(db, kind, row, near, move)),
    earliestJoinerId: near.joiners[0] ?? null,
    other: other === undefined ? null : matterOf(other),
    openActionIds: near.actions.filter((action) => action.done_at === null).map((action) => action.id),
    pictures: move?.do === 'attach_evidence' ? (await listPictures(db, row.id)).length : 0,
    whole:
      move?.do === 'split'
        ? {
            fileIds: (await listPictures(db, row.id)).map((file) => file.file_id),
            mergedIds: (await listMerged(db, row.id)).map((merged) => merged.id),
          }
        : null,
    cosign: row.state === 'declined' ? await cosignFacts(ctx, db, kind, row) : null,
    earlier: move !== null && 'earlierId' in move ? await earlierFacts(db, row, move.earlierId) : null,
  }
}

async function cosignFacts(ctx: Ctx, db: Db, kind: MatterKind, row: MatterRecord): Promise<Around['cosign']> {
  const cosigns = cosignsOf(kind, ctx.calendar, (await listEvents(db, row.id)).map(signed))
  if (cosigns === null) return null
  const { signers, needed, until } = cosigns
  return { more: needed - signers.size, mine: signers.has(ctx.actor?.personId ?? ''), over: ctx.now > until }
}

async function earlierFacts(db: Db, row: MatterRecord, id: string): Promise<EarlierFacts | null> {
  const found = await findMatter(db, id)
  if (found === undefined) return null
  const closed = closedStates.some((state) => state === found.state)
  const before = closed && found.state_since <= row.raised_at
  return { id, kind: found.kind, before, said: await findSaid(db, row.id, id) }
}

/** Who answers for the unit that the move names, and whether the person it names belongs there. */
async function targetOf(
  db: Db,
  kind: MatterKind,
  row: MatterRecord,
  near: Surroundings,
  move: Move | null,
): Promise<Pick<Around, 'headOfTarget' | 'ownerBelongs'>> {
  if (move === null || !('unitId' in move || 'ownerId' in move)) return { headOfTarget: null, ownerBelongs: true }
  const unitId = 'unitId' in move ? move.unitId : row.lead_unit_id
  const head = unitId === null ? null : await headOf(db, unitId)
  const ownerId = 'ownerId' in move ? move.ownerId : undefined
  if (ownerId === undefined || unitId === null) return { headOfTarget: head?.id ?? null, ownerBelongs: true }
  if (ownerId === head?.id) return { headOfTarget: head.id, ownerBelongs: true }
  if (unitId === row.lead_unit_id && near.actingLeadId !== null) {
    const acting = await holdersOf(db, near.actingLeadId, kind.leadRoles)
    if (acting.includes(ownerId)) return { headOfTarget: head?.id ?? null, ownerBelongs: true }
  }
  const owner = await loadActor(db, ownerId)
  const allowed = new Set([unitId, ...(move.do === 'plan_action' ? near.assisting : [])])
  const belongs = owner?.unit.path.some((id) => allowed.has(id)) ?? false
  return { headOfTarget: head?.id ?? null, ownerBelongs: belongs }
}
