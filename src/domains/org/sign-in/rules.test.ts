import { expect, test } from 'vitest'
import type { Role } from '#platform/access.ts'
import { carriedFactor, homeOf, isTooShortFor, owesFactor, passwordLimits, spanOf, stateOf } from './rules.ts'

const now = new Date('2026-11-16T02:00:00Z')
const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000)

test.each<[readonly Role[], boolean, number | null, 'asked' | 'not asked']>([
  [[], false, null, 'not asked'],
  [[], true, null, 'asked'],
  [[], true, 29, 'not asked'],
  [[], true, 30, 'asked'],
  [['repairer'], false, null, 'asked'],
  [['repairer'], true, 29, 'not asked'],
  [['repairer'], true, 31, 'asked'],
  [['leader'], true, 0, 'asked'],
  [['repairer', 'leader'], true, 0, 'asked'],
])('roles %j with a second factor set (%s), shown on the device %s days ago: %s', (roles, isSet, days, outcome) => {
  const carried = carriedFactor(roles, days === null ? null : daysAgo(days), now)
  expect(owesFactor(roles, isSet, carried)).toBe(outcome === 'asked')
})

test.each([
  [null, true, 'in'],
  [null, false, 'in'],
  ['second_factor', true, 'second_factor'],
  ['second_factor', false, 'set_up_second_factor'],
  ['password', true, 'change_password'],
] as const)('a session that owes %s, with a second factor set (%s), is: %s', (owes, isSet, state) => {
  expect(stateOf(owes, isSet)).toBe(state)
})

test.each<[readonly Role[], boolean, number, number]>([
  [[], true, 30 * 24 * 60, 30 * 24 * 60],
  [[], false, 30, 12 * 60],
  [['repairer'], true, 30 * 24 * 60, 30 * 24 * 60],
  [['leader'], true, 30, 12 * 60],
  [['hr'], true, 15, 12 * 60],
  [['leader', 'system_admin'], true, 15, 12 * 60],
])(
  'a session of %j, remembered (%s), ends after %i minutes without use and %i in all',
  (roles, remembered, idle, life) => {
    expect(spanOf(roles, remembered)).toEqual({ idleMinutes: idle, lifeMinutes: life })
  },
)

test('whoever has a place at the desk goes there, all others to the phone', () => {
  expect(homeOf([])).toBe('phone')
  expect(homeOf(['grid_keeper'])).toBe('phone')
  expect(homeOf(['grid_keeper', 'dispatcher'])).toBe('console')
})

test('a known device is counted apart from everything that happens elsewhere', () => {
  const elsewhere = passwordLimits({ who: 'p', deviceId: null, address: 'a' }).map((limit) => limit.name)
  const known = passwordLimits({ who: 'p', deviceId: 'd', address: 'a' }).map((limit) => limit.name)
  expect(known).toHaveLength(1)
  expect(elsewhere).not.toContain(known[0])
})

test('twelve characters for whoever runs the system or the roster; Chinese ones count as one each', () => {
  expect(isTooShortFor(['hr'], '北风吹过第三座桥')).toBe(true)
  expect(isTooShortFor(['hr'], '北风吹过第三座桥往东走五')).toBe(false)
  expect(isTooShortFor(['leader'], '北风吹过第三座桥')).toBe(false)
})
