/** A directive as one viewer may see it: the units he looks after, and of all others how many there are, without names. */
import type { MatterState, Relation } from '#domains/matters/contract.ts'
import { matterRows } from '#domains/matters/lists/service.ts'
import { type StandingTo, standingTo } from '#domains/matters/standing/service.ts'
import { peopleById, type Unit, unitsById } from '#domains/org/service.ts'
import { type Actor, holds } from '#platform/access.ts'
import type { Db } from '#platform/db.ts'
import { Refusal } from '#platform/refusal.ts'
import type { SignedIn } from '#platform/routes.ts'
import { type DirectiveView, issueRoles, type ObjectionRow, type PieceView } from '../contract.ts'
import { findObjection, type ObjectionRecord, objectionsTo } from '../objections/store.ts'
import { countsOf, inTreeOrder } from '../rules.ts'
import {
  type DirectiveRecord,
  findDirective,
  findUnit,
  itemsOf,
  type UnitRecord,
  unitByMatter,
  unitsOf,
} from '../store.ts'

/** Where nothing more comes of an objection. */
export const settledStates: readonly MatterState[] = ['settled', 'withdrawn']

type Rows = Awaited<ReturnType<typeof matterRows>>

interface Whole {
  readonly directive: DirectiveRecord
  readonly parts: readonly UnitRecord[]
  readonly objections: readonly ObjectionRecord[]
  readonly matters: Rows
  readonly units: ReadonlyMap<string, Unit>
  /** The viewer acts for the unit that sent it. */
  readonly sends: boolean
}

/** The page of a directive. */
export async function directive(ctx: SignedIn, { id }: { id: string }): Promise<DirectiveView> {
  return directiveIn(ctx, ctx.db, id)
}

export async function directiveIn(ctx: SignedIn, db: Db, id: string): Promise<DirectiveView> {
  const found = await findDirective(db, id)
  if (found === undefined) throw new Refusal('not_found', 'directives.not_found')
  const whole = await wholeOf(ctx, db, found)
  const shown = shownUnits(ctx.actor, whole)
  if (!whole.sends && shown.length === 0) throw new Refusal('not_found', 'directives.not_found')
  const minutes = whole.parts.filter(({ ended_at }) => ended_at === null).map((part) => part.minutes)
  return {
    ...(await factsOf(ctx, db, whole)),
    dueOn: found.due_on,
    minutes: found.minutes,
    totalMinutes: minutes.reduce((sum, n) => sum + n, 0),
    units: shown.map((part) => ({
      unit: refOf(whole.units, part.unit_id),
      minutes: part.minutes,
      matter: whole.matters.get(part.matter_id)!,
    })),
    may: whole.sends && found.recalled_at === null ? ['recall'] : [],
  }
}

/** The directive behind a matter of a unit, or behind an objection to it. */
export async function piece(ctx: SignedIn, { matterId }: { matterId: string }): Promise<PieceView> {
  return pieceIn(ctx, ctx.db, matterId)
}

export async function pieceIn(ctx: SignedIn, db: Db, matterId: string): Promise<PieceView> {
  const objection = await findObjection(db, matterId)
  const part =
    objection === undefined
      ? await unitByMatter(db, matterId)
      : await findUnit(db, objection.directive_id, objection.unit_id)
  const standing = part === undefined ? null : await standingTo(ctx, db, matterId)
  if (part === undefined || standing === null || standing.relations.size === 0)
    throw new Refusal('not_found', 'directives.not_found')
  const whole = await wholeOf(ctx, db, (await findDirective(db, part.directive_id))!)
  const open = (['received', 'assigned', 'promised'] as const).some((state) => state === standing.row.state)
  const may: PieceView['may'] = []
  if (objection === undefined && open && objectorAs(ctx.actor, standing) !== null) may.push('object')
  if (objection !== undefined && standing.may.includes('answer')) may.push('decide')
  return {
    ...(await factsOf(ctx, db, whole, part.unit_id)),
    unit: refOf(whole.units, part.unit_id),
    dueOn: part.due_on,
    minutes: part.minutes,
    matterId: part.matter_id,
    objection: objection === undefined ? null : { about: objection.about, decision: objection.decision },
    opens: whole.sends || shownUnits(ctx.actor, whole).length > 0,
    may,
  }
}

/** As what somebody objects in the name of the unit: those at its own desk and those who have it in hand, nobody above them. */
export function objectorAs(actor: Actor, { row, relations }: StandingTo): Relation | null {
  for (const relation of ['owner', 'lead'] as const) if (relations.has(relation)) return relation
  const atDesk = actor.grants.some(({ role, unitId }) => unitId === row.desk_unit_id && issueRoles.includes(role))
  return atDesk && relations.has('desk') ? 'desk' : null
}

async function wholeOf(ctx: SignedIn, db: Db, found: DirectiveRecord): Promise<Whole> {
  const [parts, objections] = [await unitsOf(db, [found.id]), await objectionsTo(db, [found.id])]
  const places = await unitsById(db, [found.issuing_unit_id, ...parts.map((part) => part.unit_id)])
  const above = [...places.values()].flatMap(({ path }) => path).filter((id) => !places.has(id))
  const units = new Map([...places, ...(await unitsById(db, above))])
  const ids = [...parts, ...objections].map((row) => row.matter_id)
  const sender = units.get(found.issuing_unit_id)
  const sends = found.issuer_id === ctx.actor.personId || (sender !== undefined && holds(ctx.actor, issueRoles, sender))
  return { directive: found, parts, objections, matters: await matterRows(ctx, db, ids), units, sends }
}

/** The parts of the units that the viewer looks after or works for, in the order of the tree; all where he acts for the sender. */
function shownUnits(actor: Actor, { parts, units, matters, sends }: Whole): UnitRecord[] {
  const codes = new Map([...units.values()].map(({ id, code }) => [id, code]))
  const mine = parts.filter((part) => {
    const unit = units.get(part.unit_id)
    return (
      sends ||
      (unit !== undefined && holds(actor, issueRoles, unit)) ||
      matters.get(part.matter_id)?.owner?.id === actor.personId
    )
  })
  return inTreeOrder(
    mine.map((part) => ({ part, path: units.get(part.unit_id)?.path ?? [] })),
    codes,
  ).map(({ part }) => part)
}

/** What everybody sees who sees any of it. `own` is the unit whose objections bear its name in any case. */
async function factsOf(ctx: SignedIn, db: Db, whole: Whole, own: string | null = null) {
  const { directive: found, parts, units, matters } = whole
  const issuer = (await peopleById(db, [found.issuer_id])).get(found.issuer_id)
  const known = new Set([own, ...shownUnits(ctx.actor, whole).map((part) => part.unit_id)])
  return {
    id: found.id,
    title: found.title,
    text: found.text,
    purpose: found.purpose,
    sender: refOf(units, found.issuing_unit_id),
    issuer: issuer?.name ?? '',
    issuedAt: found.issued_at.toISOString(),
    items: (await itemsOf(db, found.id)).map(({ what, why, due_on, held_not_enough }) => ({
      ...{ what, why, dueOn: due_on, heldNotEnough: held_not_enough },
    })),
    recalled:
      found.recalled_at === null ? null : { at: found.recalled_at.toISOString(), reason: found.recall_reason ?? '' },
    states: countsOf(parts.map((part) => matters.get(part.matter_id)!.state)),
    objections: whole.objections.map((one) => objectionRow(one, matters, units, known.has(one.unit_id))),
  }
}

function objectionRow(one: ObjectionRecord, matters: Rows, units: Whole['units'], named: boolean): ObjectionRow {
  const { number, state, raisedAt, dueAt, late, owner } = matters.get(one.matter_id)!
  return {
    matterId: named ? one.matter_id : null,
    number: named ? number : null,
    unit: named ? refOf(units, one.unit_id) : null,
    ...{ about: one.about, state, raisedAt, dueAt, late, owner, decision: named ? one.decision : null },
  }
}

export const refOf = (units: ReadonlyMap<string, Pick<Unit, 'name'>>, id: string) => ({
  id,
  name: units.get(id)?.name ?? '',
})
