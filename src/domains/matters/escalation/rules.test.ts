/** When the clock reminds and when it goes one level up: as stories of the calendar, and as what holds for any worker. */
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { calendarFrom, localDate, startOfLocalDay } from '#platform/calendar/calendar.ts'
import { CalendarPack } from '#platform/calendar/calendar-packs.ts'
import type { ClockEvent } from '../clock.ts'
import { aKind } from '../factory.ts'
import type { MatterKind } from '../kinds.ts'
import { type ClockStep, clockSteps, dataOf, dueSteps, type OnTurn } from './rules.ts'

const pack = (year: number) =>
  CalendarPack.parse(
    JSON.parse(readFileSync(new URL(`../../../../rulepacks/calendar-cn-${year}.json`, import.meta.url), 'utf8')),
  )
const cal = calendarFrom([pack(2026), pack(2027)], 'Asia/Shanghai', { from: '11-15', to: '03-15' })
const at = (text: string) => new Date(`${text}:00+08:00`)
const e = (act: string, when: string, data: Record<string, unknown> = {}): ClockEvent => ({ act, at: at(when), data })
const hours: MatterKind = {
  ...aKind,
  clocks: { ...aKind.clocks, answer: { ...aKind.clocks.answer, unit: 'hour', n: 24 } },
}
const silent: MatterKind = { ...aKind, reminder: null }

const desk: OnTurn = { ownerId: null, deskUnitId: 'desk' }
const owner: OnTurn = { ownerId: 'owner', deskUnitId: 'desk' }
const another: OnTurn = { ownerId: 'another', deskUnitId: 'desk' }

/** '11-26 03:45' of an instant a blink before it. */
function told(instant: Date): string {
  const whole = new Date(Math.ceil(instant.getTime() / 1000) * 1000)
  const day = localDate(cal, whole)
  const minutes = (whole.getTime() - startOfLocalDay(cal, day).getTime()) / 60_000
  const two = (n: number) => String(Math.floor(n)).padStart(2, '0')
  return `${day.slice(5)} ${two(minutes / 60)}:${two(minutes % 60)}`
}
const plan = (steps: readonly ClockStep[]) => steps.map(({ act, clock, from }) => `${act} ${clock} ${told(from)}`)

// 2026-11-23 is a Monday
const raised = e('raise', '2026-11-23T10:00')
const assigned = e('assign', '2026-11-23T15:00')
const asked = e('ask', '2026-11-24T10:00')
const both = (day: string) => [e('raise', `${day}T10:00`), e('assign', `${day}T10:00`)]

describe('what the clock plans', () => {
  test.each<[story: string, kind: MatterKind, turn: OnTurn, events: ClockEvent[], steps: string[]]>([
    [
      'on the desk: the step comes before the answer',
      aKind,
      desk,
      [raised],
      ['remind route 11-24 14:30', 'escalate route 11-25 00:00', 'overdue answer 11-27 00:00'],
    ],
    [
      'with an owner: his time is until the answer',
      aKind,
      owner,
      [raised, assigned],
      ['remind answer 11-26 03:45', 'escalate answer 11-27 00:00', 'overdue answer 11-27 00:00'],
    ],
    [
      'over National Day the holidays do not count',
      aKind,
      owner,
      both('2026-09-29'),
      ['remind answer 10-07 08:30', 'escalate answer 10-10 00:00', 'overdue answer 10-10 00:00'],
    ],
    [
      'a make-up Saturday counts',
      aKind,
      owner,
      both('2026-10-08'),
      ['remind answer 10-11 20:30', 'escalate answer 10-13 00:00', 'overdue answer 10-13 00:00'],
    ],
    [
      'over the first day of the season nothing is different',
      aKind,
      owner,
      both('2026-11-13'),
      ['remind answer 11-17 14:30', 'escalate answer 11-19 00:00', 'overdue answer 11-19 00:00'],
    ],
    [
      'nor over its last day',
      aKind,
      owner,
      both('2027-03-12'),
      ['remind answer 03-16 14:30', 'escalate answer 03-18 00:00', 'overdue answer 03-18 00:00'],
    ],
    ['a paused clock plans nothing', aKind, owner, [raised, assigned, asked], []],
    [
      'after the pause everything is later',
      aKind,
      owner,
      [raised, assigned, asked, e('reply', '2026-11-25T16:00')],
      ['remind answer 11-29 03:45', 'escalate answer 12-01 00:00', 'overdue answer 12-01 00:00'],
    ],
    [
      'a new owner is reminded when a quarter of his own time is left',
      aKind,
      another,
      [raised, assigned, e('reassign', '2026-11-26T12:00', { ownerId: 'another' })],
      ['remind answer 11-26 21:00', 'escalate answer 11-27 00:00', 'overdue answer 11-27 00:00'],
    ],
    [
      'a clock of twenty-four hours runs through the night',
      hours,
      owner,
      both('2026-11-23'),
      ['remind answer 11-24 04:00', 'escalate answer 11-24 10:00', 'overdue answer 11-24 10:00'],
    ],
    [
      'a promise for weeks ahead: three days before it at the earliest',
      aKind,
      owner,
      [raised, assigned, e('answer', '2026-11-24T09:00', { kind: 'by_date', promisedOn: '2026-12-20' })],
      ['remind answer 12-18 00:00', 'escalate answer 12-21 00:00', 'overdue answer 12-21 00:00'],
    ],
    [
      'a dispute: the superior has his own time to decide',
      aKind,
      desk,
      [raised, assigned, e('hand_on', '2026-11-24T09:00', { toSuperior: true })],
      ['remind decide 11-25 14:15', 'escalate decide 11-26 00:00', 'overdue answer 11-27 00:00'],
    ],
    [
      'a kind that reminds nobody',
      silent,
      owner,
      [raised, assigned],
      ['escalate answer 11-27 00:00', 'overdue answer 11-27 00:00'],
    ],
    [
      'answered: no clock runs',
      aKind,
      owner,
      [raised, assigned, e('answer', '2026-11-24T09:00', { kind: 'done' })],
      [],
    ],
    ['withdrawn: no clock runs', aKind, desk, [raised, e('withdraw', '2026-11-24T09:00', { goesOn: false })], []],
  ])('%s', (_, kind, turn, events, steps) => {
    expect(plan(clockSteps(kind, cal, turn, events))).toEqual(steps)
  })
})

/** Runs the worker at these moments and gives what it made: the events with those of the clock among them. */
function worked(
  kind: MatterKind,
  turnAt: (now: Date) => OnTurn,
  events: readonly ClockEvent[],
  looks: readonly Date[],
) {
  const history: ClockEvent[] = []
  const waiting = [...events]
  for (const now of [...looks].sort((a, b) => a.getTime() - b.getTime())) {
    while (waiting[0] !== undefined && waiting[0].at <= now) history.push(waiting.shift()!)
    if (history.length === 0) continue
    const turn = turnAt(now)
    for (const step of dueSteps(clockSteps(kind, cal, turn, history), now))
      history.push({ act: step.act, at: now, data: dataOf(cal, step, turn, 'above') })
  }
  return history.filter(({ act }) => ['remind', 'escalate', 'overdue'].includes(act))
}
const made = (events: readonly ClockEvent[]) =>
  events.map(({ act, at: when, data }) => `${act} ${told(when)} ${data.on}`)
const looks = (...moments: string[]) => moments.map(at)
const every = (minutes: number, from: string, to: string) =>
  Array.from(
    { length: (at(to).getTime() - at(from).getTime()) / (minutes * 60_000) },
    (_, n) => new Date(at(from).getTime() + n * minutes * 60_000),
  )

describe('what the worker makes', () => {
  test.each<[story: string, kind: MatterKind, turn: (now: Date) => OnTurn, ClockEvent[], Date[], string[]]>([
    [
      'looking every ten minutes it makes each step once',
      aKind,
      () => owner,
      [raised, assigned],
      every(10, '2026-11-23T10:00', '2026-11-30T10:00'),
      ['remind 11-26 03:50 2026-11-26', 'escalate 11-27 00:00 2026-11-26', 'overdue 11-27 00:00 2026-11-26'],
    ],
    [
      'after standing still over the deadline it goes up once and reminds nobody any more',
      aKind,
      () => owner,
      [raised, assigned],
      looks('2026-11-23T16:00', '2026-12-07T09:00', '2026-12-07T09:01', '2026-12-08T09:00'),
      ['escalate 12-07 09:00 2026-11-26', 'overdue 12-07 09:00 2026-11-26'],
    ],
    [
      'while it is paused nothing happens, and afterwards the new end counts',
      aKind,
      () => owner,
      [raised, assigned, asked, e('reply', '2026-11-25T16:00')],
      every(30, '2026-11-23T10:00', '2026-12-02T10:00'),
      ['remind 11-29 04:00 2026-11-30', 'escalate 12-01 00:00 2026-11-30', 'overdue 12-01 00:00 2026-11-30'],
    ],
    [
      'a pause after the end changes nothing: it is not told again',
      aKind,
      () => owner,
      [raised, assigned, e('ask', '2026-11-27T10:00'), e('reply', '2026-11-30T10:00')],
      every(60, '2026-11-26T12:00', '2026-12-02T10:00'),
      ['remind 11-26 12:00 2026-11-26', 'escalate 11-27 00:00 2026-11-26', 'overdue 11-27 00:00 2026-11-26'],
    ],
    [
      'passed while the worker stood still and paused since: only after the reply',
      aKind,
      () => owner,
      [raised, assigned, e('ask', '2026-11-27T10:00'), e('reply', '2026-11-30T10:00')],
      looks('2026-11-28T10:00', '2026-11-30T11:00'),
      ['escalate 11-30 11:00 2026-11-26', 'overdue 11-30 11:00 2026-11-26'],
    ],
    [
      'a new owner is reminded for himself; that the promise has passed is noted once',
      aKind,
      (now) => (now < at('2026-11-26T12:00') ? owner : another),
      [raised, assigned, e('reassign', '2026-11-26T12:00', { ownerId: 'another' })],
      every(60, '2026-11-23T10:00', '2026-11-28T10:00'),
      [
        'remind 11-26 04:00 2026-11-26',
        'remind 11-26 21:00 2026-11-26',
        'escalate 11-27 00:00 2026-11-26',
        'overdue 11-27 00:00 2026-11-26',
      ],
    ],
    [
      'given to another after the end: his superior hears of it as well',
      aKind,
      (now) => (now < at('2026-11-27T12:00') ? owner : another),
      [raised, assigned, e('hand_on', '2026-11-27T12:00', { ownerId: 'another', toSuperior: false })],
      every(60, '2026-11-26T12:00', '2026-11-28T10:00'),
      [
        'remind 11-26 12:00 2026-11-26',
        'escalate 11-27 00:00 2026-11-26',
        'overdue 11-27 00:00 2026-11-26',
        'escalate 11-27 12:00 2026-11-26',
      ],
    ],
    [
      'opened again: a fresh run',
      aKind,
      () => desk,
      [raised, e('decline', '2026-11-24T20:00'), e('judge', '2026-11-25T09:00', { reopens: true })],
      every(60, '2026-11-23T10:00', '2026-11-28T10:00'),
      ['remind 11-24 15:00 2026-11-24', 'remind 11-26 15:00 2026-11-26', 'escalate 11-27 00:00 2026-11-26'],
    ],
    [
      'more time was granted: reminded and told anew for the new day',
      aKind,
      () => owner,
      [raised, assigned, e('grant_extension', '2026-11-26T09:00', { until: '2026-12-03' })],
      every(60, '2026-11-23T10:00', '2026-12-05T10:00'),
      [
        'remind 11-26 04:00 2026-11-26',
        'remind 12-02 03:00 2026-12-03',
        'escalate 12-04 00:00 2026-12-03',
        'overdue 12-04 00:00 2026-12-03',
      ],
    ],
    [
      'a clock of twenty-four hours',
      hours,
      () => owner,
      both('2026-11-28'),
      every(10, '2026-11-28T10:00', '2026-11-30T10:00'),
      ['remind 11-29 04:00 2026-11-29', 'escalate 11-29 10:10 2026-11-29', 'overdue 11-29 10:10 2026-11-29'],
    ],
  ])('%s', (_, kind, turn, events, moments, steps) => {
    expect(made(worked(kind, turn, events, moments))).toEqual(steps)
  })
})

test('however often and whenever a worker looks, nothing is made twice, and nothing is left out in the end', () => {
  const from = at('2026-11-23T00:00').getTime()
  const minute = fc.integer({ min: 0, max: 14 * 24 * 60 })
  const course = fc.tuple(minute, minute, minute).map((when) => {
    const [ask, reply, reassign] = when.sort((a, b) => a - b).map((n) => new Date(from + (15 * 60 + n) * 60_000))
    return [
      raised,
      assigned,
      { act: 'ask', at: ask!, data: {} },
      { act: 'reply', at: reply!, data: {} },
      { act: 'reassign', at: reassign!, data: { ownerId: 'another' } },
    ]
  })
  fc.assert(
    fc.property(course, fc.array(minute, { maxLength: 60 }), (events, minutes) => {
      const changed = events[4]!.at
      const turnAt = (now: Date) => (now < changed ? owner : another)
      const end = new Date(from + 60 * 24 * 60 * 60_000)
      const steps = worked(aKind, turnAt, events, [...minutes.map((n) => new Date(from + n * 60_000)), end])
      const keys = steps.map(({ act, data }) => [act, data.by, act === 'overdue' ? '' : data.ownerId].join(' '))
      expect(new Set(keys).size).toBe(keys.length)
      expect(steps.filter(({ act, data }) => act === 'escalate' && data.ownerId === 'another')).toHaveLength(1)
      const noted = steps.filter(({ act }) => act === 'overdue')
      expect(noted.length).toBeGreaterThan(0)
      expect(
        steps.every(({ act, at: when, data }) => (act === 'remind') === when.toISOString() <= String(data.by)),
      ).toBe(true)
    }),
    { numRuns: 300 },
  )
})
