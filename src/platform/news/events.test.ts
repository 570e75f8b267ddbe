/** Event streams of two servers on one database: news reach those whom they concern, and nobody else. */
import { type IncomingMessage, request } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import type { FastifyInstance } from 'fastify'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { aPerson, aUnit, type TestUnit } from '../../../test/world/people.ts'
import { openWorld, type World } from '../../../test/world/world.ts'
import { openHomes } from '../../homes.ts'
import type { Actor } from '../access.ts'
import { openPool } from '../db.ts'
import { anAct } from '../factory.ts'
import { openHttp } from '../http.ts'
import { newId } from '../id.ts'
import { masterWrapper } from '../keys/wrapper.ts'
import { onOutbox } from '../record.ts'
import { endSessions, startSession } from '../sign-in/session.ts'
import { type EventStreams, type EventsOptions, mountEvents } from './events.ts'
import { eventChannel, startOutbox, wakeOutbox } from './outbox.ts'

let world: World
let owner: pg.Client
let company: TestUnit
let district: TestUnit
let station: TestUnit
let elsewhere: TestUnit
const ends: (() => unknown)[] = []
const begun = performance.now()
const clock = (): Date => new Date(world.now().getTime() + performance.now() - begun)

interface Server {
  readonly app: FastifyInstance
  readonly port: number
  readonly streams: EventStreams
}
let here: Server
let there: Server

async function openServer(more: Partial<EventsOptions> = {}): Promise<Server> {
  const pool = openPool(world.appUrl, 4)
  const homes = await openHomes(pool, [masterWrapper(Buffer.alloc(32, 7))])
  const app = openHttp({ homes, routes: [], refusalWords: [], trustedHops: 0, clock })
  const pathOf = async (schema: string, id: string): Promise<readonly string[]> => {
    const { db } = homes.find(({ tenant }) => tenant.schema === schema)!
    return (await db.selectFrom('org_unit').select('path').where('id', '=', id).executeTakeFirstOrThrow()).path
  }
  const streams = mountEvents(app, { homes, url: world.appUrl, pathOf, clock, ...more })
  app.addHook('onClose', () => pool.end())
  await app.listen({ host: '127.0.0.1', port: 0 })
  return { app, port: (app.server.address() as AddressInfo).port, streams }
}

beforeAll(async () => {
  world = await openWorld()
  owner = new pg.Client({ connectionString: world.ownerUrl })
  await owner.connect()
  company = await aUnit(world.db)
  district = await aUnit(world.db, { under: company })
  station = await aUnit(world.db, { under: district })
  elsewhere = await aUnit(world.db, { under: company })
  ;[here, there] = await Promise.all([openServer(), openServer()])
  const outbox = startOutbox({ url: world.appUrl, homes: [world.home, world.other], receivers: [] })
  const still = onOutbox(wakeOutbox(world.pool))
  ends.push(still, () => outbox.stop())
  await listening(2)
})
afterAll(async () => {
  for (const end of ends) await end()
  await Promise.all([here.app.close(), there.app.close()])
  await owner.end()
  await world.close()
})

const listening = (n: number): Promise<void> =>
  vi.waitFor(async () => {
    const { rows } = await owner.query(
      `select count(*)::int as n from pg_stat_activity where application_name = $1 and state = 'idle' and datname = current_database()`,
      [eventChannel],
    )
    expect(rows).toEqual([{ n }])
  }, 5_000)

interface Heard {
  readonly status: number
  readonly headers: IncomingMessage['headers']
  readonly text: () => string
  readonly news: () => { id: string; act: string; kind: string; subject: string }[]
  readonly ended: Promise<number>
  close(): void
}
const opened: Heard[] = []
afterEach(async () => {
  for (const one of opened.splice(0)) one.close()
  await vi.waitFor(() => expect([here.streams.open(), there.streams.open()]).toEqual([0, 0]), 5_000)
})

/** Opens a stream and reads it; `ended` gives the moment at which the server ended it. */
function hear(server: Server, cookie: string | undefined, host = 'localhost'): Promise<Heard> {
  return new Promise((resolve, reject) => {
    const headers = { host: `${host}:${server.port}`, ...(cookie === undefined ? {} : { cookie }) }
    const asked = request(
      { host: '127.0.0.1', port: server.port, path: '/api/events', headers, agent: false },
      (answer) => {
        let text = ''
        answer.setEncoding('utf8').on('data', (part: string) => {
          text += part
        })
        const ended = new Promise<number>((done) => answer.on('close', () => done(performance.now())))
        answer.on('error', () => undefined)
        const one: Heard = {
          status: answer.statusCode ?? 0,
          headers: answer.headers,
          text: () => text,
          news: () => [...text.matchAll(/^data: (.*)$/gm)].map(([, data]) => JSON.parse(data!)),
          ended,
          close: () => answer.destroy(),
        }
        opened.push(one)
        resolve(one)
      },
    )
    asked.on('error', reject)
    asked.end()
  })
}

const span = { idleMinutes: 30, lifeMinutes: 12 * 60 }
type Wish = Partial<Parameters<typeof startSession>[1]>
async function signIn(person: Actor, wish: Wish = {}, db = world.db): Promise<string> {
  const spec = {
    personId: person.personId,
    kind: 'normal',
    deviceId: null,
    agent: '',
    passwordDue: false,
    span,
  } as const
  const now = clock()
  const { token } = await startSession(db, { ...spec, secondFactorAt: now, ...wish }, now)
  return `nq=${token}`
}
const tell = (people: readonly string[], units: readonly string[] = [], home = world.home): Promise<string> =>
  anAct(world.ctxOfNobody({ tenant: home.tenant, db: home.db }), { tell: { people, units } })
/** Long enough for anything that was sent to arrive: a later piece of news for the same stream has. */
async function quiet(...readers: Heard[]): Promise<void> {
  expect(readers.length).toBeGreaterThan(0)
  await new Promise((resolve) => setTimeout(resolve, 300))
}

describe('a stream', () => {
  test('tells what was done on another server, with ids and nothing else', async () => {
    const person = await aPerson(world.db, { unit: station })
    const stream = await hear(there, await signIn(person))
    expect(stream.status).toBe(200)
    expect(stream.headers['content-type']).toContain('text/event-stream')
    expect(stream.headers['x-content-type-options']).toBe('nosniff')
    const subject = await tell([newId(), person.personId])
    await vi.waitFor(() => expect(stream.news().length).toBe(1), 5_000)
    expect(stream.news()).toEqual([{ id: expect.any(String), act: 'matters.open', kind: 'matter', subject }])
    expect(stream.text()).toMatch(/^retry: \d{4}\n\ndata: \{.*\}\n\n$/)
  })

  test('reaches whoever holds a console role at the unit or above, and nobody else', async () => {
    const hearOf = async (name: string, person: Actor, db = world.db, host = 'localhost'): Promise<[string, Heard]> => [
      name,
      await hear(name.length % 2 === 0 ? here : there, await signIn(person, {}, db), host),
    ]
    const at = (unit: TestUnit, role: 'secretary' | 'leader' | 'repairer' | 'auditor') =>
      aPerson(world.db, { unit, roles: [role] })
    const twin = await aUnit(world.other.db)
    const streams = await Promise.all([
      hearOf('secretary of the station', await at(station, 'secretary')),
      hearOf('leader of the district', await at(district, 'leader')),
      hearOf('auditor of the company', await at(company, 'auditor')),
      hearOf(
        'one who holds it from elsewhere',
        await aPerson(world.db, { unit: elsewhere, roles: [{ role: 'leader', at: district }] }),
      ),
      hearOf('secretary of another district', await at(elsewhere, 'secretary')),
      hearOf('repairer of the station', await at(station, 'repairer')),
      hearOf('employee of the station', await aPerson(world.db, { unit: station })),
      hearOf(
        'leader of another company',
        await aPerson(world.other.db, { unit: twin, roles: ['leader'] }),
        world.other.db,
        'other.localhost',
      ),
    ])
    const subject = await tell([], [station.id])
    const names = () =>
      streams.filter(([, { news }]) => news().some((one) => one.subject === subject)).map(([name]) => name)
    await vi.waitFor(() => expect(names().length).toBe(4), 5_000)
    await quiet(...streams.map(([, stream]) => stream))
    expect(names()).toEqual([
      'secretary of the station',
      'leader of the district',
      'auditor of the company',
      'one who holds it from elsewhere',
    ])
  })

  test('hears nothing of another company, not even of the same person and unit', async () => {
    const person = await aPerson(world.db, { unit: station, roles: ['secretary'] })
    const stream = await hear(here, await signIn(person))
    await tell([person.personId], [], world.other)
    await tell([person.personId])
    await vi.waitFor(() => expect(stream.news().length).toBe(1), 5_000)
    await quiet(stream)
    expect(stream.news().length).toBe(1)
  })

  test('hears once of news that name so many that they come in parts', async () => {
    const person = await aPerson(world.db, { unit: station, roles: ['secretary'] })
    const stream = await hear(here, await signIn(person))
    await tell([person.personId, ...Array.from({ length: 400 }, newId)], [station.id])
    await vi.waitFor(() => expect(stream.news().length).toBe(1), 5_000)
    await quiet(stream)
    expect(stream.news().length).toBe(1)
  })

  test('goes on when a unit cannot be found', async () => {
    const lines = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
    const person = await aPerson(world.db, { unit: station })
    const stream = await hear(here, await signIn(person))
    await tell([person.personId], [newId()])
    await owner.query(`select pg_notify($1, 'not json')`, [eventChannel])
    await tell([person.personId])
    await vi.waitFor(() => expect(stream.news().length).toBe(2), 5_000)
    expect(lines.mock.calls.join('')).toContain('event_not_delivered')
    lines.mockRestore()
  })
})

describe('no stream', () => {
  test('is opened for nobody, for a session that still owes something, or for a wall screen', async () => {
    const secretary = await aPerson(world.db, { unit: station, roles: ['secretary'] })
    expect((await hear(here, undefined)).status).toBe(401)
    expect((await hear(here, 'nq=made-up')).status).toBe(401)
    expect((await hear(here, await signIn(secretary, { secondFactorAt: null }))).status).toBe(403)
    expect((await hear(here, await signIn(secretary, { passwordDue: true }))).status).toBe(403)
    expect((await hear(here, await signIn(secretary, { kind: 'kiosk' }))).status).toBe(403)
    expect((await hear(here, await signIn(secretary), 'other.localhost')).status).toBe(401)
    expect(here.streams.open()).toBe(0)
  })

  test('stays open for a session that was ended on another server: five seconds at most', async () => {
    const person = await aPerson(world.db, { unit: station })
    const other = await aPerson(world.db, { unit: station })
    const [stream, staying] = [await hear(here, await signIn(person)), await hear(here, await signIn(other))]
    await new Promise((resolve) => setTimeout(resolve, 1_000))
    await endSessions(world.db, person.personId, {}, clock())
    const revoked = performance.now()
    expect((await stream.ended) - revoked).toBeLessThan(5_000)
    await tell([other.personId])
    await vi.waitFor(() => expect(staying.news().length).toBe(1), 5_000)
  }, 15_000)

  test('stays open for one who lost a role: he comes back as what he is now', async () => {
    const person = await aPerson(world.db, { unit: district, roles: ['leader', 'secretary'] })
    const cookie = await signIn(person)
    const stream = await hear(there, cookie)
    await new Promise((resolve) => setTimeout(resolve, 1_000))
    await owner.query('update main.org_role_grant set revoked_at = $1 where person_id = $2', [clock(), person.personId])
    const revoked = performance.now()
    expect((await stream.ended) - revoked).toBeLessThan(5_000)
    const again = await hear(there, cookie)
    await tell([], [station.id])
    await tell([person.personId])
    await vi.waitFor(() => expect(again.news().length).toBe(1), 5_000)
  }, 15_000)

  test('keeps a session alive that nobody uses', async () => {
    const person = await aPerson(world.db, { unit: station })
    const cookie = await signIn(person)
    const almostIdle = new Date(clock().getTime() + 2_500)
    await owner.query('update main.platform_session set idle_until = $1 where person_id = $2', [
      almostIdle,
      person.personId,
    ])
    const stream = await hear(here, cookie)
    const opening = performance.now()
    expect((await stream.ended) - opening).toBeLessThan(7_500)
  }, 15_000)

  test('hinders a session from living on by what its person does', async () => {
    const person = await aPerson(world.db, { unit: station })
    const token = (await signIn(person)).slice('nq='.length)
    const almostIdle = new Date(clock().getTime() + 60_000)
    await owner.query('update main.platform_session set idle_until = $1 where person_id = $2', [
      almostIdle,
      person.personId,
    ])
    const { sessions } = world.home
    const until = async (): Promise<number> =>
      (
        await owner.query('select idle_until from main.platform_session where person_id = $1', [person.personId])
      ).rows[0].idle_until.getTime()
    await sessions.find(token, clock(), 'watch')
    expect(await until()).toBe(almostIdle.getTime())
    await sessions.find(token, clock())
    expect(await until()).toBeGreaterThan(almostIdle.getTime())
  })

  test('outlives the line to the database: pages come back and ask for what they missed', async () => {
    const lines = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
    const cookie = await signIn(await aPerson(world.db, { unit: station }))
    const [one, two] = [await hear(here, cookie), await hear(there, cookie)]
    await owner.query('select pg_terminate_backend(pid) from pg_stat_activity where application_name = $1', [
      eventChannel,
    ])
    await Promise.all([one.ended, two.ended])
    await listening(2)
    lines.mockRestore()
  })
})

describe('a server', () => {
  const extra = async (more: Partial<EventsOptions>): Promise<Server> => {
    const server = await openServer(more)
    await listening(3)
    return server
  }

  test('keeps idle streams alive', async () => {
    const server = await extra({ beatEvery: 100 })
    const stream = await hear(server, await signIn(await aPerson(world.db, { unit: station })))
    await vi.waitFor(() => expect(stream.text()).toMatch(/(:\n\n){3}$/), 5_000)
    await server.app.close()
  })

  test('holds as many streams as it can bear and no more', async () => {
    const server = await extra({ most: 2 })
    const cookies = await Promise.all([1, 2, 3].map(async () => signIn(await aPerson(world.db, { unit: station }))))
    expect((await hear(server, cookies[0])).status).toBe(200)
    const second = await hear(server, cookies[1])
    expect((await hear(server, cookies[2])).status).toBe(503)
    second.close()
    await vi.waitFor(() => expect(server.streams.open()).toBe(1), 5_000)
    expect((await hear(server, cookies[2])).status).toBe(200)
    await server.app.close()
  })

  test('gives one session no more than its share: its oldest stream makes room', async () => {
    const cookie = await signIn(await aPerson(world.db, { unit: station }))
    const streams: Heard[] = []
    for (let n = 0; n < 6; n++) streams.push(await hear(here, cookie))
    await Promise.all([streams[0]!.ended, streams[1]!.ended])
    expect(here.streams.open()).toBe(4)
  })

  test('drops a reader who does not read, and goes on with the others', async () => {
    const slow = await aPerson(world.db, { unit: station })
    const quick = await aPerson(world.db, { unit: station })
    const stream = await hear(here, await signIn(quick))
    const socket = connect(here.port, '127.0.0.1')
    socket.on('error', () => undefined)
    socket.write(`GET /api/events HTTP/1.1\r\nHost: localhost\r\nCookie: ${await signIn(slow)}\r\n\r\n`)
    await vi.waitFor(() => expect(here.streams.open()).toBe(2), 5_000)
    socket.pause()
    const news = {
      tenant: 'main',
      id: '',
      act: 'x'.repeat(7_000),
      kind: 'matter',
      subject: '',
      people: [slow.personId],
      units: [],
    }
    await vi.waitFor(
      async () => {
        await world.pool.query(
          `select pg_notify($1, replace($2, '"id":""', '"id":"' || n || '"')) from generate_series(1, 500) n`,
          [eventChannel, JSON.stringify([news])],
        )
        expect(here.streams.open()).toBe(1)
      },
      { timeout: 10_000, interval: 50 },
    )
    await tell([quick.personId])
    await vi.waitFor(() => expect(stream.news().length).toBe(1), 5_000)
    socket.destroy()
  })

  test('closes at once though streams are open, also those that nobody reads', async () => {
    const server = await extra({})
    const cookie = await signIn(await aPerson(world.db, { unit: station }))
    const stream = await hear(server, cookie)
    const socket = connect(server.port, '127.0.0.1')
    socket.on('error', () => undefined)
    socket.write(`GET /api/events HTTP/1.1\r\nHost: localhost\r\nCookie: ${cookie}\r\n\r\n`)
    await vi.waitFor(() => expect(server.streams.open()).toBe(2), 5_000)
    socket.pause()
    const closing = performance.now()
    await server.app.close()
    expect(performance.now() - closing).toBeLessThan(3_000)
    await stream.ended
    await listening(2)
    socket.destroy()
  })
})
