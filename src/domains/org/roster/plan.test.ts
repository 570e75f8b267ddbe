import { describe, expect, test } from 'vitest'
import { aRoster, aStatePerson, aUnitSheet, emptyCompany, phonePrint, planOf, someUnits, told } from './factory.ts'
import type { Plan, RosterState, StatePerson } from './plan.ts'

const company = (...people: StatePerson[]): RosterState => ({ units: someUnits, people })
/** staff number, name, unit, then whatever differs: post, phone, party, roles, status, leaving date. */
const line = (staffNo: string, name: string, unit: string, ...more: string[]): string[] => {
  const [post = '', phone = '', party = '', roles = '', status = '', leftOn = ''] = more
  return [staffNo, name, unit, post, phone, party, roles, status, leftOn]
}
const east1 = '北辰热力/东城公司/东一所'
const east2 = '北辰热力/东城公司/东二所'
const only = (plan: Plan) => {
  expect(told(plan)).toEqual([])
  expect(plan.people).toHaveLength(1)
  return plan.people[0]!
}
const roleOf = (plan: Plan) => only(plan).grants.map((grant) => `${grant.role}@${grant.unit}`)

test('a new person brings the units that are missing, each once, parents first', () => {
  const rows = [line('A1', '张春分', '北辰热力/西城公司/西一所'), line('A2', '李夏至', '北辰热力/西城公司/西二所')]
  const plan = planOf([aRoster(rows)], company())
  expect(plan.units.added).toEqual([
    { key: 'new:1.03', parent: 'root', code: '1.03', name: '西城公司', kind: 'district' },
    { key: 'new:1.03.01', parent: 'new:1.03', code: '1.03.01', name: '西一所', kind: 'station' },
    { key: 'new:1.03.02', parent: 'new:1.03', code: '1.03.02', name: '西二所', kind: 'station' },
  ])
  expect(plan.people.map((one) => one.kind)).toEqual(['new', 'new'])
})

test('an empty company takes its top unit from the first row; others must begin with it', () => {
  const rows = [line('A1', '张春分', '北辰热力/东城公司'), line('A2', '李夏至', '东城公司')]
  expect(told(planOf([aRoster(rows)], emptyCompany))).toEqual(['error 3 C unit_outside_company'])
})

test('a unit may be given by its code', () => {
  expect(only(planOf([aRoster([line('A1', '张春分', '1.01.02')])], company())).after.unit).toBe('e2')
})

test('what is the same already is no change', () => {
  const person = aStatePerson('A1', {
    phone: phonePrint('13800000001'),
    party: 'member',
    posts: [{ id: 'p', unitId: 'e1', title: '所长' }],
    grants: [{ id: 'g', role: 'leader', unitId: 'e1', source: 'roster' }],
  })
  const row = line('A1', '张春分', east1, '所长', '138 0000 0001', '党员', '负责人', '在职')
  const plan = planOf([aRoster([row])], company(person))
  expect([plan.people, plan.unchanged, told(plan)]).toEqual([[], 1, []])
})

test('a move ends posts and roster roles at the former unit, unless the file names them again', () => {
  const person = aStatePerson('A1', {
    posts: [
      { id: 'p1', unitId: 'e1', title: '所长' },
      { id: 'p2', unitId: 'root', title: '工会委员' },
    ],
    grants: [
      { id: 'g1', role: 'leader', unitId: 'e1', source: 'roster' },
      { id: 'g2', role: 'secretary', unitId: 'east', source: 'roster' },
    ],
  })
  const moved = only(planOf([aRoster([line('A1', '张春分', east2)])], company(person)))
  expect([moved.kind, moved.postsEnd.map((p) => p.id), moved.revokes.map((g) => g.id)]).toEqual([
    'moved',
    ['p1'],
    ['g1'],
  ])
  const kept = line('A1', '张春分', east2, '', '', '', `负责人@${east1}、书记@北辰热力/东城公司`)
  expect(only(planOf([aRoster([kept])], company(person))).revokes).toEqual([])
})

test('a role granted in the console is never taken back by a file; a move that leaves it behind is pointed out', () => {
  const grants = [{ id: 'g', role: 'leader', unitId: 'e1', source: 'console' }] as const
  const person = aStatePerson('A1', { grants })
  expect(planOf([aRoster([line('A1', '张春分', east1, '', '', '', '无')])], company(person)).people).toEqual([])
  const plan = planOf([aRoster([line('A1', '张春分', east2)])], company(person))
  expect(told(plan)).toEqual(['warning 2 G console_role_kept'])
})

describe('where a role reaches', () => {
  const roles: [string, string, string[]][] = [
    ['书记', east1, ['secretary@e1']],
    ['人事', '北辰热力/人力资源部', ['hr@root']],
    ['派单员', east1, ['dispatcher@e1']],
    ['系统管理员', '北辰热力/人力资源部', ['system_admin@root']],
    ['书记@北辰热力/东城公司、书记', east1, ['secretary@east', 'secretary@e1']],
    ['书记、书记', east1, ['secretary@e1']],
  ]
  test.each(roles)('%s of somebody in %s', (role, unit, granted) => {
    expect(roleOf(planOf([aRoster([line('A1', '张春分', unit, '', '', '', role)])], company()))).toEqual(granted)
  })
})

test('who leaves loses posts and every role, whoever gave it, on the day the file says', () => {
  const person = aStatePerson('A1', {
    posts: [{ id: 'p', unitId: 'e1', title: '所长' }],
    grants: [{ id: 'g', role: 'leader', unitId: 'e1', source: 'console' }],
  })
  const row = line('A1', '张春分', '', '', '', '', '', '离职', '2026-11-01')
  const left = only(planOf([aRoster([row])], company(person)))
  expect(left).toMatchObject({ kind: 'left', after: { left: true, leftOn: '2026-11-01' } })
  expect([left.postsEnd.map((p) => p.id), left.revokes.map((g) => g.id)]).toEqual([['p'], ['g']])
})

test('whoever is not in the file is listed, and leaves only when that was chosen', () => {
  const state = company(aStatePerson('A1'), aStatePerson('A2'), aStatePerson('A3', { leftOn: '2026-01-01' }))
  const file = [aRoster([line('A1', '张春分', east1)])]
  const listed = planOf(file, state)
  expect([listed.absent.map((one) => one.staffNo), listed.people]).toEqual([['A2'], []])
  const gone = planOf(file, state, { absentLeave: true })
  expect([gone.absent, gone.people.map((one) => `${one.kind} ${one.staffNo}`)]).toEqual([[], ['left A2']])
})

test('a file with units only makes nobody absent', () => {
  const plan = planOf([aUnitSheet([['1', '北辰热力', '', '集团']])], company(aStatePerson('A1')), { absentLeave: true })
  expect([plan.absent, plan.people]).toEqual([[], []])
})

test('a former colleague comes back under the own staff number, nobody else does', () => {
  const state = company(aStatePerson('A1', { leftOn: '2026-01-01' }))
  expect(only(planOf([aRoster([line('A1', '张春分', east2)])], state)).kind).toBe('rejoined')
  const other = planOf([aRoster([line('A1', '王小满', east2)])], state)
  expect(told(other)).toEqual(['error 2 A staff_no_of_former'])
})

test('another name under a staff number is allowed, but pointed out', () => {
  const plan = planOf([aRoster([line('A1', '张清明', east1)])], company(aStatePerson('A1')))
  expect(told(plan)).toEqual(['warning 2 B name_changes'])
})

test('staff numbers that have lost their zeros are not taken for new people', () => {
  const plan = planOf(
    [aRoster([line('12', '张春分', east1), line('13', '李夏至', east1)])],
    company(aStatePerson('00012')),
  )
  expect(told(plan)).toEqual(['error 2 A staff_no_lost_zeros'])
})

describe('phones', () => {
  const one = aStatePerson('A1', { phone: phonePrint('13800000001') })
  const two = aStatePerson('A2', { phone: phonePrint('13800000002') })
  const row = (staffNo: string, phone: string, status = '') => line(staffNo, '张春分', east1, '', phone, '', '', status)
  test('one phone cannot belong to two active people, in the file or not', () => {
    const plan = planOf([aRoster([row('A2', '13800000001')])], company(one, two))
    expect(told(plan)).toEqual(['error 2 E phone_taken'])
  })
  test('two people may swap theirs', () => {
    const plan = planOf([aRoster([row('A1', '13800000002'), row('A2', '13800000001')])], company(one, two))
    expect([told(plan), plan.people.map((change) => change.phone)]).toEqual([[], ['13800000002', '13800000001']])
  })
  test('the phone of somebody who leaves is free', () => {
    const plan = planOf([aRoster([row('A1', '', '离职'), row('A2', '13800000001')])], company(one, two))
    expect(told(plan)).toEqual([])
  })
})

describe('what an importer may not do', () => {
  const hr = { personId: 'id of A1', isSystemAdmin: false }
  const admin = { personId: 'id of A1', isSystemAdmin: true }
  const row = (staffNo: string, roles: string, status = '') => line(staffNo, '张春分', east1, '', '', '', roles, status)
  const state = company(aStatePerson('A1'), aStatePerson('A2'))
  test('give himself a role, or leave', () => {
    expect(told(planOf([aRoster([row('A1', '书记')])], state, { importer: admin }))).toEqual([
      'error 2 G your_own_roles',
    ])
    expect(told(planOf([aRoster([row('A1', '', '离职')])], state, { importer: admin }))).toEqual([
      'error 2 H yourself_leaving',
    ])
  })
  test('make administrators, auditors or HR without being administrator', () => {
    for (const role of ['系统管理员', '审计员', '人事']) {
      const file = [aRoster([row('A2', role)])]
      expect(told(planOf(file, state, { importer: hr }))).toEqual(['error 2 G role_needs_system_admin'])
      expect(told(planOf(file, state, { importer: admin }))).toEqual([])
    }
  })
  test('leave the company without an administrator', () => {
    const grants = [{ id: 'g', role: 'system_admin', unitId: 'root', source: 'console' }] as const
    const last = company(aStatePerson('A2', { grants }))
    const file = (more: string[][]) => [aRoster([row('A2', '', '离职'), ...more])]
    expect(told(planOf(file([]), last))).toEqual(['error - - last_system_admin'])
    expect(told(planOf(file([row('A3', '系统管理员')]), last))).toEqual([])
  })
})
