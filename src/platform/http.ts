/** HTTP: mounts routes on Fastify. Checks origin, session, role, request number and input; maps refusals; guards replies. */
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { z } from 'zod'
import { holdsAnywhere } from './access.ts'
import type { Calendar } from './calendar/calendar.ts'
import type { ClientInfo, Ctx } from './ctx.ts'
import { type Endpoint, pathParts } from './endpoint.ts'
import { cookieLine, cookieOf } from './http-cookies.ts'
import { answerError, answerUnreadable, type RefusalWords } from './http-errors.ts'
import { bytesOf, issuesOf, listFields, onceKey, rawInput, refuseUnkeepable } from './http-input.ts'
import { answerBeside } from './http-replica.ts'
import { countRefusals, watchRequests } from './http-watch.ts'
import type { DataKeys } from './keys/data-keys.ts'
import type { Metrics } from './metrics/metrics.ts'
import { freshBytes } from './random.ts'
import { Refusal } from './refusal.ts'
import type { Replica } from './replica.ts'
import type { Route } from './routes.ts'
import type { SessionActor, Sessions, SessionUse } from './sign-in/session.ts'
import { type TenantHome, tenantOfHost } from './tenant.ts'
import { languageOf } from './words.ts'

export interface Home extends TenantHome {
  readonly calendar: Calendar
  readonly keys: DataKeys
  readonly sessions: Sessions
}

export interface HttpOptions {
  readonly homes: readonly Home[]
  readonly routes: readonly Route[]
  readonly refusalWords: readonly RefusalWords[]
  /** How many proxies stand in front: that many hops of X-Forwarded-For are believed, no more. */
  readonly trustedHops: number
  readonly clock?: () => Date
  /** Absent: everything is asked at the one database. */
  readonly replica?: Replica
  /** Absent: nothing is counted, and requests are not logged. */
  readonly metrics?: Metrics
}

const tenMegabytes = 10 * 1024 * 1024

export function openHttp(given: HttpOptions): FastifyInstance {
  const options = given.metrics === undefined ? given : { ...given, onRefused: countRefusals(given.metrics) }
  const app = Fastify({
    logger: false,
    trustProxy: (_address, hop) => hop < options.trustedHops,
    bodyLimit: 256 * 1024,
    genReqId: () => freshBytes(9).toString('base64url'),
    return503OnClosing: true,
    forceCloseConnections: 'idle',
    clientErrorHandler: (error, socket) => answerUnreadable(error, socket, safeHeaders),
    frameworkErrors: (error, request, reply) => {
      keepSafe(request, reply) // no hook sees what could not be routed
      return answerError(options, error, request, reply)
    },
  })
  app.addContentTypeParser(
    /^(image\/|application\/octet-stream|application\/vnd|text\/csv)/,
    { parseAs: 'buffer', bodyLimit: tenMegabytes },
    (_request, body, done) => done(null, body),
  )
  app.addHook('onSend', async (request, reply) => keepSafe(request, reply))
  app.setErrorHandler((error, request, reply) => answerError(options, error, request, reply))
  app.setNotFoundHandler((request, reply) =>
    answerError(options, new Refusal('not_found', 'platform.no_such_address'), request, reply),
  )
  if (options.metrics !== undefined) watchRequests(app, options.homes, options.metrics)
  for (const route of options.routes) mount(app, options, route)
  return app
}

/** Sent with every reply, errors included (ASVS 5.0, 3.4). A page replaces the policy by its own, with a nonce. */
const safeHeaders: Readonly<Record<string, string>> = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'; base-uri 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'geolocation=(), microphone=(), camera=(self)',
}

function keepSafe(request: FastifyRequest, reply: FastifyReply): void {
  for (const [name, value] of Object.entries(safeHeaders)) if (!reply.hasHeader(name)) reply.header(name, value)
  if (request.url.startsWith('/api/') && !reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store')
  if (request.protocol === 'https') reply.header('strict-transport-security', 'max-age=63072000; includeSubDomains')
}

function mount(app: FastifyInstance, options: HttpOptions, { endpoint, verb }: Route): void {
  const strictInput = endpoint.input instanceof z.ZodObject ? endpoint.input.strict() : endpoint.input
  const parts = new Set(pathParts(endpoint.path))
  const lists = listFields(endpoint)
  app.route({
    method: endpoint.method,
    url: `/api${endpoint.path}`,
    handler: async (request, reply) => {
      const writes = endpoint.method !== 'GET'
      if (writes) refuseForeign(request)
      const { ctx, raw } = await contextOf(options, endpoint, request, reply, writes, parts, lists)
      const input = strictInput.safeParse(raw)
      if (!input.success) throw new Refusal('bad_input', 'platform.input_invalid', { issues: issuesOf(input.error) })
      const answer = (asked: Ctx): Promise<unknown> => verb(asked, input.data as never)
      const { replica } = options
      const result = await (replica === undefined
        ? answer(ctx)
        : answerBeside(replica, endpoint, ctx, { request, reply }, answer))
      const guarded = endpoint.output.safeParse(result)
      if (!guarded.success)
        throw new Error(
          `reply of ${endpoint.path} breaks its contract: ${issuesOf(guarded.error)
            .map((issue) => issue.path)
            .join(', ')}`,
        )
      if (endpoint.reply === 'file') return sendFile(reply, guarded.data as FileReply)
      return reply.send(guarded.data ?? null)
    },
  })
}

interface FileReply {
  readonly bytes: Uint8Array
  readonly mediaType: string
  readonly name: string | null
}

/** Sends a stored file; anything but a picture is offered for download, never shown. */
function sendFile(reply: FastifyReply, file: FileReply): FastifyReply {
  const shown = file.mediaType.startsWith('image/')
  const name = encodeURIComponent(file.name ?? 'file')
  return reply
    .header('content-type', file.mediaType)
    .header('content-disposition', `${shown ? 'inline' : 'attachment'}; filename*=UTF-8''${name}`)
    .header('cache-control', shown ? 'private, max-age=86400, immutable' : 'no-store')
    .send(Buffer.from(file.bytes.buffer, file.bytes.byteOffset, file.bytes.byteLength))
}

async function contextOf(
  options: HttpOptions,
  endpoint: Endpoint,
  request: FastifyRequest,
  reply: FastifyReply,
  writes: boolean,
  parts: ReadonlySet<string>,
  lists: ReadonlySet<string>,
): Promise<{ ctx: Ctx; raw: unknown }> {
  const now = options.clock?.() ?? new Date()
  const home = homeOf(options, request)
  const found = await sessionOf(home, request, now)
  if (endpoint.caller !== 'anyone') refuseStranger(endpoint, found, writes, now)
  if (writes && endpoint.caller !== 'anyone') refuseOtherPerson(request, found)
  const raw = rawInput(endpoint, request, parts, lists)
  refuseUnkeepable(raw)
  const bytes = endpoint.body === 'bytes' ? bytesOf(request) : null
  const once = writes ? onceKey(endpoint, request, raw, bytes) : null
  const language = languageOf(request.headers['accept-language'])
  return {
    raw,
    ctx: {
      tenant: home.tenant,
      db: home.db,
      calendar: home.calendar,
      keys: home.keys,
      actor: found?.actor ?? null,
      session: found?.session ?? null,
      language,
      now,
      requestId: request.id,
      once,
      bytes,
      client: clientOf(request, reply),
    },
  }
}

export function homeOf(options: Pick<HttpOptions, 'homes'>, request: FastifyRequest): Home {
  const home = tenantOfHost(options.homes, request.headers.host)
  if (home === null) throw new Refusal('not_found', 'platform.unknown_tenant')
  return home as Home
}

export async function sessionOf(
  home: Home,
  request: FastifyRequest,
  now: Date,
  use: SessionUse = 'act',
): Promise<SessionActor | null> {
  const token = cookieOf(request, 'session')
  const found = token === null ? null : await home.sessions.find(token, now, use)
  return found?.session.kind === 'demo' && home.tenant.mode !== 'demo' ? null : found
}

/** Refuses whoever may not call: nobody, the wrong role, a wall screen, a session that still owes something. */
export function refuseStranger(
  endpoint: Pick<Endpoint, 'caller' | 'wallScreen' | 'duringSignIn' | 'freshSecondFactorMinutes'>,
  found: SessionActor | null,
  writes: boolean,
  now: Date,
): asserts found is SessionActor {
  if (found === null) throw new Refusal('unauthenticated', 'platform.sign_in_first')
  const wanted = endpoint.caller === 'employee' ? (['employee'] as const) : (endpoint.caller as readonly never[])
  if (!holdsAnywhere(found.actor, wanted)) throw new Refusal('forbidden', 'platform.not_allowed')
  if (found.session.kind === 'kiosk' && (writes || endpoint.wallScreen !== true)) {
    throw new Refusal('forbidden', 'platform.read_only_session')
  }
  if (found.session.owes !== null && endpoint.duringSignIn !== true) {
    throw new Refusal('forbidden', owedCode[found.session.owes])
  }
  const fresh = endpoint.freshSecondFactorMinutes
  if (fresh !== undefined && found.session.kind !== 'demo') {
    const at = found.session.secondFactorAt?.getTime() ?? 0
    if (now.getTime() - at > fresh * 60_000) throw new Refusal('forbidden', 'platform.second_factor_needed')
  }
}

/** Refuses what a page wrote for somebody who is not signed in here any more: an outbox is never sent in another's name. */
function refuseOtherPerson(request: FastifyRequest, found: SessionActor | null): void {
  const meant = request.headers['x-person']
  if (meant !== undefined && meant !== found?.actor.personId) throw new Refusal('conflict', 'platform.other_person')
}

const owedCode = { second_factor: 'platform.second_factor_needed', password: 'platform.password_due' } as const

/** Refuses a state change that a page of another site could have sent (ASVS 5.0, 3.5). */
function refuseForeign(request: FastifyRequest): void {
  const site = request.headers['sec-fetch-site']
  const origin = request.headers.origin
  const foreignSite = site !== undefined && site !== 'same-origin' && site !== 'none'
  const foreignOrigin = origin !== undefined && URL.parse(origin)?.host !== request.headers.host
  if (foreignSite || foreignOrigin || request.headers['x-requested-with'] !== 'nuanqiao') {
    throw new Refusal('forbidden', 'platform.foreign_origin')
  }
}

function clientOf(request: FastifyRequest, reply: FastifyReply): ClientInfo {
  return {
    address: request.ip,
    device: cookieOf(request, 'device'),
    agent: String(request.headers['user-agent'] ?? ''),
    secure: request.protocol === 'https',
    setCookie: (name, value, maxAgeSeconds) => {
      reply.header('set-cookie', cookieLine(request, name, value, maxAgeSeconds)) // Fastify adds it to those before
    },
  }
}
