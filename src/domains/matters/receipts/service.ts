/** Shows a matter to whoever holds its receipt. That he does, the domain of the facts has proven. */
import { unitsById } from '#domains/org/service.ts'
import type { Ctx } from '#platform/ctx.ts'
import type { Db } from '#platform/db.ts'
import { Refusal } from '#platform/refusal.ts'
import { receiptMoves } from '../contract.ts'
import { kindOf } from '../kinds.ts'
import { mayMake } from '../rules.ts'
import { aroundOf, outsideRaiser, surroundingsOf } from '../standing/service.ts'
import { type EventRecord, findMatter, findMatters, listEvents, matterOf } from '../store.ts'
import { lastQuestion } from '../view/service.ts'
import { type RaiserStep, type RaiserView, toldOutside } from './contract.ts'

/** `db` is the running transaction where there is one. Refuses what was raised by a person of the company. */
export async function raiserView(ctx: Ctx, db: Db, id: string): Promise<RaiserView> {
  const row = await findMatter(db, id)
  if (row === undefined || row.raiser_id !== null) throw new Refusal('not_found', 'matters.not_found')
  const [kind, matter, near] = [kindOf(row.kind), matterOf(row), await surroundingsOf(db, row)]
  const may = mayMake(kind, matter, await aroundOf(ctx, db, kind, row, near, outsideRaiser(matter), null))
  const events = await listEvents(db, id)
  // a merged matter shows the outcome of the one it went into
  const parent = row.merged_into === null ? undefined : (await findMatters(db, [row.merged_into]))[0]
  const { answerKind, answerText, promisedOn, policyRule } = matterOf(parent ?? row)
  const units = await unitsById(
    db,
    [row.at_unit_id, ...events.flatMap(({ by_unit, data }) => [by_unit, unitIn(data)])].filter((one) => one !== null),
  )
  return {
    number: row.number,
    title: row.title,
    text: row.text,
    state: row.state,
    raisedAt: row.raised_at.toISOString(),
    dueAt: row.due_at?.toISOString() ?? null,
    late: row.due_at !== null && row.state !== 'waiting' && row.paused_since === null && row.due_at < ctx.now,
    level: row.level,
    unit: units.get(row.at_unit_id)?.name ?? '',
    question: row.state === 'waiting' ? lastQuestion(events) : null,
    answer:
      answerKind === null || answerText === null
        ? null
        : { kind: answerKind, text: answerText, promisedOn, policyRule },
    verdict: matter.verdict,
    steps: events.flatMap((event) => stepOf(event, units) ?? []),
    may: receiptMoves.filter((move) => may.includes(move)),
    seen: row.events,
  }
}

const unitIn = (data: unknown): string | null => {
  const { unitId } = data as { unitId?: unknown }
  return typeof unitId === 'string' ? unitId : null
}

function stepOf(event: EventRecord, units: ReadonlyMap<string, { readonly name: string }>): RaiserStep | null {
  const act = toldOutside.find((one) => one === event.act)
  if (act === undefined) return null
  const data = event.data as Record<string, unknown>
  const textIn = (key: string) => (typeof data[key] === 'string' ? (data[key] as string) : null)
  const said = {
    ask: 'question',
    reply: 'text',
    add: 'text',
    answer: 'text',
    judge: 'reason',
    decline: 'reason',
    withdraw: 'reason',
  }
  const key = said[act as keyof typeof said] as string | undefined
  const toUnit = act === 'assign' || act === 'hand_on'
  const unitId =
    event.relation === 'raiser' || event.relation === 'clock' ? null : toUnit ? unitIn(data) : event.by_unit
  return {
    seq: event.seq,
    at: event.at.toISOString(),
    act,
    unit: unitId === null ? null : (units.get(unitId)?.name ?? null),
    text: key === undefined ? null : textIn(key),
    byCall: data.through === 'call',
    day: act === 'answer' ? textIn('promisedOn') : act === 'grant_extension' ? textIn('until') : null,
    verdict: act === 'judge' ? (data.verdict as RaiserStep['verdict']) : null,
  }
}
