/** Requests that no page of ours would send, and requests that are sent again: every write, in the name of somebody who may. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { allowedOf, cases, type Sending, send, served } from './access/all.ts'
import type { Asked, Case } from './access/case.ts'
import { type Caller, openStage, type Stage } from './access/stage.ts'
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

const writes = served.filter(({ endpoint }) => endpoint.method !== 'GET').map(({ name }) => name)

/** Somebody who may, and what he asks for; each time anew. */
async function anAllowed(name: string): Promise<{ one: Case; asked: Asked; caller: Caller }> {
  const { row, column } = allowedOf(name)!
  const caller = await stage.newCaller(column)
  return { one: cases[name]!, asked: await cases[name]!.ask(stage, row, caller), caller }
}

/**
 * What the second of two equal requests ends in where it does not get the first reply again: status, and acts recorded. Each
 * reply of these holds or sets a secret or is a file, so it is not kept.
 */
const repeats: Readonly<Record<string, readonly [number, number]>> = {
  'POST /demo-entry': [200, 1], // comes in once more
  'POST /sign-in': [200, 1], // comes in once more
  'POST /sign-in/second-factor': [401, 0], // the session has a new token
  'POST /activate': [422, 1], // the code is spent; that it was tried again is written down
  'POST /me/password': [401, 0], // the session has a new token
  'POST /me/second-factor/begin': [409, 0],
  'POST /me/second-factor/confirm': [401, 0], // the session has a new token
  'POST /org/people/:id/phone': [409, 0],
  'POST /accounts/:personId/activation': [409, 0],
  'POST /kiosk-sessions': [409, 0],
  'POST /kiosk-entry': [422, 1], // the code is spent; that it was tried again is written down
  'POST /service/households/:id/contact': [409, 0],
  'POST /service/requests/:matterId/contact': [409, 0],
  'POST /service/receipts/moves': [409, 0],
  'POST /privacy/mine/copy': [409, 0],
  'POST /privacy/people/:id/erasure': [409, 0],
  'POST /org/units/:id/people/export': [409, 0],
  'POST /matters-board/export': [409, 0],
  'POST /matters-inbox/export': [409, 0],
  'POST /service/households/export': [409, 0],
  'POST /ledger/export': [409, 0],
  'POST /ledger/matters/export': [409, 0],
}
const arrivesAgain: readonly string[] = ['POST /demo-entry', 'POST /sign-in', 'POST /service/homes/recognise']
/** How many acts one request records, where it is not one. */
const actsOf: Readonly<Record<string, number>> = {
  'POST /service/households/find': 0,
  'POST /service/homes/recognise': 0,
  'POST /service/receipts/open': 0,
  'POST /notices/seen': 0,
  'POST /directives/check': 0,
  'POST /directives': 2, // the directive, and the matter of the unit
  'POST /directives/:id/recall': 2,
  'POST /directives/by-matter/:matterId/objections': 3, // the objection, its matter, and the one that it holds
  'POST /directives/objections/:matterId/decision': 3, // the decision, its matter, and the one that runs again
  'POST /service/callbacks/:matterId': 2, // the call, and the verdict
  'POST /matters-handover': 2, // the person's, and the matter's
  'POST /org/roster/imports/:id/confirm': 2, // the import, and the person who is new
}
/** Coming, going and looking do not go by their number: what they do is bound to a code, a cookie, or nothing. */
const withoutNumber: readonly string[] = [
  ...['POST /demo-entry', 'POST /sign-in', 'POST /sign-in/second-factor', 'POST /activate', 'POST /sign-out'],
  ...['POST /me/password', 'POST /me/second-factor/confirm', 'POST /kiosk-entry', 'POST /service/households/find'],
  ...['POST /notices/seen', 'POST /directives/check', 'POST /service/homes/recognise', 'POST /service/receipts/open'],
]

/** The same wish, not the same request. */
function another(asked: Asked): Asked {
  if (asked.bytes === undefined) return asked
  return { ...asked, bytes: { ...asked.bytes, content: Buffer.concat([asked.bytes.content, Buffer.from('\n')]) } }
}

const codeOf = (text: string): string => JSON.parse(text).error.code

/** What is wrong with a request, the status and the code that it ends in. */
const flaws: Readonly<Record<string, readonly [Sending, number, string]>> = {
  'from a page of another site': [{ headers: { origin: 'https://evil.example' } }, 403, 'platform.foreign_origin'],
  'from a page without an origin': [{ headers: { origin: 'null' } }, 403, 'platform.foreign_origin'],
  'sent across sites': [{ headers: { 'sec-fetch-site': 'cross-site' } }, 403, 'platform.foreign_origin'],
  'sent from another host of the same site': [
    { headers: { 'sec-fetch-site': 'same-site' } },
    403,
    'platform.foreign_origin',
  ],
  'without X-Requested-With': [{ headers: { 'x-requested-with': undefined } }, 403, 'platform.foreign_origin'],
  'without a request number': [{ headers: { 'idempotency-key': undefined } }, 422, 'platform.idempotency_key_required'],
  'with a request number that is none': [{ key: '1' }, 422, 'platform.idempotency_key_required'],
  'as text/plain': [{ headers: { 'content-type': 'text/plain' } }, 422, 'platform.not_json'],
  'as a form': [{ headers: { 'content-type': 'application/x-www-form-urlencoded' } }, 422, 'platform.not_json'],
}

describe.each(writes)('%s', (name) => {
  test('is refused where the request is not one of ours, and nothing is done', async () => {
    const { one, asked, caller } = await anAllowed(name)
    const before = await stage.acts()
    for (const [what, [sending, status, code]] of Object.entries(flaws)) {
      const answer = await send(stage, one, asked, caller, sending)
      const meant = asked.bytes !== undefined && what === 'as text/plain' ? 'platform.input_invalid' : code
      expect([what, answer.status, codeOf(answer.text)]).toEqual([what, status, meant])
    }
    const more = { ...asked, input: { ...asked.input, isAdmin: true } }
    const answer = await send(stage, one, more, caller)
    expect([answer.status, codeOf(answer.text)]).toEqual([422, 'platform.input_invalid'])
    expect(await stage.acts()).toBe(before)
    // and without the flaw it is done
    const sound = await send(stage, one, asked, caller)
    expect([sound.status, sound.text]).toEqual([200, sound.text])
  })

  test('is done once however often it is sent with the same number, and every reply is the same', async () => {
    const { one, asked, caller } = await anAllowed(name)
    const key = randomUUID()
    const before = await stage.acts()
    const first = await send(stage, one, asked, caller, { key })
    const once = (await stage.acts()) - before
    const second = await send(stage, one, asked, caller, { key })
    const [status, acts] = repeats[name] ?? [200, 0]
    expect([first.status, second.status, (await stage.acts()) - before - once]).toEqual([200, status, acts])
    if (repeats[name] === undefined) expect(JSON.parse(second.text)).toEqual(JSON.parse(first.text))
  })

  test('sent fifty times at once it is done once', async () => {
    const { one, asked, caller } = await anAllowed(name)
    const key = randomUUID()
    const before = await stage.acts()
    const answers = await Promise.all(Array.from({ length: 50 }, () => send(stage, one, asked, caller, { key })))
    const done = answers.filter((answer) => answer.status === 200)
    expect(answers.filter((answer) => answer.status >= 500)).toEqual([])
    if (arrivesAgain.includes(name)) return expect(done.length).toBeGreaterThan(0) // the others wait: guesses are counted first
    if (repeats[name] !== undefined) return expect(done).toHaveLength(1)
    expect(done).toHaveLength(50)
    for (const { text } of done) expect(JSON.parse(text)).toEqual(JSON.parse(done[0]!.text))
    if (name !== 'POST /sign-out') expect((await stage.acts()) - before).toBe(actsOf[name] ?? 1)
  })

  test('a number that was used for one thing is refused for another', async () => {
    if (withoutNumber.includes(name)) return expect(cases[name]).toBeDefined()
    const { row, column } = allowedOf(name)!
    const one = cases[name]!
    const caller = await stage.newCaller(column)
    const key = randomUUID()
    expect((await send(stage, one, await one.ask(stage, row, caller), caller, { key })).status).toBe(200)
    const asked = another(await one.ask(stage, row, caller))
    const before = await stage.acts()
    const other = await send(stage, one, asked, caller, { key })
    const code = repeats[name] === undefined ? 'platform.idempotency_key_reused' : 'platform.already_done'
    expect([other.status, codeOf(other.text)]).toEqual([409, code])
    expect(await stage.acts()).toBe(before)
  })
})
