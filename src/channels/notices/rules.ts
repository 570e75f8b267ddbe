/** Who hears of what, and when: one table over acts and relations, and the quiet hours. Pure. */
import type { ClockAct, MoveName, SideAct } from '#domains/matters/contract.ts'
import type { Concern } from '#domains/matters/news/contract.ts'
import { addDays, type Calendar, isWorkday, localDate, startOfLocalDay } from '#platform/calendar/calendar.ts'

export type NoticeAct = MoveName | ClockAct | SideAct

/** For each act those whom it is told, as what they are to the matter. Whoever acted hears nothing of it. */
export const hears = {
  raise: ['assigned'],
  assign: ['own', 'raised', 'joined', 'assigned', 'follow'],
  reassign: ['own'],
  hand_on: ['own', 'raised', 'joined', 'assigned', 'follow'],
  return: ['own', 'raised', 'joined', 'assigned', 'follow'],
  ask_extension: ['above'],
  grant_extension: ['own', 'raised', 'joined', 'follow'],
  refuse_extension: ['own'],
  ask: ['raised', 'joined'],
  reply: ['own'],
  add: ['own', 'assigned'],
  plan_action: ['own'],
  finish_action: ['own'],
  attach_evidence: [],
  answer: ['raised', 'joined', 'follow'],
  judge: ['own', 'raised', 'joined', 'assigned', 'follow'],
  merge: ['raised', 'joined', 'follow'],
  decline: ['raised', 'joined', 'follow'],
  withdraw: ['own', 'raised', 'joined', 'assigned', 'follow'],
  join: [],
  leave: [],
  split: ['own', 'raised', 'joined', 'assigned', 'follow'],
  /** The whole has told of its parts. */
  part: [],
  /** Only by the one that opens it again. */
  cosign: ['raised', 'joined', 'assigned', 'follow'],
  uncosign: [],
  confirm_repeat: ['own', 'raised', 'follow'],
  reject_repeat: [],
  reassign_action: ['own'],
  hold: ['own'],
  release: ['own'],
  change: ['own', 'assigned'],
  /** To whoever must act, and to nobody else. */
  remind: ['own', 'assigned'],
  escalate: ['above'],
  /** The ledger and the matter itself say it; nobody is told of it besides. */
  overdue: [],
} as const satisfies Record<NoticeAct, readonly Concern[]>

/** What reaches those whose matter was merged into the one it happened to. */
export const outcomes: readonly NoticeAct[] = ['answer', 'decline', 'withdraw']

export const isTold = (act: string, concern: Concern): act is NoticeAct =>
  Object.hasOwn(hears, act) && (hears[act as NoticeAct] as readonly Concern[]).includes(concern)

/** What cannot wait for the morning: of kinds whose clock runs through the night, for those who must act. */
export const isUrgent = (aroundTheClock: boolean, concern: Concern): boolean =>
  aroundTheClock && (concern === 'own' || concern === 'assigned')

/** Hours of the local day; `from` after `to` runs over midnight. `restDays`: weekends and holidays are like other days. */
export interface Quiet {
  readonly from: number
  readonly to: number
  readonly restDays: boolean
}

const hour = 3_600_000
/** No chain of holidays is longer. */
const longestRest = 60

/** The first instant at or after `at` that is not in quiet hours. On a day on which clocks change it may be an hour off. */
export function deliverAt(cal: Calendar, at: Date, { from, to, restDays }: Quiet): Date {
  let day = localDate(cal, at)
  let moment = at
  for (let n = 0; n < longestRest; n += 1) {
    const start = startOfLocalDay(cal, day)
    if (restDays || isWorkday(cal, day)) {
      const now = (moment.getTime() - start.getTime()) / hour
      const quiet = from <= to ? now >= from && now < to : now >= from || now < to
      if (!quiet) return moment
      if (from <= to || now < to) return new Date(start.getTime() + to * hour)
    }
    day = addDays(day, 1)
    moment = startOfLocalDay(cal, day)
  }
  return moment
}

/** The Monday (weekday 1) or other day of the week of a local day, at its beginning. */
export function weekBegins(cal: Calendar, at: Date, weekday: number): Date {
  const today = localDate(cal, at)
  const since = (new Date(today).getUTCDay() - (weekday % 7) + 7) % 7
  return startOfLocalDay(cal, addDays(today, -since))
}
