/** What a clock is said to be made of is what it is: as stories of the calendar, and as what holds for any course and any calendar. */
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addDays,
  type Calendar,
  calendarFrom,
  dueAt,
  localDate,
  startOfLocalDay,
  workMillis,
} from '#platform/calendar/calendar.ts'
import { CalendarPack } from '#platform/calendar/calendar-packs.ts'
import { type ClockEvent, clocksOf, runOf } from '../clock.ts'
import type { Move, MoveName } from '../contract.ts'
import { aKind, aMatter, around } from '../factory.ts'
import type { MatterKind } from '../kinds.ts'
import { judge, mayMake } from '../rules.ts'
import { daysOf, type Reckoning, reckoningsOf, type Span } from './reckoning.ts'

const pack = (year: number) =>
  CalendarPack.parse(
    JSON.parse(readFileSync(new URL(`../../../../rulepacks/calendar-cn-${year}.json`, import.meta.url), 'utf8')),
  )
const packs = [pack(2026), pack(2027)]
const season = { from: '11-15', to: '03-15' }
const cal = calendarFrom(packs, 'Asia/Shanghai', season)
const at = (text: string) => new Date(`${text}:00+08:00`)
const e = (act: string, when: string, data: Record<string, unknown> = {}): ClockEvent => ({ act, at: at(when), data })
const hours: MatterKind = {
  ...aKind,
  clocks: { ...aKind.clocks, answer: { ...aKind.clocks.answer, unit: 'hour', n: 24 } },
}

/** Spans as one reads them: '24 counts', '28 weekend', '25 12:00-26 12:00 paused'. */
const told = ({ spans }: Reckoning) =>
  spans.map((span) => {
    const { first, last } = daysOf(cal, span)
    const days = first === last ? first.slice(5) : `${first.slice(5)}..${last.slice(5)}`
    const kind = span.counts === 'yes' || span.counts === 'no' ? span.why : span.counts
    return `${days} ${span.holiday?.zh ?? kind}`
  })

describe('day by day', () => {
  test.each<[story: string, kind: MatterKind, events: ClockEvent[], days: string[]]>([
    [
      'a weekend lies between',
      aKind,
      [e('raise', '2026-11-27T10:00')],
      ['11-27 first_day', '11-28 weekend', '11-29 weekend', '11-30 workday', '12-01 workday', '12-02 workday'],
    ],
    [
      'public holidays are named, a make-up workday counts',
      aKind,
      [e('raise', '2026-09-29T10:00')],
      [
        '09-29 first_day',
        '09-30 workday',
        '10-01 国庆节',
        '10-02 国庆节',
        '10-03 国庆节',
        '10-04 国庆节',
        '10-05 国庆节',
        '10-06 国庆节',
        '10-07 国庆节',
        '10-08 workday',
        '10-09 workday',
      ],
    ],
    [
      'a make-up workday on a Saturday',
      aKind,
      [e('raise', '2026-10-08T10:00')],
      ['10-08 first_day', '10-09 workday', '10-10 make_up', '10-11 weekend', '10-12 workday'],
    ],
    [
      'raised on a make-up Sunday',
      aKind,
      [e('raise', '2026-09-20T10:00')],
      ['09-20 first_day', '09-21 workday', '09-22 workday', '09-23 workday'],
    ],
    [
      'over the beginning of the heating season nothing changes',
      aKind,
      [e('raise', '2026-11-13T23:59')],
      ['11-13 first_day', '11-14 weekend', '11-15 weekend', '11-16 workday', '11-17 workday', '11-18 workday'],
    ],
    [
      'over the end of the heating season nothing changes',
      aKind,
      [e('raise', '2027-03-15T00:00')],
      ['03-15 first_day', '03-16 workday', '03-17 workday', '03-18 workday'],
    ],
    ['hours run through the night and the holiday', hours, [e('raise', '2026-10-01T10:00')], ['10-01..10-02 hours']],
    [
      'a pause cuts days in two',
      aKind,
      [e('raise', '2026-11-23T10:00'), e('ask', '2026-11-24T12:00'), e('reply', '2026-11-25T12:00')],
      ['11-23 first_day', '11-24 workday', '11-24..11-25 paused', '11-25 workday', '11-26 workday', '11-27 workday'],
    ],
    [
      'nested questions are one pause, from the first question to the last reply',
      aKind,
      [
        e('raise', '2026-11-23T10:00'),
        e('ask', '2026-11-24T12:00'),
        e('ask', '2026-11-24T13:00'),
        e('reply', '2026-11-24T14:00'),
        e('reply', '2026-11-25T12:00'),
      ],
      ['11-23 first_day', '11-24 workday', '11-24..11-25 paused', '11-25 workday', '11-26 workday', '11-27 workday'],
    ],
    [
      'a day that the raiser set, and an objection with a question within it: one pause, made up for on the next workday',
      { ...aKind, raiserSetsDay: true },
      [
        e('raise', '2026-11-23T10:00', { dueOn: '2026-11-27' }),
        e('assign', '2026-11-23T11:00'),
        e('hold', '2026-11-25T00:00'),
        e('ask', '2026-11-25T09:00'),
        e('release', '2026-11-25T12:00'),
        e('reply', '2026-11-26T00:00'),
      ],
      ['11-23..11-24 agreed', '11-25 paused', '11-26..11-27 agreed', '11-28 weekend', '11-29 weekend', '11-30 workday'],
    ],
    [
      'while the reply is awaited the rest stands still',
      aKind,
      [e('raise', '2026-11-23T10:00'), e('ask', '2026-11-24T00:00')],
      ['11-23 first_day', '11-24..11-26 paused'],
    ],
    [
      'a pause that began after the deadline moves nothing',
      aKind,
      [e('raise', '2026-11-23T10:00'), e('ask', '2026-11-27T10:00'), e('reply', '2026-11-30T10:00')],
      ['11-23 first_day', '11-24 workday', '11-25 workday', '11-26 workday'],
    ],
    [
      'a change of owner does not start it anew',
      aKind,
      [
        e('raise', '2026-11-23T10:00'),
        e('assign', '2026-11-23T11:00'),
        e('reassign', '2026-11-24T09:00'),
        e('hand_on', '2026-11-25T09:00', { toSuperior: false }),
      ],
      ['11-23 first_day', '11-24 workday', '11-25 workday', '11-26 workday'],
    ],
    [
      'opened again: a fresh clock',
      aKind,
      [
        e('raise', '2026-11-23T10:00'),
        e('answer', '2026-11-25T09:00', { kind: 'done' }),
        e('judge', '2026-12-01T09:00', { reopens: true, level: 1 }),
      ],
      ['12-01 first_day', '12-02 workday', '12-03 workday', '12-04 workday'],
    ],
    [
      'an agreed day holds though it is a Sunday',
      aKind,
      [e('raise', '2026-11-23T10:00'), e('grant_extension', '2026-11-24T09:00', { until: '2026-11-29' })],
      ['11-24..11-29 agreed'],
    ],
    [
      'after an agreed day the clock makes up for the pause on the next workdays',
      aKind,
      [
        e('raise', '2026-11-23T10:00'),
        e('grant_extension', '2026-11-24T09:00', { until: '2026-11-29' }),
        e('ask', '2026-11-25T12:00'),
        e('reply', '2026-11-26T12:00'),
      ],
      ['11-24..11-25 agreed', '11-25..11-26 paused', '11-26..11-29 agreed', '11-30 workday'],
    ],
  ])('%s', (_, kind, events, days) => {
    const [answer] = reckoningsOf(kind, cal, events)
    expect(told(answer!)).toEqual(days)
  })
})

describe('step by step', () => {
  const steps = (...events: ClockEvent[]) => reckoningsOf(aKind, cal, events).map((one) => [one.clock, one.steps])
  const raised = e('raise', '2026-11-23T10:00')
  const begun = (event: ClockEvent, level = 0) => ({ step: 'begun', at: event.at, act: event.act, level })

  test('it begins, changes hands, is extended, and is paused', () => {
    const assign = e('assign', '2026-11-23T15:00')
    const grant = e('grant_extension', '2026-11-24T09:00', { until: '2026-12-03' })
    const onward = e('hand_on', '2026-11-24T10:00', { toSuperior: false })
    expect(steps(raised, assign)).toEqual([['answer', [begun(raised), { step: 'kept', at: assign.at, act: 'assign' }]]])
    expect(steps(raised, assign, grant, onward, e('ask', '2026-11-25T09:00'))).toEqual([
      [
        'answer',
        [
          begun(raised),
          { step: 'agreed', at: grant.at, act: 'grant_extension', until: '2026-12-03', workdays: 7 },
          { step: 'kept', at: onward.at, act: 'hand_on' },
          { step: 'paused', at: at('2026-11-25T09:00'), until: null, why: 'question' },
        ],
      ],
    ])
  })

  test('a verdict begins it anew one level higher, and the desk above has its own clock', () => {
    const again = e('judge', '2026-12-01T09:00', { reopens: true, level: 1 })
    expect(steps(raised, again)).toEqual([
      ['answer', [begun(again, 1)]],
      ['route', [begun(again, 1)]],
    ])
  })

  test('who moves next has a clock too: the desk, the superior; the owner has the deadline', () => {
    const up = e('hand_on', '2026-11-24T09:00', { toSuperior: true })
    const clocks = (...events: ClockEvent[]) => reckoningsOf(aKind, cal, events).map(({ clock }) => clock)
    expect(clocks(raised)).toEqual(['answer', 'route'])
    expect(clocks(raised, up)).toEqual(['answer', 'decide'])
    expect(clocks(raised, e('assign', '2026-11-23T15:00'))).toEqual(['answer'])
    expect(clocks(raised, e('decline', '2026-11-23T15:00'))).toEqual([])
  })
})

const minute = 60_000
const zones = ['Asia/Shanghai', 'Asia/Urumqi', 'Europe/Berlin'] as const
const someDays = fc.uniqueArray(
  fc.nat({ max: 90 }).map((n) => addDays('2026-11-20', n)),
  { maxLength: 40 },
)
const someCalendar: fc.Arbitrary<Calendar> = fc
  .record({ zone: fc.constantFrom(...zones), holidays: someDays, weekends: someDays })
  .map(({ zone, holidays, weekends }) => {
    const isWeekend = (day: string) => [0, 6].includes(new Date(day).getUTCDay())
    const makeUpWorkdays = weekends.filter((day) => isWeekend(day) && !holidays.includes(day))
    const names = [{ from: '2026-11-20', to: '2027-12-31', zh: '假日', en: 'Holiday' }]
    return calendarFrom([{ ...packs[0]!, holidays, makeUpWorkdays, names }], zone, season)
  })
const someKind: fc.Arbitrary<MatterKind> = fc
  .record({ unit: fc.constantFrom('workday' as const, 'hour' as const), n: fc.integer({ min: 1, max: 12 }) })
  .map((rule) => ({ ...aKind, clocks: { ...aKind.clocks, answer: { ...aKind.clocks.answer, ...rule } } }))
const someSteps = fc.array(
  fc.record({
    which: fc.nat({ max: 999 }),
    how: fc.nat({ max: 2 }),
    days: fc.integer({ min: 1, max: 40 }),
    wait: fc.oneof(fc.nat({ max: 120 }), fc.nat({ max: 4 * 24 * 60 })),
  }),
  { maxLength: 14 },
)
type Steps = typeof someSteps extends fc.Arbitrary<infer S> ? S : never

/** Led by the real rules: each step makes one of the moves that may be made. */
function ruled(kind: MatterKind, calendar: Calendar, start: Date, steps: Steps): ClockEvent[] {
  let matter = aMatter('received')
  let now = start
  const events: ClockEvent[] = [{ act: 'raise', at: now, data: {} }]
  for (const { which, how, days, wait } of steps) {
    now = new Date(now.getTime() + wait * minute)
    const today = localDate(calendar, now)
    const near = around({
      relations: new Set(['raiser', 'desk', 'owner', 'lead', 'superior'] as const),
      now,
      today,
      dueAt: clocksOf(kind, calendar, events).dueAt,
      ownerBelongs: true,
      earliestJoinerId: how === 0 ? null : 'joiner',
    })
    const may = mayMake(kind, matter, near)
    const name = may[which % may.length]
    if (name === undefined) break
    const move = { ...says(name, how, addDays(today, days)), do: name } as Move
    const verdict = judge(kind, matter, move, near)
    if (!verdict.ok) continue
    matter = verdict.matter
    events.push({ act: name, at: now, data: verdict.data })
  }
  return events
}

function says(name: MoveName, how: number, day: string): object {
  if (name === 'answer')
    return { kind: (['done', 'by_date', 'policy'] as const)[how], text: '', promisedOn: day, policyRule: '一' }
  if (name === 'split')
    return { parts: ['一', '二'].map((text) => ({ text, fileIds: [], mergedIds: [], actionIds: [] })), reason: '' }
  if (name === 'judge') return { verdict: how === 0 ? 'solved' : 'not_solved', reason: '没有' }
  return {
    unitId: `unit ${how}`,
    ownerId: 'owner',
    assistingUnitIds: [],
    until: day,
    dueOn: day,
    reason: '',
    actionId: 'action',
  }
}

/** In any order, also such as the rules never give: questions within objections, replies to nothing. */
const acts =
  'ask ask reply reply assign hand_on return grant_extension answer judge cosign split hold release change'.split(' ')
const wild = (calendar: Calendar, start: Date, steps: Steps): ClockEvent[] => {
  let now = start
  const later = steps.map(({ which, how, days, wait }): ClockEvent => {
    now = new Date(now.getTime() + wait * minute)
    const day = addDays(localDate(calendar, now), days)
    const kind = how > 0 ? 'by_date' : 'done'
    const data = { until: day, promisedOn: day, dueOn: day, kind, reopens: how > 0, toSuperior: how > 0 }
    return { act: acts[which % acts.length]!, at: now, data }
  })
  return [{ act: 'raise', at: start, data: {} }, ...later]
}

const length = (spans: readonly Span[]) => spans.reduce((sum, { from, to }) => sum + to.getTime() - from.getTime(), 0)

/** Nothing is missing, nothing is there twice, and the promised time has run exactly once. */
function expectSum(calendar: Calendar, events: readonly ClockEvent[], one: Reckoning): void {
  const { spans, endsAt, rule } = one
  const run = runOf(events)
  const since = one.clock === 'answer' ? run.base!.by.at : run.step!.by.at
  // more time may be granted so late that the agreed day has passed
  if (endsAt < since) {
    expect(spans).toEqual([])
    return
  }
  const edges = [...spans.map(({ from }) => from), endsAt]
  expect(edges[0]).toEqual(since)
  for (const [n, span] of spans.entries()) {
    expect(span.from < span.to).toBe(true)
    expect(span.to).toEqual(edges[n + 1])
  }
  // what is paused is what the questions and objections took, no more and no less
  const open = run.pausedSince === null ? [] : [{ from: run.pausedSince, to: endsAt }]
  const asked = [...run.pauses, ...open]
  const inside = asked.map(({ from, to }) => Math.min(+to, +endsAt) - Math.max(+from, +since)).filter((ms) => ms > 0)
  expect(length(spans.filter(({ counts }) => counts === 'paused'))).toBe(inside.reduce((sum, ms) => sum + ms, 0))
  if (open.length > 0) return
  const counted = spans.filter(({ counts }) => counts === 'yes')
  if (rule?.unit === 'hour') expect(length(counted)).toBe(rule.n * 60 * minute)
  if (rule?.unit !== 'workday') return
  // the last millisecond of the last day is inside it
  const sum = length(counted) + (counted.at(-1)?.to.getTime() === endsAt.getTime() ? 1 : 0)
  const begin = startOfLocalDay(calendar, addDays(localDate(calendar, since), 1))
  const promised = workMillis(calendar, begin, new Date(dueAt(calendar, since, rule, []).getTime() + 1))
  expect(sum).toBeGreaterThanOrEqual(promised)
  if (!spans.some(({ counts }) => counts === 'paused')) expect(counted).toHaveLength(rule.n)
  // a day less would have been too little, or lain before the end of a pause
  const lastDay = startOfLocalDay(calendar, localDate(calendar, endsAt))
  const before = length(
    counted
      .map((span) => ({ ...span, to: new Date(Math.min(span.to.getTime(), lastDay.getTime())) }))
      .filter((s) => s.from < s.to),
  )
  const pauseEnd = spans.findLast(({ counts }) => counts === 'paused')?.to
  expect(before < promised || (pauseEnd !== undefined && workMillis(calendar, pauseEnd, lastDay) === 0)).toBe(true)
}

describe('for any course of a matter, by the rules or beyond them, in any calendar', () => {
  test.each([
    ['by the rules', ruled, []],
    [
      'beyond them',
      (_: MatterKind, calendar: Calendar, start: Date, steps: Steps) => wild(calendar, start, steps),
      ['objection'],
    ],
  ])(
    'the reckoning ends where the clock does, and its spans cover the time without gap or overlap: %s',
    (_, lead, more) => {
      const seen = new Set<string>()
      fc.assert(
        fc.property(
          someKind,
          someCalendar,
          fc.nat({ max: 40 * 24 * 60 }),
          someSteps,
          (kind, calendar, minutes, steps) => {
            const events = lead(kind, calendar, new Date(at('2026-11-25T00:00').getTime() + minutes * minute), steps)
            const { dueAt: due, actBy, pausedSince } = clocksOf(kind, calendar, events)
            const all = reckoningsOf(kind, calendar, events)
            for (const one of all) {
              expectSum(calendar, events, one)
              for (const { why } of one.spans) seen.add(why)
            }
            expect(all[0]?.endsAt ?? null).toEqual(due)
            if (pausedSince === null) expect(all.at(-1)?.endsAt ?? null).toEqual(actBy)
          },
        ),
        { numRuns: 600 },
      )
      // the walk must have met everything there is
      expect([...seen].sort()).toEqual(
        ['agreed', 'first_day', 'holiday', 'hours', 'make_up', 'question', 'weekend', 'workday', ...more].sort(),
      )
    },
  )
})
