import { expect, test } from 'vitest'
import { openAttempts } from './attempts.ts'
import { CallError } from './call.ts'

test('the same act tried again after a lost line or a fault of the server keeps its key', () => {
  const attempts = openAttempts()
  const key = attempts.keyFor('answer 7')
  attempts.ended(new CallError('ui.offline', 0, ''))
  expect(attempts.keyFor('answer 7')).toBe(key)
  attempts.ended(new CallError('platform.internal', 500, ''))
  expect(attempts.keyFor('answer 7')).toBe(key)
})

test('after a reply or a refusal the next try is a new act', () => {
  const attempts = openAttempts()
  const first = attempts.keyFor('answer 7')
  attempts.ended(null)
  const second = attempts.keyFor('answer 7')
  attempts.ended(new CallError('matters.too_late', 409, ''))
  const third = attempts.keyFor('answer 7')
  expect(new Set([first, second, third]).size).toBe(3)
})

test('other words or another photo are another act', () => {
  const attempts = openAttempts()
  const first = attempts.keyFor('a', new Blob(['1']))
  const photo = new Blob(['2'])
  const second = attempts.keyFor('a', photo)
  expect(second).not.toBe(first)
  expect(attempts.keyFor('a', photo)).toBe(second)
  expect(attempts.keyFor('b', photo)).not.toBe(second)
})
