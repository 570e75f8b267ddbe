/**
 * Bodies, addresses and headers that no client sends: refused with a code that has words in both languages, or, where they happen
 * to make sense, answered; never a fault of ours. What is made from the document itself is in fuzz.test.ts.
 */
import { afterAll, beforeAll, describe, test } from 'vitest'
import { requestOf } from '#ui/call.ts'
import { allowedOf, cases, send, served } from './access/all.ts'
import type { Asked, Case } from './access/case.ts'
import { type Caller, openStage, type Stage } from './access/stage.ts'
import { expectNoFault } from './fuzz/answer.ts'
import { bodies } from './fuzz/values.ts'
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

async function anAllowed(name: string): Promise<{ one: Case; asked: Asked; caller: Caller }> {
  const { row, column } = allowedOf(name)!
  const caller = await stage.newCaller(column)
  return { one: cases[name]!, asked: await cases[name]!.ask(stage, row, caller), caller }
}

describe.each(served.filter(({ endpoint }) => endpoint.method !== 'GET').map(({ name }) => name))('%s', (name) => {
  test('is not brought down by a body that is none', async () => {
    const { one, asked, caller } = await anAllowed(name)
    for (const [what, body] of Object.entries({ ...bodies, nothing: '' })) {
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
