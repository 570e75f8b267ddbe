/** Quiet hours, and the week of the digest. Pure. */
import { addDays, type Calendar, isWorkday, localDate, startOfLocalDay } from '#platform/calendar/calendar.ts'

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
