/**
 * What is paid back for a home that was too cold, line by line, each with the article it follows. Pure: no clock, no database.
 *
 * A policy is data (`rulepacks/refund-*.json`): the standard, how a test counts, the bands, and what the share is taken of. A test is
 * the mean of its rooms. By the month: the mean of the tests of that month, of which there must be enough. By the day: each test
 * holds from its day to the day before the next one, at most to `asOf`. Means are rounded to a tenth of a degree, half up, before
 * they meet a band; a band begins at `from` and ends just under `below`. Money is whole fen, rounded half up line by line.
 * Days on which the supplier had stopped the heat for longer than the policy bears are paid as such, and not as cold days besides.
 */
import { z } from 'zod'
import { addDays } from '#platform/calendar/calendar.ts'

/** `P` read in a source, `M` from memory, `W` weak source or our own default; the last two are to be confirmed. */
const sourced = { certainty: z.enum(['P', 'M', 'W']), source: z.string().min(3) }
const share = z.number().min(0).max(1)
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)

const Band = z.strictObject({
  /** Degrees Celsius; null: whatever is colder. */
  from: z.number().nullable(),
  below: z.number(),
  share,
  ...sourced,
})

export const RefundPolicy = z
  .strictObject({
    name: z.string().regex(/^[a-z]+$/),
    version: z.number().int().positive(),
    words: z.strictObject({ zh: z.string().min(1), en: z.string().min(1) }),
    standard: z.strictObject({ celsius: z.number(), ...sourced }),
    test: z.strictObject({
      /** Tests that a period needs. */
      times: z.strictObject({ n: z.number().int().positive(), ...sourced }),
      /** Local hours in which a test does not count. */
      notBetween: z.strictObject({ from: time, to: time, ...sourced }).nullable(),
      rooms: z.strictObject({ atLeast: z.number().int().positive(), ...sourced }),
    }),
    period: z.strictObject({ is: z.enum(['month', 'day']), ...sourced }),
    /** The share of the fee that the bands are taken of: the rest is due whether it is warm or not. */
    basis: z.strictObject({ share, ...sourced }),
    bands: z.array(Band).min(1),
    /** A stop that is the supplier's fault and longer than so many hours: so many times the fee of each day. */
    stop: z.strictObject({ hours: z.number().positive(), times: z.number().positive(), ...sourced }).nullable(),
  })
  .refine(({ bands, standard }) => bands[0]?.below === standard.celsius, 'the first band ends at the standard')
  .refine(
    ({ bands }) => bands.every((band, i) => band.from === (bands[i + 1]?.below ?? null)),
    'each band begins where the next one ends, and the last goes all the way down',
  )
  .refine(
    ({ bands }) => bands.every((band, i) => i === 0 || band.share >= bands[i - 1]!.share),
    'colder is never paid less',
  )
export type RefundPolicy = z.infer<typeof RefundPolicy>
type Band = z.infer<typeof Band>

export interface Test {
  readonly id: string
  /** Local day, 'YYYY-MM-DD', and time of the day, 'HH:MM'. */
  readonly day: string
  readonly time: string
  /** Degrees Celsius, a room each. */
  readonly rooms: readonly number[]
}

/** First and last local day, both inside. */
export interface Days {
  readonly from: string
  readonly to: string
}

/** No heat by the supplier's fault: the local days it touched, and how long it lasted. */
export interface Stop extends Days {
  readonly hours: number
}

export interface Home {
  /** Of the whole season, in fen. */
  readonly seasonFee: number
  readonly season: Days
  /** The last day that is looked at. */
  readonly asOf: string
  readonly tests: readonly Test[]
  readonly stops: readonly Stop[]
}

/** Why a test does not count, or a period pays nothing. */
export type NotCounted = 'outside_season' | 'at_a_warm_hour' | 'too_few_rooms'

export interface Line {
  readonly why: 'cold' | 'stopped'
  readonly from: string
  readonly to: string
  /** Days of the season in it that are paid. */
  readonly days: number
  /** The mean, in tenths of a degree; null for a stop. */
  readonly tenths: number | null
  readonly testIds: readonly string[]
  /** What part of the basis is paid back; above 1 where it is doubled. */
  readonly share: number
  /** What these days cost, in fen, before the share. */
  readonly basisFen: number
  readonly fen: number
  readonly source: string
}

export interface Refund {
  readonly lines: readonly Line[]
  readonly fen: number
  readonly notCounted: readonly { readonly testId: string; readonly because: NotCounted }[]
  /** Months in which something was measured, but too seldom: how many tests are still needed. */
  readonly needed: readonly { readonly month: string; readonly more: number }[]
}

/** What is due to a home under a policy. Throws RangeError for a season that ends before it begins. */
export function refundOf(policy: RefundPolicy, home: Home): Refund {
  const { season } = home
  if (season.to < season.from) throw new RangeError('a season ends after it has begun')
  const [tests, notCounted] = sorted(policy, home)
  const stopped = stoppedDays(policy, home)
  const stops = stopLines(policy, home, stopped)
  const { lines, needed } =
    policy.period.is === 'month' ? byMonth(policy, home, tests, stopped) : byDay(policy, home, tests, stopped)
  const all = [...lines, ...stops].sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0))
  return { lines: all, fen: all.reduce((sum, line) => sum + line.fen, 0), notCounted, needed }
}

/** The tests that count, the earliest first, and why the others do not. */
function sorted(policy: RefundPolicy, { season, asOf, tests }: Home): [Test[], Refund['notCounted'][number][]] {
  const counted: Test[] = []
  const others: Refund['notCounted'][number][] = []
  for (const test of tests) {
    const because = objection(policy, season, test)
    if (test.day > asOf) continue
    if (because === null) counted.push(test)
    else others.push({ testId: test.id, because })
  }
  const when = ({ day, time: at, id }: Test) => `${day} ${at} ${id}`
  return [counted.sort((a, b) => (when(a) < when(b) ? -1 : 1)), others]
}

function objection({ test: rule }: RefundPolicy, season: Days, test: Test): NotCounted | null {
  if (test.day < season.from || test.day > season.to) return 'outside_season'
  if (test.rooms.length < rule.rooms.atLeast) return 'too_few_rooms'
  const warm = rule.notBetween
  return warm !== null && test.time >= warm.from && test.time < warm.to ? 'at_a_warm_hour' : null
}

/** The mean in tenths of a degree, rounded half up. */
function meanTenths(celsius: readonly number[]): number {
  const tenths = celsius.reduce((sum, one) => sum + Math.round(one * 10), 0)
  return Math.floor(tenths / celsius.length + 0.5)
}

const meanOf = (tests: readonly Test[]): number =>
  Math.floor(tests.reduce((sum, { rooms }) => sum + meanTenths(rooms), 0) / tests.length + 0.5)

function bandOf({ bands }: RefundPolicy, tenths: number): Band | null {
  return (
    bands.find(
      ({ from, below }) => tenths < Math.round(below * 10) && (from === null || tenths >= Math.round(from * 10)),
    ) ?? null
  )
}

function byMonth(policy: RefundPolicy, home: Home, tests: readonly Test[], stopped: ReadonlySet<string>) {
  const lines: Line[] = []
  const needed: { month: string; more: number }[] = []
  const months = new Map<string, Test[]>()
  for (const test of tests) months.set(test.day.slice(0, 7), [...(months.get(test.day.slice(0, 7)) ?? []), test])
  for (const [month, own] of months) {
    const more = policy.test.times.n - own.length
    if (more > 0) needed.push({ month, more })
    else {
      const inMonth = daysOf(home.season).filter((day) => day.startsWith(month))
      lines.push(...coldLine(policy, home, { from: inMonth[0]!, to: inMonth.at(-1)! }, own, stopped))
    }
  }
  return { lines, needed }
}

function byDay(policy: RefundPolicy, home: Home, tests: readonly Test[], stopped: ReadonlySet<string>) {
  const end = [home.asOf, home.season.to].sort()[0]!
  const days = [...new Set(tests.map(({ day }) => day))]
  const lines = days.flatMap((day, i) => {
    const next = days[i + 1]
    const own = tests.filter((test) => test.day === day)
    return coldLine(policy, home, { from: day, to: next === undefined ? end : addDays(next, -1) }, own, stopped)
  })
  return { lines, needed: [] }
}

function coldLine(
  policy: RefundPolicy,
  home: Home,
  span: Days,
  tests: readonly Test[],
  stopped: ReadonlySet<string>,
): Line[] {
  const tenths = meanOf(tests)
  const band = bandOf(policy, tenths)
  const days = daysOf(span).filter((day) => !stopped.has(day)).length
  if (band === null || days === 0) return []
  const basisFen = feeOf(home, days, policy.basis.share)
  return [
    {
      ...{ why: 'cold', ...span, days, tenths, testIds: tests.map(({ id }) => id), share: band.share, basisFen },
      ...{ fen: feeOf(home, days, policy.basis.share * band.share), source: band.source },
    },
  ]
}

/** Days of the season, up to the last that is looked at, in stops that the policy does not bear. */
function stoppedDays({ stop }: RefundPolicy, { season, asOf, stops }: Home): ReadonlySet<string> {
  if (stop === null) return new Set()
  const inside = (day: string) => day >= season.from && day <= season.to && day <= asOf
  return new Set(
    stops
      .filter(({ hours }) => hours > stop.hours)
      .flatMap(daysOf)
      .filter(inside),
  )
}

/** Each run of days without heat, whatever stops it is made of. */
function stopLines({ stop }: RefundPolicy, home: Home, stopped: ReadonlySet<string>): Line[] {
  if (stop === null) return []
  const runs: { from: string; to: string }[] = []
  for (const day of [...stopped].sort()) {
    const last = runs.at(-1)
    if (last !== undefined && addDays(last.to, 1) === day) last.to = day
    else runs.push({ from: day, to: day })
  }
  return runs.map((run) => {
    const days = daysOf(run).length
    const [basisFen, fen] = [feeOf(home, days, 1), feeOf(home, days, stop.times)]
    return {
      why: 'stopped',
      ...run,
      days,
      tenths: null,
      testIds: [],
      share: stop.times,
      basisFen,
      fen,
      source: stop.source,
    }
  })
}

/** So many days of the season's fee, in fen, half up. */
function feeOf({ seasonFee, season }: Home, days: number, part: number): number {
  return Math.floor((seasonFee * days * Math.round(part * 1e6)) / 1e6 / daysOf(season).length + 0.5)
}

function daysOf({ from, to }: Days): string[] {
  const days: string[] = []
  for (let day = from; day <= to; day = addDays(day, 1)) days.push(day)
  return days
}
