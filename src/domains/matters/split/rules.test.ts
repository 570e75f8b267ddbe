/** What goes with which part. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Part } from './contract.ts'
import { divide, type Whole } from './rules.ts'

const part = (text: string, given: Partial<Part> = {}): Part => ({
  ...{ text, fileIds: [], mergedIds: [], actionIds: [] },
  ...given,
})
const whole: Whole = { fileIds: ['f1', 'f2'], mergedIds: ['m1', 'm2'], openActionIds: ['a1'] }

describe('a whole is divided', () => {
  test('so that what no part names goes with the first one', () => {
    expect(divide([part('一'), part('二', { mergedIds: ['m2'] })], whole)).toEqual({
      ok: true,
      parts: [part('一', { mergedIds: ['m1'], actionIds: ['a1'] }), part('二', { mergedIds: ['m2'] })],
    })
  })

  test('so that a picture may go with several parts, or with none', () => {
    const parts = [part('一', { fileIds: ['f1', 'f1'] }), part('二', { fileIds: ['f1'] })]
    const divided = divide(parts, whole)
    expect(divided.ok && divided.parts.map(({ fileIds }) => fileIds)).toEqual([['f1'], ['f1']])
  })

  test.each([
    ['parts that say the same', [part('一'), part('一')], 'matters.parts_alike'],
    ['a picture of another matter', [part('一', { fileIds: ['f9'] }), part('二')], 'matters.part_names_unknown'],
    [
      'a merged matter in two parts',
      [part('一', { mergedIds: ['m1'] }), part('二', { mergedIds: ['m1'] })],
      'matters.part_names_unknown',
    ],
    [
      'an action that is done or unknown',
      [part('一', { actionIds: ['a9'] }), part('二')],
      'matters.part_names_unknown',
    ],
  ])('but not with %s', (_, parts, code) => {
    expect(divide(parts, whole)).toEqual({ ok: false, code })
  })
})

test('whatever is named, each merged matter and each action has exactly one part', () => {
  const ids = fc.uniqueArray(fc.constantFrom('x1', 'x2', 'x3', 'x4', 'x5', 'x6'), { maxLength: 6 })
  fc.assert(
    fc.property(
      ids,
      fc.integer({ min: 2, max: 5 }),
      fc.array(fc.nat({ max: 5 }), { minLength: 6, maxLength: 6 }),
      (all, count, to) => {
        const parts = Array.from({ length: count }, (_, i) =>
          part(String(i), {
            mergedIds: all.filter((_, n) => to[n] === i),
            actionIds: all.filter((_, n) => to[n] === i + 1),
          }),
        )
        const divided = divide(parts, { fileIds: [], mergedIds: all, openActionIds: all })
        if (!divided.ok) throw new Error(divided.code)
        expect(divided.parts.flatMap(({ mergedIds }) => mergedIds).sort()).toEqual([...all].sort())
        expect(divided.parts.flatMap(({ actionIds }) => actionIds).sort()).toEqual([...all].sort())
      },
    ),
  )
})
