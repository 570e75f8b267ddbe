/** What counts as a promise, told as histories; sums by unit; spans of days. */
import { beforeAll, describe, expect, test } from 'vitest'
import { calendarFrom } from '#platform/calendar/calendar.ts'
import { loadKinds } from '../../../../test/world/loop.ts'
import { clocksAfter } from '../../matters/service.ts'
import {
  counts,
  inTreeOrder,
  type LedgerEvent,
  type PromiseMade,
  promisesOf,
  spanOf,
  sumsOf,
  withRepeats,
} from './rules.ts'

beforeAll(() => loadKinds())
const calendar = calendarFrom([], 'Asia/Shanghai', { from: '11-15', to: '03-15' })

/** A day of November 2026, ten in the morning; the 16th is a Monday, and what is raised on it is due on the 19th. */
const on = (day: number) => new Date(`2026-11-${String(day).padStart(2, '0')}T02:00:00Z`)
type Step = [day: number, act: string, data?: Record<string, unknown>]
const history = (steps: readonly Step[]): LedgerEvent[] =>
  steps.map(([day, act, data = {}], i) => ({ seq: i + 1, act, at: on(day), data }))
const told = (steps: readonly Step[], today: number): string[] =>
  promisesOf(history(steps), (events) => clocksAfter(calendar, 'suggestion', events), on(today)).map(
    ({ what, unitId, outcome, reopened }) => [what, unitId, outcome, ...(reopened ? ['reopened'] : [])].join(' '),
  )

const raise: Step = [16, 'raise', { deskUnitId: 'desk' }]
const assign: Step = [16, 'assign', { unitId: 'a' }]
const unsolved = { verdict: 'not_solved', reopens: true, deskUnitId: 'above' }

describe('a promise', () => {
  const table: [name: string, steps: Step[], today: number, expected: string[]][] = [
    ['is open before its date', [raise], 19, ['answer desk open']],
    ['is late and waits after its date', [raise], 20, ['answer desk late_open']],
    ['belongs to the unit that took it on', [raise, assign], 17, ['answer a open']],
    ['is kept by an answer in time', [raise, assign, [19, 'answer', { kind: 'done' }]], 30, ['answer a kept']],
    [
      'is late if the answer comes after its date',
      [raise, assign, [20, 'answer', { kind: 'done' }]],
      30,
      ['answer a late'],
    ],
    [
      'is kept by naming the rule that forbids it',
      [raise, assign, [17, 'answer', { kind: 'policy' }]],
      30,
      ['answer a kept'],
    ],
    ['is kept by declining with reasons in time', [raise, [18, 'decline']], 30, ['answer desk kept']],
    ['is late if declined too late', [raise, [23, 'decline']], 30, ['answer desk late']],
    ['is not counted if withdrawn in time', [raise, [18, 'withdraw', { goesOn: false }]], 30, ['answer desk dropped']],
    ['stays late if withdrawn afterwards', [raise, [23, 'withdraw', { goesOn: false }]], 30, ['answer desk late']],
    ['goes on with those who joined', [raise, [18, 'withdraw', { goesOn: true }]], 30, ['answer desk late_open']],
    ['is not counted if merged in time', [raise, [18, 'merge', { intoId: 'x' }]], 30, ['answer desk dropped']],
    [
      'stays with the first unit when handed on',
      [raise, assign, [17, 'hand_on', { unitId: 'b', toSuperior: false }], [19, 'answer', { kind: 'done' }]],
      30,
      ['answer a kept'],
    ],
    [
      'stays with the first unit when the superior decides',
      [
        raise,
        assign,
        [17, 'hand_on', { unitId: 'b', toSuperior: false }],
        [17, 'hand_on', { unitId: 'c', toSuperior: true, deskUnitId: 'above' }],
        [18, 'assign', { unitId: 'c' }],
      ],
      20,
      ['answer a late_open'],
    ],
    [
      'goes back to the desk when returned',
      [raise, assign, [17, 'return', { unitId: 'a' }]],
      20,
      ['answer desk late_open'],
    ],
    [
      'and on to the next unit',
      [raise, assign, [17, 'return', { unitId: 'a' }], [17, 'assign', { unitId: 'b' }]],
      20,
      ['answer b late_open'],
    ],
    ['stands still while the raiser is asked', [raise, assign, [17, 'ask']], 30, ['answer a open']],
    [
      'is lengthened by the time he took',
      [raise, assign, [17, 'ask'], [24, 'reply'], [25, 'answer', { kind: 'done' }]],
      30,
      ['answer a kept'],
    ],
    ['is late already if he is asked after the date', [raise, assign, [23, 'ask']], 30, ['answer a late_open']],
    [
      'follows an extension that was granted',
      [raise, assign, [18, 'grant_extension', { until: '2026-11-27' }], [26, 'answer', { kind: 'done' }]],
      30,
      ['answer a kept'],
    ],
    [
      'and another one follows from an answer that names a day',
      [raise, assign, [18, 'answer', { kind: 'by_date', promisedOn: '2026-11-25' }]],
      25,
      ['answer a kept', 'by_date a open'],
    ],
    [
      'that is kept by having it done',
      [raise, assign, [18, 'answer', { kind: 'by_date', promisedOn: '2026-11-25' }], [25, 'answer', { kind: 'done' }]],
      30,
      ['answer a kept', 'by_date a kept'],
    ],
    [
      'and late after the day',
      [raise, assign, [20, 'answer', { kind: 'by_date', promisedOn: '2026-11-25' }], [26, 'answer', { kind: 'done' }]],
      30,
      ['answer a late', 'by_date a late'],
    ],
    [
      'is opened again by the verdict, and a new one begins with the unit above',
      [raise, assign, [17, 'answer', { kind: 'done' }], [18, 'judge', unsolved]],
      19,
      ['answer a kept reopened', 'answer above open'],
    ],
    [
      'is not opened again by a "solved"',
      [raise, assign, [17, 'answer', { kind: 'done' }], [18, 'judge', { verdict: 'solved', reopens: false }]],
      30,
      ['answer a kept'],
    ],
    [
      'is opened again before its day comes: the day is void, the answer counts as judged',
      [raise, assign, [17, 'answer', { kind: 'by_date', promisedOn: '2026-12-25' }], [18, 'judge', unsolved]],
      19,
      ['answer a kept reopened', 'by_date a dropped', 'answer above open'],
    ],
    [
      'of a merged matter is opened again too',
      [raise, [17, 'merge', { intoId: 'x' }], [20, 'judge', unsolved]],
      21,
      ['answer desk dropped reopened', 'answer above open'],
    ],
    [
      'that was opened twice is told twice',
      [
        raise,
        assign,
        [17, 'answer', { kind: 'done' }],
        [18, 'judge', unsolved],
        [18, 'assign', { unitId: 'b' }],
        [19, 'answer', { kind: 'done' }],
        [20, 'judge', unsolved],
      ],
      20,
      ['answer a kept reopened', 'answer b kept reopened', 'answer above open'],
    ],
  ]
  const split: [name: string, steps: Step[], today: number, expected: string[]][] = [
    ['that waits goes over to the parts', [raise, assign, [17, 'split', { partIds: ['x', 'y'] }]], 30, []],
    ['is a part’s since the whole made it', [raise, assign, [17, 'part']], 20, ['answer a late_open']],
    [
      'a part keeps in the old time',
      [raise, assign, [17, 'part'], [19, 'answer', { kind: 'done' }]],
      30,
      ['answer a kept'],
    ],
    [
      'that had ended is the whole’s alone',
      [raise, assign, [18, 'answer', { kind: 'done' }], [19, 'judge', unsolved], [20, 'split']],
      30,
      ['answer a kept reopened'],
    ],
    [
      'that had ended is no part’s',
      [raise, assign, [18, 'answer', { kind: 'done' }], [19, 'judge', unsolved], [20, 'part']],
      20,
      ['answer above open'],
    ],
    [
      'that was declined is opened again by those who co-sign',
      [
        raise,
        [17, 'decline'],
        [18, 'cosign', { reopens: false }],
        [18, 'cosign', { reopens: true, deskUnitId: 'above' }],
      ],
      18,
      ['answer desk kept reopened', 'answer above open'],
    ],
  ]
  test.each([...table, ...split])('%s', (_, steps, today, expected) => {
    expect(told(steps, today)).toEqual(expected)
  })
})

describe('what came back', () => {
  const promised = (seq: number, endedAt: Date | null, outcome: PromiseMade['outcome'] = 'kept'): PromiseMade => ({
    ...{ seq, what: 'answer', unitId: 'a', madeAt: on(16), dueAt: on(19) },
    ...{ endedAt, outcome, reopened: false, cameBackAs: [] },
  })
  const backAt = (promises: PromiseMade[], day: number) =>
    withRepeats(promises, [{ id: 'later', raisedAt: on(day) }]).map(({ cameBackAs }) => cameBackAs.length)

  test.each([
    ['counts with the promise that had closed it', [promised(1, on(17)), promised(4, on(20))], 18, [1, 0]],
    ['counts with the last of several', [promised(1, on(17)), promised(4, on(20))], 21, [0, 1]],
    ['is not told of what was dropped', [promised(1, on(17)), promised(4, on(18), 'dropped')], 21, [1, 0]],
    ['is not told of what still waits', [promised(1, null, 'open')], 21, [0]],
    ['is not told before it was closed', [promised(1, on(19))], 18, [0]],
  ])('%s', (_, promises, day, expected) => {
    expect(backAt(promises, day)).toEqual(expected)
  })

  test('counts once, however often it came back', () => {
    const later = ['x', 'y'].map((id) => ({ id, raisedAt: on(20) }))
    const [promise] = withRepeats([promised(1, on(17))], later)
    expect(promise!.cameBackAs).toEqual(['x', 'y'])
    const sums = sumsOf([{ id: 'a', path: ['a'] }])
    sums.add([promise!])
    expect(sums.of('a').cameBack).toBe(1)
  })
})

describe('the figures', () => {
  const aPromise = (unitId: string, outcome: PromiseMade['outcome'], reopened = false): PromiseMade => {
    const at = on(16)
    return { seq: 1, what: 'answer', unitId, madeAt: at, dueAt: at, endedAt: null, outcome, reopened, cameBackAs: [] }
  }
  const units = [
    { id: 'top', path: ['top'] },
    { id: 'a', path: ['top', 'a'] },
    { id: 'a1', path: ['top', 'a', 'a1'] },
    { id: 'b', path: ['top', 'b'] },
  ]

  test('of a unit hold all below it, and what was made is what was kept, is open or is late', () => {
    const sums = sumsOf(units)
    sums.add([aPromise('a1', 'kept', true), aPromise('a', 'late'), aPromise('a1', 'late_open')])
    sums.add([aPromise('b', 'open'), aPromise('b', 'dropped', true)])
    expect(sums.of('top')).toEqual({ made: 4, kept: 1, open: 1, late: 2, lateOpen: 1, reopened: 2, cameBack: 0 })
    expect(sums.of('a')).toEqual({ made: 3, kept: 1, open: 0, late: 2, lateOpen: 1, reopened: 1, cameBack: 0 })
    expect(sums.of('a1')).toEqual({ made: 2, kept: 1, open: 0, late: 1, lateOpen: 1, reopened: 1, cameBack: 0 })
    expect(sums.of('b')).toEqual({ made: 1, kept: 0, open: 1, late: 0, lateOpen: 0, reopened: 1, cameBack: 0 })
  })

  test.each([
    ['kept', ['made', 'kept']],
    ['open', ['made', 'open']],
    ['late', ['made', 'late']],
    ['late_open', ['made', 'late', 'late_open']],
    ['dropped', []],
  ] as const)('what is %s counts in %j', (outcome, expected) => {
    const all = ['made', 'kept', 'open', 'late', 'late_open', 'reopened', 'came_back'] as const
    expect(all.filter((figure) => counts(figure, { outcome, reopened: false, cameBackAs: [] }))).toEqual(expected)
    expect(counts('reopened', { outcome, reopened: true, cameBackAs: [] })).toBe(true)
    expect(counts('came_back', { outcome, reopened: false, cameBackAs: ['later'] })).toBe(true)
  })

  test('stand in the order of the unit codes, children below their parents', () => {
    const rows = [
      { id: 'b', parentId: 'top', code: '02' },
      { id: 'a1', parentId: 'a', code: '0901' },
      { id: 'top', parentId: null, code: '99' },
      { id: 'a', parentId: 'top', code: '01' },
    ]
    expect(inTreeOrder(rows).map(({ id }) => id)).toEqual(['top', 'a', 'a1', 'b'])
  })
})

describe('the span of days', () => {
  const at = (day: string) => new Date(`${day}T02:00:00Z`)
  test.each([
    ['this_month', '2026-11-23', '2026-11-01', '2026-11-23'],
    ['last_month', '2026-11-23', '2026-10-01', '2026-10-31'],
    ['last_month', '2027-01-02', '2026-12-01', '2026-12-31'],
    ['last_month', '2028-03-31', '2028-02-01', '2028-02-29'],
    ['season', '2026-11-23', '2026-11-15', '2026-11-23'],
    ['season', '2027-02-01', '2026-11-15', '2027-02-01'],
    ['season', '2027-07-01', '2026-11-15', '2027-03-15'],
    ['season', '2026-11-14', '2025-11-15', '2026-03-15'],
  ] as const)('%s on %s is %s to %s', (period, today, from, to) => {
    expect(spanOf(calendar, at(today), { period })).toEqual({ ok: true, span: { from, to } })
  })

  test.each([
    [undefined, '2026-11-02', 'insight.days_missing'],
    ['0002-01-01', '0002-01-02', 'insight.days_missing'],
    ['9999-12-01', '9999-12-31', 'insight.days_missing'],
    ['2026-11-03', '2026-11-02', 'insight.days_upside_down'],
    ['2025-01-01', '2026-11-02', 'insight.days_too_many'],
  ])('from %s to %s is refused: %s', (from, to, code) => {
    expect(spanOf(calendar, on(16), { period: 'days', from, to })).toEqual({ ok: false, code })
  })

  test('one day is a span, and a company without a season has none', () => {
    const day = '2026-11-03'
    expect(spanOf(calendar, on(16), { period: 'days', from: day, to: day })).toEqual({
      ok: true,
      span: { from: day, to: day },
    })
    const without = calendarFrom([], 'Asia/Shanghai')
    expect(spanOf(without, on(16), { period: 'season' })).toEqual({ ok: false, code: 'insight.no_season' })
  })
})
