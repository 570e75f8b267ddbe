import { expect, test } from 'vitest'
import { atMost } from './at-most.ts'

test('no more than two work at once, in order, and a failure frees its place', async () => {
  const gate = atMost(2)
  let now = 0
  let most = 0
  const begun: number[] = []
  const work = (i: number) => async () => {
    begun.push(i)
    most = Math.max(most, ++now)
    await new Promise((resolve) => setTimeout(resolve, 5))
    now -= 1
    if (i % 3 === 0) throw new Error(`no ${i}`)
    return i
  }
  const results = await Promise.allSettled(Array.from({ length: 10 }, (_, i) => gate(work(i))))
  expect(most).toBe(2)
  expect(begun).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
  expect(results.map(({ status }, i) => status === (i % 3 === 0 ? 'rejected' : 'fulfilled'))).not.toContain(false)
  expect(await gate(work(1))).toBe(1)
})
