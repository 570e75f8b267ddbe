/** A unit questions a directive or says that it does not fit; the sender must answer, and the unit has the last word. */
import { change, end, hold } from '#domains/matters/holds/service.ts'
import { matterRows } from '#domains/matters/lists/service.ts'
import { actForDomain, open } from '#domains/matters/service.ts'
import { standingTo } from '#domains/matters/standing/service.ts'
import { loadActor, unitsById } from '#domains/org/service.ts'
import type { Db } from '#platform/db.ts'
import type { OutputOf, ParsedInputOf } from '#platform/endpoint.ts'
import { add, inTransaction, record, type Tx } from '#platform/record.ts'
import { Refusal } from '#platform/refusal.ts'
import type { SignedIn } from '#platform/routes.ts'
import type { About, decideObjection, objectToDirective, PieceView } from '../contract.ts'
import { dayProblem, decisionProblem } from '../rules.ts'
import { changeUnit, type DirectiveRecord, findDirective, findUnit, unitByMatter } from '../store.ts'
import { objectorAs, pieceIn, settledStates } from '../view/service.ts'
import { findObjection, newObjection, type ObjectionRecord, objectionsTo, saveDecision } from './store.ts'

const objectionKind = 'objection'
const titles = { question: '疑问', does_not_fit: '不适合本单位' } as const satisfies Record<About, string>

/** Raises an objection in the name of the receiving unit. Whoever issued the directive has it in hand at once. */
export function object(
  ctx: SignedIn,
  input: ParsedInputOf<typeof objectToDirective>,
): Promise<OutputOf<typeof objectToDirective>> {
  return inTransaction(ctx, async (tx) => {
    const part = await unitByMatter(tx.db, input.matterId)
    const standing = part === undefined ? null : await standingTo(ctx, tx.db, input.matterId)
    if (part === undefined || standing === null || standing.relations.size === 0)
      throw new Refusal('not_found', 'directives.not_found')
    const as = objectorAs(ctx.actor, standing)
    if (as === null) throw new Refusal('forbidden', 'matters.not_yours')
    const directive = (await findDirective(tx.db, part.directive_id))!
    const sender = (await unitsById(tx.db, [directive.issuing_unit_id])).get(directive.issuing_unit_id)!
    const owner = await answering(tx.db, directive)
    const opened = await open(tx, {
      kind: objectionKind,
      title: `${titles[input.about]}：${directive.title}`,
      text: input.text,
      visibility: 'handlers',
      raiser: ctx.actor,
      forUnitId: part.unit_id,
      to: sender,
      fileIds: [],
      ...(owner === null ? {} : { owner }),
    })
    const { about } = input
    await hold(tx, input.matterId, { id: opened.id, number: opened.number, about }, as)
    await refuseSecond(ctx, tx, part, about) // the unit's matter is locked by now, so two cannot be raised at once
    const ref = { directiveId: part.directive_id, unitId: part.unit_id }
    add(tx, newObjection({ matterId: opened.id, ...ref, about }))
    record(tx, {
      act: 'directives.object',
      subject: { kind: 'directive', id: part.directive_id },
      change: { about, text: input.text, matterId: opened.id },
      tell: { people: [directive.issuer_id], units: [directive.issuing_unit_id, part.unit_id] },
    })
    return { matterId: opened.id, number: opened.number, answerBy: opened.dueAt.toISOString() }
  })
}

/** Whoever issued it, as long as he works for the unit in whose name he did; null leaves it to the desk. */
async function answering(db: Db, { issuer_id, issuing_unit_id }: DirectiveRecord) {
  const issuer = await loadActor(db, issuer_id)
  const there = issuer?.unit.path.includes(issuing_unit_id) === true
  return there ? { personId: issuer_id, unitId: issuing_unit_id } : null
}

async function refuseSecond(
  ctx: SignedIn,
  tx: Tx,
  part: { readonly directive_id: string; readonly unit_id: string },
  about: About,
): Promise<void> {
  const same = (await objectionsTo(tx.db, [part.directive_id])).filter(
    (one) => one.unit_id === part.unit_id && one.about === about,
  )
  const ids = same.map((one) => one.matter_id)
  const open = [...(await matterRows(ctx, tx.db, ids)).values()].filter(({ state }) => !settledStates.includes(state))
  if (open.length > 0) throw new Refusal('conflict', 'directives.objection_open')
}

/** Answers an objection and carries out what was decided; the objector then judges the answer. */
export function decide(ctx: SignedIn, input: ParsedInputOf<typeof decideObjection>): Promise<PieceView> {
  return inTransaction(ctx, async (tx) => {
    const objection = await findObjection(tx.db, input.matterId)
    if (objection === undefined) throw new Refusal('not_found', 'directives.not_found')
    const { matterId, seen, decision, text } = input
    await actForDomain(tx, ctx, { id: matterId, seen, move: { do: 'answer', kind: 'done', text } })
    await refuseWrong(ctx, input)
    await carryOut(tx, ctx, objection, input)
    await saveDecision(tx.db, matterId, decision)
    record(tx, {
      act: 'directives.decide',
      subject: { kind: 'directive', id: objection.directive_id },
      change: { matterId, decision, dueOn: input.dueOn, minutes: input.minutes },
      tell: { people: [ctx.actor.personId], units: [objection.unit_id] },
    })
    return pieceIn(ctx, tx.db, matterId)
  })
}

async function refuseWrong(ctx: SignedIn, input: ParsedInputOf<typeof decideObjection>): Promise<void> {
  const problem =
    decisionProblem(input.decision, input) ??
    (input.dueOn === undefined ? null : dayProblem(ctx.calendar, ctx.now, input.dueOn))
  if (problem !== null) throw new Refusal('bad_input', problem)
}

async function carryOut(
  tx: Tx,
  ctx: SignedIn,
  objection: ObjectionRecord,
  { decision, text, dueOn, minutes }: ParsedInputOf<typeof decideObjection>,
): Promise<void> {
  if (decision === 'explained') return
  const part = (await findUnit(tx.db, objection.directive_id, objection.unit_id))!
  const directive = (await findDirective(tx.db, objection.directive_id))!
  const as = directive.issuer_id === ctx.actor.personId ? 'raiser' : 'superior'
  if (decision === 'withdrawn') {
    if (await end(tx, part.matter_id, text, as)) await changeUnit(tx.db, part.matter_id, { ended_at: ctx.now })
    return
  }
  const number = (await matterRows(ctx, tx.db, [objection.matter_id])).get(objection.matter_id)!.number
  const said = { ...(dueOn === undefined ? {} : { dueOn }), ...(minutes === undefined ? {} : { minutes }) }
  await change(tx, part.matter_id, { number, reason: text, ...said }, as)
  const row = { ...(dueOn === undefined ? {} : { due_on: dueOn }), ...(minutes === undefined ? {} : { minutes }) }
  await changeUnit(tx.db, part.matter_id, row)
}
