import { expect, test } from 'vitest'
import { numbersMeant } from './rules.ts'

test.each(['JY-2026-000012', 'jy-2026-12', 'ＪＹ－２０２６－０００１２', ' jy 2026 12 ', 'jy202612'])(
  '%j is a whole number, however it is written',
  (text) => {
    expect(numbersMeant(text, ['JY'], 2026)).toEqual(['JY-2026-000012'])
  },
)

test('a bare number is looked for in each kind, in this year and the four before', () => {
  const found = numbersMeant('12', ['JY', 'BX'], 2026)
  expect(found).toHaveLength(10)
  expect(found).toContain('JY-2026-000012')
  expect(found).toContain('BX-2022-000012')
})

test.each(['暖气', '12号楼', 'JY', 'JY-2026', '', '1234567890'])('%j is no number', (text) => {
  expect(numbersMeant(text, ['JY'], 2026)).toEqual([])
})
