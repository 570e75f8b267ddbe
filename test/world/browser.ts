/** A real browser for stories: phones and desktops of somebody, pictures, and the checks that every page must pass. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import type { AxeResults } from 'axe-core'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll } from 'vitest'
import { findChromium } from './chromium.ts'
import type { World } from './world.ts'

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]
const phoneScreen = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true }
const desktopScreen = { viewport: { width: 1440, height: 900 } }
const pictures = fileURLToPath(new URL('../pictures/', import.meta.url))
const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

export interface PageWish {
  readonly language?: 'zh' | 'en'
  /** A person's id who is signed in already, or a cookie of `world.signIn`. */
  readonly as?: string | { readonly cookie: string }
  /** Path to open; nothing is opened if absent. */
  readonly path?: string
  /** True for a page that hears of no act of others, so that it surely acts on what it last read. */
  readonly deaf?: boolean
}

/** What a test file gets from `testBrowser`. */
export interface TestBrowser {
  /** A page 390x844 with touch, in a profile of its own. */
  openPhone(world: World, wish?: PageWish): Promise<Page>
  /** A page 1440x900, in a profile of its own. */
  openDesktop(world: World, wish?: PageWish): Promise<Page>
}

/**
 * A browser for the tests of this file; call it at the top of the file. After each test it closes the pages that were opened in it,
 * and fails the test if one broke its content security policy, threw, or wrote an error to the console.
 */
export function testBrowser(): TestBrowser {
  let browser: Browser
  const faults: string[] = []
  const opened: BrowserContext[] = []
  beforeAll(async () => {
    const { path, env } = findChromium()
    browser = await chromium.launch({ executablePath: path, args: flags, env: { ...process.env, ...env } as Env })
  })
  afterEach(async () => {
    const found = faults.splice(0)
    await Promise.all(opened.splice(0).map((context) => context.close())) // pages left open take the next one's time
    if (found.length > 0) throw new Error(`The browser reported:\n${found.join('\n')}`)
  })
  afterAll(() => browser?.close())

  const open = async (
    screen: object,
    world: World,
    { language = 'zh', as, path, deaf = false }: PageWish = {},
  ): Promise<Page> => {
    const context = await browser.newContext({
      ...screen,
      baseURL: await world.url(),
      locale: language === 'en' ? 'en-GB' : 'zh-CN',
      timezoneId: world.home.tenant.timeZone,
      reducedMotion: 'reduce',
    })
    opened.push(context)
    if (as !== undefined) await giveSession(context, world, as)
    const page = await context.newPage()
    await page.clock.setFixedTime(world.now())
    listen(page, faults)
    if (deaf) await page.route('**/api/events', (route) => route.abort()) // from the start: a stream already open stays so
    if (path !== undefined) await page.goto(path)
    return page
  }
  return {
    openPhone: (world, wish) => open(phoneScreen, world, wish),
    openDesktop: (world, wish) => open(desktopScreen, world, wish),
  }
}

type Env = Record<string, string>

async function giveSession(context: BrowserContext, world: World, as: string | { cookie: string }): Promise<void> {
  const { cookie } = typeof as === 'string' ? await world.signIn(as) : as
  const [name = '', value = ''] = cookie.split('=')
  await context.addCookies([{ name, value, url: await world.url(), httpOnly: true, sameSite: 'Lax' }])
}

function listen(page: Page, faults: string[]): void {
  page.on('pageerror', (error) => faults.push(`${page.url()}: ${error.stack ?? error.message}`))
  page.on('console', (message) => {
    // a refusal that a test provokes is a reply with a status, which the browser also notes here
    if (message.type() !== 'error' || message.text().startsWith('Failed to load resource')) return
    faults.push(`${page.url()}: ${message.text()}`)
  })
}

/** Keeps a picture of what is on the screen, for the guide: test/pictures/NAME.png. */
export async function picture(page: Page, name: string): Promise<void> {
  await page.evaluate(() => document.fonts.ready)
  await page.screenshot({ path: `${pictures}${name}.png`, animations: 'disabled', caret: 'hide' })
}

/** Fails with readable words if axe finds anything on the page as it is now, best practices included. */
export async function axe(page: Page): Promise<void> {
  await page.evaluate(axeSource) // by the debugger: a script tag would be refused by the page's policy
  const { violations } = await page.evaluate(() =>
    (globalThis as unknown as { axe: { run(): Promise<AxeResults> } }).axe.run(),
  )
  const found = violations.map(
    ({ id, impact, help, nodes }) =>
      `${id} (${impact}): ${help}\n${nodes.map((node) => `  ${node.html}\n    ${node.failureSummary}`).join('\n')}`,
  )
  if (found.length > 0) throw new Error(`axe on ${page.url()}:\n${found.join('\n')}`)
}
