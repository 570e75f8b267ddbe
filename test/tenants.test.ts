/**
 * Two companies in one database: whatever one asks, with the other's ids, cursors, files, request numbers, sessions, limits and words,
 * it sees nothing of the other and changes nothing there. Made from the list of endpoints, so a new one without a case fails.
 */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { type Actor, roleNames } from '#platform/access.ts'
import { groups } from '../src/house.ts'
import { allowedOf, cases, send, served } from './access/all.ts'
import type { Asked, Row } from './access/case.ts'
import { anAccount, password } from './access/proofs.ts'
import { type Caller, openStage, type Stage } from './access/stage.ts'
import type { Answer } from './world/client.ts'
import { exportOf } from './world/export.ts'
import { loadKinds } from './world/loop.ts'
import { openWorld, type World } from './world/world.ts'

let world: World
let stage: Stage
/** Somebody in the other company who may do all that one person may there. */
let theirs: Actor
beforeAll(async () => {
  world = await openWorld()
  await loadKinds()
  stage = await openStage(world)
  theirs = await stage.person(
    'other',
    roleNames.filter((role) => role !== 'employee' && role !== 'auditor'),
  )
  await stage.matter('other', { upTo: 'answered' })
})
afterAll(() => world.close())

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g
const uuidsIn = (text: string): Set<string> => new Set(text.match(uuid) ?? [])

interface TheirCompany {
  /** All that it keeps. */
  readonly rows: string
  /** Ids and words that are in no row of ours. */
  readonly secrets: readonly string[]
}

async function theirCompany(): Promise<TheirCompany> {
  const all = Object.entries(await exportOf(world.ownerUrl))
  const of = (schema: string) => all.filter(([name]) => name.startsWith(`${schema}.`))
  const ours = uuidsIn(JSON.stringify(of('main')))
  const rows = JSON.stringify(of('other'))
  const ids = [...uuidsIn(rows)].filter((id) => !ours.has(id))
  const people = await world.other.db.selectFrom('org_person').select(['name', 'staff_no']).execute()
  const matters = await world.other.db.selectFrom('matters_matter').select('text').execute()
  const words = [...people.flatMap(({ name, staff_no }) => [name, staff_no]), ...matters.map(({ text }) => text)]
  return { rows, secrets: [...ids, ...words] }
}

/** Names of the tests end in numbers: one may begin like another. */
const isIn = (text: string, secret: string): boolean => {
  const at = text.indexOf(secret)
  return at >= 0 && (!/^\d/.test(text.slice(at + secret.length)) || isIn(text.slice(at + 1), secret))
}

/** Sends in the name of one of ours: nothing of theirs comes back, and they are as they were. */
async function expectApart(sent: unknown, ask: () => Promise<readonly Answer[]>): Promise<readonly Answer[]> {
  const before = await theirCompany()
  const known = JSON.stringify(sent)
  const secrets = before.secrets.filter((secret) => !known.includes(secret)) // what was asked for may be repeated
  expect(secrets.length).toBeGreaterThan(20)
  const answers = await ask()
  for (const { status, text, headers } of answers) {
    const said = text + JSON.stringify(headers)
    expect(status, text).toBeLessThan(500)
    expect(secrets.filter((secret) => isIn(said, secret))).toEqual([])
  }
  expect((await theirCompany()).rows).toBe(before.rows)
  return answers
}

interface Ready {
  readonly row: Row
  readonly caller: Caller
}
async function anAllowed(name: string): Promise<Ready> {
  const { row, column } = allowedOf(name)!
  return { row, caller: await stage.newCaller(column) }
}

/** Without the other company's address: the request comes to ours. */
const toUs = ({ host: _, ...asked }: Asked): Asked => asked
const partsOf = (path: string): string[] => [...path.matchAll(/:([a-zA-Z]+)/g)].map((part) => part[1]!)

/** The input with one id in it replaced, once for each place where one stands. */
function* withIds(
  input: Readonly<Record<string, unknown>>,
  ids: readonly string[],
): Generator<Record<string, unknown>> {
  const text = JSON.stringify(input)
  for (const [i, found] of [...text.matchAll(uuid)].entries()) {
    const at = found.index
    yield JSON.parse(text.slice(0, at) + ids[i % ids.length] + text.slice(at + found[0].length))
  }
}

describe.each(served)('$name', ({ name, endpoint }) => {
  test('given something of the other company, shows and changes nothing of it', async () => {
    const one = cases[name]
    expect(one, 'a new endpoint needs a case in test/access').toBeDefined()
    const { row, caller } = await anAllowed(name)
    const asked = toUs(await one!.ask(stage, { ...row, place: 'other', mine: false }, caller))
    const { secrets } = await theirCompany()
    for (const part of partsOf(endpoint.path))
      expect(secrets, `${part} is not of the other`).toContain(asked.input[part])
    await expectApart(asked.input, async () => [await send(stage, one!, asked, caller)])
  })

  test('given something of ours in which one id is of the other, shows and changes nothing of it', async () => {
    const one = cases[name]!
    const { row, caller } = await anAllowed(name)
    const asked = await one.ask(stage, row, caller)
    const { unit, worker } = stage.locals.other
    const matter = await world.other.db.selectFrom('matters_matter').select('id').executeTakeFirstOrThrow()
    for (const ids of [[unit.id], [worker.personId], [matter.id]]) {
      const inputs = [...withIds(asked.input, ids)]
      if (inputs.length === 0) return // it names nothing
      await expectApart(ids, () => Promise.all(inputs.map((input) => send(stage, one, { ...asked, input }, caller))))
    }
  })

  test('does not know a session of the other company', async () => {
    const one = cases[name]!
    const { row, caller } = await anAllowed(name)
    const asked = await one.ask(stage, row, caller)
    const as = await world.signIn(theirs.personId, { db: world.other.db })
    const open = endpoint.caller === 'anyone' // who needs no session here needs none there
    const [here, there] = await expectApart(null, async () => [
      await send(stage, one, asked, { ...caller, as }),
      ...(open ? [] : [await send(stage, one, { ...asked, host: 'other.localhost' }, caller)]),
    ])
    if (!open) expect([here!.status, there!.status]).toEqual([401, 401])
  })
})

describe.each(served.filter(({ endpoint }) => endpoint.method !== 'GET'))('$name', ({ name, endpoint }) => {
  test('gives no reply that the other company keeps under the same request number', async () => {
    const one = cases[name]!
    const { row, caller } = await anAllowed(name)
    const asked = await one.ask(stage, row, caller)
    const key = randomUUID()
    const person_id = caller.actor?.personId ?? '00000000-0000-0000-0000-000000000000'
    const route = `${endpoint.method} ${endpoint.path}`
    const reply = JSON.stringify({ secret: theirs.personId })
    const kept = { person_id, key, route, input_hash: '', reply, at: world.now() }
    await world.other.db.insertInto('platform_once').values(kept).execute()
    const [answer] = await expectApart(null, async () => [await send(stage, one, asked, caller, { key })])
    expect([answer!.status, answer!.text]).toEqual([200, answer!.text])
  })
})

describe('a page of a list', () => {
  const paged = groups
    .flatMap((group) => group.routes)
    .filter(({ endpoint }) => endpoint.input instanceof z.ZodObject && 'after' in endpoint.input.shape)

  test('goes on from a cursor of the other company without telling anything of it', async () => {
    for (let n = 0; n < 60; n++) await stage.matter('other', { raiser: theirs })
    expect(paged.length).toBeGreaterThan(4)
    let genuine = 0
    for (const { endpoint, verb } of paged) {
      const name = `${endpoint.method} ${endpoint.path}`
      const { row, caller } = await anAllowed(name)
      const asked = toUs(await cases[name]!.ask(stage, { ...row, place: 'other', mine: false }, caller))
      const ours = toUs(await cases[name]!.ask(stage, row, caller))
      const ctx = await stage.ctxAt('other', theirs)
      const found: unknown = await (verb as (ctx: unknown, input: unknown) => Promise<unknown>)(ctx, {
        ...(endpoint.input.parse(asked.input) as object),
        ...('q' in asked.input ? { q: 'TEST' } : {}),
      }).catch(() => null)
      const next = (found as { next?: unknown } | null)?.next
      if (next !== null && next !== undefined) genuine += 1
      const cursors = next === null || next === undefined ? [theirs.personId, 1] : [next]
      await expectApart(cursors, () =>
        Promise.all(
          cursors.map((after) => send(stage, cases[name]!, { ...ours, input: { ...ours.input, after } }, caller)),
        ),
      )
    }
    expect(genuine).toBeGreaterThan(2)
  }, 120_000)
})

test('wrong guesses in one company count in that company alone', async () => {
  const { personId, staffNo } = await stage.person('own')
  await anAccount(stage, personId, 'none')
  const guess = (secret: string) =>
    world.ask('POST', '/api/sign-in', JSON.stringify({ login: staffNo, password: secret }))
  await expectApart(null, async () => [await guess('a wrong guess of mine')])
  const names = await world.db.selectFrom('platform_limit').selectAll().where('n', '>', 0).execute()
  expect(names.length).toBeGreaterThan(0)
  const blocked_until = new Date(world.now().getTime() + 3_600_000)
  const blocked = names.map((row) => ({ ...row, n: 99, blocked_until }))
  // the same person, address and device are locked out over there
  await world.other.db.insertInto('platform_limit').values(blocked).execute()
  const [answer] = await expectApart(null, async () => [await guess(password)])
  expect(answer!.status).toBe(200)
})

test('the same bytes are kept for each company, under an id of its own', async () => {
  const files = await exportOf(world.ownerUrl)
  expect(files['main.platform_file']).not.toBe('')
  const ids = (name: string) => uuidsIn(files[name] ?? '')
  const shared = [...ids('main.platform_file')].filter((id) => ids('other.platform_file').has(id))
  expect(shared).toEqual([])
  expect(files['other.platform_blob']).not.toBe('')
})
