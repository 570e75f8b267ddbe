/**
 * The clocks of a matter, computed from its events alone: by when the raiser is answered (`dueAt`), and by when
 * whoever has the next move must make it (`actBy`). Nothing is counted anywhere else. Pure.
 */
import { type Calendar, dueAt, dueOn, type Pause } from '#platform/calendar/calendar.ts'
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

/** What the deadline is reckoned from: the kind's answer clock since an event, or a day that was agreed by one. */
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
  /** Questions without a reply; the clock runs again when all have theirs. */
  readonly questions: number
  /** What began it: it was raised, or opened again by a verdict or by those who co-signed. */
  readonly begun: ClockEvent | null
  /** What happened since the base began and left the deadline as it was, though one might think otherwise. */
  readonly kept: readonly ClockEvent[]
}

const stopped: Run = {
  base: null,
  step: null,
  pauses: [],
  pausedSince: null,
  questions: 0,
  begun: null,
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
export function deadlineOf(kind: MatterKind, cal: Calendar, { base, pauses }: Run): Date | null {
  if (base === null) return null
  const { by, until } = base
  return until === null ? dueAt(cal, by.at, kind.clocks.answer, pauses) : dueOn(cal, by.at, until, pauses)
}

/** By when a desk assigns or a superior decides; null where neither is awaited. */
export function stepEndOf(kind: MatterKind, cal: Calendar, { step }: Run): Date | null {
  return step === null ? null : dueAt(cal, step.by.at, kind.clocks[step.clock], [])
}

function after(run: Run, event: ClockEvent): Run {
  const { at, data } = event
  switch (event.act) {
    case 'raise':
      return begun(event)
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
      return { ...run, questions: run.questions + 1, pausedSince: run.pausedSince ?? at }
    case 'reply':
      return replied(run, at)
    case 'grant_extension':
      return { ...run, base: { by: event, until: String(data.until) }, pauses: [], kept: [] }
    case 'answer':
      return data.kind === 'by_date'
        ? { ...stopped, base: { by: event, until: String(data.promisedOn) }, begun: run.begun }
        : stopped
    case 'judge':
    case 'cosign':
      return data.reopens === true ? begun(event) : run
    case 'decline':
    case 'merge':
    case 'split':
      return stopped
    case 'withdraw':
      return data.goesOn === true ? run : stopped
    default:
      return run
  }
}

const begun = (event: ClockEvent): Run => ({
  ...stopped,
  base: { by: event, until: null },
  step: { clock: 'route', by: event },
  begun: event,
})

function replied(run: Run, at: Date): Run {
  if (run.pausedSince === null) return run
  if (run.questions > 1) return { ...run, questions: run.questions - 1 }
  return { ...run, questions: 0, pausedSince: null, pauses: [...run.pauses, { from: run.pausedSince, to: at }] }
}
