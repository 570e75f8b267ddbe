/**
 * What the clock does by itself before and after the end of a step, and what of it has been done: read from the events alone.
 * Reminder: to whoever must act, some time before the end. Escalation: the end has passed, and the unit above hears of it.
 * Overdue: the promise of an answer has passed. Each happens once for one end, one person or desk and one opening; pure.
 */
import { type Calendar, localDate } from '#platform/calendar/calendar.ts'
import { type ClockEvent, deadlineOf, type Run, runOf, stepEndOf } from '../clock.ts'
import type { ClockAct } from '../contract.ts'
import type { MatterKind } from '../kinds.ts'

const minute = 60_000
const hour = 60 * minute

/** Whose turn it is: the owner, or where nobody owns it the desk. */
export interface OnTurn {
  readonly ownerId: string | null
  readonly deskUnitId: string
}

/** A step of the clock with the end that it speaks of. `doneAt`: when it was made; null as long as it was not. */
export interface ClockStep {
  readonly act: ClockAct
  readonly clock: 'answer' | 'route' | 'decide'
  /** From this instant on. */
  readonly from: Date
  /** The end of the clock. */
  readonly by: Date
  readonly doneAt: Date | null
}

/** All steps of the clocks that run after these events, made or still to come. Empty where the clock stands still or is stopped. */
export function clockSteps(kind: MatterKind, cal: Calendar, turn: OnTurn, events: readonly ClockEvent[]): ClockStep[] {
  const run = runOf(events)
  const due = deadlineOf(kind, cal, run)
  if (due === null || run.base === null || run.pausedSince !== null) return []
  const stepEnd = stepEndOf(kind, cal, run)
  const clock = run.step !== null && stepEnd !== null ? run.step.clock : 'answer'
  const by = stepEnd ?? due
  const made = (act: ClockAct, end: Date) => doneAt(act, end, turn, run, events)
  const steps: ClockStep[] = [
    { act: 'escalate', clock, from: by, by, doneAt: made('escalate', by) },
    { act: 'overdue', clock: 'answer', from: due, by: due, doneAt: made('overdue', due) },
  ]
  const reminds = reminderAt(kind, by, latest(run.step?.by.at ?? run.base.by.at, turnSince(events)))
  return reminds === null ? steps : [{ act: 'remind', clock, from: reminds, by, doneAt: made('remind', by) }, ...steps]
}

/** Those that are to be made now. A reminder whose end has passed is none any more: after a standstill the superior hears once. */
export function dueSteps(steps: readonly ClockStep[], now: Date): ClockStep[] {
  return steps.filter(
    ({ act, from, by, doneAt: done }) => done === null && (act === 'remind' ? from <= now && now <= by : by < now),
  )
}

/** What the event of a step says; `on` is the local day of the end, for people. */
export function dataOf(cal: Calendar, step: ClockStep, turn: OnTurn, aboveUnitId: string | null) {
  const { act, by, clock } = step
  return {
    by: by.toISOString(),
    on: localDate(cal, by),
    clock,
    ...(act === 'overdue' ? {} : onTurn(turn)),
    ...(act === 'escalate' ? { aboveUnitId } : {}),
  }
}

const onTurn = ({ ownerId, deskUnitId }: OnTurn) => (ownerId === null ? { deskUnitId } : { ownerId })

/** The whole minute from which on somebody is reminded; null where the kind reminds nobody. */
function reminderAt({ reminder }: MatterKind, end: Date, since: Date): Date | null {
  if (reminder === null) return null
  const left = Math.min((end.getTime() - since.getTime()) * reminder.share, reminder.hoursAtMost * hour)
  return new Date(Math.ceil((end.getTime() - Math.max(0, left)) / minute) * minute)
}

/** Since when the one on turn has been so: whoever has just been given it gets his share of what time there is. */
function turnSince(events: readonly ClockEvent[]): Date {
  const given = events.findLast(({ act, data }) => gives.includes(act) || data.reopens === true)
  return given?.at ?? new Date(0)
}
const gives = ['raise', 'assign', 'reassign', 'hand_on', 'return']

function doneAt(act: ClockAct, by: Date, turn: OnTurn, { begun }: Run, events: readonly ClockEvent[]): Date | null {
  const end = by.toISOString()
  const whose = turn.ownerId ?? turn.deskUnitId
  const done = events.find(
    ({ act: made, at, data }) =>
      made === act &&
      data.by === end &&
      (act === 'overdue' || (data.ownerId ?? data.deskUnitId) === whose) &&
      (begun === null || at >= begun.at),
  )
  return done?.at ?? null
}

const latest = (a: Date, b: Date): Date => new Date(Math.max(a.getTime(), b.getTime()))
