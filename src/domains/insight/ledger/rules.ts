/**
 * What a promise is, when it is kept, and to whom it belongs; sums by unit; spans of days. Pure: no clock, no database.
 *
 * A promise is a date that a matter carries. Raising a matter makes the promise to answer it by its deadline, and so does
 * each verdict that opens it again; an answer that names a day makes the promise to have it done by then.
 * Kept: answered, declined with reasons, or done by that date as it stood then, pauses and granted extensions included.
 * Late: not so, whether it was done afterwards or still waits. Open: the date has not come yet, or the clock stands still.
 * Dropped, and not counted as made: withdrawn, merged into another matter or opened again before the date came; what had
 * run out before that stays late. Opened again: the verdict on it was "partly" or "not solved", or enough colleagues co-signed
 * what was declined. A promise that still waits when its matter is split goes over to each part, made when the whole made it.
 * Came back: a person has said that a later matter is the same trouble again; it counts with the promise that had closed it.
 * It belongs to the unit that took the matter on first since it was raised or opened again, else to the desk where it lies.
 */
import { addDays, type Calendar, inSeason, localDate } from '#platform/calendar/calendar.ts'
import type { RefusalCode } from '#platform/refusal.ts'
import type { Figure, LedgerCounts, PeriodName, promiseOutcomes } from './contract.ts'

/** An event of a matter as the ledger sees it, in the order of `seq`. */
export interface LedgerEvent {
  readonly seq: number
  readonly act: string
  readonly at: Date
  readonly data: Readonly<Record<string, unknown>>
}

/** The clocks of a matter after these events. */
export type ClocksAfter = (events: readonly LedgerEvent[]) => {
  readonly dueAt: Date | null
  readonly pausedSince: Date | null
}

export interface PromiseMade {
  /** Of the event that made it. */
  readonly seq: number
  readonly what: 'answer' | 'by_date'
  readonly unitId: string
  readonly madeAt: Date
  readonly dueAt: Date
  readonly endedAt: Date | null
  readonly outcome: (typeof promiseOutcomes)[number]
  readonly reopened: boolean
  /** The later matters as which the trouble came back. */
  readonly cameBackAs: readonly string[]
}

interface Round {
  readonly firstPromise: number
  readonly desk: string
  readonly taker: string | null
  readonly handOns: number
}
type Begun = Pick<PromiseMade, 'seq' | 'what' | 'madeAt'>

/** All promises of one matter, in the order in which they were made. `clocksAfter` gets the events up to a point. */
export function promisesOf(events: readonly LedgerEvent[], clocksAfter: ClocksAfter, now: Date): PromiseMade[] {
  const made: PromiseMade[] = []
  let round: Round = { firstPromise: 0, desk: '', taker: null, handOns: 0 }
  let begun: Begun | null = null

  const end = (how: 'done' | 'dropped' | 'waits', before: readonly LedgerEvent[], at: Date) => {
    if (begun === null) return
    const { dueAt, pausedSince } = clocksAfter(before)
    if (dueAt === null) return
    const late = at > dueAt && (pausedSince === null || pausedSince > dueAt)
    const unitId = round.taker ?? round.desk
    made.push({
      ...begun,
      unitId,
      dueAt,
      endedAt: how === 'waits' ? null : at,
      outcome: outcomes[how][+late]!,
      reopened: false,
      cameBackAs: [],
    })
    begun = null
  }

  for (const [i, event] of events.entries()) {
    const { seq, at, data } = event
    const before = events.slice(0, i)
    switch (event.act) {
      case 'raise':
        round = { ...round, desk: String(data.deskUnitId) }
        begun = { seq, what: 'answer', madeAt: at }
        break
      case 'assign':
        round = { ...round, taker: round.taker ?? String(data.unitId) }
        break
      case 'hand_on':
        round = {
          ...round,
          handOns: round.handOns + 1,
          desk: data.toSuperior === true ? String(data.deskUnitId) : round.desk,
        }
        break
      case 'return':
        if (round.handOns === 0) round = { ...round, taker: null }
        break
      case 'answer':
        end('done', before, at)
        if (data.kind === 'by_date') begun = { seq, what: 'by_date', madeAt: at }
        break
      case 'decline':
        end('done', before, at)
        break
      case 'merge':
        end('dropped', before, at)
        break
      case 'withdraw':
        if (data.goesOn !== true) end('dropped', before, at)
        break
      case 'split':
        begun = null
        break
      case 'part':
        made.length = 0 // what had come to an end before is the whole's
        round = { ...round, firstPromise: 0 }
        break
      case 'judge':
      case 'cosign':
        if (data.reopens !== true) break
        end('dropped', before, at)
        markReopened(made, round.firstPromise)
        round = { firstPromise: made.length, desk: String(data.deskUnitId), taker: null, handOns: 0 }
        begun = { seq, what: 'answer', madeAt: at }
        break
    }
  }
  end('waits', events, now)
  return made
}

/** What became of it in time, and late. */
const outcomes = {
  done: ['kept', 'late'],
  dropped: ['dropped', 'late'],
  waits: ['open', 'late_open'],
} as const

/** The verdict was on the last promise of the round that came to an answer; on a merged matter on the one that was dropped. */
function markReopened(made: PromiseMade[], from: number): void {
  const answered = made.findLastIndex((promise, i) => i >= from && promise.outcome !== 'dropped')
  const judged = answered === -1 ? made.length - 1 : answered
  const promise = made[judged]
  if (promise !== undefined && judged >= from) made[judged] = { ...promise, reopened: true }
}

/** A later matter that people have said to be the same trouble, and when it was raised. */
export interface Repeat {
  readonly id: string
  readonly raisedAt: Date
}

/** Each later matter is told at the promise that had closed the trouble by then: the last one that came to an end. */
export function withRepeats<P extends PromiseMade>(promises: readonly P[], later: readonly Repeat[]): P[] {
  const told: P[] = [...promises]
  for (const { id, raisedAt } of later) {
    const closing = told.findLastIndex(
      ({ outcome, endedAt }) => outcome !== 'dropped' && endedAt !== null && endedAt <= raisedAt,
    )
    const promise = told[closing]
    if (promise !== undefined) told[closing] = { ...promise, cameBackAs: [...promise.cameBackAs, id] }
  }
  return told
}

type Counted = Pick<PromiseMade, 'outcome' | 'reopened' | 'cameBackAs'>

/** Whether a figure counts the promise. */
export function counts(figure: Figure, { outcome, reopened, cameBackAs }: Counted): boolean {
  if (figure === 'reopened') return reopened
  if (figure === 'came_back') return cameBackAs.length > 0
  if (figure === 'made') return outcome !== 'dropped'
  return outcome === figure || (figure === 'late' && outcome === 'late_open')
}

const nothing: LedgerCounts = { made: 0, kept: 0, open: 0, late: 0, lateOpen: 0, reopened: 0, cameBack: 0 }

export interface Sums {
  add(promises: readonly PromiseMade[]): void
  of(unitId: string): LedgerCounts
}

/** The figures of every unit, all below it included. `units` are all units, with the ids from the root down to each. */
export function sumsOf(units: readonly { readonly id: string; readonly path: readonly string[] }[]): Sums {
  const sums = new Map(units.map(({ id }) => [id, { ...nothing }]))
  const paths = new Map(units.map(({ id, path }) => [id, path]))
  return {
    of: (unitId) => sums.get(unitId) ?? nothing,
    add(promises) {
      for (const promise of promises) {
        for (const id of paths.get(promise.unitId) ?? []) {
          const sum = sums.get(id)
          if (sum === undefined) continue
          sum.made += +counts('made', promise)
          sum.kept += +counts('kept', promise)
          sum.open += +counts('open', promise)
          sum.late += +counts('late', promise)
          sum.lateOpen += +counts('late_open', promise)
          sum.reopened += +counts('reopened', promise)
          sum.cameBack += +counts('came_back', promise)
        }
      }
    },
  }
}

/** Parents before their children, each level by unit code: never by a figure. */
export function inTreeOrder<U extends { readonly id: string; readonly parentId: string | null; readonly code: string }>(
  units: readonly U[],
): U[] {
  const below = new Map<string | null, U[]>()
  for (const unit of units.toSorted((a, b) => (a.code < b.code ? -1 : 1))) {
    below.set(unit.parentId, [...(below.get(unit.parentId) ?? []), unit])
  }
  const walk = (id: string | null): U[] => (below.get(id) ?? []).flatMap((unit) => [unit, ...walk(unit.id)])
  return walk(null)
}

export interface Span {
  readonly from: string
  readonly to: string
}
/** What lies outside is a year that is still being typed. */
const [earliest, latest] = ['2000-01-01', '2999-12-31']
/** Longer spans would read the whole history; a season with what led to it is shorter. */
export const daysAtMost = 400

/** First and last day of a period, both inside; or why there is none. The season is the one that runs, else the last one. */
export function spanOf(
  cal: Calendar,
  now: Date,
  { period, from, to }: { period: PeriodName; from?: string | undefined; to?: string | undefined },
): { readonly ok: true; readonly span: Span } | { readonly ok: false; readonly code: RefusalCode } {
  const today = localDate(cal, now)
  const first = `${today.slice(0, 8)}01`
  if (period === 'this_month') return { ok: true, span: { from: first, to: today } }
  const lastOfBefore = addDays(first, -1)
  if (period === 'last_month') return { ok: true, span: { from: `${lastOfBefore.slice(0, 8)}01`, to: lastOfBefore } }
  if (period === 'season') {
    const span = seasonOf(cal, today)
    return span === null ? { ok: false, code: 'insight.no_season' } : { ok: true, span }
  }
  if (from === undefined || to === undefined) return { ok: false, code: 'insight.days_missing' }
  if (from < earliest || to > latest) return { ok: false, code: 'insight.days_missing' }
  if (from > to) return { ok: false, code: 'insight.days_upside_down' }
  return addDays(from, daysAtMost) <= to
    ? { ok: false, code: 'insight.days_too_many' }
    : { ok: true, span: { from, to } }
}

/** From the first day of the season to today, or to its last day where it is over. */
function seasonOf(cal: Calendar, today: string): Span | null {
  if (cal.season === null) return null
  let to = today
  for (let n = 0; n < 366 && !inSeason(cal, to); n += 1) to = addDays(to, -1)
  let from = to
  for (let n = 0; n < 366 && inSeason(cal, addDays(from, -1)); n += 1) from = addDays(from, -1)
  return { from, to }
}
