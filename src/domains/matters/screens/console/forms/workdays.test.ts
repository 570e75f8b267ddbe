import { expect, test } from 'vitest'
import { workdaysAfter } from './workdays.ts'

const weekend = new Set(['2026-11-28', '2026-11-29'])

test('workdays after a day are counted up to and with the other, without the free ones', () => {
  expect(workdaysAfter('2026-11-23', '2026-11-26', weekend)).toBe(3)
  expect(workdaysAfter('2026-11-27', '2026-11-29', weekend)).toBe(0)
  expect(workdaysAfter('2026-11-27', '2026-12-01', weekend)).toBe(2)
})

test('a day that is not later is no workday away', () => {
  expect(workdaysAfter('2026-11-26', '2026-11-26', weekend)).toBe(0)
  expect(workdaysAfter('2026-11-26', '2026-11-20', weekend)).toBe(0)
})
