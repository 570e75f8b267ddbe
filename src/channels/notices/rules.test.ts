/** Quiet hours and weeks on the calendar, as stories, and as what holds at any time. */
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { calendarFrom, isWorkday, localDate, startOfLocalDay } from '#platform/calendar/calendar.ts'
import { CalendarPack } from '#platform/calendar/calendar-packs.ts'
import { isUrgent } from './hears.ts'
import { deliverAt, type Quiet, weekBegins } from './rules.ts'

const pack = (year: number) =>
  CalendarPack.parse(
    JSON.parse(readFileSync(new URL(`../../../rulepacks/calendar-cn-${year}.json`, import.meta.url), 'utf8')),
  )
const cal = calendarFrom([pack(2026), pack(2027)], 'Asia/Shanghai')
const at = (text: string) => new Date(`${text}:00+08:00`)
const usual: Quiet = { from: 21, to: 7, restDays: false }

describe('a notice made', () => {
  test.each<[when: string, made: string, quiet: Quiet, delivered: string]>([
    ['at work is delivered at once', '2026-11-23T10:00', usual, '2026-11-23T10:00'],
    ['as the quiet hours begin waits for the morning', '2026-11-23T21:00', usual, '2026-11-24T07:00'],
    ['a minute before them does not', '2026-11-23T20:59', usual, '2026-11-23T20:59'],
    ['after midnight waits for the same morning', '2026-11-24T00:30', usual, '2026-11-24T07:00'],
    ['as they end is delivered at once', '2026-11-24T07:00', usual, '2026-11-24T07:00'],
    ['on Friday night waits for Monday', '2026-11-27T22:00', usual, '2026-11-30T07:00'],
    ['on Saturday noon waits for Monday', '2026-11-28T12:00', usual, '2026-11-30T07:00'],
    ['on a make-up Saturday is delivered at once', '2026-10-10T12:00', usual, '2026-10-10T12:00'],
    ['before National Day waits until it is over', '2026-09-30T22:00', usual, '2026-10-08T07:00'],
    ['over New Year waits for the first workday', '2026-12-31T23:30', usual, '2027-01-04T07:00'],
    [
      'on Saturday, by somebody who is on duty then',
      '2026-11-28T12:00',
      { ...usual, restDays: true },
      '2026-11-28T12:00',
    ],
    ['on his Saturday night', '2026-11-28T22:00', { ...usual, restDays: true }, '2026-11-29T07:00'],
    [
      'in the evening of an early sleeper',
      '2026-11-23T19:30',
      { from: 19, to: 10, restDays: false },
      '2026-11-24T10:00',
    ],
  ])('%s', (_, made, quiet, delivered) => {
    expect(deliverAt(cal, at(made), quiet)).toEqual(at(delivered))
  })
})

test('nothing is ever delivered in quiet hours or before it happened, and nothing waits without need', () => {
  const start = at('2026-09-01T00:00').getTime()
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 200 * 24 * 60 }),
      fc.constantFrom(19, 21, 23),
      fc.constantFrom(6, 7, 10),
      fc.boolean(),
      (minutes, from, to, restDays) => {
        const made = new Date(start + minutes * 60_000)
        const delivered = deliverAt(cal, made, { from, to, restDays })
        const day = localDate(cal, delivered)
        const hours = (delivered.getTime() - startOfLocalDay(cal, day).getTime()) / 3_600_000
        expect(delivered >= made).toBe(true)
        expect(hours >= to && hours < from).toBe(true)
        expect(restDays || isWorkday(cal, day)).toBe(true)
        if (delivered > made) expect(hours).toBe(to)
      },
    ),
  )
})

test('only whoever must act on a kind that runs through the night is told at night', () => {
  expect(isUrgent(true, 'own')).toBe(true)
  expect(isUrgent(true, 'assigned')).toBe(true)
  for (const concern of ['raised', 'joined', 'above', 'follow'] as const) expect(isUrgent(true, concern)).toBe(false)
  expect(isUrgent(false, 'own')).toBe(false)
})

test.each([
  ['2026-11-23T00:00', '2026-11-23'],
  ['2026-11-25T12:00', '2026-11-23'],
  ['2026-11-29T23:59', '2026-11-23'],
  ['2026-11-30T05:30', '2026-11-30'],
])('the week of %s begins on Monday %s', (now, monday) => {
  expect(weekBegins(cal, at(now), 1)).toEqual(at(`${monday}T00:00`))
})
