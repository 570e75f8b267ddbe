/** Codes of receipts: as many as there are, read however people write them. */
import { expect, test } from 'vitest'
import { newReceiptCode, receiptCodeOf, shownCode } from './receipt-code.ts'

test('a new code reads back as itself, shown or not', () => {
  for (let n = 0; n < 200; n += 1) {
    const code = newReceiptCode()
    expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{16}$/)
    expect(receiptCodeOf(code)).toBe(code)
    expect(receiptCodeOf(shownCode(code))).toBe(code)
  }
})

test('no two are alike, and every digit comes up', () => {
  const codes = Array.from({ length: 2_000 }, newReceiptCode)
  expect(new Set(codes).size).toBe(2_000)
  expect(new Set(codes.join('')).size).toBe(32)
})

test.each([
  ['7k2m-9qxt-0a4b-hj3c', '7K2M9QXT0A4BHJ3C'],
  [' 7K2M 9QXT OA4B HJ3C ', '7K2M9QXT0A4BHJ3C'],
  ['７Ｋ２Ｍ９ＱＸＴ０Ａ４ＢＨＪ３Ｃ', '7K2M9QXT0A4BHJ3C'],
  ['IL2M-9QXT-0A4B-HJ3C', '112M9QXT0A4BHJ3C'],
])('%s is read as %s', (text, code) => {
  expect(receiptCodeOf(text)).toBe(code)
})

test.each(['', '7K2M9QXT0A4BHJ3', '7K2M9QXT0A4BHJ3CC', '7U2M9QXT0A4BHJ3C', '暖气不热'])('%j is none', (text) => {
  expect(receiptCodeOf(text)).toBeNull()
})
