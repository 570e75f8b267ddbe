/**
 * The clocks of a matter, computed from its events alone: by when the raiser is answered (`dueAt`), and by when
 * whoever has the next move must make it (`actBy`). Nothing is counted anywhere else. Pure.
 */
import {
  type Calendar,
  dueAt,
  endOfLocalDay,
  localDate,
  type Pause,
  plusWork,
  workMillis,
} from '#platform/calendar/calendar.ts'
import type { MatterKind } from './kinds.ts'

/** An event as the clocks see it. `data` is what the move said. */
export interface ClockEvent {
  readonly act: string
  readonly at: Date
  readonly data: Readonly<Record<string, unknown>>
}

export interface Clocks {
  readonly dueAt: Date | null
  readonly actBy: Date | null
  readonly pausedSince: Date | null
}

/** What the deadline is reckoned from: the kind's answer clock since an instant, or a day that was agreed. */
type Base = { readonly since: Date } | { readonly until: string } | null
/** A shorter step within the deadline. */
type Step = { readonly clock: 'route' | 'decide'; readonly since: Date } | null

interface Run {
  readonly base: Base
  readonly step: Step
  readonly pauses: readonly Pause[]
  readonly pausedSince: Date | null
}

const stopped: Run = { base: null, step: null, pauses: [], pausedSince: null }

/** Folds the events in their order. Shapes: see `rules.ts` for the acts; unknown acts leave the clocks alone. */
export function clocksOf(kind: MatterKind, cal: Calendar, events: readonly ClockEvent[]): Clocks {
  const run = events.reduce(after, stopped)
  if (run.base === null) return { dueAt: null, actBy: null, pausedSince: null }
  const due = deadline(kind, cal, run.base, run.pauses)
  if (run.pausedSince !== null) return { dueAt: due, actBy: null, pausedSince: run.pausedSince }
  const step = run.step === null ? null : dueAt(cal, run.step.since, kind.clocks[run.step.clock], [])
  return { dueAt: due, actBy: step ?? due, pausedSince: null }
}

function after(run: Run, event: ClockEvent): Run {
  const { at, data } = event
  switch (event.act) {
    case 'raise':
      return { ...stopped, base: { since: at }, step: { clock: 'route', since: at } }
    case 'assign':
    case 'reassign':
      return { ...run, step: null }
    case 'hand_on':
      return { ...run, step: data.toSuperior === true ? { clock: 'decide', since: at } : null }
    case 'return':
      return { ...run, step: { clock: 'route', since: at } }
    case 'ask':
      return { ...run, pausedSince: at }
    case 'reply':
      return run.pausedSince === null
        ? run
        : { ...run, pausedSince: null, pauses: [...run.pauses, { from: run.pausedSince, to: at }] }
    case 'grant_extension':
      return { ...run, base: { until: String(data.until) }, pauses: [] }
    case 'answer':
      return data.kind === 'by_date' ? { ...stopped, base: { until: String(data.promisedOn) } } : stopped
    case 'judge':
      return data.reopens === true ? { ...stopped, base: { since: at }, step: { clock: 'route', since: at } } : run
    case 'decline':
    case 'merge':
      return stopped
    case 'withdraw':
      return data.goesOn === true ? run : stopped
    default:
      return run
  }
}

/**
 * The kind's clock since an instant lengthened by the pauses, or the end of an agreed day lengthened by the working
 * time of the pauses since it was agreed, to the end of that workday.
 */
function deadline(kind: MatterKind, cal: Calendar, base: NonNullable<Base>, pauses: readonly Pause[]): Date {
  if ('since' in base) return dueAt(cal, base.since, kind.clocks.answer, pauses)
  const end = endOfLocalDay(cal, base.until)
  const paused = pauses.reduce((sum, pause) => sum + workMillis(cal, pause.from, pause.to), 0)
  return paused === 0 ? end : endOfLocalDay(cal, localDate(cal, plusWork(cal, end, paused)))
}
