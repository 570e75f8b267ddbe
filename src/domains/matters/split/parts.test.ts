/** Parts in a form. */
import { expect, test } from 'vitest'
import { Part } from './contract.ts'
import { faultsOf, partLeast, partOfFollower, startParts, withFollower, withPicture } from './parts.ts'

const whole = { text: '热水器坏了，报修也没有人来。', pictures: [{ fileId: 'f1', seq: 1 }] }

test('begins as two of the same, which is not yet a split', () => {
  const parts = startParts(whole)
  expect(parts).toHaveLength(2)
  expect(faultsOf(parts)).toEqual([{ at: 1, fault: 'alike' }])
})

test('a part says at least what the contract asks for', () => {
  const said = (length: number) => ({ text: '水'.repeat(length), fileIds: [], mergedIds: [], actionIds: [] })
  for (const length of [partLeast - 1, partLeast]) {
    const enough = Part.safeParse(said(length)).success
    expect(faultsOf([said(length)]).length === 0).toBe(enough)
  }
})

test('what follows has one part, the first until another is chosen', () => {
  const parts = startParts(whole)
  expect(partOfFollower(parts, 'mergedIds', 'm1')).toBe(0)
  const there = withFollower(parts, 'mergedIds', 'm1', 1)
  expect(partOfFollower(there, 'mergedIds', 'm1')).toBe(1)
  const back = withFollower(there, 'mergedIds', 'm1', 0)
  expect(back.map(({ mergedIds }) => mergedIds)).toEqual([['m1'], []])
})

test('a picture is taken from a part and given back', () => {
  const [part] = startParts(whole)
  expect(withPicture(part!, 'f1', false).fileIds).toEqual([])
  expect(withPicture(withPicture(part!, 'f1', false), 'f1', true).fileIds).toEqual(['f1'])
})
