import { afterAll, beforeAll, expect, test } from 'vitest'
import { aPerson, aUnit, type TestUnit } from '../../../../test/world/people.ts'
import { openWorld, type World } from '../../../../test/world/world.ts'
import { signIn, signOut } from './contract.ts'
import { anAccount, openBrowser, type TestAccount } from './factory.ts'

let world: World
let station: TestUnit
beforeAll(async () => {
  world = await openWorld()
  station = await aUnit(world.db)
})
afterAll(() => world.close())

const browser = () => openBrowser(world.ask)
const someone = async (): Promise<TestAccount> => anAccount(world, await aPerson(world.db, { unit: station }))
const wrong = (account: TestAccount) => ({ ...account.proof, password: 'the colleague guesses' })

test('a colleague fails fifty times on another device, and the owner signs in on his own', async () => {
  const owner = await someone()
  const own = browser()
  await own.call(signIn, { ...owner.proof, rememberDevice: true })
  await own.call(signOut, {})
  const colleague = browser()
  const outcomes = []
  for (let n = 0; n < 50; n++) outcomes.push(await colleague.refused(signIn, wrong(owner)))
  expect(outcomes.filter((outcome) => outcome === 'sign_in.wrong').length).toBeLessThanOrEqual(5)
  expect(await browser().refused(signIn, owner.proof)).toBe('sign_in.wait')
  expect(await own.refused(signIn, owner.proof)).toBeNull()
})

test('guesses sent at once do not get past the limit', async () => {
  const owner = await someone()
  const pages = Array.from({ length: 30 }, () => browser())
  const outcomes = await Promise.all(pages.map((page) => page.refused(signIn, wrong(owner))))
  const judged = outcomes.filter((outcome) => outcome === 'sign_in.wrong')
  expect(judged.length).toBeGreaterThan(0)
  expect(judged.length).toBeLessThanOrEqual(3) // the third begins a wait of five seconds
  expect(outcomes.filter((outcome) => outcome === 'sign_in.wait')).toHaveLength(30 - judged.length)
})

test('five wrong guesses from unknown devices lock for 30 minutes, and that is recorded', async () => {
  const owner = await someone()
  for (let n = 0; n < 5; n++) {
    expect(await browser().refused(signIn, wrong(owner))).toBe('sign_in.wrong')
    world.pass({ minutes: 1 })
  }
  world.pass({ minutes: 28 })
  expect(await browser().refused(signIn, owner.proof)).toBe('sign_in.wait')
  world.pass({ minutes: 2 })
  expect(await browser().refused(signIn, owner.proof)).toBeNull()
  const acts = await world.db
    .selectFrom('platform_audit_entry')
    .select('act')
    .where('subject_id', '=', owner.personId)
    .orderBy('id')
    .execute()
  expect(acts.map((row) => row.act)).toEqual([
    ...Array(5).fill('sign_in.failed'),
    'sign_in.locked',
    'sign_in.succeeded',
  ])
})

test('the lock says how long to wait, and tells nobody whether the account exists', async () => {
  const owner = await someone()
  const ways = [owner.proof.login, 'NOBODY-1']
  const codes = await Promise.all(
    ways.map(async (login) => {
      const seen = []
      for (let n = 0; n < 6; n++) {
        seen.push(await browser().refused(signIn, { login, password: 'still guessing' }))
      }
      return seen
    }),
  )
  expect(codes[0]).toEqual(codes[1])
  const error = await browser()
    .call(signIn, wrong(owner))
    .catch((thrown: { status: number; details: unknown }) => thrown)
  expect(error).toMatchObject({ status: 429, details: { retryAfterSeconds: expect.any(Number) } })
})

test('wrong guesses on the owner’s own device lock that device only', async () => {
  const owner = await someone()
  const [phone, desk] = [browser(), browser()]
  for (const page of [phone, desk]) await page.call(signIn, { ...owner.proof, rememberDevice: true })
  for (let n = 0; n < 5; n++) expect(await phone.refused(signIn, wrong(owner))).toBe('sign_in.wrong')
  expect(await phone.refused(signIn, owner.proof)).toBe('sign_in.wait')
  expect(await desk.refused(signIn, owner.proof)).toBeNull()
})

test('a right password begins the count of a device anew', async () => {
  const owner = await someone()
  const phone = browser()
  await phone.call(signIn, { ...owner.proof, rememberDevice: true })
  for (let n = 0; n < 4; n++) await phone.refused(signIn, wrong(owner))
  expect(await phone.refused(signIn, owner.proof)).toBeNull()
  for (let n = 0; n < 4; n++) expect(await phone.refused(signIn, wrong(owner))).toBe('sign_in.wrong')
  expect(await phone.refused(signIn, owner.proof)).toBeNull()
})

test('a device cookie that somebody else’s sign-in earned is no known device', async () => {
  const [owner, colleague] = [await someone(), await someone()]
  const page = browser()
  await page.call(signIn, { ...colleague.proof, rememberDevice: true })
  for (let n = 0; n < 10; n++) await page.refused(signIn, wrong(owner))
  expect(await page.refused(signIn, owner.proof)).toBe('sign_in.wait')
  expect(await browser().refused(signIn, owner.proof)).toBe('sign_in.wait') // counted with all unknown devices
  expect(await page.refused(signIn, colleague.proof)).toBeNull()
})

test('one address that tries many accounts has to wait; a known device behind it does not', async () => {
  const owner = await someone()
  const own = browser()
  await own.call(signIn, { ...owner.proof, rememberDevice: true })
  world.pass({ hours: 2 })
  const page = browser()
  const outcomes = []
  for (let n = 0; n < 101; n++)
    outcomes.push(await page.refused(signIn, { login: `SPRAY-${n}`, password: 'Winter2026' }))
  expect(outcomes[99]).toBe('sign_in.wrong')
  expect(outcomes[100]).toBe('sign_in.wait')
  expect(await own.refused(signIn, owner.proof)).toBeNull()
})
