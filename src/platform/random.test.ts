import { expect, test } from 'vitest'
import { freshBytes } from './random.ts'

test('bytes are given out once, also across draws', () => {
  const all = Array.from({ length: 2_000 }, () => freshBytes(16).toString('hex'))
  expect(new Set(all).size).toBe(2_000)
  expect(all.some((bytes) => /^0+$/.test(bytes))).toBe(false)
})

test('what was given out is its own: changing it changes nothing that comes later', () => {
  const bytes = freshBytes(8)
  bytes.fill(255)
  expect(freshBytes(8).equals(bytes)).toBe(false)
})

test('more than the pool is for is refused', () => {
  expect(() => freshBytes(65)).toThrow('too many')
})
