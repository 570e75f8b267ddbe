import { expect, test } from 'vitest'
import { keysFrom } from '../factory.ts'
import { codeHash, newCode, readCode } from './code.ts'

const keys = keysFrom(Buffer.alloc(32, 1))

test('a code is three groups of four, without letters that look like digits', () => {
  for (let n = 0; n < 200; n++) expect(newCode(3)).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){2}[0-9A-HJKMNP-TV-Z]{4}$/)
})

test('a code is read however it is typed: small letters, spaces, full width, look-alikes', () => {
  expect(readCode(' 7k2m 0qxz—4tb9 ')).toBe('7K2M0QXZ4TB9')
  expect(readCode('７Ｋ２Ｍ-oQXZ-4tbI')).toBe('7K2M0QXZ4TB1')
  for (let n = 0; n < 50; n++) {
    const code = newCode(3)
    expect(readCode(code.toLowerCase().replaceAll('-', ' '))).toBe(readCode(code))
  }
})

test('the same code is kept in another way for each purpose', () => {
  const code = newCode(3)
  const kept = (['activation', 'recovery', 'kiosk'] as const).map((purpose) =>
    codeHash(keys, purpose, code).toString('hex'),
  )
  expect(new Set(kept).size).toBe(3)
  expect(codeHash(keys, 'kiosk', code.toLowerCase()).toString('hex')).toBe(kept[2])
})
