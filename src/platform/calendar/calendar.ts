/**
 * The calendar of a company: local days, workdays (weekends, public holidays, make-up workdays 调休), the heating season, and
 * the clocks of matters. Pure. Days are 'YYYY-MM-DD' in the calendar's zone, durations milliseconds.
 */
import type { CalendarPack } from './calendar-packs.ts'
import { dayAt, dayNumber, dayStart, dayText, isWeekday } from './zone.ts'

const HOUR = 3_600_000
const LONGEST = 36_525 * 24 * HOUR
/** First and last day, both inside; `from` after `to` means that it runs over New Year ('11-15' to '03-15'). */
export type Season = { readonly from: string; readonly to: string }

export type HolidayName = { readonly zh: string; readonly en: string }
/** Why there is work on a day, or none. */
export type DayKind = 'workday' | 'make_up' | 'holiday' | 'weekend'

export interface Calendar {
  /** IANA name, such as 'Asia/Shanghai'. */
  readonly timeZone: string
  readonly holidays: ReadonlySet<string>
  readonly makeUpWorkdays: ReadonlySet<string>
  /** What people call each holiday. */
  readonly holidayNames: ReadonlyMap<string, HolidayName>
  readonly season: Season | null
}

/** A promise of time: whole workdays, or hours that also run through nights and holidays. */
export type Clock = { readonly unit: 'workday' | 'hour'; readonly n: number }
export type Pause = { readonly from: Date; readonly to: Date }

/**
 * A calendar from packs. An assumed pack gives way to an announced one of the same year; in years without a pack only weekends are
 * free. Throws RangeError for an unknown zone, a season that is not 'MM-DD', or two announced packs of one year.
 */
export function calendarFrom(packs: readonly CalendarPack[], timeZone: string, season: Season | null = null): Calendar {
  dayStart(timeZone, 0)
  for (const day of season ? [season.from, season.to] : []) dayNumber(`2000-${day}`)
  const byYear = new Map<number, CalendarPack>()
  for (const pack of packs) {
    const other = byYear.get(pack.year)
    if (other && other.assumed === pack.assumed)
      throw new RangeError(`${other.id} and ${pack.id} both hold ${pack.year}`)
    if (!other || other.assumed) byYear.set(pack.year, pack)
  }
  const chosen = [...byYear.values()]
  return {
    timeZone,
    holidays: new Set(chosen.flatMap((pack) => pack.holidays)),
    makeUpWorkdays: new Set(chosen.flatMap((pack) => pack.makeUpWorkdays)),
    holidayNames: new Map(
      chosen.flatMap(({ holidays, names }) =>
        names.flatMap(({ from, to, zh, en }) =>
          holidays.filter((day) => from <= day && day <= to).map((day) => [day, { zh, en }] as const),
        ),
      ),
    ),
    season,
  }
}

/** The local day an instant falls on. */
export function localDate(cal: Calendar, at: Date): string {
  return dayText(dayAt(cal.timeZone, at.getTime()))
}

/** The first instant of a local day. */
export function startOfLocalDay(cal: Calendar, day: string): Date {
  return new Date(dayStart(cal.timeZone, dayNumber(day)))
}

/** The last millisecond of a local day. */
export function endOfLocalDay(cal: Calendar, day: string): Date {
  return new Date(dayStart(cal.timeZone, dayNumber(day) + 1) - 1)
}

/** The day `n` days later (earlier if negative). */
export function addDays(day: string, n: number): string {
  return dayText(dayNumber(day) + n)
}

/** Monday to Friday without public holidays, and the weekend days that the year's arrangement made workdays. */
export function isWorkday(cal: Calendar, day: string): boolean {
  return isWorkdayNumber(cal, dayNumber(day))
}

/** How many workdays there are after a day and up to another, make-up workdays included; 0 where that is not later. */
export function workdaysBetween(cal: Calendar, after: string, until: string): number {
  let count = 0
  for (let n = dayNumber(after) + 1; n <= dayNumber(until); n++) if (isWorkdayNumber(cal, n)) count += 1
  return count
}

/** What a day is to the workday clocks: workdays and make-up workdays count, holidays and weekends do not. */
export function dayKind(cal: Calendar, day: string): DayKind {
  if (cal.makeUpWorkdays.has(day)) return 'make_up'
  if (cal.holidays.has(day)) return 'holiday'
  return isWeekday(dayNumber(day)) ? 'workday' : 'weekend'
}

/** Whether a day lies in the season; false where the calendar has none. */
export function inSeason(cal: Calendar, day: string): boolean {
  if (!cal.season) return false
  dayNumber(day)
  const { from, to } = cal.season
  const date = day.slice(5)
  return from <= to ? from <= date && date <= to : date >= from || date <= to
}

/** Working time between two instants, in ms: a workday counts from midnight to midnight, other days nothing. 0 if `to <= from`. */
export function workMillis(cal: Calendar, from: Date, to: Date): number {
  const [start, end] = [from.getTime(), to.getTime()]
  let sum = 0
  const last = dayAt(cal.timeZone, end)
  for (let n = dayAt(cal.timeZone, start); n <= last; n++) {
    if (!isWorkdayNumber(cal, n)) continue
    sum += Math.max(0, Math.min(end, dayStart(cal.timeZone, n + 1)) - Math.max(start, dayStart(cal.timeZone, n)))
  }
  return sum
}

/** The earliest instant t with `workMillis(cal, from, t) = ms`. Throws RangeError if `ms` is negative or over a hundred years. */
export function plusWork(cal: Calendar, from: Date, ms: number): Date {
  if (!(ms >= 0 && ms <= LONGEST)) throw new RangeError(`not a duration: ${ms}`)
  let left = ms
  let at = from.getTime()
  for (let n = dayAt(cal.timeZone, at); left > 0; n++) {
    const end = dayStart(cal.timeZone, n + 1)
    if (isWorkdayNumber(cal, n)) {
      if (left <= end - at) return new Date(at + left)
      left -= end - at
    }
    at = end
  }
  return from
}

/**
 * The last instant at which something promised at `start` is in time.
 *
 * hour:    due = start + n hours + paused time.
 * workday: the clock begins with the local day after `start`;
 *          due = end of the workday in which (n workdays + working time of the pauses) of working time have run since then.
 *
 * Pauses may overlap and come in any order; time in two of them counts once. Of each only what lies after the clock's beginning
 * counts, and one that begins after the deadline as it then stood counts nothing: what was late stays late. Nothing falls due
 * during a pause that counts: a workday clock leaves at least the rest of the workday in which it ends. Rounding is done once, on
 * the sum, so many short pauses give no day each. Throws RangeError if `n` is not above zero, or is absurdly large, or not whole
 * where it counts workdays.
 */
export function dueAt(cal: Calendar, start: Date, clock: Clock, pauses: readonly Pause[]): Date {
  const { unit, n } = clock
  const longest = LONGEST / (unit === 'hour' ? HOUR : 24 * HOUR)
  if (!(n > 0 && n <= longest) || (unit === 'workday' && !Number.isInteger(n))) throw new RangeError(`a clock of ${n}`)
  return lengthened(unit === 'hour' ? hourClock(instant(start), n) : workdayClock(cal, instant(start), n), pauses)
}

/**
 * The last instant of a day that was agreed at `since`, lengthened by the working time of the pauses since then to the end of the
 * workday in which that has run. For pauses the same holds as in `dueAt`.
 */
export function dueOn(cal: Calendar, since: Date, day: string, pauses: readonly Pause[]): Date {
  return lengthened(agreedDay(cal, instant(since), dayNumber(day)), pauses)
}

function lengthened(run: Run, pauses: readonly Pause[]): Date {
  let needed = run.length
  let due = run.dueAfter(needed)
  for (const { from, to } of merged(pauses, run.begin)) {
    if (from > due) break
    needed += run.between(from, to)
    due = Math.max(run.dueAfter(needed), run.soonestAfterPause(to))
  }
  return new Date(due)
}

/** How the clock of one unit runs; instants and durations in ms. */
type Run = {
  begin: number
  length: number
  between(from: number, to: number): number
  dueAfter(length: number): number
  soonestAfterPause(to: number): number
}

function hourClock(begin: number, n: number): Run {
  return {
    begin,
    length: n * HOUR,
    between: (from, to) => to - from,
    dueAfter: (length) => begin + length,
    soonestAfterPause: (to) => to,
  }
}

function workdayClock(cal: Calendar, start: number, n: number): Run {
  const first = dayAt(cal.timeZone, start) + 1
  let last = first - 1
  for (let found = 0; found < n; ) if (isWorkdayNumber(cal, ++last)) found += 1
  const begin = dayStart(cal.timeZone, first)
  const between = workBetween(cal)
  return {
    begin,
    length: between(begin, dayStart(cal.timeZone, last + 1)),
    between,
    dueAfter: (length) => endOfWork(cal, begin, length),
    soonestAfterPause: (to) => endOfWork(cal, to, 1),
  }
}

function agreedDay(cal: Calendar, begin: number, day: number): Run {
  const over = dayStart(cal.timeZone, day + 1)
  return {
    begin,
    length: 0,
    between: workBetween(cal),
    dueAfter: (length) => (length === 0 ? over - 1 : endOfWork(cal, over, length)),
    soonestAfterPause: (to) => (to < over ? over - 1 : endOfWork(cal, to, 1)),
  }
}

const workBetween = (cal: Calendar) => (from: number, to: number) => workMillis(cal, new Date(from), new Date(to))

/** The end of the workday in which the `ms`th millisecond of working time after `from` passes. */
function endOfWork(cal: Calendar, from: number, ms: number): number {
  const passed = plusWork(cal, new Date(from), ms).getTime() - 1
  return dayStart(cal.timeZone, dayAt(cal.timeZone, passed) + 1) - 1
}

/** The pauses' time after `begin` as disjoint spans in order, in ms. */
function merged(pauses: readonly Pause[], begin: number): { from: number; to: number }[] {
  const spans: { from: number; to: number }[] = []
  const inOrder = pauses.map(({ from, to }) => ({ from: Math.max(instant(from), begin), to: instant(to) }))
  for (const { from, to } of inOrder.sort((a, b) => a.from - b.from)) {
    if (to <= from) continue
    const last = spans.at(-1)
    if (last && from <= last.to) last.to = Math.max(last.to, to)
    else spans.push({ from, to })
  }
  return spans
}

type DayLists = { readonly free: ReadonlySet<number>; readonly makeUp: ReadonlySet<number> }
const dayLists = new WeakMap<Calendar, DayLists>()

function isWorkdayNumber(cal: Calendar, n: number): boolean {
  let lists = dayLists.get(cal)
  if (!lists) {
    const numbers = (days: ReadonlySet<string>) => new Set(Array.from(days, dayNumber))
    lists = { free: numbers(cal.holidays), makeUp: numbers(cal.makeUpWorkdays) }
    dayLists.set(cal, lists)
  }
  return lists.makeUp.has(n) || (isWeekday(n) && !lists.free.has(n))
}

function instant(at: Date): number {
  if (Number.isNaN(at.getTime())) throw new RangeError('not a date')
  return at.getTime()
}
