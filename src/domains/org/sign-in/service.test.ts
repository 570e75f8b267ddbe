import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Role } from '#platform/access.ts'
import { newId } from '#platform/id.ts'
import { inTransaction, record } from '#platform/record.ts'
import { aPerson, aUnit, type TestUnit } from '../../../../test/world/people.ts'
import { openWorld, type World } from '../../../../test/world/world.ts'
import { changePassword, getMe, listSessions } from '../me/contract.ts'
import { setPhone } from '../service.ts'
import { enterDemo, getEntry, showSecondFactor, signIn, signOut } from './contract.ts'
import { anAccount, goodPassword, openBrowser } from './factory.ts'
import { offerDemoEntry } from './service.ts'

let world: World
let station: TestUnit
beforeAll(async () => {
  world = await openWorld()
  station = await aUnit(world.db)
})
afterAll(() => world.close())

const browser = () => openBrowser(world.ask)
const member = async (roles: readonly Role[] = [], wish = {}) => {
  const person = await aPerson(world.db, { unit: station, roles })
  return anAccount(world, person, wish)
}
const acts = async (personId: string) =>
  (
    await world.db
      .selectFrom('platform_audit_entry')
      .select('act')
      .where('subject_id', '=', personId)
      .orderBy('id')
      .execute()
  ).map((row) => row.act)

test('an employee signs in by staff number and password, and it is recorded', async () => {
  const { proof, personId } = await member()
  const page = browser()
  expect(await page.call(signIn, { ...proof, login: ` ${proof.login.toLowerCase()} ` })).toEqual({
    state: 'in',
    home: 'phone',
  })
  expect((await page.call(getMe, {})).person.id).toBe(personId)
  expect(await acts(personId)).toEqual(['sign_in.succeeded'])
})

test('an employee signs in by phone', async () => {
  const { personId, proof } = await member()
  await setPhone(world.db, world.keys, personId, '13800005678')
  const page = browser()
  expect(await page.call(signIn, { ...proof, login: '138 0000 5678' })).toMatchObject({ state: 'in' })
})

test('a wrong password, an unknown account, one never activated and one of somebody who left are refused alike', async () => {
  const known = await member()
  const inactive = await aPerson(world.db, { unit: station })
  const left = await member()
  await world.db.updateTable('org_person').set({ left_on: '2026-11-01' }).where('id', '=', left.personId).execute()
  const page = browser()
  const replies = await Promise.all(
    [
      { ...known.proof, password: 'not this one' },
      { login: 'NOBODY-77', password: goodPassword },
      { login: inactive.staffNo, password: goodPassword },
      left.proof,
    ].map((input) => page.call(signIn, input).catch((error: Error) => error)),
  )
  expect(replies.map((reply) => ({ ...reply }))).toEqual(
    Array(4).fill(expect.objectContaining({ code: 'sign_in.wrong', status: 422 })),
  )
  expect(await acts(known.personId)).toEqual(['sign_in.failed'])
})

test('of a request that carries a password or code nothing is kept, not even a hash', async () => {
  const leader = await member(['leader'], { totp: true })
  const page = browser()
  await page.call(signIn, leader.proof)
  await page.call(showSecondFactor, { code: leader.code(world.now()) })
  const kept = await world.db
    .selectFrom('platform_once')
    .select(['route', 'input_hash', 'reply'])
    .where('person_id', '=', leader.personId)
    .execute()
  expect(kept).toEqual([{ route: 'POST /sign-in/second-factor', input_hash: '', reply: null }])
})

test('a role that asks for a second factor opens nothing until it has been shown', async () => {
  const leader = await member(['leader'], { totp: true })
  const page = browser()
  expect(await page.call(signIn, leader.proof)).toEqual({ state: 'second_factor', home: 'console' })
  expect(await page.refused(listSessions, {})).toBe('platform.second_factor_needed')
  expect(await page.refused(changePassword, { old: leader.proof.password, new: 'another very good one' })).toBe(
    'platform.second_factor_needed',
  )
  expect((await page.call(getMe, {})).session.state).toBe('second_factor')

  const halfWay = page.cookies.get('nq')
  const code = leader.code(world.now())
  expect(await page.call(showSecondFactor, { code })).toEqual({ state: 'in', home: 'console' })
  expect(page.cookies.get('nq')).not.toBe(halfWay)
  expect((await page.call(listSessions, {})).sessions).toHaveLength(1)
  expect(await acts(leader.personId)).toEqual(['sign_in.succeeded', 'sign_in.second_factor_shown'])
})

test('a one-time code is good once, also for another session', async () => {
  const leader = await member(['leader'], { totp: true })
  const [first, second] = [browser(), browser()]
  await first.call(signIn, leader.proof)
  await second.call(signIn, leader.proof)
  const code = leader.code(world.now())
  await first.call(showSecondFactor, { code })
  expect(await second.refused(showSecondFactor, { code })).toBe('sign_in.wrong_second_factor')
  world.pass({ minutes: 1 })
  expect(await second.call(showSecondFactor, { code: leader.code(world.now()) })).toMatchObject({ state: 'in' })
})

test('of two who show the same one-time code at once, one gets in', async () => {
  const leader = await member(['leader'], { totp: true })
  const pages = [browser(), browser(), browser()]
  for (const page of pages) await page.call(signIn, leader.proof)
  const code = leader.code(world.now())
  const outcomes = await Promise.all(pages.map((page) => page.refused(showSecondFactor, { code })))
  expect(outcomes.filter((outcome) => outcome === null)).toHaveLength(1)
})

test('guesses at the second factor run into a wait', async () => {
  const leader = await member(['leader'], { totp: true })
  const page = browser()
  await page.call(signIn, leader.proof)
  const right = leader.code(world.now())
  const wrong = right === '000000' ? '111111' : '000000'
  const outcomes = []
  for (let n = 0; n < 6; n++) outcomes.push(await page.refused(showSecondFactor, { code: wrong }))
  expect(outcomes.slice(0, 5)).toEqual(Array(5).fill('sign_in.wrong_second_factor'))
  expect(outcomes[5]).toBe('sign_in.wait')
  expect(await page.refused(showSecondFactor, { code: right })).toBe('sign_in.wait')
})

test('a repairer shows the second factor once a device for 30 days, a leader each time', async () => {
  const repairer = await member(['repairer'], { totp: true })
  const phone = browser()
  await phone.call(signIn, { ...repairer.proof, rememberDevice: true })
  await phone.call(showSecondFactor, { code: repairer.code(world.now()), rememberDevice: true })
  await phone.call(signOut, {})
  world.pass({ days: 29 })
  expect(await phone.call(signIn, repairer.proof)).toEqual({ state: 'in', home: 'phone' })
  expect(await browser().call(signIn, repairer.proof)).toMatchObject({ state: 'second_factor' })
  world.pass({ days: 2 })
  expect(await phone.call(signIn, repairer.proof)).toMatchObject({ state: 'second_factor' })

  const leader = await member(['leader'], { totp: true })
  const desk = browser()
  await desk.call(signIn, leader.proof)
  await desk.call(showSecondFactor, { code: leader.code(world.now()), rememberDevice: true })
  await desk.call(signOut, {})
  expect(await desk.call(signIn, leader.proof)).toMatchObject({ state: 'second_factor' })
})

test('a factor carried along on a device does not do for a role that is granted meanwhile and asks each time', async () => {
  const repairer = await member(['repairer'], { totp: true })
  const phone = browser()
  await phone.call(signIn, { ...repairer.proof, rememberDevice: true })
  await phone.call(showSecondFactor, { code: repairer.code(world.now()), rememberDevice: true })
  world.pass({ days: 1 })
  await phone.call(signIn, repairer.proof)
  expect(await phone.refused(listSessions, {})).toBeNull()
  const grant = { id: newId(), person_id: repairer.personId, role: 'leader', unit_id: station.id }
  await world.db
    .insertInto('org_role_grant')
    .values({ ...grant, granted_at: world.now() })
    .execute()
  world.pass({ minutes: 1 })
  expect(await phone.refused(listSessions, {})).toBe('platform.second_factor_needed')
})

test('signing in again gives another token, and the old one is worth nothing at once', async () => {
  const person = await member()
  const page = browser()
  await page.call(signIn, person.proof)
  const old = page.cookies.get('nq')!
  await page.call(signIn, person.proof)
  expect(page.cookies.get('nq')).not.toBe(old)
  await expect(world.call(getMe, {}, { as: { cookie: `nq=${old}` } })).rejects.toMatchObject({ status: 401 })
})

test('signing out ends the session at once and takes the cookie', async () => {
  const person = await member()
  const page = browser()
  await page.call(signIn, person.proof)
  const old = page.cookies.get('nq')!
  await page.call(signOut, {})
  expect(page.cookies.has('nq')).toBe(false)
  await expect(world.call(getMe, {}, { as: { cookie: `nq=${old}` } })).rejects.toMatchObject({ status: 401 })
})

test('a desk session ends by itself, a remembered phone stays', async () => {
  const leader = await member(['leader'], { totp: true })
  const desk = browser()
  await desk.call(signIn, leader.proof)
  await desk.call(showSecondFactor, { code: leader.code(world.now()) })
  const person = await member()
  const phone = browser()
  await phone.call(signIn, { ...person.proof, rememberDevice: true })
  world.pass({ minutes: 31 })
  expect(await desk.refused(getMe, {})).toBe('platform.sign_in_first')
  world.pass({ days: 20 })
  expect(await phone.refused(getMe, {})).toBeNull()
})

test('who signs in with a password that is too weak by today’s rules must change it first', async () => {
  const person = await member([], { password: '12345678' })
  const page = browser()
  expect(await page.call(signIn, person.proof)).toEqual({ state: 'change_password', home: 'phone' })
  expect(await page.refused(listSessions, {})).toBe('platform.password_due')
  await page.call(changePassword, { old: person.proof.password, new: goodPassword })
  expect(await page.refused(listSessions, {})).toBeNull()
})

test('a visitor of the demo enters as one of the people it offers, in one step', async () => {
  const [shown, hidden] = await Promise.all([
    aPerson(world.db, { unit: station, name: '演示人', roles: ['secretary'] }),
    aPerson(world.db, { unit: station }),
  ])
  const both = { zh: '支部书记', en: 'Branch secretary' }
  await inTransaction(world.ctxOfNobody(), async (tx) => {
    await offerDemoEntry(tx, [
      { personId: shown.personId, key: 'secretary', order: 1, title: both, hint: both, home: 'console' },
    ])
    record(tx, { act: 'test.offered', subject: { kind: 'person', id: shown.personId } })
  })
  const page = browser()
  const entry = await page.call(getEntry, {})
  expect(entry).toMatchObject({ mode: 'demo', demoEntries: [{ name: '演示人', unitName: station.name, title: both }] })
  expect(await page.call(enterDemo, { personId: shown.personId })).toEqual({ state: 'in', home: 'console' })
  expect((await page.call(getMe, {})).session).toMatchObject({ kind: 'demo', state: 'in' })
  expect(await acts(shown.personId)).toContain('sign_in.demo')
  expect(await page.refused(enterDemo, { personId: hidden.personId })).toBe('sign_in.no_such_demo_entry')
})
