/** Matter verbs: open one, move one. Every state change in the product goes through `act`. */
import { areOpenUnits, nearestUnitWith } from '#domains/org/service.ts'
import { type Actor, onBehalfOf, type UnitPlace } from '#platform/access.ts'
import { type Calendar, localDate } from '#platform/calendar/calendar.ts'
import type { Ctx } from '#platform/ctx.ts'
import type { Db } from '#platform/db.ts'
import type { ParsedInputOf } from '#platform/endpoint.ts'
import { newId } from '#platform/id.ts'
import { add, inTransaction, record, type Tx } from '#platform/record.ts'
import { Refusal, type RefusalCode, type RefusalKind } from '#platform/refusal.ts'
import type { SignedIn } from '#platform/routes.ts'
import { type ClockEvent, type Clocks, clocksOf } from './clock.ts'
import { clockActs, type MatterView, type Move, type moveMatter, type Relation, type receiptMoves } from './contract.ts'
import { lastDecline } from './cosign/store.ts'
import { listFollowers } from './following/store.ts'
import { heldFollow } from './holds/service.ts'
import { keepEvent } from './keep.ts'
import { kindOf, type MatterKind, withDomainMoves } from './kinds.ts'
import { refuseForeignFiles, refuseTaken } from './pictures/service.ts'
import { insertPictures } from './pictures/store.ts'
import { closedStates } from './repeats/rules.ts'
import { newRepeat, sayRepeat } from './repeats/store.ts'
import { judge, type Matter, moves } from './rules.ts'
import { splitOff } from './split/service.ts'
import { aroundOf, outsideRaiser, relationsOf, type Surroundings, surroundingsOf } from './standing/service.ts'
import {
  deleteJoiner,
  findMatter,
  finishAction,
  followMerged,
  insertAction,
  insertJoiner,
  listEvents,
  listMerged,
  lockMatter,
  type MatterRecord,
  matterOf,
  newMatter,
  nextNumber,
  replaceAssisting,
} from './store.ts'
import { cosignersTold, peopleToTell, unitsToTell } from './tell.ts'
import { titleOf } from './title.ts'
import { mustSee, sees, viewOf } from './view/service.ts'

export interface OpenMatter {
  readonly kind: string
  /** Absent: the beginning of the text. */
  readonly title?: string
  readonly text: string
  readonly visibility: 'company' | 'handlers'
  /** Null: somebody from outside, who acts by his receipt; see `actByReceipt`. */
  readonly raiser: Actor | null
  /** The unit in whose name, or for whose people, it is raised; the raiser's own if absent. */
  readonly forUnitId?: string
  /** Of which sort it is, where the kind has other clocks for some. */
  readonly sort?: string
  /** The unit it is raised to; the nearest desk at or above it receives it. */
  readonly to: UnitPlace
  readonly fileIds: readonly string[]
  /** The closed matter that has come back, as the raiser says. */
  readonly again?: string
  /** The day by which it is to be answered, where the kind lets the raiser set it. */
  readonly dueOn?: string
  /** Who has it in hand at once, at a unit that is answerable. */
  readonly owner?: { readonly personId: string; readonly unitId: string }
}

export interface Opened {
  readonly id: string
  readonly number: string
  readonly dueAt: Date
  readonly deskUnitId: string
  readonly deskName: string
}

/** By when something of this kind would be answered if it were raised now. */
export function answerBy({ calendar, now }: Pick<Ctx, 'calendar' | 'now'>, kind: MatterKind, sort?: string): Date {
  return clocksOf(kind, calendar, [{ act: 'raise', at: now, data: { sort } }]).dueAt!
}

/** The clocks of a matter of this kind after these events, for whoever tells how its dates were kept. */
export function clocksAfter(calendar: Calendar, kind: string, events: readonly ClockEvent[]): Clocks {
  return clocksOf(kindOf(kind), calendar, events)
}

/** Opens a matter with the act that raises it; its rows are added at the end of that act. */
export async function open(tx: Tx, spec: OpenMatter): Promise<Opened> {
  const { ctx } = tx
  const kind = kindOf(spec.kind)
  if (spec.fileIds.length > kind.photosAtMost) throw new Refusal('bad_input', 'matters.pictures_too_many')
  const { raiser } = spec
  const raisedUnitId = spec.forUnitId ?? raiser?.unit.id
  if (raisedUnitId === undefined) throw new Error('a matter is raised from a unit')
  await refuseForeignFiles(tx.db, raiser?.personId ?? null, spec.fileIds)
  const again = spec.again ?? null
  if (again !== null) await refuseUnlessClosed(tx, raiser, kind, again)
  const desk = await nearestUnitWith({ ...ctx, db: tx.db }, spec.to, kind.receiverRoles)
  if (desk === null) throw new Refusal('conflict', 'matters.nobody_receives')
  if (kind.raiserSetsDay !== (spec.dueOn !== undefined)) throw new Error(`who sets the day of a ${kind.name}?`)
  const raised = {
    deskUnitId: desk.id,
    ...(spec.dueOn === undefined ? {} : { dueOn: spec.dueOn }),
    ...(again === null ? {} : { againId: again }),
    ...(spec.sort === undefined ? {} : { sort: spec.sort }),
  }
  const owner = spec.owner ?? null
  const events = [
    { act: 'raise', relation: 'raiser', data: raised } as const,
    ...(owner === null ? [] : [{ act: 'assign', relation: null, data: assignedTo(owner) } as const]),
  ]
  const clocks = clocksOf(
    kind,
    ctx.calendar,
    events.map((event) => ({ ...event, at: ctx.now })),
  )
  const dueAt = clocks.dueAt!
  const id = newId()
  const year = localDate(ctx.calendar, ctx.now).slice(0, 4)
  const number = `${kind.prefix}-${year}-${String(await nextNumber(ctx.db, tx.db)).padStart(6, '0')}`
  add(
    tx,
    ...newMatter(
      id,
      number,
      {
        kind: kind.name,
        title: spec.title ?? titleOf(spec.text),
        text: spec.text,
        visibility: spec.visibility,
        raiserId: raiser?.personId ?? null,
        raisedUnitId,
        deskUnitId: desk.id,
        owner,
        dueAt,
        actBy: clocks.actBy!,
        fileIds: spec.fileIds,
        cameBack: again !== null,
        events,
      },
      ctx.now,
    ),
  )
  if (again !== null && raiser !== null) add(tx, newRepeat(id, again, raiser.personId, ctx.now))
  record(tx, {
    act: 'matters.raise',
    subject: { kind: 'matter', id },
    change: { number, text: spec.text, deskUnitId: desk.id, again },
    tell: { people: [raiser?.personId, owner?.personId].filter((one) => one !== undefined), units: [desk.id], seq: 1 },
  })
  return { id, number, dueAt, deskUnitId: desk.id, deskName: desk.name }
}

/** What has come back must be over, of the same kind, and known to whoever says so. */
async function refuseUnlessClosed(tx: Tx, raiser: Actor | null, kind: MatterKind, id: string): Promise<void> {
  const row = await findMatter(tx.db, id)
  const known = raiser !== null && row !== undefined && row.kind === kind.name && (await sees(raiser, tx.db, row))
  if (!known) throw new Refusal('bad_input', 'matters.earlier_unknown')
  if (!closedStates.some((state) => state === row.state)) throw new Refusal('bad_input', 'matters.earlier_not_closed')
}

const assignedTo = ({ personId, unitId }: NonNullable<OpenMatter['owner']>) => ({
  unitId,
  ownerId: personId,
  assistingUnitIds: [],
})

/** Makes one move on a matter and gives back what the mover may see of it now. */
export function act(ctx: SignedIn, input: ParsedInputOf<typeof moveMatter>): Promise<MatterView> {
  return inTransaction(ctx, async (tx) => {
    const relations = await actIn(tx, ctx, input)
    return viewOf(ctx, tx.db, input.id, relations)
  }).catch(refuseTaken)
}

/** As `act`, within the act of the domain of the facts, which also makes the moves that its kind leaves to it. */
export async function actForDomain(tx: Tx, ctx: SignedIn, input: ParsedInputOf<typeof moveMatter>): Promise<void> {
  await actIn(tx, ctx, input, withDomainMoves)
}

/** A move on a matter. `seen` null: it holds whatever has happened meanwhile. */
interface Wish<M extends Move = Move> {
  readonly id: string
  readonly move: M
  readonly seen: number | null
}

/**
 * Makes one move inside of a running act, and gives how the mover stood to the matter before. It refuses before anything is
 * written.
 */
export function actIn(
  tx: Tx,
  ctx: SignedIn,
  wish: Wish,
  kindNamed: (name: string) => MatterKind = kindOf,
): Promise<ReadonlySet<Relation>> {
  return moveBy(tx, ctx.actor, wish, kindNamed)
}

/** What whoever holds the receipt of a matter may do as its raiser. */
export type ReceiptMove = Extract<Move, { do: (typeof receiptMoves)[number] }>

/**
 * As `actIn`, by whoever holds the receipt of a matter that was raised from outside. The domain of the facts has proven that he
 * does; nobody signed in acts here, so `tx` must be one without an actor.
 */
export async function actByReceipt(tx: Tx, wish: Wish<ReceiptMove>): Promise<void> {
  if (tx.ctx.actor !== null) throw new Error('whoever acts by a receipt is not a person of the company')
  await moveBy(tx, null, wish, kindOf)
}

/**
 * As `actByReceipt`, by whoever has spoken with the raiser from outside and writes down what he said. `how` is told with it.
 */
export async function actForRaiser(
  tx: Tx,
  wish: Wish<ReceiptMove>,
  how: Readonly<Record<string, unknown>>,
): Promise<void> {
  await moveBy(tx, null, wish, kindOf, how)
}

/** `actor` null: the raiser from outside. */
async function moveBy(
  tx: Tx,
  actor: Actor | null,
  { id, move, seen }: Wish,
  kindNamed: (name: string) => MatterKind,
  how: Readonly<Record<string, unknown>> = {},
): Promise<ReadonlySet<Relation>> {
  const row = await lockForMove(tx.db, id, move)
  if (row === undefined) throw new Refusal('not_found', 'matters.not_found')
  const kind = kindNamed(row.kind)
  const matter = matterOf(row)
  const near = await surroundingsOf(tx.db, row)
  const relations = actor === null ? outsideRaiser(matter) : relationsOf(actor, kind, matter, near)
  mustSee(relations)
  if (seen !== null && !(await hasSeenEnough(tx.db, row, { seen, move })))
    throw new Refusal('conflict', 'platform.changed_meanwhile', { seen: row.events })
  if (actor !== null) await refuseUnknownPlaces(tx.db, actor, move)
  const around = await aroundOf(tx.ctx, tx.db, kind, row, near, relations, move)
  const verdict = judge(kind, matter, move, around)
  if (!verdict.ok) throw new Refusal(kindOfRefusal(verdict.code), verdict.code)
  const allows = moves[move.do].who as readonly Relation[]
  const standsAs = (as: Actor) => {
    const standing = relationsOf(as, kind, matter, near)
    return allows.some((relation) => standing.has(relation))
  }
  const forId = actor === null ? null : onBehalfOf(actor, standsAs)
  const data = { ...verdict.data, ...how, ...(forId === null ? {} : { forId }) }
  await carryOut(tx, row, near, matter, verdict.matter, move, moverOf(move.do, relations), data)
  return relations
}

/** Holds the matter, and for a merge also the one it goes into: always the lesser id first, so that two merges never wait in a ring. */
async function lockForMove(db: Db, id: string, move: Move): Promise<MatterRecord | undefined> {
  if (move.do === 'merge' && move.intoId < id) await lockMatter(db, move.intoId)
  const row = await lockMatter(db, id)
  if (move.do === 'merge' && move.intoId > id) await lockMatter(db, move.intoId)
  return row
}

/**
 * Nobody acts on an old state; what the clock notes in between makes nobody's form stale. Those who co-sign one after the other do
 * not stand in each other's way: they must have seen the reason they speak against.
 */
async function hasSeenEnough(db: Db, row: MatterRecord, { seen, move }: { seen: number; move: Move }) {
  if (seen === row.events) return true
  if (seen > row.events) return false
  const later = (await listEvents(db, row.id)).filter(({ seq }) => seq > seen)
  if (later.every((event) => clockActs.some((act) => act === event.act))) return true
  return (move.do === 'cosign' || move.do === 'uncosign') && seen >= (await lastDecline(db, row.id))
}

/** As whom the mover acted: the first relation that allows the move. */
function moverOf(name: Move['do'], relations: ReadonlySet<Relation>): Relation {
  return moves[name].who.find((relation) => relations.has(relation)) ?? 'colleague'
}

function kindOfRefusal(code: RefusalCode): RefusalKind {
  if (code === 'matters.not_yours') return 'forbidden'
  return code === 'matters.not_now' || code === 'matters.kind_without_move' ? 'conflict' : 'bad_input'
}

async function carryOut(
  tx: Tx,
  row: MatterRecord,
  near: Surroundings,
  before: Matter,
  after: Matter,
  move: Move,
  relation: Relation,
  said: Readonly<Record<string, unknown>>,
): Promise<void> {
  const more = await sideEffects(tx, row, near, move, relation)
  const data = { ...said, ...more }
  const events = await keepEvent(tx, row, after, { act: move.do, relation, data })
  record(tx, {
    act: `matters.${move.do}`,
    subject: { kind: 'matter', id: row.id },
    change: data,
    tell: {
      people: [
        ...new Set([
          ...peopleToTell(before, after, near, move, await listMerged(tx.db, row.id)),
          ...(await listFollowers(tx.db, row.id)),
          ...cosignersTold(events, data),
        ]),
      ],
      units: unitsToTell(before, after, near, move),
      seq: row.events + 1,
    },
  })
  await heldFollow(tx, row, before.state, after.state)
}

/** What a move writes beside the matter and its event, and what the event tells of it. */
async function sideEffects(
  tx: Tx,
  matter: MatterRecord,
  near: Surroundings,
  move: Move,
  relation: Relation,
): Promise<Readonly<Record<string, unknown>>> {
  const actor = tx.ctx.actor!
  if (move.do === 'split') return splitOff(tx, matter, near, move, relation)
  if (move.do === 'assign') await replaceAssisting(tx.db, matter.id, move.assistingUnitIds)
  if (move.do === 'merge') await followMerged(tx.db, matter.id, move.intoId)
  if (move.do === 'join') await insertJoiner(tx.db, matter.id, actor.personId, tx.ctx.now)
  if (move.do === 'leave') await deleteJoiner(tx.db, matter.id, actor.personId)
  if (move.do === 'withdraw' && near.joiners[0] !== undefined) await deleteJoiner(tx.db, matter.id, near.joiners[0])
  if (move.do === 'plan_action')
    await insertAction(tx.db, { matterId: matter.id, text: move.text, ownerId: move.ownerId, dueOn: move.dueOn })
  if (move.do === 'finish_action') await finishAction(tx.db, move.actionId, move.note, tx.ctx.now)
  if (move.do === 'attach_evidence') {
    await refuseForeignFiles(tx.db, actor.personId, move.fileIds)
    await insertPictures(tx.db, matter.id, move.fileIds, matter.events + 1)
  }
  if (move.do === 'confirm_repeat' || move.do === 'reject_repeat') {
    const [same, byRaiser] = [move.do === 'confirm_repeat', relation === 'raiser']
    await sayRepeat(
      tx.db,
      { matterId: matter.id, earlierId: move.earlierId, same, byRaiser },
      actor.personId,
      tx.ctx.now,
    )
  }
  return {}
}

/** Units that a move names must exist; a merge target must be visible to the mover. */
async function refuseUnknownPlaces(db: Db, actor: Actor, move: Move): Promise<void> {
  if (move.do === 'assign' || move.do === 'hand_on') {
    const units = [move.unitId, ...(move.do === 'assign' ? move.assistingUnitIds : [])]
    if (!(await areOpenUnits(db, units))) throw new Refusal('bad_input', 'matters.unit_unknown')
  }
  if (move.do === 'confirm_repeat' || move.do === 'reject_repeat') {
    const earlier = await findMatter(db, move.earlierId)
    if (earlier === undefined || !(await sees(actor, db, earlier)))
      throw new Refusal('bad_input', 'matters.earlier_unknown')
  }
  if (move.do === 'merge') {
    const into = await findMatter(db, move.intoId)
    if (into === undefined || !(await sees(actor, db, into)))
      throw new Refusal('bad_input', 'matters.merge_target_unknown')
  }
}
