/** What the operator sees of people's requests: logs and figures without a name, a text, an address or an id. */
import type { AddressInfo } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { endpoint } from '#platform/endpoint.ts'
import { openHttp } from '#platform/http.ts'
import { logFrom } from '#platform/log.ts'
import { Metrics } from '#platform/metrics/metrics.ts'
import { backlogMetrics, processMetrics } from '#platform/metrics/process.ts'
import { serve } from '#platform/routes.ts'
import { listBoard } from '../src/domains/matters/lists/contract.ts'
import { signIn } from '../src/domains/org/sign-in/contract.ts'
import { submitSuggestion } from '../src/domains/voice/contract.ts'
import { openHomes } from '../src/homes.ts'
import { openWeb } from '../src/house.ts'
import { anAct } from '../src/platform/factory.ts'
import { type Answer, type AskOptions, askOver, callOver } from './world/client.ts'
import { type Loop, openLoop } from './world/loop.ts'
import { openWorld, type World, worldWrapper } from './world/world.ts'

/** Each stands for something personal; none may be seen by the operator. */
const marks = [
  '标记人甲',
  '13900009999',
  '标记口令一二三四',
  '标记内容热水器',
  '标记检索词',
  '203.0.113.77',
  'MarkedBrowser',
]

let world: World
let loop: Loop
let app: FastifyInstance
const metrics = new Metrics()
const lines: string[] = []
beforeAll(async () => {
  world = await openWorld()
  loop = await openLoop(world)
  const homes = await openHomes(world.pool, [worldWrapper])
  processMetrics(metrics, { primary: world.pool })
  backlogMetrics(metrics, homes)
  app = await openWeb({
    homes,
    databaseUrl: world.appUrl,
    pool: world.pool,
    pages: false,
    trustedHops: 1,
    clock: world.now,
    metrics,
  })
  await app.listen({ host: '127.0.0.1', port: 0 })
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => lines.push(String(text)) > 0)
  logFrom('info')
})
afterAll(async () => {
  logFrom('warn')
  vi.restoreAllMocks()
  await app.close()
  await world.close()
})
beforeEach(() => {
  lines.length = 0
})

const events = (name: string) => lines.map((line) => JSON.parse(line)).filter(({ event }) => event === name)
const port = (): number => (app.server.address() as AddressInfo).port
const markedHeaders = { 'x-forwarded-for': marks[5], 'user-agent': marks[6] }

async function someRequests(): Promise<Answer[]> {
  const { cookie } = await world.signIn(loop.people.desk.personId)
  const options: AskOptions = { cookie, headers: markedHeaders }
  const ask = (method: string, path: string, body?: unknown) =>
    askOver(port(), method, path, body === undefined ? undefined : JSON.stringify(body), options)
  const proof = { login: marks[1]!, password: marks[2]! }
  await callOver(port(), signIn, proof, { headers: markedHeaders }).catch(() => undefined)
  await callOver(port(), submitSuggestion, { text: `${marks[3]}坏了，请尽快派人修理。`, about: 'tools' }, options)
  await callOver(port(), listBoard, { q: marks[4]! }, options)
  return Promise.all([
    ask('GET', `/api/matters-board?q=${encodeURIComponent(marks[0]!)}&unitId=nonsense`),
    ask('GET', `/api/matters/${loop.people.desk.personId}`),
    ask('GET', `/api/${encodeURIComponent(marks[0]!)}?phone=${marks[1]}`),
    ask('POST', '/api/voice/suggestions', { text: marks[0] }),
    ask('POST', '/api/voice/suggestions', `{"text": "${marks[0]}\n`),
  ])
}

test('each request is one line with number, pattern, status, time and company, and nothing of what was said in it', async () => {
  const answers = await someRequests()
  await vi.waitFor(() => expect(events('request')).toHaveLength(answers.length + 3), { timeout: 20_000 })
  for (const line of lines)
    expect(marks.filter((mark) => line.includes(mark) || line.includes(encodeURIComponent(mark)))).toEqual([])
  const said = events('request')
  for (const { event, request, method, route, status, ms, tenant, ...rest } of said) {
    expect({ event, tenant, more: Object.keys(rest) }).toEqual({
      event: 'request',
      tenant: 'main',
      more: ['at', 'level'],
    })
    expect([typeof request, typeof status, typeof ms, method]).toEqual([
      'string',
      'number',
      'number',
      expect.any(String),
    ])
    expect(route).toMatch(/^(none|\/[a-z/:A-Z-]*)$/)
  }
  expect(said.map(({ route }) => route)).toContain('/api/matters/:id')
  expect(lines.join()).not.toContain(loop.people.desk.personId)
})

test('an error that nobody expected is in the log under the number that its reader was shown, without its message', async () => {
  const broken = endpoint({
    method: 'GET',
    path: '/broken',
    caller: 'anyone',
    summary: 'Breaks.',
    input: z.object({}),
    output: z.object({}),
  })
  const route = serve(broken, () => Promise.reject(new Error(`row (${marks[0]}, ${marks[1]})\n at ${marks[1]}`)))
  const other = openHttp({ homes: [world.home], routes: [route], refusalWords: [], trustedHops: 0 })
  const reply = await other.inject('/api/broken')
  expect(reply.statusCode).toBe(500)
  const [said] = events('request_failed')
  expect(said).toMatchObject({ request: reply.json().error.requestId, route: '/api/broken', error: 'Error' })
  expect(marks.filter((mark) => lines.join().includes(mark))).toEqual([])
  await other.close()
})

test('a slow statement is told by its name and tables, never with what it was asked', async () => {
  const { db } = world.home
  await sql`select pg_sleep(0.6), ${marks[0]}::text from org_person limit 1`.execute(db)
  const said = events('slow_statement')
  const wanted = { tables: 'org_person', tenant: 'main', statement: expect.any(String) }
  expect(said).toContainEqual(expect.objectContaining(wanted))
  expect(lines.join()).not.toContain(marks[0])
})

test('the figures tell of routes, codes and companies; no label names a person, a unit or an id', async () => {
  await someRequests()
  await anAct(world.ctxOfNobody())
  const text = await vi.waitFor(async () => {
    const now = await metrics.text()
    expect(now).toMatch(/^nuanqiao_http_requests_in_flight 0$/m)
    return now
  })
  const samples = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'))
  const families = new Set(samples.map((line) => /^[a-z_]+?(?=_bucket|_sum|_count|\{| )/.exec(line)?.[0]))
  for (const wanted of [
    'nuanqiao_http_request_seconds',
    'nuanqiao_event_streams',
    'nuanqiao_event_loop_lag_seconds',
    'nuanqiao_resident_memory_bytes',
    'nuanqiao_pool_connections',
    'nuanqiao_outbox_waiting',
    'nuanqiao_jobs_failed',
    'nuanqiao_audit_unsequenced_age_seconds',
    'nuanqiao_refusals_total',
  ])
    expect(families).toContain(wanted)
  const allowed = /^(method|route|status|le|code|tenant|pool|state|quantile)$/
  const labels = samples.flatMap((line) =>
    [...line.matchAll(/([a-z]+)="([^"]*)"/g)].map(([, name, value]) => ({ name: name!, value: value! })),
  )
  expect(labels.length).toBeGreaterThan(50)
  for (const { name, value } of labels) {
    expect(name).toMatch(allowed)
    expect(value).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}|\p{Script=Han}|\d{5,}/u)
  }
  expect(marks.filter((mark) => text.includes(mark))).toEqual([])
  expect(text).toMatch(/nuanqiao_refusals_total\{code="platform.input_invalid"\} \d/)
  expect(Number(/nuanqiao_outbox_waiting\{tenant="main"\} (\d+)/.exec(text)?.[1])).toBeGreaterThan(0)
})

test('they are never shown where the public comes in', async () => {
  expect((await askOver(port(), 'GET', '/metrics', undefined)).text).not.toContain('nuanqiao_')
  expect((await askOver(port(), 'GET', '/api/metrics', undefined)).status).toBe(404)
})
