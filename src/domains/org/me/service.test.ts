import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Role } from '#platform/access.ts'
import { base32Decode, totpAt } from '#platform/sign-in/totp.ts'
import { aPerson, aUnit, type TestUnit } from '../../../../test/world/people.ts'
import { openWorld, type World } from '../../../../test/world/world.ts'
import { showSecondFactor, signIn } from '../sign-in/contract.ts'
import { anAccount, goodPassword, openBrowser, type TestAccount, type TestBrowser } from '../sign-in/factory.ts'
import { beginSecondFactor, changePassword, confirmSecondFactor, endSession, getMe, listSessions } from './contract.ts'

let world: World
let station: TestUnit
beforeAll(async () => {
  world = await openWorld()
  station = await aUnit(world.db, { name: '东一供热所' })
})
afterAll(() => world.close())

const browser = (headers?: Record<string, string>) => openBrowser(world.ask, headers === undefined ? {} : { headers })
const member = async (roles: readonly Role[] = [], wish = {}) => {
  const person = await aPerson(world.db, { unit: station, roles })
  return anAccount(world, person, wish)
}
const signedIn = async (account: TestAccount, remember = false): Promise<TestBrowser> => {
  const page = browser()
  await page.call(signIn, { ...account.proof, rememberDevice: remember })
  return page
}
const acts = async (personId: string) =>
  (await world.db.selectFrom('platform_audit_entry').select('act').where('subject_id', '=', personId).execute()).map(
    (row) => row.act,
  )
/** Sets a second factor up; gives the recovery codes and what its app shows at an instant. */
const setUp = async (page: TestBrowser) => {
  const offer = await page.call(beginSecondFactor, {})
  const secret = base32Decode(offer.secret)
  const code = (at: Date) => totpAt(secret, Math.floor(at.getTime() / 30_000))
  const done = await page.call(confirmSecondFactor, { code: code(world.now()) })
  return { offer, code, done }
}

test('a person sees unit, roles and what the session still needs', async () => {
  const leader = await member(['leader'], { totp: true })
  const page = await signedIn(leader)
  const half = await page.call(getMe, {})
  expect(half).toMatchObject({
    person: { id: leader.personId, unit: { name: '东一供热所' } },
    roles: [{ role: 'leader', unit: { id: station.id, name: '东一供热所' } }],
    mode: 'demo',
    home: 'console',
    session: { kind: 'normal', state: 'second_factor' },
    secondFactor: { asked: 'each_sign_in', isSet: true, shownAt: null },
  })
})

test('a leader without a second factor sets one up by scanning and gets in', async () => {
  const leader = await member(['leader'])
  const page = await signedIn(leader)
  expect((await page.call(getMe, {})).session.state).toBe('set_up_second_factor')
  const { offer, done } = await setUp(page)
  expect(offer.uri).toMatch(/^otpauth:\/\/totp\/.+secret=[A-Z2-7]{32}/)
  expect(offer.qr).toMatch(/^<svg /)
  expect(done.state).toBe('in')
  expect(new Set(done.recoveryCodes).size).toBe(10)
  expect(await page.refused(listSessions, {})).toBeNull()
  expect(await acts(leader.personId)).toContain('sign_in.second_factor_set')
})

test('a recovery code does once for a lost phone; the codes lie nowhere in the database', async () => {
  const leader = await member(['leader'])
  const { done } = await setUp(await signedIn(leader))
  const [first] = done.recoveryCodes as [string]
  const next = await signedIn(leader)
  expect(await next.call(showSecondFactor, { code: first.toLowerCase().replaceAll('-', ' ') })).toMatchObject({
    state: 'in',
  })
  expect((await next.call(getMe, {})).secondFactor.recoveryCodesLeft).toBe(9)
  expect(await (await signedIn(leader)).refused(showSecondFactor, { code: first })).toBe('sign_in.wrong_second_factor')
  const kept = await world.db.selectFrom('platform_recovery_code').selectAll().execute()
  expect(kept.some((row) => row.code_hash.toString('utf8').includes(first.slice(0, 4)))).toBe(false)
})

test('whoever has the password alone cannot put a second factor of his own in place of the one in use', async () => {
  const leader = await member(['leader'], { totp: true })
  const page = await signedIn(leader)
  expect(await page.refused(beginSecondFactor, {})).toBe('platform.second_factor_needed')
  await page.call(showSecondFactor, { code: leader.code(world.now()) })
  expect(await page.refused(beginSecondFactor, {})).toBeNull()
  world.pass({ minutes: 16 })
  expect(await page.refused(confirmSecondFactor, { code: '123456' })).toBe('platform.second_factor_needed')
})

test('a wrong first code puts no second factor in use', async () => {
  const person = await member()
  const page = await signedIn(person)
  expect(await page.refused(confirmSecondFactor, { code: '123456' })).toBe('me.begin_second_factor_first')
  const { secret } = await page.call(beginSecondFactor, {})
  const right = totpAt(base32Decode(secret), Math.floor(world.now().getTime() / 30_000))
  expect(await page.refused(confirmSecondFactor, { code: right === '000000' ? '111111' : '000000' })).toBe(
    'sign_in.wrong_second_factor',
  )
  expect((await page.call(getMe, {})).secondFactor.isSet).toBe(false)
})

test('an employee who set a second factor up by choice is asked for it from then on', async () => {
  const person = await member()
  await setUp(await signedIn(person))
  const page = browser()
  expect(await page.call(signIn, person.proof)).toMatchObject({ state: 'second_factor' })
  expect(await page.refused(listSessions, {})).toBe('platform.second_factor_needed')
})

test('changing the password ends the other sessions, forgets the other devices, and rotates this one', async () => {
  const person = await member()
  const [here, there] = [await signedIn(person), await signedIn(person, true)]
  const before = here.cookies.get('nq')
  const next = 'a new one, longer than the other'
  expect(await here.refused(changePassword, { old: 'not the old one', new: next })).toBe('me.wrong_old_password')
  expect(await here.refused(changePassword, { old: goodPassword, new: goodPassword })).toBe('me.same_password')
  expect(await here.refused(changePassword, { old: goodPassword, new: '12345678' })).toBe(
    'platform.password_too_common',
  )
  await here.call(changePassword, { old: goodPassword, new: next })
  expect(here.cookies.get('nq')).not.toBe(before)
  expect(await here.refused(getMe, {})).toBeNull()
  expect(await there.refused(getMe, {})).toBe('platform.sign_in_first')
  expect(await browser().refused(signIn, person.proof)).toBe('sign_in.wrong')
  expect(await browser().refused(signIn, { ...person.proof, password: next })).toBeNull()
  expect(
    await world.db.selectFrom('platform_device').select('id').where('person_id', '=', person.personId).execute(),
  ).toEqual([])
  expect(await acts(person.personId)).toContain('sign_in.password_changed')
})

test('guesses at the old password in an open session run into a wait', async () => {
  const page = await signedIn(await member())
  const guess = { old: 'what might it be', new: 'a new one, longer than the other' }
  for (let n = 0; n < 5; n++) expect(await page.refused(changePassword, guess)).toBe('me.wrong_old_password')
  expect(await page.refused(changePassword, { ...guess, old: goodPassword })).toBe('sign_in.wait')
})

test('a person lists where he is signed in, in words, and signs out there', async () => {
  const person = await member()
  const here = await signedIn(person)
  const desk = browser({
    'user-agent': 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/130.0 Safari/537.36 Edg/130.0',
  })
  await desk.call(signIn, { ...person.proof, rememberDevice: true })
  const { sessions } = await here.call(listSessions, {})
  expect(sessions.map(({ device, current }) => [device.system, device.app, current])).toEqual([
    ['windows', 'edge', false],
    ['android', 'wechat', true],
  ])
  const left = await here.call(endSession, { id: sessions[0]!.id })
  expect(left.sessions).toHaveLength(1)
  expect(await desk.refused(getMe, {})).toBe('platform.sign_in_first')
  expect(
    await world.db.selectFrom('platform_device').select('id').where('person_id', '=', person.personId).execute(),
  ).toEqual([])
})

test('somebody else’s session cannot be ended', async () => {
  const [mine, other] = [await signedIn(await member()), await signedIn(await member())]
  const [session] = (await other.call(listSessions, {})).sessions
  expect(await mine.refused(endSession, { id: session!.id })).toBe('me.session_not_found')
  expect(await other.refused(getMe, {})).toBeNull()
})
