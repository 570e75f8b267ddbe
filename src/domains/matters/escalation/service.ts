/** Makes the steps of the clock: a reminder before an end, one level up after it, and the note that a promise has passed. */
import { nearestUnitAboveWith, placesOfUnits, unitsById } from '#domains/org/service.ts'
import type { Ctx } from '#platform/ctx.ts'
import type { Db } from '#platform/db.ts'
import { inTransaction, record, type Tx } from '#platform/record.ts'
import type { ClockEvent } from '../clock.ts'
import { allKinds, kindOf, type MatterKind } from '../kinds.ts'
import { type EventRecord, insertEvent, listEvents, lockMatter, type MatterRecord } from '../store.ts'
import { type ClockStep, clockSteps, dataOf, dueSteps } from './rules.ts'
import { historiesOf, passedBefore, saveEventCount, waitingUntil } from './store.ts'

const hour = 3_600_000
const page = 500

/**
 * Looks once at every open matter whose clock may have something to do, and makes what is due. Safe to run at any time, twice at
 * once, and after any standstill: what has been done stands in the history, and is asked there with the matter held.
 * Returns how many steps were made. A matter that fails does not hold up the others; its error is thrown at the end.
 */
export async function watchClocks(ctx: Ctx): Promise<number> {
  const failed: unknown[] = []
  let made = 0
  const lookAt = async <F extends Found>(next: (after: F | null) => Promise<F[]>) => {
    let after: F | null = null
    for (;;) {
      const some: F[] = await next(after)
      for (const id of await dueAmong(ctx, some)) {
        made += await makeSteps(ctx, id).catch((error: unknown) => {
          failed.push(error)
          return 0
        })
      }
      after = some.at(-1) ?? null
      if (some.length < page) return
    }
  }
  const { db, now } = ctx
  const horizon = new Date(now.getTime() + longestNotice() * hour)
  await lookAt<Found>((after) => waitingUntil(db, now, horizon, after, page))
  await lookAt<Found>((after) => passedBefore(db, now, after, page))
  if (failed.length > 0) throw failed[0]
  return made
}

type Found = Awaited<ReturnType<typeof passedBefore>>[number]

/** How many hours before its end any kind reminds at the earliest. */
const longestNotice = (): number => Math.max(0, ...allKinds().map(({ reminder }) => reminder?.hoursAtMost ?? 0))

/** Which of them have something due that can be made, by a look without holding them. */
async function dueAmong(ctx: Ctx, found: readonly Found[]): Promise<string[]> {
  if (found.length === 0) return []
  const [histories, places] = await Promise.all([
    historiesOf(
      ctx.db,
      found.map(({ id }) => id),
    ),
    placesOfUnits(ctx),
  ])
  const due: string[] = []
  for (const row of found) {
    const steps = dueOf(ctx, row, histories.get(row.id) ?? [])
    const place = places.get(row.lead_unit_id ?? row.desk_unit_id)
    const above = place && (await nearestUnitAboveWith(ctx, place, kindOf(row.kind).superiorRoles))
    if (steps.some((step) => canBeMade(step, above?.id ?? null))) due.push(row.id)
  }
  return due
}

/** Where nobody is above there is nobody to tell; the passed promise stands in the ledger all the same. */
const canBeMade = ({ act }: ClockStep, aboveId: string | null): boolean => act !== 'escalate' || aboveId !== null

function dueOf(ctx: Pick<Ctx, 'calendar' | 'now'>, row: Found, events: readonly EventRecord[]): ClockStep[] {
  return dueSteps(stepsOf(ctx, kindOf(row.kind), row, events), ctx.now)
}

/** The steps of the clocks of one matter, made and to come. */
export function stepsOf(
  { calendar }: Pick<Ctx, 'calendar'>,
  kind: MatterKind,
  row: Pick<Found, 'owner_id' | 'desk_unit_id'>,
  events: readonly EventRecord[],
): ClockStep[] {
  return clockSteps(kind, calendar, { ownerId: row.owner_id, deskUnitId: row.desk_unit_id }, events.map(clockEventOf))
}

const clockEventOf = ({ act, at, data }: EventRecord): ClockEvent => ({ act, at, data: data as ClockEvent['data'] })

/** The nearest unit above the one at work with somebody to decide, or null. */
export async function aboveOf(
  ctx: Pick<Ctx, 'tenant' | 'now'>,
  db: Db,
  kind: MatterKind,
  row: MatterRecord,
): Promise<string | null> {
  const unitId = row.lead_unit_id ?? row.desk_unit_id
  const place = (await unitsById(db, [unitId])).get(unitId)
  if (place === undefined) return null
  const { tenant, now } = ctx
  return (await nearestUnitAboveWith({ tenant, now, db }, place, kind.superiorRoles))?.id ?? null
}

/** Another worker, or a move made meanwhile, has left nothing to do; the transaction is rolled back. */
class NothingDue extends Error {}

async function makeSteps(ctx: Ctx, id: string): Promise<number> {
  return inTransaction(ctx, async (tx) => {
    const row = await lockMatter(tx.db, id)
    const events = row === undefined ? [] : await listEvents(tx.db, id)
    const due = row === undefined ? [] : dueOf(ctx, row, events)
    if (row === undefined || due.length === 0) throw new NothingDue()
    const above = await aboveOf(ctx, tx.db, kindOf(row.kind), row)
    const steps = due.filter((step) => canBeMade(step, above))
    if (steps.length === 0) throw new NothingDue()
    let seq = row.events
    for (const step of steps) {
      seq += 1
      await write(tx, row, step, seq, above)
    }
    await saveEventCount(tx.db, id, seq)
    return steps.length
  }).catch((error: unknown) => {
    if (error instanceof NothingDue) return 0
    throw error
  })
}

async function write(tx: Tx, row: MatterRecord, step: ClockStep, seq: number, above: string | null): Promise<void> {
  const { ctx, db } = tx
  const data = dataOf(ctx.calendar, step, { ownerId: row.owner_id, deskUnitId: row.desk_unit_id }, above)
  await insertEvent(
    db,
    { matterId: row.id, seq, act: step.act, personId: null, unitId: null, relation: 'clock', data },
    ctx.now,
  )
  const [people, units] = [
    [row.raiser_id, row.owner_id],
    [row.desk_unit_id, row.lead_unit_id, step.act === 'escalate' ? above : null],
  ]
  record(tx, {
    act: `matters.${step.act}`,
    subject: { kind: 'matter', id: row.id },
    change: data,
    tell: { people: people.filter((one) => one !== null), units: units.filter((one) => one !== null), seq },
  })
}
