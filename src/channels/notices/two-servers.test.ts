/** Two web servers and one worker on one database: a notice made through one reaches a screen at the other, and who is out is out at both. */
import { request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { openPool } from '#platform/db.ts'
import { startOutbox, wakeOutbox } from '#platform/news/outbox.ts'
import { onOutbox } from '#platform/record.ts'
import { endSessions, startSession } from '#platform/sign-in/session.ts'
import { askOver, callOver } from '../../../test/world/client.ts'
import { type Loop, openLoop, type Who } from '../../../test/world/loop.ts'
import { openWorld, type World, worldWrapper } from '../../../test/world/world.ts'
import { moveMatter } from '../../domains/matters/contract.ts'
import { openHomes } from '../../homes.ts'
import { openWeb, receiversOf } from '../../house.ts'
import { countNotices } from './contract.ts'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })
let world: World
let loop: Loop
let [here, there] = [0, 0]
const ends: (() => unknown)[] = []
const begun = performance.now()
/** The clock of the tests, running. */
const clock = (): Date => new Date(world.now().getTime() + performance.now() - begun)

/** A web server as a process has it: with connections of its own. Gives its port. */
async function openServer(): Promise<number> {
  const pool = openPool(world.appUrl, 4)
  const homes = await openHomes(pool, [worldWrapper])
  const { appUrl: databaseUrl } = world
  const app = await openWeb({ homes, pool, databaseUrl, pages: false, trustedHops: 0, clock })
  await app.listen({ host: '127.0.0.1', port: 0 })
  ends.unshift(
    () => app.close(),
    () => pool.end(),
  )
  return (app.server.address() as AddressInfo).port
}

beforeAll(async () => {
  world = await openWorld()
  loop = await openLoop(world)
  ;[here, there] = [await openServer(), await openServer()]
  const outbox = startOutbox({ url: world.appUrl, homes: [world.home], receivers: receiversOf([world.home]) })
  const still = onOutbox(wakeOutbox(world.pool))
  ends.unshift(still, () => outbox.stop())
})
afterAll(async () => {
  for (const end of ends) await end()
  await world.close()
})

async function signIn(who: Who): Promise<string> {
  const spec = { personId: loop.people[who].personId, kind: 'normal', deviceId: null, agent: '' } as const
  const span = { idleMinutes: 30, lifeMinutes: 12 * 60 }
  const now = clock()
  const { token } = await startSession(world.db, { ...spec, passwordDue: false, span, secondFactorAt: now }, now)
  return `nq=${token}`
}

interface Screen {
  /** When it first heard of this matter. */
  readonly heard: (subject: string) => number | undefined
  readonly ended: Promise<number>
}

/** An open page: its event stream at one of the servers. */
function openScreen(port: number, cookie: string): Promise<Screen> {
  return new Promise((resolve, reject) => {
    const headers = { host: `localhost:${port}`, cookie }
    const asked = request({ host: '127.0.0.1', port, path: '/api/events', headers, agent: false }, (answer) => {
      if (answer.statusCode !== 200) return reject(new Error(`events: ${answer.statusCode}`))
      const heard = new Map<string, number>()
      answer.setEncoding('utf8').on('data', (part: string) => {
        for (const [, subject] of part.matchAll(/"subject":"([^"]+)"/g))
          if (!heard.has(subject!)) heard.set(subject!, performance.now())
      })
      const ended = new Promise<number>((done) => answer.on('close', () => done(performance.now())))
      answer.on('error', () => undefined)
      resolve({ heard: (subject) => heard.get(subject), ended })
    })
    asked.on('error', reject)
    asked.end()
  })
}

test('a notice made through one server reaches a screen at the other within a second, and is counted there', async () => {
  const [desk, raiser] = [await signIn('desk'), await signIn('raiser')]
  const screen = await openScreen(there, raiser)
  const took: { told: number; counted: number }[] = []
  for (let round = 1; round <= 5; round += 1) {
    const id = await loop.raise({ text: `值班室的第 ${round} 盏灯坏了，夜里看不清台阶。` })
    await vi.waitFor(() => expect(screen.heard(id)).toBeDefined(), { timeout: 20_000, interval: 5 })
    const other = await loop.raise({ text: `更衣室的第 ${round} 个柜子锁坏了，关不上门。` })
    const since = performance.now()
    await callOver(here, moveMatter, { id: other, seen: 1, move: loop.says('assign') }, { cookie: desk })
    await vi.waitFor(
      async () => expect((await callOver(there, countNotices, {}, { cookie: raiser })).unseen).toBe(round),
      { timeout: 20_000, interval: 10 },
    )
    took.push({ told: screen.heard(other)! - since, counted: performance.now() - since })
  }
  // the usual case: a busy machine may make one of them wait
  const median = (times: number[]) => times.sort((a, b) => a - b)[2]!
  expect(median(took.map(({ told }) => told))).toBeLessThan(1_000)
  expect(median(took.map(({ counted }) => counted))).toBeLessThan(1_500)
})

test('what one sees at one server is not new at the other', async () => {
  const cookie = await signIn('raiser')
  expect((await callOver(there, countNotices, {}, { cookie })).unseen).toBeGreaterThan(0)
  const seen = await askOver(here, 'POST', '/api/notices/seen', '{}', { cookie })
  expect([seen.status, JSON.parse(seen.text)]).toEqual([200, { unseen: 0 }])
  expect((await callOver(there, countNotices, {}, { cookie })).unseen).toBe(0)
})

test('a revoked session hears nothing any more within five seconds, at either server', async () => {
  const cookie = await signIn('colleague')
  const screens = [await openScreen(here, cookie), await openScreen(there, cookie)]
  const since = performance.now()
  await endSessions(world.db, loop.people.colleague.personId, {}, clock())
  for (const { ended } of screens) expect((await ended) - since).toBeLessThan(5_500)
  for (const port of [here, there]) {
    const { status } = await askOver(port, 'GET', '/api/notices/count', undefined, { cookie })
    expect(status).toBe(401)
  }
})
