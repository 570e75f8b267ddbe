import { describe, expect, test } from 'vitest'
import { customerNoOf, meaningOf, phoneDigits, servedUnit } from './rules.ts'

describe('what somebody means who looks for a household', () => {
  const meant = (q: string) =>
    Object.entries(meaningOf(q))
      .filter(([, value]) => value !== null)
      .map(([name, value]) => (typeof value === 'string' ? `${name} ${value}` : name))
  test.each([
    ['0009', ['phoneEnd 0009']],
    ['01000123', ['customerNo 01000123', 'phone 01000123']],
    [' 01 000 123 ', ['customerNo 01000123', 'phone 01000123']],
    ['01000', ['customerNo 01000']],
    ['bc0001', ['address']],
    ['bc00012', ['customerNo BC00012', 'address']],
    ['138 0000 0009', ['customerNo 13800000009', 'phone 13800000009']],
    ['+86 138-0000-0009', ['phone 13800000009']],
    ['0431-8000 1234', ['customerNo 043180001234', 'phone 043180001234']],
    ['12-2-1801', ['address']],
    ['3-501', ['address']],
    ['示范小区 3号楼', ['address']],
    ['示范小区0009', ['address']],
    ['501', []],
    ['??', []],
  ])('%s', (q, expected) => expect(meant(q)).toEqual(expected))
})

test('a customer number and a phone have one spelling', () => {
  expect(customerNoOf(' bc-０１ 0001 ')).toBe('BC010001')
  expect(phoneDigits('0086 138 0000 0009')).toBe('13800000009')
  expect(phoneDigits('（0431）8000-1234')).toBe('043180001234')
  expect(phoneDigits('12345')).toBeNull()
  expect(phoneDigits('转 12 分机')).toBeNull()
})

test('a team serves the households of the unit above it, any other unit its own', () => {
  expect(servedUnit({ id: 'team', parentId: 'station', kind: 'team' })).toBe('station')
  expect(servedUnit({ id: 'station', parentId: 'district', kind: 'station' })).toBe('station')
  expect(servedUnit({ id: 'company', parentId: null, kind: 'team' })).toBe('company')
})
