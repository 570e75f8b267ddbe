/** What goes over the line, whatever is asked: headers on every reply, nothing changed by looking, nobody believed about himself. */
import { type AddressInfo, connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openHttp } from '../../src/platform/http.ts'
import { allowedOf, cases, send, served } from '../access/all.ts'
import { openStage, type Stage } from '../access/stage.ts'
import type { Answer } from '../world/client.ts'
import { exportOf } from '../world/export.ts'
import { loadKinds } from '../world/loop.ts'
import { openWorld, type World } from '../world/world.ts'

let world: World
let stage: Stage
beforeAll(async () => {
  world = await openWorld({ pages: true })
  await loadKinds()
  stage = await openStage(world)
})
afterAll(() => world.close())

type Headers = Answer['headers']

function expectSafe(what: string, headers: Headers): void {
  const policy = String(headers['content-security-policy'])
  expect([what, policy]).toEqual([what, expect.stringContaining("frame-ancestors 'none'")])
  expect([what, policy]).toEqual([what, expect.stringContaining("base-uri 'none'")])
  expect([what, policy]).toEqual([what, expect.stringMatching(/object-src 'none'|default-src 'none'/)])
  expect([what, policy]).not.toEqual([what, expect.stringMatching(/unsafe-inline|unsafe-eval|\*/)])
  expect([what, headers['x-content-type-options']]).toEqual([what, 'nosniff'])
  expect([what, headers['referrer-policy']]).toEqual([what, 'no-referrer'])
  expect([what, headers['access-control-allow-origin']]).toEqual([what, undefined])
  expect([what, headers['x-powered-by'] ?? headers.server]).toEqual([what, undefined])
}

test('every reply has the headers that keep a browser in its bounds: pages, files, refusals, faults', async () => {
  const { as } = await stage.caller('leader')
  const asked: readonly (readonly [string, string, Parameters<World['ask']>[3]?])[] = [
    ...['/', '/console/', '/nowhere/at/all', '/api', '/api/openapi.json', '/healthz', '/api/nowhere'].map(
      (path) => ['GET', path] as const,
    ),
    ...['TRACE', 'OPTIONS', 'PUT', 'HEAD'].map((method) => [method, '/api/me'] as const),
    ['GET', '/api/me', { headers: { origin: 'https://evil.example' } }],
    ['GET', '/api/me', { as: as!, headers: { origin: 'https://evil.example' } }],
    ['GET', '/api/matters/nonsense', { as: as! }],
    ['GET', `/api/matters/${'a'.repeat(5_000)}`, { as: as! }],
    ['GET', '/api/%E0%A4%A'],
    ['POST', '/api/sign-in', { headers: { 'content-type': 'application/xml' } }],
    ['GET', '/api/entry', { headers: { host: 'nobody.example' } }],
  ]
  for (const [method, path, options] of asked)
    expectSafe(`${method} ${path.slice(0, 60)}`, (await world.ask(method, path, undefined, options ?? {})).headers)
})

test.each(served)('the reply of $name has them too, given or refused', async ({ name, endpoint }) => {
  const { row, column } = allowedOf(name)!
  const caller = await stage.newCaller(column)
  const asked = await cases[name]!.ask(stage, row, caller)
  const given = await send(stage, cases[name]!, asked, caller)
  const refused = await send(stage, cases[name]!, { ...asked, input: { ...asked.input, isAdmin: true } }, caller)
  expect([given.status, refused.status >= 400]).toEqual([200, true])
  for (const { headers } of [given, refused]) {
    expectSafe(name, headers)
    if (endpoint.reply !== 'file') expect([name, headers['cache-control']]).toEqual([name, 'no-store'])
    else expect([name, headers['cache-control']]).toEqual([name, expect.stringMatching(/^private|^no-store/)])
  }
})

test('what is no HTTP at all is answered under the same headers, and the line is closed', async () => {
  const { port } = new URL(await world.url())
  for (const text of ['nonsense\r\n\r\n', `GET / HTTP/1.1\r\nhost: x\r\nx: ${'y'.repeat(20_000)}\r\n\r\n`]) {
    const said = await new Promise<string>((resolve, reject) => {
      const line = connect(Number(port), '127.0.0.1', () => line.write(text))
      let all = ''
      line
        .on('data', (part) => (all += part))
        .on('close', () => resolve(all))
        .on('error', reject)
    })
    expect(said).toMatch(/^HTTP\/1\.1 4\d\d /)
    const lines = said.split('\r\n').map((one) => one.split(': ', 2) as [string, string])
    expectSafe(text.slice(0, 20), Object.fromEntries(lines))
  }
})

test('on https every reply says that only https will do, for two years and all hosts below', async () => {
  const app = openHttp({ homes: [world.home], routes: [], refusalWords: [], trustedHops: 1 })
  const headers = { 'x-forwarded-proto': 'https', 'x-forwarded-for': '198.51.100.7' }
  const reply = await app.inject({ url: '/api/nowhere', headers })
  expect(reply.headers['strict-transport-security']).toBe('max-age=63072000; includeSubDomains')
  expect((await app.inject({ url: '/api/nowhere' })).headers['strict-transport-security']).toBeUndefined()
  await app.close()
})

/** All that is kept; of news that wait to be told the worker takes its own. */
async function kept(): Promise<Record<string, string>> {
  const { 'main.platform_outbox': _, 'main.channels_notice': __, ...rest } = await exportOf(world.ownerUrl)
  return rest
}

describe('looking changes nothing', () => {
  test.each(served.filter(({ endpoint }) => endpoint.method === 'GET'))('$name', async ({ name }) => {
    const { row, column } = allowedOf(name)!
    const caller = await stage.newCaller(column)
    const asked = await cases[name]!.ask(stage, row, caller)
    const before = await kept()
    for (let n = 0; n < 2; n++) expect((await send(stage, cases[name]!, asked, caller)).status).toBe(200)
    expect(await kept()).toEqual(before)
  })

  test('pages, the document, and addresses of what only writes', async () => {
    const { as } = await stage.caller('system_admin')
    const before = await kept()
    const writes = served.filter(({ endpoint }) => endpoint.method !== 'GET')
    const paths = writes.map(({ endpoint }) => `/api${endpoint.path.replace(/:\w+/g, stage.locals.own.unit.id)}`)
    for (const path of ['/', '/console/', '/api/openapi.json', '/healthz', ...paths])
      for (const method of ['GET', 'HEAD']) await world.ask(method, path, undefined, { as: as! })
    expect(await kept()).toEqual(before)
  })
})

describe('nobody is believed about where he comes from', () => {
  test('a forwarded address or host counts for nothing where no proxy stands in front', async () => {
    const spoofed = {
      'x-forwarded-for': '198.51.100.7',
      'x-real-ip': '198.51.100.7',
      'x-forwarded-host': 'other.localhost',
      'x-original-host': 'other.localhost',
      'x-forwarded-proto': 'https',
      forwarded: 'for=198.51.100.7;host=other.localhost;proto=https',
    }
    const entry = await world.ask('GET', '/api/entry', undefined, { headers: spoofed })
    expect(JSON.parse(entry.text).company).toBe(world.home.tenant.name)
    const guess = JSON.stringify({ login: 'NOBODY01', password: 'a wrong guess of mine' })
    const counted = async () =>
      (await world.db.selectFrom('platform_limit').select('name').orderBy('name').execute()).map(({ name }) => name)
    await world.ask('POST', '/api/sign-in', guess)
    const names = await counted()
    expect(names.length).toBeGreaterThan(1)
    for (let n = 0; n < 3; n++) {
      const headers = { ...spoofed, 'x-forwarded-for': `198.51.100.${n}` }
      await world.ask('POST', '/api/sign-in', guess, { headers })
    }
    // all four count together: for the account, and for the one address that they came from
    expect(await counted()).toEqual(names)
  })

  test('behind one proxy the last hop alone is believed', async () => {
    const app = openHttp({ homes: [world.home], routes: [], refusalWords: [], trustedHops: 1 })
    app.get('/address', (request, reply) => reply.send({ ip: request.ip }))
    await app.listen({ host: '127.0.0.1', port: 0 })
    const { port } = app.server.address() as AddressInfo
    const headers = { 'x-forwarded-for': '10.0.0.1, 192.0.2.1, 198.51.100.7' }
    const reply = await fetch(`http://127.0.0.1:${port}/address`, { headers })
    expect(await reply.json()).toEqual({ ip: '198.51.100.7' })
    await app.close()
  })
})

test('what lies beside the product is not served: dotfiles, source maps, lists of folders, figures, other methods', async () => {
  const names = [
    '.env',
    '.git/config',
    '.git/HEAD',
    '.stamp',
    'package.json',
    'var/master.key',
    'master.key',
    'audit.key',
  ]
  const below = [
    'server.js',
    'server.js.map',
    'dist/server.js',
    'assets/',
    'assets/m/',
    'console/assets/',
    '.vite/manifest.json',
  ]
  const guesses = [
    'metrics',
    'debug',
    'debug/pprof',
    'server-status',
    'phpinfo.php',
    'actuator/env',
    'backup.sql',
    'swagger',
  ]
  for (const name of [...names, ...below, ...guesses]) {
    for (const path of [`/${name}`, `/console/${name}`, `/api/${name}`]) {
      const { text, headers, status } = await world.ask('GET', path)
      const shown = `${path} ${status} ${text.slice(0, 80)}`
      expect(text, shown).not.toMatch(
        /\[core\]|ref: refs|sourceMappingURL|"dependencies"|Index of|NUANQIAO_|process_cpu/,
      )
      // an address that is none is the page's own to explain; nothing else comes
      if (status === 200) expect([shown, headers['content-type']]).toEqual([shown, 'text/html; charset=utf-8'])
      else expect(status, shown).toBeGreaterThanOrEqual(300)
    }
  }
  for (const method of ['TRACE', 'OPTIONS', 'PROPFIND']) {
    const { status, text } = await world.ask(method, '/api/me', undefined, { headers: { 'x-secret': 'echo me' } })
    expect([method, status, text.includes('echo me')]).toEqual([method, 404, false])
  }
})
