/** Refunds as tables: every edge of every band, season edges, leap day, too few tests, stops; and what holds for all homes. */
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays } from '#platform/calendar/calendar.ts'
import { type Home, RefundPolicy, refundOf, type Test } from './rules.ts'

const packOf = (name: string): RefundPolicy =>
  RefundPolicy.parse(
    JSON.parse(readFileSync(new URL(`../../../../rulepacks/refund-${name}-1.json`, import.meta.url), 'utf8')),
  )
const names = ['changchun', 'heilongjiang', 'harbin', 'xian'] as const
const [changchun, heilongjiang, harbin, xian] = names.map(packOf) as [
  RefundPolicy,
  RefundPolicy,
  RefundPolicy,
  RefundPolicy,
]

/** 151 days; a day costs 10.00 yuan. */
const season = { from: '2026-11-01', to: '2027-03-31' }
const home: Home = { seasonFee: 151_000, season, asOf: '2027-03-31', tests: [], stops: [] }
let made = 0
const at = (day: string, celsius: number | number[], time = '09:00'): Test => {
  made += 1
  return { id: `t${made}`, day, time, rooms: [celsius].flat() }
}
/** Three tests of a month, all alike. */
const thrice = (month: string, celsius: number): Test[] =>
  ['05', '15', '25'].map((day) => at(`${month}-${day}`, celsius))
const linesOf = (policy: RefundPolicy, more: Partial<Home>) =>
  refundOf(policy, { ...home, ...more }).lines.map(({ from, to, days, share, fen }) => [from, to, days, share, fen])

describe('the edges of the bands', () => {
  test.each([
    [18, 0],
    [17.9, 0.3],
    [16, 0.3],
    [15.9, 0.6],
    [14, 0.6],
    [13.9, 1],
    [-5, 1],
  ])('Changchun, a month at %s ℃: %s of it', (celsius, share) => {
    const expected = share === 0 ? [] : [['2026-12-01', '2026-12-31', 31, share, Math.round(31_000 * share)]]
    expect(linesOf(changchun, { tests: thrice('2026-12', celsius) })).toEqual(expected)
  })

  test.each([
    [
      heilongjiang,
      [
        [20, 0],
        [19.9, 0.1],
        [18, 0.1],
        [17.9, 0.3],
        [16, 0.3],
        [15.9, 0.5],
        [14, 0.5],
        [13.9, 1],
      ],
    ],
    [
      harbin,
      [
        [18, 0],
        [17.9, 0.3],
        [16, 0.3],
        [15.9, 0.5],
        [14, 0.5],
        [13.9, 1],
      ],
    ],
    [
      xian,
      [
        [18, 0],
        [17.9, 0.2],
        [16, 0.2],
        [15.9, 0.5],
        [14, 0.5],
        [13.9, 1],
      ],
    ],
  ] as [RefundPolicy, [number, number][]][])('$name, by the day', (policy, bands) => {
    for (const [celsius, share] of bands) {
      const fen = Math.round(1_000 * policy.basis.share * share)
      const expected = share === 0 ? [] : [['2027-01-10', '2027-01-10', 1, share, fen]]
      expect(linesOf(policy, { tests: [at('2027-01-10', celsius), at('2027-01-11', 25)] })).toEqual(expected)
    }
  })

  test('a mean is rounded to a tenth of a degree, half up, before it meets a band', () => {
    const mean = (...celsius: number[]) =>
      linesOf(changchun, { tests: celsius.map((one, i) => at(`2026-12-0${i + 1}`, one)) })[0]?.[3]
    expect(mean(17.9, 17.9, 18)).toBe(0.3) // 17.93
    expect(mean(17.9, 18, 18)).toBeUndefined() // 17.97
    expect(
      linesOf(changchun, { tests: [at('2026-12-01', [15.9, 16]), ...thrice('2026-12', 16).slice(1)] })[0]?.[3],
    ).toBe(0.3) // 15.95
  })
})

describe('the tests that count', () => {
  test('a month needs three; what is missing is said', () => {
    const refund = refundOf(changchun, { ...home, tests: thrice('2026-12', 15).slice(1) })
    expect([refund.fen, refund.needed]).toEqual([0, [{ month: '2026-12', more: 1 }]])
  })

  test('more than three are all in the mean', () => {
    const tests = [...thrice('2026-12', 15), at('2026-12-28', 22)] // 16.75
    expect(linesOf(changchun, { tests })[0]?.[3]).toBe(0.3)
  })

  test.each([
    ['09:59', null],
    ['10:00', 'at_a_warm_hour'],
    ['13:59', 'at_a_warm_hour'],
    ['14:00', null],
  ])('in Heilongjiang one at %s', (time, because) => {
    const one = at('2027-01-10', 17, time)
    const { notCounted, lines } = refundOf(heilongjiang, { ...home, tests: [one], asOf: '2027-01-10' })
    expect(notCounted).toEqual(because === null ? [] : [{ testId: one.id, because }])
    expect(lines).toHaveLength(because === null ? 1 : 0)
  })

  test.each([
    ['2026-10-31', false],
    ['2026-11-01', true],
    ['2027-03-31', true],
    ['2027-04-01', false],
  ])('on %s: %s', (day, counts) => {
    const { notCounted } = refundOf(harbin, { ...home, asOf: '2027-05-01', tests: [at(day, 15)] })
    expect(notCounted.map(({ because }) => because)).toEqual(counts ? [] : ['outside_season'])
  })

  test('one without any room does not count', () => {
    expect(refundOf(harbin, { ...home, tests: [at('2027-01-10', [])] }).notCounted).toMatchObject([
      { because: 'too_few_rooms' },
    ])
  })

  test('by the day each holds until the next, the last until the day that is looked at, never beyond the season', () => {
    const tests = [at('2027-01-10', 15), at('2027-01-13', 17), at('2027-03-30', 13)]
    expect(linesOf(harbin, { tests, asOf: '2027-01-20' })).toEqual([
      ['2027-01-10', '2027-01-12', 3, 0.5, 1_500],
      ['2027-01-13', '2027-01-20', 8, 0.3, 2_400],
    ])
    expect(linesOf(harbin, { tests, asOf: '2027-06-01' }).at(-1)).toEqual(['2027-03-30', '2027-03-31', 2, 1, 2_000])
  })

  test('two on one day are one mean', () => {
    const tests = [at('2027-01-10', 15, '08:00'), at('2027-01-10', 17.2, '18:00')]
    expect(linesOf(harbin, { tests, asOf: '2027-01-10' })).toEqual([['2027-01-10', '2027-01-10', 1, 0.3, 300]])
  })
})

describe('the days of a month', () => {
  test('at the edges of the season are those inside it', () => {
    const short = { from: '2026-11-20', to: '2027-03-10' } // 111 days
    const tests = [...thrice('2026-11', 15).slice(2), at('2026-11-22', 15), at('2026-11-30', 15)]
    expect(linesOf(changchun, { season: short, seasonFee: 111_000, tests })).toEqual([
      ['2026-11-20', '2026-11-30', 11, 0.6, 6_600],
    ])
  })

  test('February has 29 in a leap year', () => {
    const leap = { from: '2027-11-01', to: '2028-03-31' }
    const tests = thrice('2028-02', 13)
    expect(linesOf(changchun, { season: leap, seasonFee: 152_000, asOf: leap.to, tests })).toEqual([
      ['2028-02-01', '2028-02-29', 29, 1, 29_000],
    ])
  })
})

describe('a stop by the supplier’s fault', () => {
  const stop = (hours: number) => ({ from: '2027-01-04', to: '2027-01-06', hours })
  test.each([
    [48, 0],
    [48.1, 6_000],
  ])('of %s hours pays %s fen', (hours, fen) => {
    expect(refundOf(changchun, { ...home, stops: [stop(hours)] }).fen).toBe(fen)
  })

  test('its days are not paid as cold days besides', () => {
    expect(linesOf(changchun, { tests: thrice('2027-01', 15), stops: [stop(60)] })).toEqual([
      ['2027-01-01', '2027-01-31', 28, 0.6, 16_800],
      ['2027-01-04', '2027-01-06', 3, 2, 6_000],
    ])
  })

  test('two that touch are one run of days', () => {
    const stops = [stop(60), { from: '2027-01-06', to: '2027-01-08', hours: 60 }]
    expect(linesOf(changchun, { stops })).toEqual([['2027-01-04', '2027-01-08', 5, 2, 10_000]])
  })

  test('a policy that says nothing of stops pays nothing for them', () => {
    expect(refundOf(harbin, { ...home, stops: [stop(500)] }).fen).toBe(0)
  })
})

describe('for every home', () => {
  const policies = names.map(packOf)
  const day = fc.integer({ min: 0, max: 150 }).map((n) => addDays(season.from, n))
  const celsius = fc.integer({ min: 50, max: 260 }).map((tenths) => tenths / 10)
  const aTest = fc.record({ day, rooms: fc.array(celsius, { minLength: 1, maxLength: 4 }) })
  const tests = fc
    .array(aTest, { maxLength: 12 })
    .map((all) => all.map((one, i): Test => ({ ...one, id: `t${i}`, time: '09:00' })))
  const stops = fc.array(fc.record({ from: day, n: fc.nat(6) }), { maxLength: 3 })
  const homes = fc.record({ tests, stops, seasonFee: fc.integer({ min: 0, max: 2_000_000 }) }).map(
    (one): Home => ({
      ...home,
      ...one,
      stops: one.stops.map(({ from, n }) => ({ from, to: addDays(from, n), hours: (n + 1) * 24 })),
    }),
  )
  const either = fc.constantFrom(...policies)

  test('the sum is that of its lines, each whole fen, of days inside the season, with its article', () => {
    fc.assert(
      fc.property(either, homes, (policy, one) => {
        const { lines, fen } = refundOf(policy, one)
        expect(fen).toBe(lines.reduce((sum, line) => sum + line.fen, 0))
        for (const line of lines) {
          expect(Number.isInteger(line.fen) && line.fen >= 0 && line.days > 0).toBe(true)
          expect(line.from >= season.from && line.to <= season.to && line.source.length > 3).toBe(true)
        }
      }),
    )
  })

  test('the order in which tests are told changes nothing', () => {
    fc.assert(
      fc.property(either, homes, (policy, one) => {
        expect(refundOf(policy, { ...one, tests: one.tests.toReversed() }).fen).toBe(refundOf(policy, one).fen)
      }),
    )
  })

  test('a home that was colder is never paid less', () => {
    fc.assert(
      fc.property(either, homes, fc.integer({ min: 0, max: 50 }), (policy, one, tenths) => {
        const colder = one.tests.map((it) => ({
          ...it,
          rooms: it.rooms.map((room) => Math.round(room * 10 - tenths) / 10),
        }))
        expect(refundOf(policy, { ...one, tests: colder }).fen).toBeGreaterThanOrEqual(refundOf(policy, one).fen)
      }),
    )
  })

  test('no day is paid twice, and without a stop nobody is paid more than the basis', () => {
    fc.assert(
      fc.property(either, homes, (policy, one) => {
        const cold = refundOf(policy, { ...one, stops: [] })
        const most = one.seasonFee * policy.basis.share + cold.lines.length
        expect(cold.fen).toBeLessThanOrEqual(most)
        expect(refundOf(policy, one).lines.reduce((sum, { days }) => sum + days, 0)).toBeLessThanOrEqual(151)
      }),
    )
  })
})

describe('a policy', () => {
  test.each(names)('%s is whole, and says of each number how sure we are', (name) => {
    expect(packOf(name).name).toBe(name)
  })

  test.each([
    [
      'a gap between bands',
      (p: RefundPolicy) => ({ ...p, bands: [p.bands[0]!, { ...p.bands[1]!, below: 15 }, p.bands[2]!] }),
    ],
    ['no band down to the coldest', (p: RefundPolicy) => ({ ...p, bands: p.bands.slice(0, 2) })],
    [
      'a first band that is not at the standard',
      (p: RefundPolicy) => ({ ...p, standard: { ...p.standard, celsius: 20 } }),
    ],
    [
      'less for colder',
      (p: RefundPolicy) => ({ ...p, bands: p.bands.map((band, i) => ({ ...band, share: 1 - i / 10 })) }),
    ],
    ['a number without its source', (p: RefundPolicy) => ({ ...p, basis: { share: 1 } })],
  ])('is refused for %s', (_, spoilt) => {
    expect(RefundPolicy.safeParse(spoilt(changchun)).success).toBe(false)
  })

  test('a season that ends before it begins is an error', () => {
    expect(() => refundOf(harbin, { ...home, season: { from: '2027-01-02', to: '2027-01-01' } })).toThrow(RangeError)
  })
})
