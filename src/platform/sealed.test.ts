import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'
import fc from 'fast-check'
import { describe, expect, onTestFinished, test } from 'vitest'
import { fingerprint, keysFrom, loadKeys, open, seal } from './sealed.ts'

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
        expect(sealed.length).toBe(29 + Buffer.byteLength(plain))
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

test('layout and derivation stay as they are, or old data could not be read', () => {
  const sealed = '01fe2e86fd8a426ee171b7e1794bc479ecf603cba8a3487ff7e83b6a90f7bed6d32802716be4e4b7'
  expect(open(keys, place, Buffer.from(sealed, 'hex'))).toBe('13800000001')
  // computed apart from this program: HKDF-SHA-256 and HMAC-SHA-256 by their definitions
  const expected = 'de5de5c50fd4b6d8f415a19d4ba84dd7a698e1aabbeed9bdcc28ed51f74a85b2'
  expect(fingerprint(keys, 'phone', '13800000001').toString('hex')).toBe(expected)
})

describe('the master key', () => {
  const folder = async () => {
    const path = await mkdtemp(join(tmpdir(), 'keys-'))
    onTestFinished(() => rm(path, { recursive: true }))
    return path
  }
  const same = (a: ReturnType<typeof loadKeys>, b: ReturnType<typeof loadKeys>) => a.for('x').equals(b.for('x'))

  test('is made at first use in a file for its owner alone, and read again afterwards', async () => {
    const inside = await folder()
    const file = join(inside, 'secrets', 'master.key')
    const first = loadKeys({ file, env: undefined })
    expect((await stat(file)).mode & 0o777).toBe(0o600)
    expect((await stat(join(inside, 'secrets'))).mode & 0o777).toBe(0o700)
    expect(await readdir(join(inside, 'secrets'))).toEqual(['master.key'])
    expect(same(loadKeys({ file, env: '' }), first)).toBe(true)
    expect(same(loadKeys({ file: join(inside, 'other.key'), env: undefined }), first)).toBe(false)
    expect(same(loadKeys({ file: join(inside, 'unused.key'), env: await readFile(file, 'utf8') }), first)).toBe(true)
    expect(await readdir(inside)).not.toContain('unused.key')
  })

  test('is refused, and left alone, where others can read it or it is no key', async () => {
    const file = join(await folder(), 'master.key')
    await writeFile(file, Buffer.alloc(32, 1).toString('base64'), { mode: 0o644 })
    expect(() => loadKeys({ file, env: undefined })).toThrow('can be read by others (mode 644)')
    await chmod(file, 0o600)
    expect(same(loadKeys({ file, env: undefined }), keysFrom(Buffer.alloc(32, 1)))).toBe(true)
    for (const content of ['', 'secret', Buffer.alloc(31).toString('base64'), Buffer.alloc(33).toString('base64')]) {
      await writeFile(file, content)
      expect(() => loadKeys({ file, env: undefined })).toThrow(`${file} is not 32 bytes in base64`)
      expect(await readFile(file, 'utf8')).toBe(content)
    }
    expect(() => loadKeys({ file, env: 'secret' })).toThrow('the master key in the environment is not 32 bytes')
  })

  test('cannot be printed by accident, nor appear in an error', () => {
    const master = Buffer.alloc(32, 7)
    const shown = inspect(keysFrom(master), { depth: 9, showHidden: true }) + JSON.stringify(keysFrom(master))
    expect(shown).not.toContain('07 07')
    expect(shown).not.toContain(master.toString('base64'))
    expect(() => keysFrom(Buffer.alloc(16))).toThrow('a master key has 32 bytes')
  })
})
