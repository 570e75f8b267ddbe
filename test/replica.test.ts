/** A real streaming replica of the installed PostgreSQL: lists go there, and nobody misses his own write. */
import type { AddressInfo } from 'node:net'
import type { FastifyInstance } from 'fastify'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { openPool } from '#platform/db.ts'
import { Replica } from '#platform/replica.ts'
import { startSession } from '#platform/sign-in/session.ts'
import { requestOf } from '#ui/call.ts'
import { askReplica } from '../src/cli/doctor/asked.ts'
import { judgeReplica } from '../src/cli/doctor/running.ts'
import { listBoard } from '../src/domains/matters/lists/contract.ts'
import { submitSuggestion } from '../src/domains/voice/contract.ts'
import { openHomes } from '../src/homes.ts'
import { openWeb } from '../src/house.ts'
import type { Home } from '../src/platform/http.ts'
import { appUrl, migrate } from '../src/platform/migrate.ts'
import { asRoleOf } from '../src/platform/settings.ts'
import { askOver } from './world/client.ts'
import { type Cluster, installedPostgres, startCluster } from './world/cluster.ts'
import { migrationsFolder, testTenant } from './world/database.ts'
import { aPerson, aUnit } from './world/people.ts'
import { worldWrapper } from './world/world.ts'

const bin = installedPostgres()
if (bin === null) process.stdout.write('skipped: no PostgreSQL 15 or newer is installed here\n')

describe.skipIf(bin === null)('beside a replica', () => {
  const passwords = { app: 'only-for-tests' }
  let primary: Cluster
  let standby: Cluster
  let owner: pg.Client
  let follower: pg.Client
  let pool: pg.Pool
  let replica: Replica
  let home: Home
  let app: FastifyInstance
  let person: string
  beforeAll(async () => {
    primary = await startCluster(bin!)
    await migrate(primary.url, migrationsFolder, passwords, testTenant)
    standby = await startCluster(bin!, { standbyOf: primary })
    owner = new pg.Client({ connectionString: primary.url })
    follower = new pg.Client({ connectionString: standby.url })
    for (const client of [owner, follower]) {
      client.on('error', () => undefined) // the last test stops its server
      await client.connect()
    }
    const url = appUrl(primary.url, passwords)
    pool = openPool(url, 8)
    const homes = await openHomes(pool, [worldWrapper])
    replica = new Replica({ primary: pool, pool: openPool(asRoleOf(url, standby.url), 8), homes })
    home = homes[0]!
    const unit = await aUnit(home.db, { kind: 'company' })
    person = (await aPerson(home.db, { unit, roles: ['secretary'] })).personId
    app = await openWeb({ homes, databaseUrl: url, pool, replica, pages: false, trustedHops: 0 })
    await app.listen({ host: '127.0.0.1', port: 0 })
    await caughtUp()
  }, 120_000)
  afterAll(async () => {
    await app?.close()
    await replica?.stop()
    await pool?.end()
    await owner?.end()
    await follower?.end().catch(() => undefined)
    await standby?.stop()
    await primary?.stop()
  }, 60_000)

  const caughtUp = () => vi.waitFor(() => expect(replica.behind()).toBeLessThan(2_000), { timeout: 20_000 })

  /** A browser that keeps cookies, of a session of its own. */
  const browser = async () => {
    const span = { idleMinutes: 30, lifeMinutes: 60 }
    const now = new Date() // one moment: a factor shown before the session began is another session's
    const spec = {
      personId: person,
      kind: 'normal',
      deviceId: null,
      agent: 'test',
      secondFactorAt: now,
    } as const
    const { token } = await startSession(home.db, { ...spec, passwordDue: false, span }, now)
    const jar = new Map([['nq', token]])
    const call = async (endpoint: Parameters<typeof requestOf>[0], input: unknown) => {
      const { method, path, body } = requestOf(endpoint, input)
      const cookie = [...jar].map((pair) => pair.join('=')).join('; ')
      const { port } = app.server.address() as AddressInfo
      const reply = await askOver(port, method, `/api${path}`, body as string | undefined, { cookie })
      for (const line of [reply.headers['set-cookie'] ?? []].flat()) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
        jar.set(name, value)
      }
      expect([reply.status, reply.status === 200 ? '' : reply.text]).toEqual([200, ''])
      return JSON.parse(reply.text)
    }
    return {
      jar,
      raise: async (): Promise<string> =>
        (await call(submitSuggestion, { text: '值班室的热水器坏了两周，没有人来修。', about: 'tools' })).matterId,
      newest: async (): Promise<string[]> => (await call(listBoard, {})).rows.map((row: { id: string }) => row.id),
    }
  }

  test('in a thousand tries nobody misses what he has just written, and lists do go to the replica', async () => {
    const before = { ...replica.served }
    const missed: string[] = []
    const each = 125
    await Promise.all(
      Array.from({ length: 8 }, async () => {
        const { raise, newest } = await browser()
        for (let n = 0; n < each; n += 1) {
          const id = await raise()
          if (!(await newest()).includes(id)) missed.push(id)
          await newest()
        }
      }),
    )
    expect(missed).toEqual([])
    expect(replica.served.replica - before.replica).toBeGreaterThan(100)
  }, 600_000)

  test('while the replica stands still, who has written reads from the primary, and others what the replica knows', async () => {
    const [writer, other] = [await browser(), await browser()]
    await caughtUp()
    await follower.query('select pg_wal_replay_pause()')
    try {
      const id = await writer.raise()
      expect(writer.jar.get('nq-seen')).toMatch(/^[\w-]{48}$/)
      expect(await writer.newest()).toContain(id)
      const before = { ...replica.served }
      expect(await other.newest()).not.toContain(id)
      expect(replica.served).toEqual({ ...before, replica: before.replica + 1 })
      replica.heard()
      expect(await other.newest(), 'told of it by an event').toContain(id)
      const forged = await browser()
      forged.jar.set('nq-seen', 'AAAA')
      expect(await forged.newest(), 'a token that is none asks the primary').toContain(id)
    } finally {
      await follower.query('select pg_wal_replay_resume()')
    }
    await vi.waitFor(async () => {
      const before = replica.served.replica
      await writer.newest()
      expect(replica.served.replica).toBe(before + 1)
    })
  }, 60_000)

  test('a server that is no replica is left out', async () => {
    const none = new Replica({ primary: pool, pool: openPool(appUrl(primary.url, passwords), 1), homes: [home] })
    await new Promise((resolve) => setTimeout(resolve, 1_500))
    expect(none.behind()).toBe(Number.POSITIVE_INFINITY)
    expect(await none.readerFor('main', null)).toBeNull()
    await none.stop()
    expect(judgeReplica(await askReplica(owner, owner)), 'and the doctor says so').toMatchObject({ level: 'error' })
    expect(judgeReplica(await askReplica(owner, follower))).toMatchObject({ level: 'ok' })
  })

  test('when the replica dies, the primary answers the same request', async () => {
    const { raise, newest } = await browser()
    const id = await raise()
    await standby.stop()
    for (let n = 0; n < 5; n += 1) expect(await newest()).toContain(id)
    await vi.waitFor(() => expect(replica.behind()).toBe(Number.POSITIVE_INFINITY), { timeout: 10_000 })
  }, 60_000)
})
