import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Actor, Role } from '#platform/access.ts'
import { aPerson, aUnit, type TestUnit } from '../../../../test/world/people.ts'
import { openWorld, type World } from '../../../../test/world/world.ts'
import { getMe } from '../me/contract.ts'
import { activate, signIn } from '../sign-in/contract.ts'
import { anAccount, goodPassword, openBrowser } from '../sign-in/factory.ts'
import {
  confirmFactorLoss,
  getAccount,
  issueActivation,
  listFactorLosses,
  reportFactorLoss,
  unlockAccount,
} from './contract.ts'
import { createFirstAdministrator } from './service.ts'

let world: World
let company: TestUnit
let station: TestUnit
let hr: Actor
let otherHr: Actor
let admin: Actor
beforeAll(async () => {
  world = await openWorld()
  company = await aUnit(world.db, { kind: 'company' })
  station = await aUnit(world.db, { under: company })
  const keeper = (role: Role) => aPerson(world.db, { unit: company, roles: [role] })
  hr = await keeper('hr')
  otherHr = await keeper('hr')
  admin = await keeper('system_admin')
})
afterAll(() => world.close())

const browser = () => openBrowser(world.ask)
const employee = (roles: readonly Role[] = []) => aPerson(world.db, { unit: station, roles })
const as = (actor: Actor) => ({ as: actor.personId })
const acts = async (personId: string) =>
  (
    await world.db
      .selectFrom('platform_audit_entry')
      .select(['act', 'actor_id'])
      .where('subject_id', '=', personId)
      .orderBy('id')
      .execute()
  ).map((row) => [row.act, row.actor_id])
const codeFor = async (person: Actor): Promise<string> =>
  (await world.call(issueActivation, { personId: person.personId }, as(hr))).code

test('HR gives a newcomer a code, he sets a password with it and is inside; the code is good once', async () => {
  const person = await employee()
  expect((await world.call(getAccount, { personId: person.personId }, as(hr))).state).toBe('none')
  const issued = await world.call(issueActivation, { personId: person.personId }, as(hr))
  expect(issued).toMatchObject({ code: expect.stringMatching(/^(\w{4}-){2}\w{4}$/), account: { state: 'invited' } })
  const input = { login: person.staffNo, code: issued.code.toLowerCase(), password: goodPassword }
  const page = browser()
  expect(await page.call(activate, input)).toEqual({ state: 'in', home: 'phone' })
  expect((await page.call(getMe, {})).person.id).toBe(person.personId)
  expect(await browser().refused(activate, { ...input, password: 'another good one 77' })).toBe(
    'sign_in.wrong_activation_code',
  )
  expect(await browser().refused(signIn, { login: person.staffNo, password: goodPassword })).toBeNull()
  expect((await acts(person.personId)).slice(0, 2)).toEqual([
    ['account.issue_activation', hr.personId],
    ['sign_in.activated', person.personId],
  ])
})

test('two who spend the same code at once: one sets his password', async () => {
  const person = await employee()
  const code = await codeFor(person)
  const outcomes = await Promise.all(
    ['the first is faster', 'the second is faster'].map((password) =>
      browser().refused(activate, { login: person.staffNo, code, password }),
    ),
  )
  expect(outcomes.filter((outcome) => outcome === null)).toHaveLength(1)
})

test('an activation code ends after 24 hours, and a new one replaces the old', async () => {
  const person = await employee()
  const first = await codeFor(person)
  const second = await codeFor(person)
  const input = { login: person.staffNo, password: goodPassword }
  expect(await browser().refused(activate, { ...input, code: first })).toBe('sign_in.wrong_activation_code')
  world.pass({ hours: 24 })
  expect(await browser().refused(activate, { ...input, code: second })).toBe('sign_in.wrong_activation_code')
})

test('a weak password is refused without spending the code; a name or staff number is no password', async () => {
  const person = await employee()
  const code = await codeFor(person)
  const input = { login: person.staffNo, code }
  const page = browser()
  expect(await page.refused(activate, { ...input, password: 'short' })).toBe('platform.password_too_short')
  expect(await page.refused(activate, { ...input, password: `${person.staffNo} is me` })).toBe(
    'platform.password_contains_context',
  )
  expect(await page.refused(activate, { ...input, password: goodPassword })).toBeNull()
})

test('guesses at an activation code slow down, for a known and an unknown account alike', async () => {
  const person = await employee()
  await codeFor(person)
  for (const login of [person.staffNo, 'NOBODY-2']) {
    const outcomes = []
    for (let n = 0; n < 6; n++) {
      outcomes.push(await browser().refused(activate, { login, code: '0000-0000-0000', password: goodPassword }))
    }
    expect(outcomes).toEqual([...Array(5).fill('sign_in.wrong_activation_code'), 'sign_in.wait'])
  }
})

test('a reset by a new code ends all sessions but never skips the second factor', async () => {
  const person = await employee(['leader'])
  const account = await anAccount(world, person, { totp: true })
  const open = await world.signIn(person.personId)
  const code = await codeFor(person)
  expect(await browser().refused(signIn, account.proof)).toBeNull() // the password stays until the code is used
  const page = browser()
  const input = { login: person.staffNo, code, password: 'quite another password' }
  expect(await page.call(activate, input)).toMatchObject({ state: 'second_factor' })
  await expect(world.call(getMe, {}, { as: open })).rejects.toMatchObject({ status: 401 })
})

test('an administrator needs a password of twelve characters', async () => {
  const person = await employee(['system_admin'])
  const { code } = await world.call(issueActivation, { personId: person.personId }, as(admin))
  const input = { login: person.staffNo, code }
  expect(await browser().refused(activate, { ...input, password: 'nur 9 Zei' })).toBe(
    'sign_in.password_short_for_administrator',
  )
  expect(await browser().refused(activate, { ...input, password: 'nur 12 Zeich' })).toBeNull()
})

test('accounts are kept from above: not one’s own, not those elsewhere, and an administrator’s by administrators', async () => {
  const elsewhere = await aPerson(world.db, { unit: await aUnit(world.db) })
  const refused = (personId: string, by: Actor) =>
    world.call(issueActivation, { personId }, as(by)).then(
      () => null,
      (error: { code: string }) => error.code,
    )
  expect(await refused(hr.personId, hr)).toBe('account.not_your_own')
  expect(await refused(elsewhere.personId, hr)).toBe('org.not_your_unit')
  expect(await refused(otherHr.personId, hr)).toBe('account.needs_system_admin')
  expect(await refused(otherHr.personId, admin)).toBeNull()
  expect(await refused((await employee()).personId, await employee(['leader']))).toBe('platform.not_allowed')
})

test('an act on an account asks for a second factor of the last minutes', async () => {
  const person = await employee()
  const stale = new Date(world.now().getTime() - 16 * 60_000)
  await expect(
    world.call(
      issueActivation,
      { personId: person.personId },
      { as: await world.signIn(hr.personId, { secondFactorAt: stale }) },
    ),
  ).rejects.toMatchObject({ code: 'platform.second_factor_needed' })
})

test('a second keeper ends the wait of a locked account', async () => {
  const person = await employee()
  const account = await anAccount(world, person)
  const page = browser()
  for (let n = 0; n < 3; n++) await page.refused(signIn, { ...account.proof, password: 'wrong guess' })
  expect(await page.refused(signIn, account.proof)).toBe('sign_in.wait')
  const seen = await world.call(getAccount, { personId: person.personId }, as(hr))
  expect(seen.waitsUntil).not.toBeNull()
  expect(seen.may).toContain('unlock')
  expect((await world.call(unlockAccount, { personId: person.personId }, as(hr))).waitsUntil).toBeNull()
  expect(await page.refused(signIn, account.proof)).toBeNull()
  expect(await acts(person.personId)).toContainEqual(['account.unlock', hr.personId])
})

test('a lost second factor is taken off by two keepers, and all that was open ends', async () => {
  const person = await employee(['leader'])
  const account = await anAccount(world, person, { totp: true })
  const open = await world.signIn(person.personId)
  const about = { personId: person.personId }
  expect((await world.call(reportFactorLoss, about, as(hr))).may).not.toContain('confirm_factor_loss')
  await expect(world.call(confirmFactorLoss, about, as(hr))).rejects.toMatchObject({
    code: 'account.needs_a_second_keeper',
  })
  await expect(world.call(reportFactorLoss, about, as(otherHr))).rejects.toMatchObject({
    code: 'account.loss_reported_already',
  })
  expect((await world.call(listFactorLosses, {}, as(otherHr))).losses).toMatchObject([
    { person: { id: person.personId }, askedBy: { id: hr.personId } },
  ])
  expect((await world.call(confirmFactorLoss, about, as(otherHr))).secondFactor).toBe(false)
  await expect(world.call(getMe, {}, { as: open })).rejects.toMatchObject({ status: 401 })
  expect(await browser().call(signIn, account.proof)).toMatchObject({ state: 'set_up_second_factor' })
  expect((await acts(person.personId)).map(([act]) => act)).toEqual([
    'account.report_factor_loss',
    'account.confirm_factor_loss',
    'sign_in.succeeded',
  ])
})

test('a reported loss that nobody confirms is forgotten after 24 hours', async () => {
  const person = await employee(['leader'])
  await anAccount(world, person, { totp: true })
  const about = { personId: person.personId }
  await world.call(reportFactorLoss, about, as(hr))
  world.pass({ hours: 25 })
  await expect(world.call(confirmFactorLoss, about, as(otherHr))).rejects.toMatchObject({
    code: 'account.no_loss_reported',
  })
  expect((await world.call(reportFactorLoss, about, as(otherHr))).factorLoss?.askedBy.id).toBe(otherHr.personId)
})

test('the first administrator is made on the command line, once, in a company without anybody', async () => {
  const ctx = world.ctxOfNobody({ tenant: world.other.tenant, db: world.other.db })
  const made = await Promise.allSettled([
    createFirstAdministrator(ctx, { staffNo: 'a001', name: '管理员' }),
    createFirstAdministrator(ctx, { staffNo: 'A002', name: '同时来的人' }),
  ])
  expect(made.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  expect(made.find(({ status }) => status === 'rejected')).toMatchObject({
    reason: { code: 'account.first_administrator_exists' },
  })
  const units = await world.other.db.selectFrom('org_unit').select(['name', 'kind']).execute()
  expect(units).toEqual([{ name: '邻城热力公司', kind: 'company' }])
})
