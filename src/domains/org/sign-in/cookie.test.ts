import type { AddressInfo } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { masterWrapper } from '#platform/keys/wrapper.ts'
import { askOver } from '../../../../test/world/client.ts'
import { aPerson, aUnit } from '../../../../test/world/people.ts'
import { openWorld, type World } from '../../../../test/world/world.ts'
import { openHomes } from '../../../homes.ts'
import { openWeb } from '../../../house.ts'
import { getMe } from '../me/contract.ts'
import { enterDemo, getEntry, signIn, signOut } from './contract.ts'
import { anAccount, openBrowser, type TestAccount } from './factory.ts'

let world: World
let behindProxy: FastifyInstance
let inDemo: TestAccount
let inProduction: TestAccount
beforeAll(async () => {
  world = await openWorld()
  const homes = await openHomes(world.pool, [masterWrapper(Buffer.alloc(32, 7))])
  behindProxy = await openWeb({
    homes,
    pool: world.pool,
    databaseUrl: world.appUrl,
    pages: false,
    clock: world.now,
    trustedHops: 1,
  })
  await behindProxy.listen({ host: '127.0.0.1', port: 0 })
  const account = async ({ db, keys }: World['home']) =>
    anAccount({ db, keys }, await aPerson(db, { unit: await aUnit(db) }))
  inDemo = await account(world.home)
  inProduction = await account(world.other)
})
afterAll(async () => {
  await behindProxy.close()
  await world.close()
})

const host = 'other.localhost'
const askProxy: Parameters<typeof openBrowser>[0] = (...request) =>
  askOver((behindProxy.server.address() as AddressInfo).port, ...request)
const https = { 'x-forwarded-proto': 'https', 'x-forwarded-for': '203.0.113.7' }

test('on http, in a demo, cookies are plainly named, without Secure, and closed to scripts and other sites', async () => {
  const page = openBrowser(world.ask)
  await page.call(signIn, { ...inDemo.proof, rememberDevice: true })
  expect(page.lastCookies()).toEqual([
    expect.stringMatching(/^nq=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=\d+$/),
    expect.stringMatching(/^nq-device=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=\d+$/),
  ])
})

test('behind a trusted proxy on https, cookies are bound to this host and sent over https only', async () => {
  const page = openBrowser(askProxy, { host, headers: https })
  await page.call(signIn, { ...inProduction.proof, rememberDevice: true })
  expect(page.lastCookies()).toEqual([
    expect.stringMatching(/^__Host-nq=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Secure; Max-Age=\d+$/),
    expect.stringMatching(/^__Host-nq-device=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Secure; Max-Age=\d+$/),
  ])
  expect((await page.call(getMe, {})).person.id).toBe(inProduction.personId)
  await page.call(signOut, {})
  expect(page.lastCookies()).toEqual(['__Host-nq=; Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=0'])
})

test('a header that claims https is not believed without a trusted proxy', async () => {
  const page = openBrowser(world.ask, { headers: https })
  await page.call(signIn, inDemo.proof)
  expect(page.lastCookies()[0]).toMatch(/^nq=/)
})

test('in production nobody signs in over an open line', async () => {
  const page = openBrowser(world.ask, { host })
  expect(await page.refused(signIn, inProduction.proof)).toBe('platform.https_needed')
  expect(page.cookies.size).toBe(0)
})

test('production offers no demo entry and has no such address', async () => {
  const page = openBrowser(askProxy, { host, headers: https })
  expect(await page.call(getEntry, {})).toEqual({ company: '邻城热力公司', mode: 'production', demoEntries: [] })
  await world.other.db
    .insertInto('org_demo_entry')
    .values({
      person_id: inProduction.personId,
      key: 'planted',
      position: 1,
      title_zh: '书记',
      title_en: 'Secretary',
      hint_zh: '',
      hint_en: '',
      home: 'phone',
    })
    .execute()
  expect((await page.call(getEntry, {})).demoEntries).toEqual([])
  expect(await page.refused(enterDemo, { personId: inProduction.personId })).toBe('platform.no_such_address')
  expect(page.cookies.size).toBe(0)
})

test('a demo session that came into a production database opens nothing', async () => {
  const { cookie } = await world.signIn(inProduction.personId, { kind: 'demo', db: world.other.db })
  const page = openBrowser(askProxy, { host, headers: https })
  page.cookies.set('__Host-nq', cookie.replace('nq=', ''))
  expect(await page.refused(getMe, {})).toBe('platform.sign_in_first')
})
