/** SQL in every field of every endpoint: nothing of it is run. And what the sources may not hold, so that it stays so. */
import { readFileSync } from 'node:fs'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { allowedOf, cases, send, served } from '../access/all.ts'
import { openStage, type Stage } from '../access/stage.ts'
import { expectNoFault } from '../fuzz/answer.ts'
import { loadKinds } from '../world/loop.ts'
import { openWorld, type World } from '../world/world.ts'

let world: World
let stage: Stage
let ear: pg.Client
const heard: string[] = []
beforeAll(async () => {
  world = await openWorld()
  await loadKinds()
  stage = await openStage(world)
  ear = new pg.Client({ connectionString: world.ownerUrl })
  await ear.connect()
  ear.on('notification', ({ payload }) => heard.push(payload ?? ''))
  await ear.query('listen attack')
})
afterAll(async () => {
  await ear.end()
  await world.close()
})

/** Whatever of these is run as SQL is heard. */
const payloads = [
  `' || pg_notify('attack', 'text') || '`,
  `'; select pg_notify('attack', 'stacked'); --`,
  `') or pg_notify('attack', 'condition') is null --`,
  `1); select pg_notify('attack', 'number'); --`,
  `" || pg_notify('attack', 'name') || "`,
  `\\'; select pg_notify('attack', 'escape'); --`,
  `$$; select pg_notify('attack', 'dollar'); $$`,
  `%' or pg_notify('attack', 'like') is null or '%'='`,
  `(select pg_notify('attack', 'sub'))`,
]

test('seen working: a payload that is run as SQL is heard', async () => {
  await world.pool.query(`select '${payloads[0]}' as text`)
  await world.pool.query(`select 1 where ('x' = '${payloads[2]}`)
  await expect.poll(() => heard, { timeout: 5_000 }).toEqual(['text', 'condition'])
  heard.length = 0
})

/** The input with one text in it replaced, once for each place where one stands. */
function* withText(value: unknown, payload: string): Generator<unknown> {
  if (typeof value === 'string') yield payload
  if (typeof value !== 'object' || value === null) return
  for (const [name, inside] of Object.entries(value))
    for (const other of withText(inside, payload))
      yield Array.isArray(value)
        ? value.map((one: unknown, i) => (String(i) === name ? other : one))
        : { ...value, [name]: other }
}

describe.each(served)('$name', ({ name, endpoint }) => {
  test('runs nothing of what its fields say', async () => {
    const one = cases[name]!
    const { row, column } = allowedOf(name)!
    const caller = await stage.newCaller(column)
    const asked = await one.ask(stage, row, caller)
    const fields = 'shape' in endpoint.input ? Object.keys(endpoint.input.shape as object) : []
    // fields that the case leaves out, such as filters and cursors, are asked for as well
    const whole = { ...Object.fromEntries(fields.map((field) => [field, 'x'])), ...asked.input }
    for (const payload of payloads)
      for (const from of [asked.input, whole])
        for (const input of withText(from, payload))
          expectNoFault(await send(stage, one, { ...asked, input: input as Record<string, unknown> }, caller), name)
    await ear.query('select 1')
    expect(heard).toEqual([])
  })
})

const sources = import.meta.glob<string>('../../src/**/*.{ts,tsx}', { eager: true, query: '?raw', import: 'default' })
const product = Object.entries(sources).filter(([name]) => !/\.test\.ts$|\/factory\.ts$/.test(name))
const serving = product.filter(([name]) => !/\/(ui|screens|mobile|console)\//.test(name))

/** Where a pattern stands in the product, as path below src/. */
function whereIs(pattern: RegExp, among = product): string[] {
  expect(among.length).toBeGreaterThan(150)
  return among.filter(([, text]) => pattern.test(text)).map(([name]) => name.replace('../../src/', ''))
}

test('text becomes SQL in two places only, and there it is ours', () => {
  expect(whereIs(/\bsql\.raw\(|\bCompiledQuery\.raw\(/)).toEqual(['platform/files/files.ts', 'platform/rows.ts'])
  // statements made of names: of schemas and tables in the owner's commands, which take nothing from a request
  const owners = /^(platform\/(backup|embedded-postgres)\/|platform\/migrate\.ts|cli\/)/
  expect(whereIs(/\.query(<[^(]*>)?\(\s*`[^`]*\$\{/).filter((name) => !owners.test(name))).toEqual([
    'platform/db.ts', // the company's schema
    'platform/news/listen.ts', // the channel
    'platform/replica.ts', // one of two functions of PostgreSQL
  ])
})

test('the server calls nobody: no request goes out, so none can be sent elsewhere', () => {
  expect(whereIs(/\bfetch\(|from 'node:(http|https|http2|dgram)'|\bundici\b/, serving)).toEqual([
    'cli/doctor/seen.ts', // the way in, at the address that the operator names
    'cli/start.ts', // its own first page
    'platform/metrics/listener.ts', // listens, on this machine
  ])
})

test('keys, hashes and chance come from Node’s own cryptography and argon2, and there are no tokens that speak for themselves', () => {
  const { dependencies } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))
  const names = Object.keys(dependencies)
  expect(names.filter((name) => /jwt|jose|jws|passport|crypto|cipher|hash|uuid|nanoid/.test(name))).toEqual([])
  expect(whereIs(/createCipheriv|createHmac|createSign|randomBytes|scrypt|pbkdf2/).length).toBeGreaterThan(3)
  expect(whereIs(/createCipheriv\((?!'aes-256-gcm')/)).toEqual([])
  expect(whereIs(/createHash\('(?!sha256')/)).toEqual(['platform/db.ts']) // names of prepared statements
  expect(whereIs(/createHmac\('(?!sha256')/)).toEqual(['platform/sign-in/totp.ts']) // RFC 6238 as apps have it
  expect(whereIs(/eyJ|alg:\s*'none'|rejectUnauthorized:\s*false/)).toEqual([])
})

test('nothing is put into a page as markup, and nothing is evaluated', () => {
  const markup = /dangerouslySetInnerHTML|\.innerHTML\s*=|insertAdjacentHTML|document\.write|\beval\(|new Function\(/
  expect(whereIs(markup)).toEqual([])
})
