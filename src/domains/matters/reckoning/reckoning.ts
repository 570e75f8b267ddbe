/**
 * How each clock of a matter is reckoned: the events that began, moved, paused or left it, and the time from its beginning to its
 * end cut into spans that count, do not count, or are paused, without gap or overlap. Pure.
 */
import {
  addDays,
  type Calendar,
  type Clock,
  dayKind,
  type HolidayName,
  localDate,
  startOfLocalDay,
  workdaysBetween,
} from '#platform/calendar/calendar.ts'
import { type ClockEvent, deadlineOf, type Pause, type Run, runOf, stepEndOf } from '../clock.ts'
import { clockRules, type MatterKind } from '../kinds.ts'

/** Why a span counts or does not. `first_day`: a workday clock begins on the day after; `hours`: nights and holidays count too. */
export type SpanWhy =
  | { readonly counts: 'yes'; readonly why: 'workday' | 'make_up' | 'hours' }
  | { readonly counts: 'no'; readonly why: 'first_day' | 'weekend' | 'holiday' }
  /** Days up to one that was agreed: none of them is reckoned. */
  | { readonly counts: 'agreed'; readonly why: 'agreed' }
  | { readonly counts: 'paused'; readonly why: Pause['why'] }

/** A piece of a clock's time. `to` is where the next one begins; of the last one the deadline itself. */
export type Span = SpanWhy & { readonly from: Date; readonly to: Date; readonly holiday: HolidayName | null }

/** What made a clock what it is, in the order in which it happened. `level`: how often it had been opened again by then. */
export type Step =
  | { readonly step: 'begun'; readonly at: Date; readonly act: string; readonly level: number }
  /** `workdays`: how many there are after the day of `at` and up to `until`; make-up days are workdays. */
  | {
      readonly step: 'agreed'
      readonly at: Date
      readonly act: string
      readonly until: string
      readonly workdays: number
    }
  | { readonly step: 'kept'; readonly at: Date; readonly act: string }
  /** `until` is null while the reply or the verdict is awaited. */
  | { readonly step: 'paused'; readonly at: Date; readonly until: Date | null; readonly why: Pause['why'] }

export interface Reckoning {
  /** The deadline for the answer, or the step that a desk (`route`) or a superior (`decide`) must make on the way. */
  readonly clock: 'answer' | 'route' | 'decide'
  /** How much time there is; null where a day was agreed. */
  readonly rule: Clock | null
  readonly steps: readonly Step[]
  readonly spans: readonly Span[]
  readonly endsAt: Date
}

/** The clocks that run after these events, the deadline first. Empty where none does; the ends are those of `clocksOf`. */
export function reckoningsOf(kind: MatterKind, cal: Calendar, events: readonly ClockEvent[]): Reckoning[] {
  const run = runOf(events)
  const deadline = deadlineOf(kind, cal, run)
  if (deadline === null) return []
  const answer = answerReckoning(kind, cal, run, deadline)
  const stepEnd = run.pausedSince === null ? stepEndOf(kind, cal, run) : null
  return stepEnd === null ? [answer] : [answer, stepReckoning(kind, cal, run, stepEnd)]
}

function answerReckoning(kind: MatterKind, cal: Calendar, run: Run, endsAt: Date): Reckoning {
  const { by, until } = run.base!
  const rule = until === null ? clockRules(kind, run.sort).answer : null
  const open = run.pausedSince === null ? [] : [{ from: run.pausedSince, to: endsAt, why: run.pausedBy }]
  const pauses = [...run.pauses, ...open]
  const classify = rule === null ? byAgreement(cal, until!) : byRule(cal, by.at, rule)
  return {
    clock: 'answer',
    rule: rule === null ? null : { unit: rule.unit, n: rule.n },
    steps: stepsOf(cal, run),
    spans: spansOf(cal, by.at, endsAt, pauses, classify),
    endsAt,
  }
}

function stepReckoning(kind: MatterKind, cal: Calendar, run: Run, endsAt: Date): Reckoning {
  const { clock, by } = run.step!
  const { unit, n } = clockRules(kind, run.sort)[clock]
  return {
    clock,
    rule: { unit, n },
    steps: [begunBy(by), ...run.pauses.filter(({ to }) => to > by.at).map(pausedFor)],
    spans: spansOf(cal, by.at, endsAt, run.pauses, byRule(cal, by.at, { unit, n })),
    endsAt,
  }
}

const begunBy = ({ at, act, data }: ClockEvent): Step => ({
  step: 'begun',
  at,
  act,
  level: typeof data.level === 'number' ? data.level : 0,
})

const pausedFor = ({ from, to, why }: Pause): Step => ({ step: 'paused', at: from, until: to, why })

function stepsOf(cal: Calendar, { begun, base, kept, pauses, pausedSince, pausedBy }: Run): Step[] {
  const steps: Step[] = begun === null ? [] : [begunBy(begun)]
  if (base !== null && base.until !== null) {
    const { at, act } = base.by
    steps.push({
      step: 'agreed',
      at,
      act,
      until: base.until,
      workdays: workdaysBetween(cal, localDate(cal, at), base.until),
    })
  }
  const later: Step[] = [
    ...kept.map(({ at, act }) => ({ step: 'kept', at, act }) as const),
    ...pauses.filter(({ to }) => base === null || to > base.by.at).map(pausedFor),
  ]
  if (pausedSince !== null) later.push({ step: 'paused', at: pausedSince, until: null, why: pausedBy })
  return [...steps, ...later.sort((a, b) => a.at.getTime() - b.at.getTime())]
}

type Classify = (day: string) => SpanWhy & { readonly holiday?: HolidayName | null }

function byRule(cal: Calendar, since: Date, { unit }: Clock): Classify {
  const first = localDate(cal, since)
  if (unit === 'hour') return () => ({ counts: 'yes', why: 'hours' })
  return (day) => (day === first ? { counts: 'no', why: 'first_day' } : byDay(cal, day))
}

/** After the agreed day the clock makes up for the pauses, workday by workday. */
const byAgreement =
  (cal: Calendar, until: string): Classify =>
  (day) =>
    day <= until ? { counts: 'agreed', why: 'agreed' } : byDay(cal, day)

function byDay(cal: Calendar, day: string): ReturnType<Classify> {
  const kind = dayKind(cal, day)
  if (kind === 'workday' || kind === 'make_up') return { counts: 'yes', why: kind }
  return { counts: 'no', why: kind, holiday: cal.holidayNames.get(day) ?? null }
}

/** The time between two instants day by day, pauses cut out; what stretches over days for one reason is one span. */
function spansOf(cal: Calendar, since: Date, end: Date, pauses: readonly Pause[], classify: Classify): Span[] {
  const spans: Span[] = []
  const add = (from: Date, to: Date, why: ReturnType<Classify>) => {
    if (to <= from) return
    const last = spans.at(-1)
    const stretches = why.counts === 'paused' || why.counts === 'agreed' || why.why === 'hours'
    if (stretches && last?.why === why.why) spans[spans.length - 1] = { ...last, to }
    else spans.push({ ...why, from, to, holiday: why.holiday ?? null })
  }
  const inOrder = [...pauses].sort((a, b) => a.from.getTime() - b.from.getTime())
  let at = since
  for (let day = localDate(cal, since); at < end; day = addDays(day, 1)) {
    const over = earlier(end, startOfLocalDay(cal, addDays(day, 1)))
    for (const { from, to, why } of inOrder) {
      if (to <= at || to <= from || from >= over) continue
      add(at, from, classify(day))
      const resumed = earlier(over, to)
      add(later(at, from), resumed, { counts: 'paused', why })
      at = resumed
    }
    add(at, over, classify(day))
    at = later(at, over)
  }
  return spans
}

const earlier = (a: Date, b: Date): Date => new Date(Math.min(a.getTime(), b.getTime()))
const later = (a: Date, b: Date): Date => new Date(Math.max(a.getTime(), b.getTime()))

/** The local days on which a span begins and ends. */
export function daysOf(cal: Calendar, { from, to }: Pick<Span, 'from' | 'to'>): { first: string; last: string } {
  return { first: localDate(cal, from), last: localDate(cal, new Date(to.getTime() - 1)) }
}
