/** The first minute: the README's command, the first page, one click, and everything ends again. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { type Browser, chromium } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findChromium } from '../world/chromium.ts'
import { freePort, processesOf } from '../world/processes.ts'

const project = fileURLToPath(new URL('../..', import.meta.url))
let home: string
let product: ChildProcess
let browser: Browser
const said: string[] = []

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'nq-smoke-'))
  chmodSync(home, 0o755)
  const { path, env } = findChromium()
  browser = await chromium.launch({
    executablePath: path,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic'],
    env: { ...process.env, ...env } as Record<string, string>,
  })
})
afterAll(async () => {
  await browser?.close()
  if (product?.exitCode === null) product.kill('SIGKILL')
  rmSync(home, { recursive: true, force: true })
})

test('npm start says one address, and a visitor enters with one click', async () => {
  const env = { ...process.env, NUANQIAO_HOME: home, PORT: String(await freePort()) }
  product = spawn('npm', ['start'], { cwd: project, env, stdio: ['ignore', 'pipe', 'inherit'] })
  const url = await address()

  const faults: string[] = []
  const page = await browser.newPage({ viewport: { width: 390, height: 844 }, locale: 'zh-CN' })
  page.on('pageerror', (error) => faults.push(error.message))
  page.on('console', (message) => {
    const refused = message.text().startsWith('Failed to load resource') // nobody is signed in yet
    if (message.type() === 'error' && !refused) faults.push(message.text())
  })
  await page.goto(url)
  const { demoEntries } = await page.evaluate(() => fetch('/api/entry').then((reply) => reply.json()))
  await page.getByText(demoEntries[0].title.zh, { exact: true }).first().click()
  await expect.poll(() => page.evaluate(() => fetch('/api/me').then((reply) => reply.status))).toBe(200)
  await expect.poll(() => page.getByRole('heading').first().isVisible()).toBe(true)
  expect(faults).toEqual([])
  expect(said.filter((line) => line.includes('://'))).toEqual([`Nuanqiao is open at ${url}`])
})

test('beside it, the audit log of the demo is proven: every way of altering a copy is found', async () => {
  const env = { ...process.env, NUANQIAO_HOME: home, LANG: 'en_GB.UTF-8', LC_ALL: '' }
  const proof = spawn(process.execPath, ['bin/nuanqiao.mjs', 'prove'], { cwd: project, env })
  let words = ''
  for (const out of [proof.stdout, proof.stderr]) out.on('data', (chunk) => (words += chunk))
  const [code] = await once(proof, 'exit')
  expect(words).toContain('20 ways of tampering were tried')
  expect(words).toContain('20 were found')
  expect(code).toBe(0)
}, 60_000)

test('stopped, it leaves no process behind', async () => {
  expect(processesOf(home).length).toBeGreaterThan(3)
  product.kill('SIGTERM')
  await once(product, 'exit')
  await expect.poll(() => processesOf(home), { timeout: 20_000 }).toEqual([])
})

async function address(): Promise<string> {
  for await (const line of createInterface({ input: product.stdout! })) {
    said.push(line)
    const [, url] = /^Nuanqiao is open at (\S+)$/.exec(line) ?? []
    if (url !== undefined) return url
  }
  throw new Error(`it did not start:\n${said.join('\n')}`)
}
