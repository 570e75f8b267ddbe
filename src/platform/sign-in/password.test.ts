import { hash } from '@node-rs/argon2'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hashParameters, hashPassword, needsRehash, passwordProblem, standInHash, verifyPassword } from './password.ts'

const pepper = Buffer.alloc(32, 1)
const good = '冬天的桥-7Kx'

describe('a stored password', () => {
  test('is right for itself alone', async () => {
    const stored = await hashPassword(good, pepper)
    expect(stored).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
    expect(await verifyPassword(stored, good, pepper)).toBe(true)
    for (const wrong of [`${good} `, good.toUpperCase(), good.slice(0, -1), '']) {
      expect(await verifyPassword(stored, wrong, pepper)).toBe(false)
    }
  })

  test('looks different each time, and is worth nothing without the pepper', async () => {
    const stored = await hashPassword(good, pepper)
    expect(await hashPassword(good, pepper)).not.toBe(stored)
    expect(await verifyPassword(stored, good, Buffer.alloc(32, 2))).toBe(false)
    expect(await verifyPassword(await hash(good), good, pepper)).toBe(false)
  })

  test('counts to its last byte, also beyond the 72nd', async () => {
    const long = `${'a'.repeat(72)}-the end`
    const stored = await hashPassword(long, pepper)
    expect(await verifyPassword(stored, long, pepper)).toBe(true)
    expect(await verifyPassword(stored, `${'a'.repeat(72)}-the enD`, pepper)).toBe(false)
    expect(await verifyPassword(stored, 'a'.repeat(72), pepper)).toBe(false)
    const chinese = '暖'.repeat(127)
    expect(await verifyPassword(await hashPassword(`${chinese}桥`, pepper), `${chinese}乔`, pepper)).toBe(false)
  })

  test('that does not exist is answered no, with a hash of today’s full work', async () => {
    expect(needsRehash(standInHash())).toBe(false)
    for (const password of [good, '']) expect(await verifyPassword(null, password, pepper)).toBe(false)
    expect(await verifyPassword(standInHash(), good, pepper)).toBe(false)
    await expect(verifyPassword('no hash', good, pepper)).rejects.toThrow()
  })

  test('made with other parameters still opens, and asks to be made anew', async () => {
    const weaker = { memoryCost: 8192, timeCost: 1, parallelism: 1 }
    const stored = await hashPassword(good, pepper, weaker)
    expect(await verifyPassword(stored, good, pepper)).toBe(true)
    expect([needsRehash(stored), needsRehash(stored, weaker)]).toEqual([true, false])
    expect(needsRehash(await hashPassword(good, pepper))).toBe(false)
    expect(needsRehash(await hashPassword(good, pepper), { ...hashParameters, timeCost: 3 })).toBe(true)
    expect(needsRehash('$2b$12$abcdefghijklmnopqrstuv')).toBe(true)
  })
})

describe('a new password', () => {
  const problem = (password: string, ...context: string[]) => passwordProblem(password, context)
  const tooCommon = 'platform.password_too_common'
  const telling = 'platform.password_contains_context'

  test('has 8 to 128 characters, whatever their kind', () => {
    expect(problem('xK7-qpe')).toBe('platform.password_too_short')
    expect(problem('xK7-qpem')).toBeNull()
    expect(problem('冬天的桥头有暖')).toBe('platform.password_too_short')
    expect(problem('冬天的桥头有灯火')).toBeNull()
    expect(problem('👵🏽👵🏽👵🏽')).toBe('platform.password_too_short')
    const sentence = 'Every evening the old bridge keeps somebody warm. '.repeat(3)
    expect(problem(sentence.slice(0, 128))).toBeNull()
    expect(problem(sentence.slice(0, 129))).toBe('platform.password_too_long')
  })

  test('is none of those that are guessed first', () => {
    const common =
      `12345678 87654321 88888888 00000000 11223344 12344321 12121212 123123123 20262026 abcdefgh abc12345 a1234567 qq123456
      qwertyuiop asdfghjkl 1qaz2wsx 1q2w3e4r zaq12wsx qazwsxedc poiuytrewq 147258369 password Password1 P@ssw0rd123 passw0rd! admin888
      admin@123456 Root1234! woaini1314 5201314a iloveyou520 19780509 1978-05-09 23.11.2026 11232026 nuanqiao NuanQiao2026! nuanqiao@123
      暖桥12345678 我爱你1314520 gongre2026 ＡＤＭＩＮ８８８`.split(/\s+/)
    expect(common.filter((password) => problem(password) !== tooCommon)).toEqual([])
  })

  test('is not refused for a common word inside a longer sentence, or for letters that happen to follow', () => {
    for (const password of [
      'admin of my own heart',
      'xy-password-of-ours',
      'definitely hijacked',
      '20261345',
      'qwerty is no tree',
    ]) {
      expect([password, problem(password)]).toEqual([password, null])
    }
  })

  test('holds no staff number, phone, name or company, nor a good piece of one', () => {
    const known = ['NQ-10247', '138 0451 7788', '欧阳小暖', 'Ouyang Xiaonuan', '冰城热力集团', 'Li']
    for (const password of [
      'my nq10247!',
      'NQ 102 47 x',
      '04517788aB',
      'x13804517788',
      '欧阳小暖-kT9w',
      'kT9wz欧阳小',
      'ouyangxiao#1',
      '去冰城热力集团上班',
      '８０４５１７ab',
    ]) {
      expect([password, problem(password, ...known)]).toEqual([password, telling])
    }
    for (const password of ['lift-kT9w!', '欧洲小岛的冬天暖和', '1024 bytes each', '7788 doors open', '']) {
      if (password) expect([password, problem(password, ...known)]).toEqual([password, null])
    }
  })

  test('is not held against context that is missing or made of signs', () => {
    expect(problem('xK7-qpem', '', '-', ' ', '--')).toBeNull()
    expect(problem('!@%*?)(&^$#', '', 'NQ-10247')).toBeNull()
  })

  test('made at random passes, and with any telling word in it does not', () => {
    const letters = fc.constantFrom(...Array.from('bdfhkmpswxzBDFHKMPSWXZ3579'))
    const random = fc.array(letters, { minLength: 12, maxLength: 30 }).filter((list) => new Set(list).size > 6)
    const word = fc.stringMatching(/^[jlnqrtvy]{3,20}$/)
    fc.assert(
      fc.property(random, word, fc.nat({ max: 12 }), (list, known, at) => {
        expect(problem(list.join(''), known)).toBeNull()
        expect(problem([...list.slice(0, at), known, ...list.slice(at)].join(''), known.toUpperCase())).toBe(telling)
      }),
    )
  })
})
