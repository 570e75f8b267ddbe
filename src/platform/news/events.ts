/**
 * Events: what happened is told to open pages as Server-sent events at GET /api/events, to those whom it concerns. An event holds
 * ids, never content: the page asks for what it may see. After a break it asks anew, so nothing is kept for it here.
 */
import { randomInt } from 'node:crypto'
import { Readable } from 'node:stream'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type Actor, roles } from '../access.ts'
import { type Home, homeOf, refuseStranger, sessionOf } from '../http.ts'
import { errorFields, log } from '../log.ts'
import { Refusal } from '../refusal.ts'
import { listen } from './listen.ts'
import { eventChannel, type News } from './outbox.ts'

/** The ids of all units from the root down to a unit, the unit included. */
export type PathOf = (tenantSchema: string, unitId: string) => Promise<readonly string[]>

export interface EventsOptions {
  readonly homes: readonly Home[]
  /** For the direct connection that listens. */
  readonly url: string
  readonly pathOf: PathOf
  /** Told of news before any page is. */
  readonly onNews?: () => void
  /** How many streams a process holds at most. */
  readonly most?: number
  /** How often an idle stream is kept alive, in ms. */
  readonly beatEvery?: number
  readonly clock?: () => Date
}

export interface EventStreams {
  readonly open: () => number
  /** Ends all streams; the server does so itself when it closes. */
  closeAll(): Promise<void>
}

/**
 * With what a session's lookup is remembered (3 s) this ends the stream of a revoked session or role within 5 s. Each look at
 * the database serves two checks.
 */
const checkEvery = 1_500
const tick = 250
/** A reader who is this many bytes behind does not read. */
const mostBehind = 64 * 1024
const mostOfASession = 4
const caller = { caller: 'employee' } as const

interface Stream {
  readonly home: Home
  readonly request: FastifyRequest
  readonly body: Readable
  readonly sessionId: string
  readonly actor: Actor
  readonly place: string
  checkAt: number
  lastId: string
}

/** Mounts the stream on a server that is not listening yet. */
export function mountEvents(app: FastifyInstance, options: EventsOptions): EventStreams {
  const { homes, url, most = 2_000, beatEvery = 20_000, clock = () => new Date() } = options
  const streams = new Set<Stream>()
  const places = new Places(options.pathOf)

  const drop = (stream: Stream): void => {
    streams.delete(stream)
    stream.body.destroy()
    stream.request.raw.socket.destroy()
  }
  const end = (stream: Stream): void => {
    streams.delete(stream)
    stream.body.push(null)
    setTimeout(() => stream.request.raw.socket.destroy(), 500).unref()
  }
  const send = (stream: Stream, text: string): void => {
    stream.body.push(text)
    if (stream.body.readableLength > mostBehind) drop(stream)
  }
  const check = async (stream: Stream): Promise<void> => {
    const { home, request } = stream
    try {
      const now = clock()
      const found = await sessionOf(home, request, now, 'watch')
      refuseStranger(caller, found, false, now)
      if (placeOf(found.actor) !== stream.place) end(stream) // roles have changed: the page is to ask for everything anew
    } catch {
      end(stream) // revoked, or not to be known: the page comes back and hears which
    }
  }
  const deliver = async (news: News): Promise<void> => {
    const readers = [...streams].filter(({ home }) => home.tenant.schema === news.tenant)
    if (readers.length === 0) return
    const above = new Set((await Promise.all(news.units.map((id) => places.pathOf(news.tenant, id)))).flat())
    const { id, act, kind, subject } = news
    const text = `data: ${JSON.stringify({ id, act, kind, subject })}\n\n`
    for (const stream of readers) {
      // news that name many come in parts: one is enough
      if (!streams.has(stream) || stream.lastId === id || !concerns(news, above, stream.actor)) continue
      stream.lastId = id
      send(stream, text)
    }
  }

  let delivered = Promise.resolve()
  const listener = listen({
    url,
    channel: eventChannel,
    onMessage: (payload) => {
      options.onNews?.()
      if (streams.size === 0) return
      delivered = delivered
        .then(async () => {
          for (const news of JSON.parse(payload) as News[]) await deliver(news)
        })
        .catch((error: unknown) => log('error', 'event_not_delivered', errorFields(error)))
    },
    // what happened meanwhile was missed: pages that come back ask for everything anew
    onHearing: (again) => {
      if (!again) return
      options.onNews?.()
      for (const stream of streams) end(stream)
    },
  })
  const checks = setInterval(() => {
    const now = performance.now()
    for (const stream of streams) {
      if (stream.checkAt > now) continue
      stream.checkAt = now + checkEvery
      void check(stream)
    }
  }, tick)
  const beats = setInterval(() => {
    for (const stream of streams) send(stream, ':\n\n')
  }, beatEvery)

  const open = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const home = homeOf({ homes }, request)
    const now = clock()
    const found = await sessionOf(home, request, now, 'watch')
    refuseStranger(caller, found, false, now)
    const own = [...streams].filter(({ sessionId }) => sessionId === found.session.id)
    if (own.length >= mostOfASession) end(own[0]!)
    if (streams.size >= most) throw new Refusal('unavailable', 'platform.unavailable')
    const body = new Readable({ read: () => undefined })
    const checkAt = performance.now() + (streams.size % (checkEvery / tick)) * tick
    const { session, actor } = found
    const place = placeOf(actor)
    const stream: Stream = { home, request, body, sessionId: session.id, actor, place, checkAt, lastId: '' }
    streams.add(stream)
    body.on('close', () => streams.delete(stream))
    // pages come back spread over some seconds
    body.push(`retry: ${randomInt(1_000, 5_000)}\n\n`)
    return reply
      .header('content-type', 'text/event-stream; charset=utf-8')
      .header('cache-control', 'no-store, no-transform')
      .header('x-accel-buffering', 'no')
      .header('connection', 'close')
      .send(body)
  }
  app.get('/api/events', { exposeHeadRoute: false }, open)

  const closeAll = async (): Promise<void> => {
    clearInterval(checks)
    clearInterval(beats)
    for (const stream of streams) end(stream)
    await listener.close()
  }
  app.addHook('preClose', closeAll)
  return { open: () => streams.size, closeAll }
}

/** Where a person stands: changes with each role and unit given or taken. */
function placeOf({ unit, grants }: Actor): string {
  return [...unit.path, ...grants.map(({ role, unitId }) => `${role}@${unitId}`).sort()].join(' ')
}

/** News concern the people they name, and whoever holds a console role at one of the units or above. */
function concerns(news: News, above: ReadonlySet<string>, actor: Actor): boolean {
  if (news.people.includes(actor.personId)) return true
  return actor.grants.some((grant) => roles[grant.role]?.console === true && above.has(grant.unitId))
}

/** Unit paths, remembered for a minute: units rarely move. */
class Places {
  readonly #pathOf: PathOf
  readonly #known = new Map<string, { path: Promise<readonly string[]>; until: number }>()

  constructor(pathOf: PathOf) {
    this.#pathOf = pathOf
  }

  pathOf(tenantSchema: string, unitId: string): Promise<readonly string[]> {
    const key = `${tenantSchema} ${unitId}`
    const known = this.#known.get(key)
    if (known !== undefined && known.until > performance.now()) return known.path
    if (this.#known.size >= 10_000) this.#known.clear()
    const path = this.#pathOf(tenantSchema, unitId).catch((error: unknown) => {
      this.#known.delete(key)
      log('error', 'unit_path_unknown', errorFields(error))
      return []
    })
    this.#known.set(key, { path, until: performance.now() + 60_000 })
    return path
  }
}
