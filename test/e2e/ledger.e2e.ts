/** The public ledger, on an employee's phone and in the console: from a figure to the matter behind it. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { axe, picture, testBrowser } from '../world/browser.ts'
import { type Loop, openLoop, type Who } from '../world/loop.ts'
import { openWorld, type World } from '../world/world.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })
const browser = testBrowser()
let world: World
let loop: Loop
beforeAll(async () => {
  world = await openWorld({ pages: true })
  loop = await openLoop(world)
  await loop.raise({ text: '更衣室的柜子不够用，新来的同事没有地方放衣服。' })
  await loop.raise({ text: '食堂的门帘破了，风直往里灌，吃饭时很冷。' })
  await loop.raise({ text: '希望调整一下夜班的排班方式。', visibility: 'handlers' })
  world.pass({ days: 7 })
  const kept = await loop.raise({ text: '巡检用的手电筒光太暗，夜里看不清表。' })
  await loop.lead(kept, 'assign', 'answer')
  const again = await loop.raise()
  await loop.lead(again, 'assign', 'answer', 'judge')
  await loop.raise({ text: '劳保手套磨破得快，一个月发一双不够用。' })
  await loop.raise({ by: 'stranger', text: '西一所的水泵半夜响得很厉害，请检查一下。' })
})
afterAll(() => world.close())

async function phone(who: Who, path: string, language: 'zh' | 'en' = 'zh'): Promise<Page> {
  const page = await browser.openPhone(world, { as: loop.people[who].personId, path, language })
  page.setDefaultTimeout(15_000)
  return page
}

test('an employee goes from his own page to the ledger, down to a unit, and from a figure to the matter behind it', async () => {
  const page = await phone('colleague', '/me')
  await page.getByRole('link', { name: /承诺公示/ }).click()
  await page.getByRole('heading', { name: '集团' }).waitFor()
  await page.getByRole('img', { name: '按期兑现 2 件，逾期 3 件，未到期 3 件' }).waitFor()
  await axe(page)
  await picture(page, 'phone-ledger')

  await page.getByRole('link', { name: /^东城公司/ }).click()
  await page.getByRole('heading', { name: '东城公司' }).waitFor()
  await page.getByRole('link', { name: /3\s*逾期未办/ }).click()
  await page.getByText('另有 1 件仅办理人员可见').waitFor()
  expect(await page.getByText('希望调整一下夜班').count()).toBe(0)
  await axe(page)
  await picture(page, 'phone-ledger-matters')

  await page.getByRole('link', { name: /更衣室的柜子不够用/ }).click()
  await page.getByText('已超过答复期限 4 天').waitFor()
  await page.goBack()
  await page.getByText('另有 1 件仅办理人员可见').waitFor()
  await page.getByRole('link', { name: '返回' }).click()
  await page.getByRole('heading', { name: '东城公司' }).waitFor()
})

test('another period is chosen in one tap, and an empty one says so', async () => {
  const page = await phone('raiser', '/ledger', 'en')
  await page.getByText('Not yet due').first().waitFor()
  await page.getByLabel('Last month').check()
  await page.getByText('Nothing was promised in this period').waitFor()
  await axe(page)
  await page.getByLabel('Choose days').check()
  await page.getByLabel('First day').fill('2026-11-20')
  await page.getByLabel('Last day').fill('2026-11-10')
  await page.getByText('The first day cannot be after the last.').waitFor()
  await axe(page)
  await page.getByLabel('First day').fill('2026-11-10')
  await page.getByLabel('Last day').fill('2026-11-20')
  await page.getByRole('img', { name: '0 kept, 3 late, 0 not yet due' }).first().waitFor()
  await picture(page, 'phone-ledger-days-en')
})

test('in the dark and on a narrow screen nothing is lost', async () => {
  const page = await phone('raiser', '/ledger')
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.setViewportSize({ width: 320, height: 700 })
  await page.getByRole('heading', { name: '集团' }).waitFor()
  await axe(page)
  await picture(page, 'phone-ledger-dark')
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)
})

test('in the console the tree of units is opened, and a figure shows its matters', async () => {
  const page = await browser.openDesktop(world, { as: loop.people.superior.personId, path: '/console/inbox' })
  page.setDefaultTimeout(20_000)
  await page.getByRole('heading', { name: '待办' }).waitFor()
  await page.keyboard.press('g')
  await page.keyboard.press('l')
  await page.getByRole('heading', { name: '承诺公示' }).waitFor()
  const district = page.getByRole('row', { name: /东城公司/ })
  await district.waitFor()
  await district.getByRole('button', { name: /展开/ }).click()
  await page.getByRole('row', { name: /东二所/ }).waitFor()
  await axe(page)
  await picture(page, 'console-ledger')

  const figure = page.getByRole('button', { name: '东一所：逾期未办 3 件，查看事项' })
  await figure.click()
  const drawer = page.getByRole('dialog', { name: '逾期未办' })
  await drawer.getByText('共 3 件').waitFor()
  await drawer.getByRole('link', { name: /更衣室的柜子不够用/ }).waitFor()
  await axe(page)
  await picture(page, 'console-ledger-matters')
  await page.keyboard.press('Escape')
  await drawer.waitFor({ state: 'detached' })
  expect(await figure.evaluate((button) => button === document.activeElement)).toBe(true)

  await figure.press('Enter')
  await drawer.getByRole('link', { name: /更衣室的柜子不够用/ }).click()
  await page.getByRole('heading', { name: /更衣室的柜子不够用/ }).waitFor()
  await page.goBack()
  await drawer.getByText('共 3 件').waitFor()
})
