import { describe, expect, test } from 'vitest'
import { dayOf, isScientific, numberCell, personName, plainText, several, textCell, unitPath } from './cell.ts'
import { partyOf, roleOf, statusOf } from './meanings.ts'

test('full-width signs, hidden blanks and invisible characters leave one plain text', () => {
  expect(plainText('　Ａ００１２\u00a0\u200b ')).toBe('A0012')
  expect(plainText('张\t三\n')).toBe('张 三')
  expect(plainText('\ufeff工号')).toBe('工号')
})

test('blanks that only stretch a Chinese name are dropped, those of other names stay', () => {
  expect(personName('张  三')).toBe('张三')
  expect(personName('阿依古丽·买买提')).toBe('阿依古丽·买买提')
  expect(personName('Anna Maria')).toBe('Anna Maria')
})

test('a number keeps the zeros that its format shows', () => {
  expect(numberCell(123, '000000').text).toBe('000123')
  expect(numberCell(13800000001).text).toBe('13800000001')
  expect(numberCell(138).text).toBe('138')
})

test('a long number that a spreadsheet took for a quantity is seen', () => {
  expect(isScientific(textCell('1.38E+10'))).toBe(true)
  expect(isScientific(textCell('E10'))).toBe(false)
})

describe('days', () => {
  const readings: [string, string | null][] = [
    ['2026-03-01', '2026-03-01'],
    ['2026/3/1', '2026-03-01'],
    ['2026.3.1', '2026-03-01'],
    ['2026年3月1日', '2026-03-01'],
    ['２０２６年３月１日', '2026-03-01'],
    ['20260301', '2026-03-01'],
    ['2026-03-01 00:00:00', '2026-03-01'],
    ['46082', '2026-03-01'],
    ['2026-02-30', null],
    ['2026-13-01', null],
    ['03/01/2026', null],
    ['1826-03-01', null],
    ['上个月', null],
  ]
  test.each(readings)('%s', (text, day) => {
    expect(dayOf(textCell(text))).toBe(day)
  })
})

test('units are written from the top down, whatever the separator', () => {
  expect(unitPath(plainText('北辰热力／东城公司 > 东一 所'))).toEqual(['北辰热力', '东城公司', '东一所'])
  expect(unitPath('/北辰热力//东城公司/')).toEqual(['北辰热力', '东城公司'])
})

test('several entries of a cell are told apart', () => {
  expect(several(plainText('书记、所长；网格长，'))).toEqual(['书记', '所长', '网格长'])
})

test('Party membership is read in many words; of several the furthest counts', () => {
  expect(partyOf('正式党员')).toBe('member')
  expect(partyOf('共青团员')).toBe('none')
  expect(partyOf('共青团员、入党积极分子')).toBe('activist')
  expect(partyOf('Probationary member')).toBe('probationary')
  expect(partyOf('共青团员、不明')).toBeNull()
})

test('roles are read by the words of the trade, and nobody becomes administrator by a vague one', () => {
  expect(roleOf('所长')).toBe('leader')
  expect(roleOf('Grid keeper')).toBe('grid_keeper')
  expect(roleOf('管理员')).toBeNull()
})

test('a status is here, gone, or not known', () => {
  expect([statusOf('在岗'), statusOf('已离职'), statusOf('退休')]).toEqual(['active', 'left', null])
})
