/** Directive verbs: check what it would cost, issue it, recall it; and the lists of those issued and received. */
import type { MatterRow } from '#domains/matters/contract.ts'
import { end } from '#domains/matters/holds/service.ts'
import { kindOf } from '#domains/matters/kinds.ts'
import { matterRows } from '#domains/matters/lists/service.ts'
import { open } from '#domains/matters/service.ts'
import { areOpenUnits, nearestUnitWith, type Unit, unitsBelow, unitsById } from '#domains/org/service.ts'
import { holds } from '#platform/access.ts'
import { addDays, localDate, startOfLocalDay, workdaysBetween } from '#platform/calendar/calendar.ts'
import type { Db } from '#platform/db.ts'
import type { OutputOf, ParsedInputOf } from '#platform/endpoint.ts'
import { newId } from '#platform/id.ts'
import { add, inStatement, inTransaction, record } from '#platform/record.ts'
import { Refusal } from '#platform/refusal.ts'
import type { SignedIn } from '#platform/routes.ts'
import {
  type checkDirective,
  type DirectiveRow,
  type DirectiveView,
  type issueDirective,
  issueRoles,
  type listDirectives,
  type recallDirective,
  type UnitAsked,
} from './contract.ts'
import { heldAlready } from './held/service.ts'
import { objectionsTo } from './objections/store.ts'
import { dayProblem, inTreeOrder, itemsProblem, senderFor } from './rules.ts'
import {
  changeUnit,
  type DirectiveRecord,
  issuedBy,
  lockDirective,
  minutesAsked,
  newDirective,
  saveRecall,
  sentTo,
  unitsOf,
} from './store.ts'
import { directiveIn, refOf, settledStates } from './view/service.ts'

export const directiveKind = 'directive'
const page = 20

/** What a directive would cost, whom it would reach, and what of its data is held. */
export async function check(
  ctx: SignedIn,
  input: ParsedInputOf<typeof checkDirective>,
): Promise<OutputOf<typeof checkDirective>> {
  const units = [...(await unitsById(ctx.db, input.unitIds)).values()]
  const senderId = senderFor(ctx.actor, units)
  if (units.length > 0 && senderId === null) throw new Refusal('forbidden', 'directives.unit_not_below')
  const sender = senderId === null ? undefined : (await unitsById(ctx.db, [senderId])).get(senderId)
  return {
    sender: sender === undefined ? null : { id: sender.id, name: sender.name },
    workdays:
      input.dueOn === undefined ? null : workdaysBetween(ctx.calendar, localDate(ctx.calendar, ctx.now), input.dueOn),
    totalMinutes: units.length * (input.minutes ?? 0),
    units: await unitsAsked(ctx, units, senderId),
    held: await heldAlready(ctx.db, input.whats, { unitIds: input.unitIds, now: ctx.now }),
  }
}

/** Each unit with who receives it there and what it has been asked for this month: facts, in the order of the tree. */
async function unitsAsked(ctx: SignedIn, units: readonly Unit[], senderId: string | null): Promise<UnitAsked[]> {
  const first = `${localDate(ctx.calendar, ctx.now).slice(0, 7)}-01`
  const next = `${addDays(first, 31).slice(0, 7)}-01`
  const month = { from: startOfLocalDay(ctx.calendar, first), to: startOfLocalDay(ctx.calendar, next) }
  const unitIds = units.map(({ id }) => id)
  const asked = new Map((await minutesAsked(ctx.db, { unitIds, senderId, ...month })).map((row) => [row.unitId, row]))
  const above = await unitsById(
    ctx.db,
    units.flatMap(({ path }) => path),
  )
  const codes = new Map([...above.values()].map(({ id, code }) => [id, code]))
  const found: UnitAsked[] = []
  for (const unit of inTreeOrder(units, codes)) {
    const desk = await deskOf(ctx, ctx.db, unit, senderId)
    found.push({
      unit: { id: unit.id, name: unit.name },
      desk: desk === null ? null : { id: desk.id, name: desk.name },
      askedByUs: asked.get(unit.id)?.byUs ?? 0,
      askedByOthers: asked.get(unit.id)?.byOthers ?? 0,
    })
  }
  return found
}

/** The nearest desk of a unit that lies below the sender; null where only the sender himself could receive it. */
async function deskOf(ctx: SignedIn, db: Db, unit: Unit, senderId: string | null) {
  const desk = await nearestUnitWith({ ...ctx, db }, unit, kindOf(directiveKind).receiverRoles)
  return desk !== null && senderId !== null && desk.id !== senderId && desk.path.includes(senderId) ? desk : null
}

/** Issues a directive; every unit gets a matter of its own, due on the day that was set. */
export function issue(
  ctx: SignedIn,
  input: ParsedInputOf<typeof issueDirective>,
): Promise<OutputOf<typeof issueDirective>> {
  return inStatement(ctx, async (tx) => {
    const unitIds = [...new Set(input.unitIds)]
    const units = await unitsById(tx.db, unitIds)
    if (units.size < unitIds.length || !(await areOpenUnits(tx.db, unitIds)))
      throw new Refusal('bad_input', 'directives.unit_unknown')
    const senderId = senderFor(ctx.actor, [...units.values()])
    if (senderId === null) throw new Refusal('forbidden', 'directives.unit_not_below')
    await refuseDaysAndData(ctx, tx.db, input)
    const id = newId()
    const matters: OutputOf<typeof issueDirective>['matters'] = []
    for (const unitId of unitIds) {
      const unit = units.get(unitId)!
      if ((await deskOf(ctx, tx.db, unit, senderId)) === null)
        throw new Refusal('bad_input', 'directives.unit_without_desk', { unit: unit.name })
      const { title, text, dueOn } = input
      const asked = { kind: directiveKind, title, text, dueOn, visibility: 'handlers', raiser: ctx.actor } as const
      const opened = await open(tx, { ...asked, to: unit, fileIds: [] })
      matters.push({ unitId, matterId: opened.id, number: opened.number })
    }
    add(tx, ...newDirective({ ...input, id, issuerId: ctx.actor.personId, senderId, units: matters }, ctx.now))
    record(tx, {
      act: 'directives.issue',
      subject: { kind: 'directive', id },
      change: { ...input, matters },
      tell: { people: [ctx.actor.personId], units: [senderId, ...unitIds] },
    })
    return { id, matters }
  })
}

async function refuseDaysAndData(ctx: SignedIn, db: Db, input: ParsedInputOf<typeof issueDirective>): Promise<void> {
  const { dueOn, items, unitIds } = input
  const day = dayProblem(ctx.calendar, ctx.now, dueOn)
  if (day !== null) throw new Refusal('bad_input', day)
  const whats = items.map(({ what }) => what)
  const held = (await heldAlready(db, whats, { unitIds, now: ctx.now })).map((some) => some.length > 0)
  const problem = itemsProblem(items, held, { today: localDate(ctx.calendar, ctx.now), dueOn })
  if (problem !== null) throw new Refusal('bad_input', problem.code, { item: problem.item })
}

/** Takes a directive back: what is open of it ends, and what was objected to it. What a unit has done stays done. */
export function recall(ctx: SignedIn, input: ParsedInputOf<typeof recallDirective>): Promise<DirectiveView> {
  return inTransaction(ctx, async (tx) => {
    const found = await lockDirective(tx.db, input.id)
    if (found === undefined) throw new Refusal('not_found', 'directives.not_found')
    const before = await directiveIn(ctx, tx.db, found.id) // who may not see it does not hear of it
    const sender = (await unitsById(tx.db, [found.issuing_unit_id])).get(found.issuing_unit_id)!
    if (found.issuer_id !== ctx.actor.personId && !holds(ctx.actor, issueRoles, sender))
      throw new Refusal('forbidden', 'platform.not_allowed')
    if (before.recalled !== null) throw new Refusal('conflict', 'directives.recalled')
    const as = found.issuer_id === ctx.actor.personId ? 'raiser' : 'superior'
    // objections before what they hold, as everywhere, so that nobody waits in a ring
    for (const { matter_id } of await objectionsTo(tx.db, [found.id]))
      await end(tx, matter_id, input.reason, 'superior')
    for (const { matter_id } of await partsInOrder(tx.db, found.id)) {
      if (await end(tx, matter_id, input.reason, as)) await changeUnit(tx.db, matter_id, { ended_at: ctx.now })
    }
    await saveRecall(tx.db, found.id, input.reason, ctx.now)
    record(tx, {
      act: 'directives.recall',
      subject: { kind: 'directive', id: found.id },
      change: { reason: input.reason },
      tell: { people: [found.issuer_id], units: [found.issuing_unit_id] },
    })
    return directiveIn(ctx, tx.db, found.id)
  })
}

const partsInOrder = async (db: Db, directiveId: string) =>
  (await unitsOf(db, [directiveId])).sort((a, b) => (a.matter_id < b.matter_id ? -1 : 1))

/** Directives issued by the units that the caller looks after, or sent to them from outside. */
export async function directives(
  ctx: SignedIn,
  { way, after }: ParsedInputOf<typeof listDirectives>,
): Promise<OutputOf<typeof listDirectives>> {
  const granted = ctx.actor.grants.filter(({ role }) => issueRoles.includes(role)).map(({ unitId }) => unitId)
  const mine = new Set<string>()
  for (const unitId of new Set(granted)) for (const id of await unitsBelow(ctx.db, unitId)) mine.add(id)
  const read = way === 'issued' ? issuedBy : sentTo
  const found = await read(ctx.db, [...mine], { after: after ?? null, limit: page + 1 })
  const rows = await rowsOf(ctx, found.slice(0, page))
  return { rows, next: found.length > page ? rows.at(-1)!.id : null }
}

async function rowsOf(ctx: SignedIn, found: readonly DirectiveRecord[]): Promise<DirectiveRow[]> {
  const ids = found.map(({ id }) => id)
  const [parts, objections] = [await unitsOf(ctx.db, ids), await objectionsTo(ctx.db, ids)]
  const matters = await matterRows(
    ctx,
    ctx.db,
    [...parts, ...objections].map((row) => row.matter_id),
  )
  const senders = await unitsById(
    ctx.db,
    found.map((row) => row.issuing_unit_id),
  )
  const of = (rows: readonly { directive_id: string; matter_id: string }[], id: string): MatterRow[] =>
    rows.filter((row) => row.directive_id === id).map((row) => matters.get(row.matter_id)!)
  return found.map((row) => {
    const [units, raised] = [of(parts, row.id), of(objections, row.id)]
    const open = raised.filter(({ state }) => !settledStates.includes(state))
    return {
      id: row.id,
      title: row.title,
      sender: refOf(senders, row.issuing_unit_id),
      issuedAt: row.issued_at.toISOString(),
      dueOn: row.due_on,
      minutes: row.minutes,
      units: units.length,
      settled: units.filter(({ state }) => state === 'settled').length,
      late: units.filter(({ late }) => late).length,
      openObjections: open.length,
      lateObjections: open.filter(({ late }) => late).length,
      recalled: row.recalled_at !== null,
    }
  })
}
