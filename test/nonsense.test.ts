/**
 * Nonsense for every endpoint, made from its own schema: it is refused with a code that has words in both languages, or, where
 * it happens to make sense, answered; never is it a fault of ours.
 */
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { JsonSchema } from '#platform/openapi.ts'
import { requestOf } from '#ui/call.ts'
import { refusalWords } from '../src/house.ts'
import { allowedOf, cases, send, served } from './access/all.ts'
import type { Asked, Case } from './access/case.ts'
import { type Caller, openStage, type Stage } from './access/stage.ts'
import type { Answer } from './world/client.ts'
import { loadKinds } from './world/loop.ts'
import { openWorld, type World } from './world/world.ts'

let world: World
let stage: Stage
beforeAll(async () => {
  world = await openWorld()
  await loadKinds()
  stage = await openStage(world)
})
afterAll(() => world.close())

/** Refused in words that exist in both languages, or answered. */
function expectNoFault(answer: Answer, sent: string): void {
  const shown = `${sent.slice(0, 300)} ended in ${answer.status} ${answer.text.slice(0, 200)}`
  expect(answer.status, shown).toBeLessThan(500)
  if (answer.status < 400 || answer.status === 431) return // 431: too long an address to be read at all
  const { code, message, requestId } = JSON.parse(answer.text).error
  const known = refusalWords.find((words) => code in words.zh)
  expect([shown, known?.zh[code], typeof requestId]).toEqual([shown, message, 'string'])
  expect(known?.zh[code]).toMatch(/\p{Script=Han}/u)
  expect(known?.en[code]).toMatch(/^[^\p{Script=Han}]+$/u)
}

const deep = (depth: number, open: string, inside: string, close: string) =>
  open.repeat(depth) + inside + close.repeat(depth)

/** Bodies that are no input at all. */
const bodies: Readonly<Record<string, string>> = {
  nothing: '',
  null: 'null',
  'a list': '[]',
  'a list of lists': '[[],[{}]]',
  'a string': '"text"',
  'a number': '17',
  'half of an object': '{"text":',
  'two objects': '{}{}',
  'a prototype': '{"__proto__":{"isAdmin":true},"constructor":{"prototype":{}}}',
  'NUL bytes': '\u0000\u0000',
  'a byte order mark': '\uFEFF{}',
  'lists a thousand deep': deep(1_000, '[', '', ']'),
  'objects thirty thousand deep': `{"text":${deep(30_000, '{"a":', '1', '}')}}`,
  'lists a hundred thousand deep, in a field': `{"text":${deep(100_000, '[', '', ']')}}`,
  'more than fits': `{"text":"${'长'.repeat(120_000)}"}`,
}

/** Values that no form sends. */
const nonsense = fc.constantFrom<unknown>(
  ...[null, true, 0, -1, 1.5, 1e308, Number.MAX_SAFE_INTEGER + 2, '', ' ', '\u0000', 'a\u0000b', '\ud800', 'x\udfffy'],
  ...['长'.repeat(20_000), "'; drop table org_person; --", '%', '\\', '../../etc/passwd', '<script>alert(1)</script>'],
  ...['\u202e\u200b\ufeff', '2026-13-45', '9999-12-31', '0000-01-01', '00000000-0000-0000-0000-000000000000'],
  ...[[], [[]], {}, { a: { b: [] } }, ['\u0000'], [null], { length: 3 }],
)

/** Something of the kind that the schema asks for, with what a database or a tree may stumble over inside. */
function likely(schema: JsonSchema): fc.Arbitrary<unknown> {
  const said = fc.constantFrom(
    '\u0000',
    '\ud83d',
    '\udc00尾',
    '正常的一句话，足够长。',
    'ﷺ'.repeat(200),
    '%_\\',
    '🔥'.repeat(40),
  )
  if (Array.isArray(schema.enum)) return fc.constantFrom(...(schema.enum as unknown[]), 'no such thing')
  if (schema.const !== undefined) return fc.constant(schema.const)
  if (Array.isArray(schema.oneOf)) return fc.oneof(...(schema.oneOf as JsonSchema[]).map(likely))
  if (Array.isArray(schema.anyOf)) return fc.oneof(...(schema.anyOf as JsonSchema[]).map(likely))
  if (schema.format === 'uuid') return fc.oneof(fc.uuid(), fc.constant(stage.locals.own.unit.id), said)
  if (schema.format === 'date') return fc.constantFrom('2026-12-01', '9999-12-31', '0001-01-01', '2026-02-30')
  if (schema.type === 'array') return fc.array(likely((schema.items ?? {}) as JsonSchema), { maxLength: 4 })
  if (schema.type === 'integer' || schema.type === 'number')
    return fc.oneof(fc.integer(), fc.double(), fc.maxSafeInteger())
  if (schema.type === 'boolean') return fc.boolean()
  if (schema.type === 'object') return inputOf(schema)
  return fc.tuple(said, fc.string({ unit: 'binary', maxLength: 40 })).map(([a, b]) => `${b}${a}十个字以上的一句话。`)
}

/** An object of the schema in which some fields are likely, some nonsense and some missing. */
function inputOf(schema: JsonSchema): fc.Arbitrary<Record<string, unknown>> {
  const fields = Object.entries(schema.properties ?? {}).map(
    ([name, field]) =>
      [name, fc.oneof({ arbitrary: likely(field), weight: 4 }, { arbitrary: nonsense, weight: 1 })] as const,
  )
  return fc.record(Object.fromEntries(fields), { requiredKeys: fields.slice(0, 1).map(([name]) => name) })
}

const schemaOf = (one: Case): JsonSchema =>
  z.toJSONSchema(one.endpoint.input, { io: 'input', unrepresentable: 'any' }) as unknown as JsonSchema

async function anAllowed(name: string): Promise<{ one: Case; asked: Asked; caller: Caller }> {
  const { row, column } = allowedOf(name)!
  const caller = await stage.newCaller(column)
  return { one: cases[name]!, asked: await cases[name]!.ask(stage, row, caller), caller }
}

describe.each(served.map(({ name }) => name))('%s', (name) => {
  test('is not brought down by nonsense in its fields', async () => {
    const { one, asked, caller } = await anAllowed(name)
    const runs =
      one.endpoint.input instanceof z.ZodObject && Object.keys(one.endpoint.input.shape).length === 0 ? 2 : 12
    await fc.assert(
      fc.asyncProperty(inputOf(schemaOf(one)), fc.boolean(), async (input, soundElsewhere) => {
        const mixed = soundElsewhere ? { ...asked.input, ...pick(input) } : { ...asked.input, ...input }
        expectNoFault(await send(stage, one, { ...asked, input: withPath(one, mixed) }, caller), JSON.stringify(mixed))
      }),
      { numRuns: runs, seed: 20261116, endOnFailure: true },
    )
  })
})

/** The first field alone. */
const pick = (input: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(input).slice(0, 1))

/** What goes into a path must be there and be text, or the request cannot be written. */
function withPath(one: Case, input: Record<string, unknown>): Record<string, unknown> {
  const parts = [...one.endpoint.path.matchAll(/:([a-zA-Z]+)/g)].map((part) => part[1]!)
  const text = (value: unknown): string =>
    typeof value === 'string' && value !== '' ? Buffer.from(value).toString() : 'x'
  return { ...input, ...Object.fromEntries(parts.map((part) => [part, text(input[part])])) }
}

describe.each(served.filter(({ endpoint }) => endpoint.method !== 'GET').map(({ name }) => name))('%s', (name) => {
  test('is not brought down by a body that is none', async () => {
    const { one, asked, caller } = await anAllowed(name)
    for (const [what, body] of Object.entries(bodies)) {
      const { bytes: _, ...rest } = asked
      const isBytes = asked.bytes !== undefined
      const sent = isBytes ? { ...asked, bytes: { ...asked.bytes!, content: Buffer.from(body) } } : rest
      expectNoFault(await send(stage, one, sent, caller, isBytes ? {} : { body }), what)
    }
  })
})

test.each([
  '/api/matters/%00',
  '/api/matters/%E0%A4%A',
  '/api/matters/..%2f..%2fetc%2fpasswd',
  `/api/matters/${'a'.repeat(5_000)}`,
  '/api/matters-similar?text=%00%00&text=%ff',
  '/api/matters-similar?text[]=a&text[b]=c',
  '/api/matters-board?state=received&state=nonsense&q=%ED%A0%80',
  '/api/matters-mine?after=zzz',
  '/api/org/people?q=%00',
  '/api/org/people?__proto__=1&q=a&constructor=2',
  '/api//matters-inbox',
  '/api/matters-inbox/',
  '/api/%2e%2e/%2e%2e/',
])('the address %s is no fault of ours', async (path) => {
  const { as } = await stage.caller('leader')
  expectNoFault(await world.ask('GET', path, undefined, { as: as! }), path)
})

test('headers of nonsense are no fault of ours', async () => {
  const { as } = await stage.caller('leader')
  const odd: Record<string, string>[] = [
    { 'accept-language': 'x'.repeat(3_000) },
    { 'accept-language': 'en;q=NaN, zh;q=-1, *' },
    { cookie: 'nq=; nq==; =nq; nq' },
    { cookie: `nq=${'a'.repeat(4_000)}` },
    { 'x-person': 'nobody' },
    { 'content-type': 'application/json; charset=utf-7' },
    { 'content-encoding': 'gzip' },
    { 'transfer-encoding': 'chunked' },
    { origin: 'not a url' },
    { host: 'other.localhost:1:2' },
    { host: '' },
  ]
  for (const headers of odd) {
    const { path } = requestOf({ method: 'GET', path: '/me' }, {})
    expectNoFault(await world.ask('GET', `/api${path}`, undefined, { as: as!, headers }), JSON.stringify(headers))
    expectNoFault(await world.ask('POST', '/api/sign-out', '{}', { headers }), JSON.stringify(headers))
  }
})
