import { expect, test } from 'vitest'
import { addressOf, choiceOf, spanAsked } from './address.ts'

test.each([
  '/ledger',
  '/ledger?period=season',
  '/ledger?period=last_month&unit=u1&figure=late_open',
  '/ledger?period=days&from=2026-11-01&to=2026-11-20&unit=u1',
])('%s leads back to itself', (address) => {
  expect(addressOf('/ledger', choiceOf(address.slice('/ledger'.length)))).toBe(address)
})

test('what makes no sense in an address is left out', () => {
  const choice = choiceOf('?period=ever&from=yesterday&figure=best')
  expect(choice).toEqual({ period: 'this_month', from: '', to: '', unitId: null, figure: null })
})

test('nothing is asked while a day is still to be chosen', () => {
  expect(spanAsked(choiceOf('period=days&from=2026-11-01'))).toBeNull()
  expect(spanAsked(choiceOf('period=days&from=2026-11-01&to=2026-11-20'))).toMatchObject({ from: '2026-11-01' })
  expect(spanAsked(choiceOf('period=season&from=2026-11-01'))).toEqual({ period: 'season' })
})
