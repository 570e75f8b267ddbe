import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { keysFrom } from './factory.ts'
import { fingerprint, open, seal } from './sealed.ts'

const keys = keysFrom(Buffer.alloc(32, 7))
const others = keysFrom(Buffer.alloc(32, 8))
const place = { table: 'org_person', column: 'phone', row: '0190b1e0-0000-7000-8000-000000000001' }
const anyText = fc.string({ unit: 'binary', maxLength: 200 })

describe('a sealed value', () => {
  test('opens to what was sealed, and never looks the same twice', () => {
    fc.assert(
      fc.property(anyText, fc.string({ minLength: 1 }), (plain, row) => {
        const sealed = seal(keys, { ...place, row }, plain)
        expect(open(keys, { ...place, row }, sealed)).toBe(plain)
        expect(open(keys, { ...place, row }, Uint8Array.from(sealed))).toBe(plain)
        expect(seal(keys, { ...place, row }, plain).equals(sealed)).toBe(false)
        expect(sealed.length).toBe(31 + Buffer.byteLength(plain))
      }),
    )
  })

  test('does not open in another row, column or table, or under another key', () => {
    const sealed = seal(keys, place, '13800000001')
    expect(() => open(keys, { ...place, row: '0190b1e0-0000-7000-8000-000000000002' }, sealed)).toThrow(
      'was changed, moved',
    )
    expect(() => open(keys, { ...place, column: 'id_number' }, sealed)).toThrow('was changed, moved')
    expect(() => open(keys, { ...place, table: 'service_request' }, sealed)).toThrow('was changed, moved')
    expect(() => open(others, place, sealed)).toThrow('was changed, moved')
  })

  test('does not open when any bit was changed or any byte is missing', () => {
    const sealed = seal(keys, place, '哈尔滨')
    for (let bit = 0; bit < sealed.length * 8; bit++) {
      const changed = Buffer.from(sealed)
      changed[bit >> 3]! ^= 1 << (bit & 7)
      expect(() => open(keys, place, changed), `bit ${bit}`).toThrow()
    }
    for (let length = 0; length < sealed.length; length++)
      expect(() => open(keys, place, sealed.subarray(0, length))).toThrow()
  })

  test('shows nothing of the text', () => {
    expect(seal(keys, place, '13800000001').includes('1380000')).toBe(false)
  })

  test('has a place whose names hold no dot, so that no two places are the same', () => {
    expect(() => seal(keys, { table: 'a', column: 'b.c', row: 'd' }, 'x')).toThrow('is not a place')
    expect(() => seal(keys, { table: 'a.b', column: 'c', row: 'd' }, 'x')).toThrow('is not a place')
  })
})

test('equal values have equal fingerprints, within one purpose and key only', () => {
  const phone = fingerprint(keys, 'phone', '13800000001')
  expect(phone.length).toBe(32)
  expect(phone).toEqual(fingerprint(keysFrom(Buffer.alloc(32, 7)), 'phone', '13800000001'))
  expect(phone).not.toEqual(fingerprint(keys, 'phone', '13800000002'))
  expect(phone).not.toEqual(fingerprint(keys, 'id_number', '13800000001'))
  expect(phone).not.toEqual(fingerprint(others, 'phone', '13800000001'))
})

test('a value sealed by a key that is not here says so', () => {
  const keyless = { ...keys, opening: () => null }
  expect(() => open(keyless, place, seal(keys, place, 'x'))).toThrow(
    'sealed by version 1 of its key, which is not here',
  )
})

test('layout and derivation stay as they are, or old data could not be read', () => {
  // all computed apart from this program (AES-256-GCM of the Python library cryptography; HKDF and HMAC by their definitions)
  const sealed = '020001000102030405060708090a0ba8a418b7774f6b46e1aa3a646c8ae58f8fcf905533b349dec793d9'
  expect(open(keys, place, Buffer.from(sealed, 'hex'))).toBe('13800000001')
  const expected = 'de5de5c50fd4b6d8f415a19d4ba84dd7a698e1aabbeed9bdcc28ed51f74a85b2'
  expect(fingerprint(keys, 'phone', '13800000001').toString('hex')).toBe(expected)
})
