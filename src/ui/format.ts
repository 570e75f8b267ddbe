/** Dates, spans and numbers in words, in the reader's language and in the company's time zone, by the browser's own Intl. */
import { type Language, tagOf } from '#platform/words.ts'
import { setting } from './setting.ts'
import { useLanguage } from './words.ts'

/** An instant, its ISO text, or a day without time as 'YYYY-MM-DD' (which is that day in every zone). */
export type When = Date | string

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const WORDED_DAYS = 30

export type Formatter = ReturnType<typeof openFormatter>

/** The formatter of one language and IANA zone. Throws RangeError for an unknown zone, and on use for what is no date. */
export function openFormatter(language: Language, timeZone: string) {
  const tag = tagOf[language]
  const dayFields = {
    weekday: 'short',
    year: 'numeric',
    month: language === 'zh' ? 'numeric' : 'short',
    day: 'numeric',
  } as const
  const inZone = new Intl.DateTimeFormat(tag, { timeZone, ...dayFields })
  const plainDay = new Intl.DateTimeFormat(tag, { timeZone: 'UTC', ...dayFields })
  const clock = new Intl.DateTimeFormat(tag, { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
  const counted = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' })
  const words =
    typeof Intl.RelativeTimeFormat === 'function' ? new Intl.RelativeTimeFormat(tag, { numeric: 'auto' }) : null

  /** Days since 1970 of the local day that holds it. */
  const dayNumber = (at: When): number => Date.parse(isDay(at) ? at : counted.format(instant(at))) / DAY

  /** '11月26日（周四）', 'Thu 26 Nov'; with the year when it is not this one. */
  function day(at: When, now: Date = new Date()): string {
    const format = isDay(at) ? plainDay : inZone
    const is = fields(format, instant(at))
    const year = fields(inZone, now).year === is.year ? '' : is.year
    if (language === 'zh') return `${year && `${year}年`}${is.month}月${is.day}日（${is.weekday}）`
    return `${is.weekday} ${is.day} ${is.month}${year && ` ${year}`}`
  }

  /** '14:05'. */
  const time = (at: When): string => clock.format(instant(at))

  const moment = (at: When, now?: Date): string => `${day(at, now)}${language === 'zh' ? '' : ', '}${time(at)}`

  return {
    day,
    time,
    /** '11月26日（周四）前', 'by Thu 26 Nov'; with the time where it is not the end of the day: 'by Thu 26 Nov, 14:05'. */
    by(at: When, now?: Date): string {
      const until = isDay(at) || time(at) === '23:59' ? day(at, now) : moment(at, now)
      return language === 'zh' ? `${until}前` : `by ${until}`
    },
    /** '11月26日（周四）14:05', 'Thu 26 Nov, 14:05'. */
    moment,

    /** '3小时前', 'yesterday', 'in 2 days'. By the local day, not by 24 hours; beyond 30 days the date itself. */
    ago(at: When, now: Date = new Date()): string {
      const days = dayNumber(at) - dayNumber(now)
      if (words === null || Math.abs(days) > WORDED_DAYS) return day(at, now)
      if (days !== 0 || isDay(at)) return words.format(days, 'day')
      const span = instant(at).getTime() - now.getTime()
      if (Math.abs(span) < MINUTE) return words.format(0, 'second')
      if (Math.abs(span) < HOUR) return words.format(Math.trunc(span / MINUTE), 'minute')
      return words.format(Math.trunc(span / HOUR), 'hour')
    },

    /** Local days from now until then; negative when it has passed. */
    daysUntil: (at: When, now: Date = new Date()): number => dayNumber(at) - dayNumber(now),

    /** '350,000'; `digits` behind the point, none by default. */
    number: (value: number, digits = 0): string =>
      new Intl.NumberFormat(tag, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value),
  }
}

const opened = new Map<Language, Formatter>()

/** The formatter for the page's language and the company's zone. */
export function useFormat(): Formatter {
  const language = useLanguage()
  const known = opened.get(language)
  if (known) return known
  const made = openFormatter(language, setting('time-zone') ?? 'Asia/Shanghai')
  opened.set(language, made)
  return made
}

function isDay(at: When): at is string {
  return typeof at === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(at)
}

function instant(at: When): Date {
  return typeof at === 'string' ? new Date(at) : at
}

function fields(format: Intl.DateTimeFormat, at: Date): Record<'year' | 'month' | 'day' | 'weekday', string> {
  const found = { year: '', month: '', day: '', weekday: '' }
  for (const { type, value } of format.formatToParts(at)) if (type in found) found[type as keyof typeof found] = value
  return found
}
