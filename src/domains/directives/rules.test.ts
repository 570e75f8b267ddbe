import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Actor, Role } from '#platform/access.ts'
import { countsOf, decisionProblem, inTreeOrder, itemsProblem, senderFor } from './rules.ts'

const place = (...path: string[]) => ({ id: path.at(-1)!, path })
const [group, east, one, two, west] = [
  place('group'),
  place('group', 'east'),
  place('group', 'east', 'one'),
  place('group', 'east', 'two'),
  place('group', 'west'),
]
const actor = (...grants: [Role, string][]): Actor => ({
  personId: 'p',
  name: '',
  staffNo: '',
  unit: group,
  grants: grants.map(([role, unitId]) => ({ role, unitId })),
})

describe('in whose name a directive goes out', () => {
  test.each([
    ['the group to its stations', actor(['leader', 'group']), [one, west], 'group'],
    [
      'the nearest unit above, where one may for several',
      actor(['leader', 'group'], ['leader', 'east']),
      [one, two],
      'east',
    ],
    ['the one above all of them', actor(['leader', 'group'], ['leader', 'east']), [one, west], 'group'],
    ['Party affairs of the group', actor(['party_affairs', 'group']), [east], 'group'],
    ['nobody sends to himself', actor(['secretary', 'east']), [east], null],
    ['nor upwards', actor(['secretary', 'east']), [group], null],
    ['nor sideways', actor(['secretary', 'east']), [west], null],
    ['a role of another kind does not do', actor(['hr', 'group'], ['auditor', 'group']), [one], null],
    ['to nobody', actor(['leader', 'group']), [], null],
  ])('%s', (_, by, units, sender) => {
    expect(senderFor(by, units)).toBe(sender)
  })
})

describe('data', () => {
  const days = { today: '2026-11-16', dueOn: '2026-11-30' }
  const item = (dueOn: string, heldNotEnough?: string) => ({
    dueOn,
    ...(heldNotEnough === undefined ? {} : { heldNotEnough }),
  })
  test.each([
    ['new, in time', [item('2026-11-20')], [false], null],
    ['due with the directive', [item('2026-11-30')], [false], null],
    ['due today', [item('2026-11-16')], [false], { code: 'directives.item_after_due', item: 0 }],
    ['due after the directive', [item('2026-12-01')], [false], { code: 'directives.item_after_due', item: 0 }],
    [
      'held, without a reason',
      [item('2026-11-20'), item('2026-11-20')],
      [false, true],
      { code: 'directives.data_held', item: 1 },
    ],
    [
      'held, with a reason too short',
      [item('2026-11-20', '就是要')],
      [true],
      { code: 'directives.data_held', item: 0 },
    ],
    ['held, with a reason', [item('2026-11-20', '花名册里没有夜班人数，要按班次统计。')], [true], null],
  ])('%s', (_, items, held, problem) => {
    expect(itemsProblem(items, held, days)).toEqual(problem)
  })
})

test.each([
  ['explained', {}, null],
  ['withdrawn', {}, null],
  ['changed', { minutes: 10 }, null],
  ['changed', { dueOn: '2026-12-01' }, null],
  ['changed', {}, 'directives.change_needs_something'],
  ['withdrawn', { minutes: 10 }, 'directives.change_only'],
] as const)('the decision %s with %j', (decision, more, problem) => {
  expect(decisionProblem(decision, more)).toBe(problem)
})

test('units stand in the order of the tree, whatever order they come in', () => {
  const codes = new Map([
    ['group', 'BC'],
    ['east', 'D1'],
    ['one', 'D1S1'],
    ['two', 'D1S2'],
    ['west', 'D2'],
  ])
  const inOrder = [group, east, one, two, west]
  fc.assert(
    fc.property(fc.shuffledSubarray(inOrder), (some) => {
      expect(inTreeOrder(some, codes)).toEqual(inOrder.filter((unit) => some.includes(unit)))
    }),
  )
})

test('states are counted, each once', () => {
  expect(countsOf(['received', 'settled', 'received'])).toEqual({ received: 2, settled: 1 })
})
