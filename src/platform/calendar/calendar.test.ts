import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Clock, Pause } from './calendar.ts'
import {
  addDays,
  calendarFrom,
  dueAt,
  endOfLocalDay,
  inSeason,
  isWorkday,
  localDate,
  plusWork,
  startOfLocalDay,
  workMillis,
} from './calendar.ts'
import { loadCalendarPacks } from './calendar-packs.ts'

const packs = await loadCalendarPacks(new URL('../../../rulepacks', import.meta.url).pathname)
const season = { from: '11-15', to: '03-15' }
const zones = ['Asia/Shanghai', 'Asia/Urumqi', 'Europe/Berlin'] as const
const calendars = zones.map((zone) => calendarFrom(packs, zone, season))
const shanghai = calendars[0]!
const berlin = calendars[2]!
const china = (text: string) => new Date(`${text}+08:00`)
const hour = 3_600_000

const someCalendar = fc.constantFrom(...calendars)
const someInstant = fc
  .date({ min: new Date('2026-01-01'), max: new Date('2027-12-01'), noInvalidDate: true })
  .map((at) => new Date(Math.floor(at.getTime() / 60_000) * 60_000))
const someHours = (max: number) => fc.integer({ min: 0, max: max * 60 }).map((minutes) => minutes * 60_000)
const somePauses = fc.array(fc.record({ after: someHours(30 * 24), length: someHours(10 * 24) }), { maxLength: 5 })
const pausesFrom = (start: Date, list: readonly { after: number; length: number }[]): Pause[] =>
  list.map(({ after, length }) => ({
    from: new Date(start.getTime() + after),
    to: new Date(start.getTime() + after + length),
  }))
const someClock: fc.Arbitrary<Clock> = fc.record({
  unit: fc.constantFrom('workday' as const, 'hour' as const),
  n: fc.integer({ min: 1, max: 30 }),
})

describe('days and holidays', () => {
  test('the 2026 arrangement is in force: free weekdays, free weekends, and weekend days that are worked', () => {
    expect(isWorkday(shanghai, '2026-02-17')).toBe(false)
    expect(isWorkday(shanghai, '2026-02-14')).toBe(true)
    expect(isWorkday(shanghai, '2026-10-10')).toBe(true)
    expect(isWorkday(shanghai, '2026-10-11')).toBe(false)
    expect(isWorkday(shanghai, '2026-11-23')).toBe(true)
    const free = (month: string) =>
      Array.from({ length: 28 }, (_, i) => `2026-${month}-${String(i + 1).padStart(2, '0')}`).filter(
        (day) => !isWorkday(shanghai, day),
      ).length
    expect(free('02')).toBe(9 + 3) // the nine days of the Spring Festival, and 1, 7, 8; 14 and 28 are worked
  })

  test('an announced arrangement replaces the assumed one of the same year', () => {
    const assumed = packs.find((pack) => pack.assumed)!
    const announced = { ...assumed, id: 'calendar-cn-2027-announced', assumed: false, holidays: ['2027-02-09'] }
    for (const list of [
      [...packs, announced],
      [announced, ...packs],
    ]) {
      const cal = calendarFrom(list, 'Asia/Shanghai')
      expect([isWorkday(cal, '2027-02-08'), isWorkday(cal, '2027-02-09')]).toEqual([true, false])
    }
    expect(() => calendarFrom([announced, announced], 'Asia/Shanghai')).toThrow('both hold 2027')
  })

  test('the heating season runs over New Year, both ends inside', () => {
    const days = ['2026-11-14', '2026-11-15', '2026-12-31', '2027-03-15', '2027-03-16']
    expect(days.map((day) => inSeason(shanghai, day))).toEqual([false, true, true, true, false])
    expect(inSeason(calendarFrom(packs, 'Asia/Shanghai', { from: '05-01', to: '05-03' }), '2026-05-03')).toBe(true)
    expect(inSeason(calendarFrom(packs, 'Asia/Shanghai'), '2026-12-01')).toBe(false)
  })

  test('an instant lies within its own local day, and days follow each other without gap', () => {
    fc.assert(
      fc.property(someCalendar, someInstant, (cal, at) => {
        const day = localDate(cal, at)
        expect(day).toBe(new Intl.DateTimeFormat('sv-SE', { timeZone: cal.timeZone }).format(at))
        expect(startOfLocalDay(cal, day).getTime()).toBeLessThanOrEqual(at.getTime())
        expect(endOfLocalDay(cal, day).getTime()).toBeGreaterThanOrEqual(at.getTime())
        expect(startOfLocalDay(cal, addDays(day, 1)).getTime()).toBe(endOfLocalDay(cal, day).getTime() + 1)
      }),
    )
  })

  test('days of clock change are 23 and 25 hours long; a day may begin at one o’clock or be left out', () => {
    const length = (zone: string, day: string) => {
      const cal = calendarFrom([], zone)
      return (endOfLocalDay(cal, day).getTime() + 1 - startOfLocalDay(cal, day).getTime()) / hour
    }
    expect([length('Europe/Berlin', '2026-03-29'), length('Europe/Berlin', '2026-10-25')]).toEqual([23, 25])
    expect(startOfLocalDay(calendarFrom([], 'Africa/Cairo'), '2026-04-24').toISOString()).toBe(
      '2026-04-23T22:00:00.000Z',
    )
    expect(length('Africa/Cairo', '2026-04-24')).toBe(23)
    expect([length('Pacific/Apia', '2011-12-29'), length('Pacific/Apia', '2011-12-30')]).toEqual([24, 0])
  })

  test('what is no day, zone, season or date is refused', () => {
    for (const day of ['2026-02-29', '2026-13-01', '26-01-01', '2026-1-1', 'x'])
      expect(() => isWorkday(shanghai, day)).toThrow(RangeError)
    expect(() => calendarFrom([], 'Asia/Nowhere')).toThrow(RangeError)
    expect(() => calendarFrom([], 'Asia/Shanghai', { from: '11-31', to: '03-15' })).toThrow(RangeError)
    expect(() => localDate(shanghai, new Date(Number.NaN))).toThrow(RangeError)
    expect(() => dueAt(shanghai, new Date(Number.NaN), { unit: 'hour', n: 1 }, [])).toThrow(RangeError)
  })
})

describe('working time', () => {
  test('it agrees with counting every half hour on a wall calendar', () => {
    const step = hour / 2
    const someStep = someInstant.map((at) => new Date(Math.floor(at.getTime() / step) * step))
    fc.assert(
      fc.property(someCalendar, someStep, fc.integer({ min: 0, max: 20 * 48 }), (cal, from, steps) => {
        const format = new Intl.DateTimeFormat('sv-SE', { timeZone: cal.timeZone })
        let counted = 0
        for (let i = 0; i < steps; i++) {
          if (isWorkday(cal, format.format(new Date(from.getTime() + i * step)))) counted += step
        }
        expect(workMillis(cal, from, new Date(from.getTime() + steps * step))).toBe(counted)
      }),
      { numRuns: 40 },
    )
  })

  test('the holiday week counts only its last worked Saturday', () => {
    expect(workMillis(shanghai, china('2026-02-14T00:00'), china('2026-02-24T00:00'))).toBe(24 * hour)
    expect(workMillis(shanghai, china('2026-02-24T00:00'), china('2026-02-14T00:00'))).toBe(0)
  })

  test('adding working time is the inverse of measuring it, and finds the earliest such instant', () => {
    fc.assert(
      fc.property(someCalendar, someInstant, someHours(40 * 24), (cal, from, ms) => {
        const to = plusWork(cal, from, ms)
        expect(workMillis(cal, from, to)).toBe(ms)
        if (ms > 0) expect(workMillis(cal, from, new Date(to.getTime() - 1))).toBe(ms - 1)
        else expect(to).toEqual(from)
      }),
    )
    expect(() => plusWork(shanghai, new Date(0), -1)).toThrow(RangeError)
    expect(() => plusWork(shanghai, new Date(0), Number.NaN)).toThrow(RangeError)
  })
})

describe('clocks', () => {
  const workdays = (n: number): Clock => ({ unit: 'workday', n })
  const pause = (from: string, to: string): Pause => ({ from: china(from), to: china(to) })
  const due = (start: string, n: number, ...pauses: Pause[]) => dueAt(shanghai, china(start), workdays(n), pauses)
  const endOf = (day: string) => china(`${day}T23:59:59.999`)

  test('five workdays begin the day after and end with the fifth, over weekends and holidays', () => {
    expect(due('2026-11-23T09:00', 5)).toEqual(endOf('2026-11-30'))
    expect(due('2026-11-21T23:00', 5)).toEqual(endOf('2026-11-27')) // raised on a Saturday
    expect(due('2026-02-12T18:00', 3)).toEqual(endOf('2026-02-24')) // Friday, worked Saturday, nine free days, Tuesday
  })

  test('a pause of two workdays moves the deadline by two workdays, overlapping pauses count once', () => {
    const plain = pause('2026-11-25T00:00', '2026-11-27T00:00')
    expect(due('2026-11-23T09:00', 5, plain)).toEqual(endOf('2026-12-02'))
    expect(due('2026-11-23T09:00', 5, plain, plain, pause('2026-11-25T12:00', '2026-11-26T08:00'))).toEqual(
      endOf('2026-12-02'),
    )
  })

  test('a pause over a weekend, before the clock began, or after the deadline moves nothing', () => {
    expect(due('2026-11-23T09:00', 5, pause('2026-11-28T00:00', '2026-11-30T00:00'))).toEqual(endOf('2026-11-30'))
    expect(due('2026-11-23T09:00', 5, pause('2026-11-23T10:00', '2026-11-23T20:00'))).toEqual(endOf('2026-11-30'))
    expect(due('2026-11-23T09:00', 5, pause('2026-12-01T00:00', '2026-12-09T00:00'))).toEqual(endOf('2026-11-30'))
  })

  test('hours of several pauses are added up before the day is rounded up', () => {
    const asked = pause('2026-11-25T09:00', '2026-11-25T12:00')
    const askedAgain = pause('2026-11-26T09:00', '2026-11-26T12:00')
    expect(due('2026-11-23T09:00', 5, asked)).toEqual(endOf('2026-12-01'))
    expect(due('2026-11-23T09:00', 5, asked, askedAgain)).toEqual(endOf('2026-12-01'))
    const onTheDayGiven = pause('2026-12-01T15:00', '2026-12-03T15:00')
    expect(due('2026-11-23T09:00', 5, asked, askedAgain, onTheDayGiven)).toEqual(endOf('2026-12-03'))
  })

  test('hour clocks run through nights, holidays and clock changes', () => {
    expect(dueAt(shanghai, china('2026-02-16T22:00'), { unit: 'hour', n: 24 }, [])).toEqual(china('2026-02-17T22:00'))
    const asked = pause('2026-02-17T00:00', '2026-02-17T06:00')
    expect(dueAt(shanghai, china('2026-02-16T22:00'), { unit: 'hour', n: 24 }, [asked])).toEqual(
      china('2026-02-18T04:00'),
    )
    const summer = new Date('2026-03-29T00:30:00Z')
    expect(dueAt(berlin, summer, { unit: 'hour', n: 2 }, [])).toEqual(new Date('2026-03-29T02:30:00Z'))
  })

  test('a clock of nothing, of half a workday, or without end is refused', () => {
    for (const clock of [
      workdays(0),
      workdays(-1),
      workdays(1.5),
      workdays(1e7),
      { unit: 'hour', n: Number.NaN } as const,
    ]) {
      expect(() => dueAt(shanghai, china('2026-11-23T09:00'), clock, [])).toThrow(RangeError)
    }
  })

  test('n workdays without a pause: exactly n workdays after the first day, ending with a workday', () => {
    fc.assert(
      fc.property(someCalendar, someInstant, fc.integer({ min: 1, max: 60 }), (cal, start, n) => {
        const at = dueAt(cal, start, workdays(n), [])
        const last = localDate(cal, at)
        expect(at).toEqual(endOfLocalDay(cal, last))
        expect(isWorkday(cal, last)).toBe(true)
        let found = 0
        for (let day = addDays(localDate(cal, start), 1); day <= last; day = addDays(day, 1)) {
          if (isWorkday(cal, day)) found += 1
        }
        expect(found).toBe(n)
      }),
    )
  })

  test('the order of pauses does not matter, and one more or a longer one never brings the deadline nearer', () => {
    fc.assert(
      fc.property(
        someCalendar,
        someInstant,
        someClock,
        somePauses,
        someHours(5 * 24),
        (cal, start, clock, list, more) => {
          const pauses = pausesFrom(start, list)
          const at = dueAt(cal, start, clock, pauses)
          expect(dueAt(cal, start, clock, [...pauses].reverse())).toEqual(at)
          expect(dueAt(cal, start, clock, [...pauses, ...pauses])).toEqual(at)
          expect(dueAt(cal, start, clock, pauses.slice(1)).getTime()).toBeLessThanOrEqual(at.getTime())
          const longer = pauses.map(({ from, to }) => ({ from, to: new Date(to.getTime() + more) }))
          expect(dueAt(cal, start, clock, longer).getTime()).toBeGreaterThanOrEqual(at.getTime())
        },
      ),
    )
  })

  test('outside the pauses at least the promised working time is left, and nothing falls due during a pause', () => {
    const someStart = someInstant.map((at) => new Date(Math.floor(at.getTime() / hour) * hour))
    const wholeHours = fc.array(
      fc.record({ after: fc.integer({ min: 0, max: 700 }), length: fc.integer({ min: 0, max: 200 }) }),
      {
        maxLength: 5,
      },
    )
    fc.assert(
      fc.property(someCalendar, someStart, fc.integer({ min: 1, max: 20 }), wholeHours, (cal, start, n, list) => {
        const pauses = pausesFrom(
          start,
          list.map(({ after, length }) => ({ after: after * hour, length: length * hour })),
        )
        const begin = startOfLocalDay(cal, addDays(localDate(cal, start), 1))
        const promised = workMillis(cal, begin, dueAt(cal, start, workdays(n), []))
        const at = dueAt(cal, start, workdays(n), pauses)
        let active = 0
        for (let t = begin.getTime(); t < at.getTime(); t += hour) {
          const paused = pauses.some(({ from, to }) => from.getTime() <= t && t < to.getTime())
          if (!paused) active += workMillis(cal, new Date(t), new Date(Math.min(t + hour, at.getTime())))
        }
        expect(active).toBeGreaterThanOrEqual(promised)
        expect(active).toBeLessThanOrEqual(promised + 25 * hour * pauses.length)
        for (const { from, to } of pauses)
          if (from < to && from <= at) expect(at.getTime()).toBeGreaterThanOrEqual(to.getTime())
      }),
    )
  })

  test('someone who asked in time on the last evening still has the day on which the reply comes', () => {
    const early = pause('2026-11-25T09:00', '2026-11-25T12:00') // gives until the end of 1 December
    const lastEvening = pause('2026-12-01T23:00', '2026-12-02T08:00')
    expect(due('2026-11-23T09:00', 5, early, lastEvening)).toEqual(endOf('2026-12-02'))
  })
})
