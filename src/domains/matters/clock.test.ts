/** The clocks of a matter, as enumerated stories: three workdays to answer, one to route, one for the superior to decide. */
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { calendarFrom } from '#platform/calendar/calendar.ts'
import { CalendarPack } from '#platform/calendar/calendar-packs.ts'
import { type ClockEvent, clocksOf } from './clock.ts'
import { aKind } from './factory.ts'

const pack = (year: number) =>
  CalendarPack.parse(
    JSON.parse(readFileSync(new URL(`../../../rulepacks/calendar-cn-${year}.json`, import.meta.url), 'utf8')),
  )
const cal = calendarFrom([pack(2026), pack(2027)], 'Asia/Shanghai')
/** Local time in Shanghai. */
const at = (text: string) => new Date(`${text}:00+08:00`)
const end = (day: string) => new Date(`${day}T23:59:59.999+08:00`)
const e = (act: string, when: string, data: Record<string, unknown> = {}): ClockEvent => ({ act, at: at(when), data })

// 2026-11-23 is a Monday
const raised = e('raise', '2026-11-23T10:00')
const assigned = e('assign', '2026-11-23T15:00')

describe('the answer clock', () => {
  test.each([
    ['raised on Monday', [raised], '2026-11-26', '2026-11-24'],
    ['raised on Friday', [e('raise', '2026-11-27T10:00')], '2026-12-02', '2026-11-30'],
    ['raised on Saturday', [e('raise', '2026-11-28T10:00')], '2026-12-02', '2026-11-30'],
    ['raised a minute before midnight', [e('raise', '2026-11-23T23:59')], '2026-11-26', '2026-11-24'],
    ['assigned: the owner has until the answer', [raised, assigned], '2026-11-26', '2026-11-26'],
    [
      'handed on: the clock does not start anew',
      [raised, assigned, e('hand_on', '2026-11-24T09:00', { toSuperior: false })],
      '2026-11-26',
      '2026-11-26',
    ],
    [
      'the superior decides within a workday',
      [raised, assigned, e('hand_on', '2026-11-24T09:00', { toSuperior: true })],
      '2026-11-26',
      '2026-11-25',
    ],
    [
      'returned: routed again within a workday',
      [raised, assigned, e('return', '2026-11-24T09:00')],
      '2026-11-26',
      '2026-11-25',
    ],
    [
      'extended',
      [
        raised,
        assigned,
        e('ask_extension', '2026-11-24T09:00'),
        e('grant_extension', '2026-11-25T09:00', { until: '2026-12-03' }),
      ],
      '2026-12-03',
      '2026-12-03',
    ],
    [
      'an extension asked or refused changes nothing',
      [
        raised,
        assigned,
        e('ask_extension', '2026-11-24T09:00', { until: '2026-12-03' }),
        e('refuse_extension', '2026-11-25T09:00'),
      ],
      '2026-11-26',
      '2026-11-26',
    ],
    [
      'promised for a day',
      [raised, assigned, e('answer', '2026-11-24T09:00', { kind: 'by_date', promisedOn: '2026-12-20' })],
      '2026-12-20',
      '2026-12-20',
    ],
    [
      'not solved: a fresh clock',
      [
        raised,
        assigned,
        e('answer', '2026-11-25T09:00', { kind: 'done' }),
        e('judge', '2026-12-01T09:00', { reopens: true }),
      ],
      '2026-12-04',
      '2026-12-02',
    ],
    [
      'withdrawn, but others go on',
      [raised, assigned, e('withdraw', '2026-11-24T09:00', { goesOn: true })],
      '2026-11-26',
      '2026-11-26',
    ],
  ])('%s', (_, events, due, actBy) => {
    expect(clocksOf(aKind, cal, events)).toEqual({ dueAt: end(due), actBy: end(actBy), pausedSince: null })
  })

  test.each([
    ['answered', e('answer', '2026-11-24T09:00', { kind: 'done' })],
    ['declined', e('decline', '2026-11-24T09:00')],
    ['merged', e('merge', '2026-11-24T09:00')],
    ['withdrawn', e('withdraw', '2026-11-24T09:00', { goesOn: false })],
  ])('%s: nothing runs any more', (_, event) => {
    expect(clocksOf(aKind, cal, [raised, assigned, event])).toEqual({ dueAt: null, actBy: null, pausedSince: null })
  })
})

describe('a pause', () => {
  test('nobody must act while the raiser is asked, and the deadline shown does not move yet', () => {
    expect(clocksOf(aKind, cal, [raised, assigned, e('ask', '2026-11-24T12:00')])).toEqual({
      dueAt: end('2026-11-26'),
      actBy: null,
      pausedSince: at('2026-11-24T12:00'),
    })
  })

  test.each([
    ['a day', '2026-11-25T12:00', '2026-11-27'],
    ['an hour still gives the day to its end', '2026-11-24T13:00', '2026-11-27'],
    ['a weekend costs nothing', '2026-11-30T12:00', '2026-12-02'],
  ])('%s', (_, reply, due) => {
    expect(clocksOf(aKind, cal, [raised, assigned, e('ask', '2026-11-24T12:00'), e('reply', reply)]).dueAt).toEqual(
      end(due),
    )
  })

  test('after an extension lengthens the agreed day', () => {
    const events = [
      raised,
      assigned,
      e('grant_extension', '2026-11-24T09:00', { until: '2026-12-01' }),
      e('ask', '2026-11-25T12:00'),
      e('reply', '2026-11-26T12:00'),
    ]
    expect(clocksOf(aKind, cal, events).dueAt).toEqual(end('2026-12-02'))
  })

  test('before an extension is contained in the day that was agreed', () => {
    const events = [
      raised,
      assigned,
      e('ask', '2026-11-23T16:00'),
      e('reply', '2026-11-24T16:00'),
      e('grant_extension', '2026-11-25T09:00', { until: '2026-12-01' }),
    ]
    expect(clocksOf(aKind, cal, events).dueAt).toEqual(end('2026-12-01'))
  })

  test('never makes a deadline earlier, and a longer one never helps the raiser less than a shorter one', () => {
    const hour = 3_600_000
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 300 }),
        fc.integer({ min: 0, max: 300 }),
        fc.integer({ min: 0, max: 100 }),
        (a, b, start) => {
          const paused = (hours: number) => {
            const from = new Date(assigned.at.getTime() + start * hour)
            const to = new Date(from.getTime() + hours * hour)
            return clocksOf(aKind, cal, [
              raised,
              assigned,
              { act: 'ask', at: from, data: {} },
              { act: 'reply', at: to, data: {} },
            ]).dueAt!.getTime()
          }
          const [shorter, longer] = [Math.min(a, b), Math.max(a, b)]
          expect(paused(0)).toBeLessThanOrEqual(paused(shorter))
          expect(paused(shorter)).toBeLessThanOrEqual(paused(longer))
        },
      ),
    )
  })
})

describe('a day that the raiser set', () => {
  const kind = { ...aKind, raiserSetsDay: true }
  const set = (day: string, when = '2026-09-16T10:00') => e('raise', when, { dueOn: day })
  const clocks = (...events: ClockEvent[]) => clocksOf(kind, cal, events)

  // 2026-09-20 is a Sunday made a workday; 09-25 to 09-27 and 10-01 to 10-07 are free, 10-10 is a Saturday made a workday
  test.each([
    ['nothing happens: the day itself', [set('2026-09-18')], '2026-09-18'],
    ['the day may be a make-up day', [set('2026-09-20')], '2026-09-20'],
    [
      'a workday of objection moves it to the make-up day that follows',
      [set('2026-09-18'), e('hold', '2026-09-17T00:00'), e('release', '2026-09-18T00:00')],
      '2026-09-20',
    ],
    [
      'an objection over free days only moves nothing but to the end of the next workday',
      [set('2026-09-30'), e('hold', '2026-09-26T09:00'), e('release', '2026-09-27T15:00')],
      '2026-09-30',
    ],
    [
      'before a long holiday it moves behind it',
      [set('2026-09-30'), e('hold', '2026-09-29T00:00'), e('release', '2026-09-30T00:00')],
      '2026-10-08',
    ],
    [
      'two objections are one pause, to the end of the later',
      [
        set('2026-09-18'),
        e('hold', '2026-09-17T00:00'),
        e('hold', '2026-09-17T09:00'),
        e('release', '2026-09-17T12:00'),
        e('release', '2026-09-18T00:00'),
      ],
      '2026-09-20',
    ],
    [
      'an objection after the day moves nothing: what was late stays late',
      [set('2026-09-18'), e('hold', '2026-09-21T09:00'), e('release', '2026-09-22T09:00')],
      '2026-09-18',
    ],
    [
      'a changed day counts from the change on',
      [set('2026-09-18'), e('change', '2026-09-17T09:00', { dueOn: '2026-09-24' })],
      '2026-09-24',
    ],
    [
      'changed minutes leave the day',
      [set('2026-09-18'), e('change', '2026-09-17T09:00', { minutes: 20 })],
      '2026-09-18',
    ],
    [
      'opened again: the clock of the kind',
      [
        set('2026-09-18'),
        assigned,
        e('answer', '2026-09-17T09:00', { kind: 'done' }),
        e('judge', '2026-09-18T09:00', { reopens: true }),
      ],
      '2026-09-22',
    ],
  ])('%s', (_, events, due) => {
    expect(clocks(...events).dueAt).toEqual(end(due))
  })

  test('while an objection is open nobody is awaited, and the step of the desk is lengthened as well', () => {
    const [raise, hold] = [set('2026-09-24'), e('hold', '2026-09-17T00:00')]
    expect(clocks(raise, hold)).toEqual({ dueAt: end('2026-09-24'), actBy: null, pausedSince: hold.at })
    const settled = clocks(raise, hold, e('release', '2026-09-18T00:00'))
    expect(settled).toEqual({ dueAt: end('2026-09-28'), actBy: end('2026-09-18'), pausedSince: null })
  })

  test('an objection lasts when the matter is answered and opened again', () => {
    const events = [
      set('2026-09-24'),
      e('hold', '2026-09-17T00:00'),
      e('answer', '2026-09-17T12:00', { kind: 'done' }),
      e('judge', '2026-09-18T09:00', { reopens: true }),
    ]
    expect(clocks(...events).pausedSince).toEqual(at('2026-09-18T09:00'))
    expect(clocks(...events, e('release', '2026-09-20T09:00')).pausedSince).toBeNull()
  })
})
