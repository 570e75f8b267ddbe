import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { endpoint } from '#platform/endpoint.ts'
import { CallError, call, requestOf } from './call.ts'
import { identify } from './person.ts'
import { setLanguage } from './words.ts'

const spec = { summary: 'For these tests.', caller: 'employee' } as const
const listMatters = endpoint({
  ...spec,
  method: 'GET',
  path: '/units/:unit/matters',
  input: z.object({
    unit: z.string(),
    state: z.array(z.string()).optional(),
    before: z.date().optional(),
    text: z.string().nullable().optional(),
  }),
  output: z.object({ items: z.array(z.string()) }),
})
const answer = endpoint({
  ...spec,
  method: 'POST',
  path: '/matters/:id/answer',
  input: z.object({ id: z.string(), text: z.string() }),
  output: z.object({ id: z.string() }),
})
const putFile = endpoint({
  ...spec,
  method: 'POST',
  path: '/files',
  body: 'bytes',
  input: z.object({ name: z.string() }),
  output: z.object({ id: z.string() }),
})

let requests: { url: string; init: RequestInit; headers: Record<string, string> }[] = []
let reply: () => Response | Promise<Response>

beforeEach(() => {
  requests = []
  reply = () => Response.json({ id: '7' })
  vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
    requests.push({ url, init, headers: init.headers as Record<string, string> })
    const answered = new Promise<Response>((resolve, reject) => {
      init.signal?.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')))
      Promise.resolve().then(reply).then(resolve, reject)
    })
    return answered
  })
})
afterEach(() => {
  identify(null)
  setLanguage('zh')
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

const refusal = (status: number, headers: Record<string, string> = {}) =>
  Response.json(
    { error: { code: 'matters.too_late', message: '已过期', details: { days: 3 }, requestId: 'r1' } },
    { status, headers },
  )

test('what is read is asked for in the address, lists as repeated parameters and dates in ISO', () => {
  const input = { unit: '东 一/所', state: ['open', 'late'], before: new Date(0), text: null }
  expect(requestOf(listMatters, input)).toEqual({
    method: 'GET',
    path: '/units/%E4%B8%9C%20%E4%B8%80%2F%E6%89%80/matters?state=open&state=late&before=1970-01-01T00%3A00%3A00.000Z',
  })
  expect(() => requestOf(listMatters, {})).toThrow('/units/:unit/matters needs unit')
})

test('a write carries the rest of its input as JSON, a key, the person and the language', async () => {
  identify('person-1')
  setLanguage('en')
  await expect(call(answer, { id: '7', text: '好' })).resolves.toEqual({ id: '7' })
  const { url, init, headers } = requests[0]!
  expect(url).toBe('/api/matters/7/answer')
  expect(init.body).toBe('{"text":"好"}')
  expect(headers).toMatchObject({
    'content-type': 'application/json',
    'accept-language': 'en-GB',
    'x-requested-with': 'nuanqiao',
    'x-person': 'person-1',
  })
  expect(headers['idempotency-key']).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
})

test('two acts have two keys, and a key that is given is used', async () => {
  await call(answer, { id: '7', text: 'a' })
  await call(answer, { id: '7', text: 'a' })
  await call(answer, { id: '7', text: 'a' }, { key: 'mine' })
  const keys = requests.map(({ headers }) => headers['idempotency-key'])
  expect(new Set(keys).size).toBe(3)
  expect(keys[2]).toBe('mine')
})

test('reading has neither key nor person', async () => {
  identify('person-1')
  await call(listMatters, { unit: 'a' })
  expect(Object.keys(requests[0]!.headers)).not.toContain('idempotency-key')
  expect(Object.keys(requests[0]!.headers)).not.toContain('x-person')
})

test('a file goes as it is, its name in the address', async () => {
  const bytes = new Blob(['x'], { type: 'image/jpeg' })
  await call(putFile, { name: '阀门.jpg' }, { bytes })
  expect(requests[0]!.url).toBe('/api/files?name=%E9%98%80%E9%97%A8.jpg')
  expect(requests[0]!.init.body).toBe(bytes)
  expect(requests[0]!.headers['content-type']).toBe('image/jpeg')
})

test('a refusal keeps its code, words, details and number', async () => {
  reply = () => refusal(409, { 'retry-after': '20' })
  const error = await call(answer, { id: '7', text: 'a' }).catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(CallError)
  expect(error).toMatchObject({
    code: 'matters.too_late',
    status: 409,
    message: '已过期',
    details: { days: 3 },
    requestId: 'r1',
    retryAfter: 20,
    uncertain: false,
  })
})

test.each([
  ['no line', () => Promise.reject(new TypeError('Failed to fetch')), 'ui.offline', 0],
  ['a page of a proxy', () => new Response('<html>Bad gateway</html>', { status: 502 }), 'ui.unavailable', 502],
  ['a login page of a hotel', () => new Response('<html>Welcome</html>'), 'ui.unavailable', 502],
] as const)('%s is told as %3$s and nobody knows whether it was done', async (_, outcome, code, status) => {
  reply = outcome
  await expect(call(answer, { id: '7', text: 'a' })).rejects.toMatchObject({ code, status, uncertain: true })
})

test('a line that stays silent for half a minute counts as none', async () => {
  vi.useFakeTimers()
  reply = () => new Promise(() => undefined)
  const outcome = call(listMatters, { unit: 'a' }).catch((error: unknown) => error)
  await vi.advanceTimersByTimeAsync(30_000)
  await expect(outcome).resolves.toMatchObject({ code: 'ui.offline' })
})

test('a caller who gives up is not told that the line is down', async () => {
  const giveUp = new AbortController()
  reply = () => new Promise(() => undefined)
  const outcome = call(listMatters, { unit: 'a' }, { signal: giveUp.signal })
  giveUp.abort()
  await expect(outcome).rejects.toMatchObject({ name: 'AbortError' })
})

test('an answer without content is none', async () => {
  reply = () => new Response(null, { status: 204 })
  await expect(call(answer, { id: '7', text: 'a' })).resolves.toBeUndefined()
})
