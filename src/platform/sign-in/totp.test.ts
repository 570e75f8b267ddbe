import fc from 'fast-check'
import { expect, test } from 'vitest'
import { base32Decode, base32Encode, newSecret, otpauthUri, totpAt, verifyTotp } from './totp.ts'

const secret = Buffer.from('12345678901234567890') // the secret of both RFCs
const at = (seconds: number) => new Date(seconds * 1000)

test('codes are those of RFC 4226, appendix D', () => {
  const codes = ['755224', '287082', '359152', '969429', '338314', '254676', '287922', '162583', '399871', '520489']
  expect(codes.map((_, step) => totpAt(secret, step))).toEqual(codes)
})

test('codes are those of RFC 6238, appendix B, cut to six digits', () => {
  const vectors = [
    [59, '94287082'],
    [1111111109, '07081804'],
    [1111111111, '14050471'],
    [1234567890, '89005924'],
    [2000000000, '69279037'],
    [20000000000, '65353130'],
  ] as const
  for (const [seconds, code] of vectors) {
    expect(totpAt(secret, Math.floor(seconds / 30))).toBe(code.slice(2))
    expect(verifyTotp(secret, code.slice(2), at(seconds), null)).toBe(Math.floor(seconds / 30))
  }
})

test('a code is accepted one step early or late, and no further', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ minLength: 20, maxLength: 20 }),
      fc.integer({ min: 3, max: 2e8 }),
      fc.integer({ min: -3, max: 3 }),
      (bytes, step, off) => {
        const own = Buffer.from(bytes)
        const nearby = [step - 1, step, step + 1]
        const code = totpAt(own, step + off)
        const twins = nearby.filter((near) => totpAt(own, near) === code)
        expect(verifyTotp(own, code, at(step * 30 + 15), null)).toBe(twins.at(-1) ?? null)
        expect(twins.includes(step + off)).toBe(Math.abs(off) <= 1)
      },
    ),
  )
})

test('each code works once, and after a later one no earlier one does', () => {
  const code = totpAt(secret, 1000)
  const step = verifyTotp(secret, code, at(30_000), null)
  expect(step).toBe(1000)
  expect(verifyTotp(secret, code, at(30_000), step)).toBeNull()
  expect(verifyTotp(secret, code, at(30_029), step)).toBeNull()
  expect(verifyTotp(secret, totpAt(secret, 999), at(30_000), step)).toBeNull()
  expect(verifyTotp(secret, totpAt(secret, 1001), at(30_000), step)).toBe(1001)
  expect(verifyTotp(secret, totpAt(secret, 0), at(0), null)).toBe(0)
})

test('spaces are forgiven; anything that is not six digits is not accepted', () => {
  expect(verifyTotp(secret, ' 287 082 ', at(59), null)).toBe(1)
  for (const code of ['', '28708', '2870820', '94287082', '28708x', '２８７０８２', '-87082']) {
    expect(verifyTotp(secret, code, at(59), null)).toBeNull()
  }
})

test('base32 agrees with RFC 4648, section 10', () => {
  const vectors = {
    '': '',
    f: 'MY',
    fo: 'MZXQ',
    foo: 'MZXW6',
    foob: 'MZXW6YQ',
    fooba: 'MZXW6YTB',
    foobar: 'MZXW6YTBOI',
  }
  for (const [plain, code] of Object.entries(vectors)) {
    expect(base32Encode(Buffer.from(plain))).toBe(code)
    expect(base32Decode(code).toString()).toBe(plain)
  }
  expect(base32Decode('mzxw 6ytb-oi======').toString()).toBe('foobar')
  for (const wrong of ['M', 'MZX', 'MZ', 'M1', 'MY=Y', '暖']) expect(() => base32Decode(wrong)).toThrow(RangeError)
})

test('base32 returns every secret it was given', () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      expect(base32Decode(base32Encode(bytes))).toEqual(Buffer.from(bytes))
    }),
  )
  expect(newSecret().length).toBe(20)
  expect(newSecret()).not.toEqual(newSecret())
})

test('the address for authenticator apps survives Chinese names and separators', () => {
  const uri = otpauthUri('暖桥 & Co', 'A:1024', secret)
  expect(uri).toMatch(/^otpauth:\/\/totp\/%E6%9A%96%E6%A1%A5%20%26%20Co:A%3A1024\?/)
  expect(Object.fromEntries(new URL(uri).searchParams)).toEqual({
    secret: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ',
    issuer: '暖桥 & Co',
    algorithm: 'SHA1',
    digits: '6',
    period: '30',
  })
})
