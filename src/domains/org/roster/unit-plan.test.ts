import { describe, expect, test } from 'vitest'
import { aUnitSheet, emptyCompany, planOf, type Rows, someUnits, told } from './factory.ts'
import type { RosterState } from './plan.ts'

const company: RosterState = { units: someUnits, people: [] }
const planned = (rows: Rows, state = company) => planOf([aUnitSheet(rows)], state)
const changes = (rows: Rows) => {
  const plan = planned(rows)
  expect(told(plan)).toEqual([])
  return plan.units.changed.map(({ before, after }) => [before.id, after.parent, after.code, after.name, after.kind])
}

test('the sheet of units gives codes and kinds, parents in whatever line', () => {
  const rows = [
    ['D1S1', '东一所', 'D1', '供热所'],
    ['D1', '东城公司', 'BC', '公司'],
    ['BC', '北辰热力', '', '集团'],
  ]
  const plan = planned(rows, emptyCompany)
  expect(told(plan)).toEqual([])
  expect(plan.units.added.map((unit) => [unit.code, unit.parent, unit.kind])).toEqual([
    ['BC', null, 'company'],
    ['D1', 'new:BC', 'district'],
    ['D1S1', 'new:D1', 'station'],
  ])
})

test('units known by name get the code of the sheet', () => {
  const rows = [
    ['BC', '北辰热力', '', ''],
    ['D1', '东城公司', 'BC', ''],
  ]
  expect(changes(rows)).toEqual([
    ['root', null, 'BC', '北辰热力', 'company'],
    ['east', 'root', 'D1', '东城公司', 'district'],
  ])
})

test('a unit is renamed, changes its kind, or moves with all below it', () => {
  expect(changes([['1.01.01', '东湖所', '1.01', '']])).toEqual([['e1', 'east', '1.01.01', '东湖所', 'station']])
  expect(changes([['1.01.02', '东二所', '1', '班组']])).toEqual([['e2', 'root', '1.01.02', '东二所', 'team']])
})

test('two units may pass a name on in one file', () => {
  const rows = [
    ['1.01.01', '东二所', '1.01', ''],
    ['1.01.02', '东三所', '1.01', ''],
  ]
  expect(changes(rows)).toHaveLength(2)
})

describe('what cannot be a tree is named', () => {
  const bad: [string, Rows, string[]][] = [
    ['an unknown parent', [['X', '新所', 'Y', '']], ['error 2 - unit_parent_unknown']],
    ['a second top', [['X', '另一家', '', '']], ['error 2 - unit_second_root']],
    [
      'a code twice',
      [
        ['X', '新所', '1', ''],
        ['X', '另一所', '1', ''],
      ],
      ['error 3 - unit_code_twice'],
    ],
    ['a unit below itself', [['1.01', '东城公司', '1.01.01', '']], ['error 2 - unit_cycle']],
    ['the top below another', [['1', '北辰热力', '1.01', '']], ['error 2 - unit_cycle']],
    [
      'new units in a circle',
      [
        ['X', '甲', 'Y', ''],
        ['Y', '乙', 'X', ''],
      ],
      ['error 2 - unit_cycle', 'error 3 - unit_cycle'],
    ],
    ['two of one name in one place', [['1.01.02', '东一所', '1.01', '']], ['error 2 - unit_name_taken']],
    ['no code', [['', '新所', '1', '']], ['error 2 A unit_code_missing']],
    ['no name', [['X', '', '1', '']], ['error 2 B unit_name_missing']],
    ['an unknown kind', [['X', '新所', '1', '殿']], ['error 2 D unit_kind_unknown']],
  ]
  test.each(bad)('%s', (_, rows, problems) => {
    expect(told(planned(rows))).toEqual(problems)
  })

  test('the code of a closed unit', () => {
    const closed = { units: [...someUnits, { ...someUnits[4]!, id: 'old', code: 'OLD', closed: true }], people: [] }
    expect(told(planned([['OLD', '新所', '1', '']], closed))).toEqual(['error 2 - unit_closed'])
  })
})
