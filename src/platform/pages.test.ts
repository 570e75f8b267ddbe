import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openHttp } from './http.ts'
import { servePages } from './pages.ts'
import { refusals } from './refusal-words.ts'

const script = 'export const words = "暖桥"\n'.repeat(100)
const html = '<meta name="mode" content="__MODE__"><meta name="time-zone" content="__TIME_ZONE__">'
const files = {
  'mobile/index.html': `<title>phone</title>${html}`,
  'mobile/service-worker.js': 'self',
  'mobile/assets/m/app-1a2b.js': script,
  'mobile/assets/m/app-1a2b.js.br': brotliCompressSync(script),
  'mobile/.vite/manifest.json': '{}',
  'console/index.html': `<title>console</title>${html}<meta name="csp-nonce" content="__CSP_NONCE__">`,
  'console/assets/app-3c4d.css': 'a{}',
}
const tenant = {
  schema: 'main',
  name: '',
  hosts: ['*'],
  timeZone: 'Asia/Shanghai',
  mode: 'demo',
  demoStart: null,
} as const

const folder = mkdtempSync(join(tmpdir(), 'nq-pages-'))
const app = openHttp({
  homes: [],
  routes: [],
  refusalWords: [refusals],
  trustedHops: 0,
})
const get = (url: string, headers: Record<string, string> = {}) => app.inject({ url, headers })

beforeAll(async () => {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), content)
  }
  await servePages(app, { folder, tenantOf: () => tenant })
})
afterAll(async () => {
  await app.close()
  rmSync(folder, { recursive: true })
})

test.each([
  ['/', 'phone'],
  ['/matters/1?x=1', 'phone'],
  ['/index.html', 'phone'],
  ['/console/', 'console'],
  ['/console/board', 'console'],
])('%s is the page of the %s', async (url, title) => {
  const page = await get(url)
  expect(page.statusCode).toBe(200)
  expect(page.body).toContain(`<title>${title}</title>`)
  expect(page.body).toContain('<meta name="mode" content="demo"><meta name="time-zone" content="Asia/Shanghai">')
  expect(page.headers['cache-control']).toBe('no-cache')
})

test('a page allows nothing inline, nothing foreign, and no frame around it', async () => {
  const policy = String((await get('/')).headers['content-security-policy'])
  expect(policy).toContain("default-src 'self'")
  expect(policy).toContain("frame-ancestors 'none'")
  expect(policy).not.toMatch(/unsafe|https?:|\*/)
})

test('the console has a new nonce at each opening, for styles only', async () => {
  const open = async () => {
    const page = await get('/console/')
    const [, nonce] = /csp-nonce" content="([^"]+)"/.exec(page.body) ?? []
    expect(page.headers['content-security-policy']).toContain(`style-src 'self' 'nonce-${nonce}'`)
    expect(page.headers['content-security-policy']).not.toMatch(/script-src[^;]*nonce|default-src[^;]*nonce/)
    return nonce
  }
  expect(await open()).not.toBe(await open())
})

test('files with a hash in their name are kept for good, in the smallest form the browser takes', async () => {
  const plain = await get('/assets/m/app-1a2b.js')
  expect(plain.body).toBe(script)
  expect(plain.headers['cache-control']).toBe('public, max-age=31536000, immutable')
  const small = await get('/assets/m/app-1a2b.js', { 'accept-encoding': 'gzip, br' })
  expect(small.headers['content-encoding']).toBe('br')
  expect(small.headers.vary).toMatch(/accept-encoding/i)
  expect(brotliDecompressSync(small.rawPayload).toString()).toBe(script)
  expect(small.headers['content-type']).toMatch(/javascript/)
  expect((await get('/service-worker.js')).headers['cache-control']).toBe('no-cache')
})

test.each(['/assets/m/old-9z.js', '/console/assets/old-9z.css', '/api/nowhere', '/api'])(
  '%s is not there, and no page is given in its place',
  async (url) => {
    const reply = await get(url)
    expect(reply.statusCode).toBe(404)
    expect(reply.json().error.code).toBe('platform.no_such_address')
  },
)

test('an address that cannot be read is refused in words', async () => {
  const reply = await get('/%ff')
  expect(reply.statusCode).toBe(422)
  expect(reply.json().error.code).toBe('platform.no_such_address')
})

test.each(['/.vite/manifest.json', '/assets/m/app-1a2b.js.br', '/../package.json', '/%2e%2e/%2e%2e/etc/passwd'])(
  '%s gives away nothing',
  async (url) => {
    const reply = await get(url)
    expect([200, 404]).toContain(reply.statusCode)
    if (reply.statusCode === 200) expect(reply.body).toContain('<title>phone</title>')
  },
)

test('without a build the start says what to do', async () => {
  await expect(servePages(app, { folder: join(folder, 'none'), tenantOf: () => tenant })).rejects.toThrow(
    /npm run build/,
  )
})
