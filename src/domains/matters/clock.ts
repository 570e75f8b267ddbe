/**
 * The clocks of a matter, computed from its events alone: by when the raiser is answered (`dueAt`), and by when
 * whoever has the next move must make it (`actBy`). Nothing is counted anywhere else. Pure.
 */
import { type Calendar, dueAt, dueOn, type Pause as Stretch } from '#platform/calendar/calendar.ts'
import { clockRules, type MatterKind } from './kinds.ts'

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

/** A stretch in which the clock stood still, and what stopped it. */
export interface Pause extends Stretch {
  readonly why: 'question' | 'objection'
}

/** What the deadline is reckoned from: the kind's answer clock since an event, or a day that one agreed on or set. */
interface Base {
  readonly by: ClockEvent
  readonly until: string | null
}
/** A shorter step within the deadline. */
interface Step {
  readonly clock: 'route' | 'decide'
  readonly by: ClockEvent
}

/** The clocks as they run after some events; what they say follows from this and the calendar. */
export interface Run {
  readonly base: Base | null
  readonly step: Step | null
  readonly pauses: readonly Pause[]
  readonly pausedSince: Date | null
  readonly pausedBy: Pause['why']
  /** Questions without a reply; the clock runs again when all have theirs. */
  readonly questions: number
  /** Open matters that hold this one; they last whatever else becomes of it. */
  readonly holds: number
  /** What began it: it was raised, or opened again by a verdict or by those who co-signed. */
  readonly begun: ClockEvent | null
  /** Of which sort it was raised: the kind may have other clocks for it. It lasts whatever becomes of the matter. */
  readonly sort: string | null
  /** What happened since the base began and left the deadline as it was, though one might think otherwise. */
  readonly kept: readonly ClockEvent[]
}

const stopped: Run = {
  base: null,
  step: null,
  pauses: [],
  pausedSince: null,
  pausedBy: 'question',
  questions: 0,
  holds: 0,
  begun: null,
  sort: null,
  kept: [],
}

/** Folds the events in their order. Shapes: see `rules.ts` for the acts; unknown acts leave the clocks alone. */
export const runOf = (events: readonly ClockEvent[]): Run => events.reduce(after, stopped)

export function clocksOf(kind: MatterKind, cal: Calendar, events: readonly ClockEvent[]): Clocks {
  const run = runOf(events)
  const due = deadlineOf(kind, cal, run)
  if (due === null || run.pausedSince !== null) return { dueAt: due, actBy: null, pausedSince: run.pausedSince }
  return { dueAt: due, actBy: stepEndOf(kind, cal, run) ?? due, pausedSince: null }
}

/** By when the raiser is answered: the kind's clock, or the agreed day, lengthened by the pauses. Null where no clock runs. */
export function deadlineOf(kind: MatterKind, cal: Calendar, { base, pauses, sort }: Run): Date | null {
  if (base === null) return null
  const { by, until } = base
  return until === null ? dueAt(cal, by.at, clockRules(kind, sort).answer, pauses) : dueOn(cal, by.at, until, pauses)
}

/** By when a desk assigns or a superior decides, lengthened by the pauses like the deadline; null where neither is awaited. */
export function stepEndOf(kind: MatterKind, cal: Calendar, { step, pauses, sort }: Run): Date | null {
  return step === null ? null : dueAt(cal, step.by.at, clockRules(kind, sort)[step.clock], pauses)
}

function after(run: Run, event: ClockEvent): Run {
  const { at, data } = event
  switch (event.act) {
    case 'raise':
      return begun({ ...run, sort: typeof data.sort === 'string' ? data.sort : null }, event)
    case 'assign':
    case 'reassign':
      return { ...run, step: null, kept: [...run.kept, event] }
    case 'hand_on':
      return {
        ...run,
        step: data.toSuperior === true ? { clock: 'decide', by: event } : null,
        kept: [...run.kept, event],
      }
    case 'return':
      return { ...run, step: { clock: 'route', by: event }, kept: [...run.kept, event] }
    case 'refuse_extension':
      return { ...run, kept: [...run.kept, event] }
    case 'ask':
      return paused({ ...run, questions: run.questions + 1 }, at, 'question')
    case 'reply':
      return resumed({ ...run, questions: Math.max(0, run.questions - 1) }, at)
    case 'hold':
      return paused({ ...run, holds: run.holds + 1 }, at, 'objection')
    case 'release':
      return resumed({ ...run, holds: Math.max(0, run.holds - 1) }, at)
    case 'change':
      return typeof data.dueOn === 'string' ? { ...run, base: { by: event, until: data.dueOn }, kept: [] } : run
    case 'grant_extension':
      return { ...run, base: { by: event, until: String(data.until) }, pauses: [], kept: [] }
    case 'answer':
      return data.kind === 'by_date'
        ? stillHeld({ ...over(run), base: { by: event, until: String(data.promisedOn) }, begun: run.begun }, at)
        : over(run)
    case 'judge':
    case 'cosign':
      return data.reopens === true ? begun(run, event) : run
    case 'decline':
    case 'merge':
    case 'split':
      return over(run)
    case 'withdraw':
      return data.goesOn === true ? run : over(run)
    default:
      return run
  }
}

/** No clock runs any more; what holds the matter still does, in case it is opened again. */
const over = ({ holds, sort }: Run): Run => ({ ...stopped, holds, sort })

/** A raiser may have set the day himself; whoever opens it again gets the kind's clock. */
const begun = (before: Run, event: ClockEvent): Run =>
  stillHeld(
    {
      ...over(before),
      base: { by: event, until: typeof event.data.dueOn === 'string' ? event.data.dueOn : null },
      step: { clock: 'route', by: event },
      begun: event,
    },
    event.at,
  )

const stillHeld = (run: Run, at: Date): Run => (run.holds > 0 ? paused(run, at, 'objection') : run)

/** Stands still from the first question or objection on; one that comes while no clock runs stops nothing. */
function paused(run: Run, at: Date, why: Pause['why']): Run {
  return run.base === null || run.pausedSince !== null ? run : { ...run, pausedSince: at, pausedBy: why }
}

function resumed(run: Run, at: Date): Run {
  if (run.pausedSince === null || run.questions + run.holds > 0) return run
  const pause = { from: run.pausedSince, to: at, why: run.pausedBy }
  return { ...run, pausedSince: null, pauses: [...run.pauses, pause] }
}
