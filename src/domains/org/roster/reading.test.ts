import { describe, expect, test } from 'vitest'
import { aRoster, aSheet, emptyCompany, header, planOf, today, told } from './factory.ts'
import { readRoster } from './reading.ts'

const good = ['A1', '张春分', '北辰热力/东一所', '', '', '', '', '', '']
/** A good row with some cells changed, by header. */
const row = (changes: Partial<Record<(typeof header)[number], string>>): string[] =>
  header.map((name, i) => changes[name] ?? good[i]!)

describe('each bad row is named with its line, its column and what is wrong', () => {
  const bad: [string, Partial<Record<(typeof header)[number], string>>, string][] = [
    ['no staff number', { 工号: '' }, 'error 2 A staff_no_missing'],
    ['a staff number in scientific notation', { 工号: '1.38E+10' }, 'error 2 A number_scientific'],
    ['a staff number without end', { 工号: 'A'.repeat(33) }, 'error 2 A too_long'],
    ['no name', { 姓名: '' }, 'error 2 B name_missing'],
    ['a name without end', { 姓名: '张'.repeat(41) }, 'error 2 B too_long'],
    ['no unit', { 单位: '' }, 'error 2 C unit_missing'],
    ['a unit without end', { 单位: `北辰热力/${'所'.repeat(61)}` }, 'error 2 C too_long'],
    ['a unit too deep', { 单位: Array(13).fill('层').join('/') }, 'error 2 C unit_too_deep'],
    ['a post without end', { 岗位: '员'.repeat(61) }, 'error 2 D too_long'],
    ['a landline as phone', { 手机号: '010-12345678' }, 'error 2 E phone_invalid'],
    ['a phone in scientific notation', { 手机号: '1.38E+10' }, 'error 2 E number_scientific'],
    ['an unknown Party membership', { 政治面貌: '党外' }, 'error 2 F party_unknown'],
    ['an unknown role', { 角色: '书记、大王' }, 'error 2 G role_unknown'],
    ['a role that everybody has', { 角色: '职工' }, 'warning 2 G role_is_everybodys'],
    ['an unknown status', { 状态: '退休' }, 'error 2 H status_unknown'],
    ['a leaving date that is none', { 状态: '离职', 离职日期: '去年' }, 'error 2 I day_invalid'],
    ['active, yet with a leaving date', { 状态: '在职', 离职日期: '2026-03-01' }, 'error 2 I left_on_but_active'],
    ['a leaving date to come', { 离职日期: '2027-03-01' }, 'warning 2 I left_in_future'],
    ['a system administrator of a station', { 角色: '系统管理员@北辰热力/东一所' }, 'error 2 G role_only_at_company'],
    ['administrator and auditor in one', { 角色: '系统管理员、审计员' }, 'error 2 G roles_exclude'],
    ['an example row', { 工号: '示例1' }, 'warning 2 A example_row'],
    ['a former colleague nobody knows', { 状态: '离职' }, 'warning 2 H left_but_unknown'],
  ]
  test.each(bad)('%s', (_, changes, problem) => {
    expect(told(planOf([aRoster([row(changes)])], emptyCompany))).toContain(problem)
  })

  test('and the good row has nothing to complain of', () => {
    expect(told(planOf([aRoster([good])], emptyCompany))).toEqual([])
  })
})

test('all bad rows are named, not only the first', () => {
  const rows = [row({ 姓名: '' }), row({ 工号: 'A2' }), row({ 工号: 'A3', 手机号: '1' })]
  const plan = planOf([aRoster(rows)], emptyCompany)
  expect(told(plan)).toEqual(['error 2 B name_missing', 'error 4 E phone_invalid'])
})

test('a staff number or phone that is there twice is named at its later place', () => {
  const rows = [row({ 手机号: '13800000001' }), row({}), row({ 工号: 'A2', 手机号: '13800000001' })]
  expect(told(planOf([aRoster(rows)], emptyCompany))).toEqual(['error 3 A staff_no_twice', 'error 4 E phone_twice'])
})

test('columns stand in any order, in either language, below a title, and unknown ones are named', () => {
  const sheet = aSheet([
    ['Staff of Beichen Heating'],
    ['Unit', 'Shoe size', 'NAME', 'Staff No.', 'Mobile phone *'],
    ['北辰热力', '43', 'Zhang', 'a1', '+86 138-0000-0001'],
  ])
  const reading = readRoster([sheet], today)!
  expect(reading.people).toEqual([
    { line: 3, staffNo: 'A1', name: 'Zhang', unit: ['北辰热力'], phone: '13800000001', left: false },
  ])
  expect(told(reading)).toEqual(['warning 2 B column_unknown'])
})

test('a missing column is an error of the header, a second one of the same kind a warning', () => {
  const reading = readRoster(
    [
      aSheet([
        ['工号', '单位', '部门'],
        ['A1', '北辰热力', '东一所'],
      ]),
    ],
    today,
  )!
  expect(told(reading)).toEqual(['warning 1 C column_twice', 'error 1 - column_missing'])
})

test('a header that is repeated further down, as in printed lists, is no person', () => {
  const reading = readRoster([aRoster([good, [...header], row({ 工号: 'A2' })])], today)!
  expect(reading.people!.map((one) => [one.staffNo, one.line])).toEqual([
    ['A1', 2],
    ['A2', 4],
  ])
})

test('a second sheet of people is left out with a warning, and a file without header is none', () => {
  const reading = readRoster([aRoster([good]), { ...aRoster([good]), name: '人员 (2)' }], today)!
  expect(reading.people).toHaveLength(1)
  expect(reading.problems.map((one) => one.code)).toEqual(['sheet_ignored'])
  expect(
    readRoster(
      [
        aSheet([
          ['甲', '乙'],
          ['1', '2'],
        ]),
      ],
      today,
    ),
  ).toBeNull()
})

test('an empty cell says nothing; 无 clears', () => {
  const read = (changes: Parameters<typeof row>[0]) => readRoster([aRoster([row(changes)])], today)!.people![0]
  expect(read({})).toEqual({ line: 2, staffNo: 'A1', name: '张春分', unit: ['北辰热力', '东一所'], left: false })
  expect(read({ 手机号: '无', 岗位: '无', 角色: '—' })).toMatchObject({ phone: null, posts: [], roles: [] })
})
