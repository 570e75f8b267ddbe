/**
 * A world of its own for a test file: a database copied from the migrated template, two companies in it, a clock that
 * stands still until told, and, once somebody calls, the real server on a free port.
 */
import { randomUUID } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import type { Pool } from 'pg'
import type { Actor } from '#platform/access.ts'
import type { Ctx } from '#platform/ctx.ts'
import { type Db, openPool } from '#platform/db.ts'
import type { InputOf, OutputOf } from '#platform/endpoint.ts'
import type { Home } from '#platform/http.ts'
import { purposeKeys } from '#platform/keys/purpose-keys.ts'
import { masterWrapper } from '#platform/keys/wrapper.ts'
import { startOutbox } from '#platform/news/outbox.ts'
import type { SignedIn } from '#platform/routes.ts'
import { startSession } from '#platform/sign-in/session.ts'
import type { Callable } from '#ui/call.ts'
import { loadActor } from '../../src/domains/org/service.ts'
import { openHomes } from '../../src/homes.ts'
import { type Answer, type AskOptions, askOver, callOver } from './client.ts'
import { openDatabase, otherTenant, testTenant } from './database.ts'
import { expectTally } from './tally.ts'

/** A Monday in the heating season, ten in the morning in Asia/Shanghai. */
const firstMoment = new Date('2026-11-16T02:00:00Z')

/** What the worker of every world signs the audit log with. */
export const auditKeys = purposeKeys(Buffer.alloc(32, 3))
/** Wraps the data keys of every world. */
export const worldWrapper = masterWrapper(Buffer.alloc(32, 7))

export interface CallOptions extends Omit<AskOptions, 'cookie'> {
  /** A person's id, who is signed in on the way (second factor shown), or a cookie of `signIn`. Absent: nobody. */
  readonly as?: string | { readonly cookie: string }
}

export type World = Awaited<ReturnType<typeof openWorld>>

/** Opens a world; `close` it in afterAll. `pages` also serves the built pages, for tests in a browser. */
export async function openWorld({ pages = false }: { pages?: boolean } = {}) {
  const database = await openDatabase()
  const pool = openPool(database.appUrl, 8)
  const homes = await openHomes(pool, [worldWrapper])
  let now = firstMoment
  let server: Promise<TestServer> | null = null
  const cookies = new Map<string, Promise<string>>()

  const homeOf = (schema: string): Home => {
    const home = homes.find(({ tenant }) => tenant.schema === schema)
    if (home === undefined) throw new Error(`no tenant ${schema}`)
    return home
  }
  const main = homeOf(testTenant.schema)
  const other = homeOf(otherTenant.schema)

  const serve = () => {
    server ??= openServer({ homes, pool, pages, databaseUrl: database.appUrl, clock: () => now })
    return server
  }

  /** A session of a person, as a cookie. */
  const signIn = async (
    personId: string,
    { kind = 'normal', secondFactorAt = now, passwordDue = false, db = main.db }: SessionWish = {},
  ): Promise<{ cookie: string }> => {
    const span = { idleMinutes: 30, lifeMinutes: 12 * 60 }
    const spec = { personId, kind, deviceId: null, agent: 'test', secondFactorAt, passwordDue, span }
    const { token } = await startSession(db, spec, now)
    return { cookie: `nq=${token}` }
  }

  const cookieOf = async ({ as, host }: CallOptions): Promise<{ cookie?: string }> => {
    if (as === undefined) return {}
    if (typeof as !== 'string') return as
    const { db } = host === undefined ? main : (homes.find(({ tenant }) => tenant.hosts.includes(host)) ?? main)
    const known = cookies.get(as) ?? signIn(as, { db }).then(({ cookie }) => cookie)
    cookies.set(as, known)
    return { cookie: await known }
  }

  return {
    ownerUrl: database.ownerUrl,
    appUrl: database.appUrl,
    pool,
    keys: main.keys,
    /** The company of the tests (a demo) and its reader, in the application's role. */
    home: main,
    db: main.db,
    /** Another company in production mode, at the host `other.localhost`. */
    other,

    now: () => now,
    setNow: (to: Date | string) => {
      now = new Date(to)
      cookies.clear() // sessions end with time; who calls next signs in again
    },
    /** Lets time pass. */
    pass: ({ days = 0, hours = 0, minutes = 0 }: { days?: number; hours?: number; minutes?: number }) => {
      now = new Date(now.getTime() + ((days * 24 + hours) * 60 + minutes) * 60_000)
      cookies.clear()
    },

    signIn,
    /** Calls an endpoint over HTTP as a page does. Throws `CallError` (status, code, details) when refused. */
    async call<E extends Callable>(endpoint: E, input: InputOf<E>, options: CallOptions = {}): Promise<OutputOf<E>> {
      const { port } = await serve()
      return callOver(port, endpoint, input, { ...options, ...(await cookieOf(options)) })
    },
    /** Any request at all, such as no page would send; `path` begins with a slash. */
    async ask(method: string, path: string, body?: string, options: CallOptions = {}): Promise<Answer> {
      const { port } = await serve()
      return askOver(port, method, path, body, { ...options, ...(await cookieOf(options)) })
    },
    /** Address of the server, without a slash at its end. */
    url: async () => `http://localhost:${(await serve()).port}`,

    /** The context in which a person calls a verb directly. `{ once: onceKey() }` makes it a numbered request. */
    async ctxFor(person: string | Actor, changes: Partial<SignedIn> = {}): Promise<SignedIn> {
      const db: Db = changes.db ?? main.db
      const actor = typeof person === 'string' ? await loadActor(db, person) : person
      if (actor === null) throw new Error(`no active person ${String(person)}`)
      return { ...this.ctxOfNobody(), actor, ...changes }
    },
    /** The context of a job or of a caller without session. */
    ctxOfNobody(changes: Partial<Ctx> = {}): Ctx {
      return {
        tenant: main.tenant,
        db: main.db,
        calendar: main.calendar,
        keys: main.keys,
        actor: null,
        session: null,
        language: 'zh',
        now,
        requestId: `test-${randomUUID()}`,
        once: null,
        bytes: null,
        client: null,
        ...changes,
      }
    },

    async close(): Promise<void> {
      await server?.then(
        (opened) => opened.close(),
        () => undefined, // whoever called it has been told why it did not start
      )
      try {
        await expectTally(main.db) // after whatever a test file has done
      } finally {
        await pool.end()
        await database.drop()
      }
    },
  }
}

interface SessionWish {
  readonly kind?: 'normal' | 'demo' | 'kiosk'
  /** null: the second factor has not been shown. */
  readonly secondFactorAt?: Date | null
  readonly passwordDue?: boolean
  /** The tenant's reader; the test company's if absent. */
  readonly db?: Db
}

interface ServerWish {
  readonly pool: Pool
  readonly homes: readonly Home[]
  readonly pages: boolean
  readonly databaseUrl: string
  readonly clock: () => Date
}

interface TestServer {
  readonly port: number
  close(): Promise<void>
}

/** The house is imported only here, so that the verbs of one domain can be tested while another does not compile. */
async function openServer(wish: ServerWish): Promise<TestServer> {
  const { openWeb, receiversOf } = await import('../../src/house.ts')
  const app = await openWeb({ ...wish, trustedHops: 0 })
  await app.listen({ host: '127.0.0.1', port: 0 })
  // open pages hear of what others do, as they would with a worker beside the server
  const { databaseUrl: url, homes } = wish
  const outbox = wish.pages ? startOutbox({ url, homes, receivers: receiversOf(homes) }) : null
  return {
    port: (app.server.address() as AddressInfo).port,
    async close() {
      const closing = app.close()
      app.server.closeAllConnections() // a browser keeps lines open on which it has asked nothing yet
      await closing
      await outbox?.stop()
    },
  }
}
