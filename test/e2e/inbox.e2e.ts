/** An inbox of more than a page: the most urgent first, all of them counted, and the rest when asked, on desktop and phone. */
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { axe, picture, testBrowser } from '../world/browser.ts'
import { type Loop, openLoop } from '../world/loop.ts'
import { openWorld, type World } from '../world/world.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })
const many = 57
const browser = testBrowser()
let world: World
let loop: Loop
beforeAll(async () => {
  world = await openWorld({ pages: true })
  loop = await openLoop(world)
  for (let i = 1; i <= many; i += 1) {
    const text = `西一所 ${i} 号换热站的照明坏了一半，夜里看不清压力表，请安排更换。`
    await loop.lead(await loop.raise({ text }), 'assign', 'reassign')
  }
})
afterAll(() => world.close())

test('the desktop counts all and shows the rest at a click', async () => {
  const page = await browser.openDesktop(world, { as: loop.people.lead.personId, path: '/console/inbox' })
  const rows = page.locator('.inbox-row')
  await page.getByText(`${many} 件需要您处理`).waitFor()
  expect(await rows.count()).toBe(50)
  const more = page.getByRole('button', { name: `显示全部 ${many} 件` })
  await more.scrollIntoViewIfNeeded()
  await axe(page)
  await picture(page, 'console-inbox-more')
  await more.click()
  await expect.poll(() => rows.count()).toBe(many)
  expect(await more.count()).toBe(0)
})

test('so does the phone, in English', async () => {
  const page = await browser.openPhone(world, { as: loop.people.lead.personId, path: '/', language: 'en' })
  const more = page.getByRole('button', { name: `Show all ${many}` })
  await more.scrollIntoViewIfNeeded()
  await axe(page)
  await picture(page, 'phone-inbox-more-en')
  await more.click()
  await expect.poll(() => page.locator('a[href^="/matters/"]').count()).toBe(many)
  expect(await more.count()).toBe(0)
})
