/** What a phone must load before it shows its first page, whoever holds it. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testBrowser } from '../world/browser.ts'
import { type Loop, openLoop } from '../world/loop.ts'
import { openWorld, type World } from '../world/world.ts'

const built = fileURLToPath(new URL('../../dist/web/mobile', import.meta.url))
const most = 40 * 1024

const browser = testBrowser()
let world: World
let loop: Loop
beforeAll(async () => {
  world = await openWorld({ pages: true })
  loop = await openLoop(world)
})
afterAll(() => world.close())

test.each(['a visitor', 'an employee'])(
  '%s loads at most 40 KB of scripts and styles for the first page',
  async (who) => {
    const page = await browser.openPhone(world, who === 'a visitor' ? {} : { as: loop.people.raiser.personId })
    const loaded = new Set<string>()
    page.on('request', (request) => {
      const { pathname } = new URL(request.url())
      if (/^\/assets\/.*\.(js|css)$/.test(pathname)) loaded.add(pathname)
    })
    await page.goto('/')
    await page
      .getByText(who === 'a visitor' ? '密码' : '我的事项')
      .first()
      .waitFor()
    const sizes = await Promise.all([...loaded].map(async (path) => gzipSync(await readFile(join(built, path))).length))
    const sum = sizes.reduce((all, size) => all + size, 0)
    expect(sum).toBeGreaterThan(10 * 1024)
    expect(sum).toBeLessThanOrEqual(most)
  },
)
