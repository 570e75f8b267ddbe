/** Notices on phone and console: the bell, what is behind it, quiet hours, my week, and following. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { makeDigests } from '../../src/channels/notices/jobs.ts'
import { axe, picture, testBrowser } from '../world/browser.ts'
import { type Loop, openLoop, type Who } from '../world/loop.ts'
import { openWorld, type World } from '../world/world.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })
const browser = testBrowser()
let world: World
let loop: Loop
let heater: string
beforeAll(async () => {
  world = await openWorld({ pages: true })
  await world.url() // the outbox is drained beside the server
  loop = await openLoop(world)
  heater = await loop.raise()
  await loop.lead(heater, 'join', 'assign', 'ask')
  const lamp = await loop.raise({ text: '更衣室的灯坏了两盏，早班换衣服看不清。' })
  await loop.lead(lamp, 'assign', 'answer')
  await vi.waitFor(async () => expect(await told('raiser')).toBe(4), { timeout: 20_000, interval: 100 })
})
afterAll(() => world.close())

const told = async (who: Who): Promise<number> => {
  const rows = world.db.selectFrom('channels_notice').select('id').where('person_id', '=', loop.people[who].personId)
  return (await rows.execute()).length
}
async function phone(who: Who, path: string, language: 'zh' | 'en' = 'zh'): Promise<Page> {
  const page = await browser.openPhone(world, { as: loop.people[who].personId, path, language })
  page.setDefaultTimeout(20_000)
  return page
}
async function desktop(who: Who, path: string, language: 'zh' | 'en' = 'zh'): Promise<Page> {
  const page = await browser.openDesktop(world, { as: loop.people[who].personId, path, language })
  page.setDefaultTimeout(20_000)
  return page
}
const fits = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)

test('the bell counts what is new, the page tells it by matter, and a tap opens the matter and counts it as seen', async () => {
  const page = await phone('raiser', '/')
  await page.getByRole('link', { name: '消息，4 条新的' }).waitFor()
  await axe(page)
  await picture(page, 'phone-bell')
  await page.getByRole('link', { name: '消息，4 条新的' }).click()
  const list = page.getByRole('list', { name: '消息' })
  await list.getByText('您提出的事项有了答复：已经办好。是否解决，请您评价。').waitFor()
  expect(await list.getByRole('link').count()).toBe(2)
  expect(await fits(page)).toBe(true)
  await axe(page)
  await picture(page, 'phone-notices')

  await list.getByRole('link', { name: /热水器/ }).click()
  await page.getByText('是哪一间值班室？').first().waitFor()
  await page.goBack()
  await page.getByRole('button', { name: '全部标为已看' }).waitFor()
  await page.getByRole('link', { name: '返回' }).click()
  await page.getByRole('link', { name: '消息，2 条新的' }).waitFor()
  await page.getByRole('link', { name: '消息，2 条新的' }).click()
  await page.getByRole('button', { name: '全部标为已看' }).click()
  await page.getByRole('button', { name: '全部标为已看' }).waitFor({ state: 'detached' })
  await page.getByRole('link', { name: '返回' }).click()
  await page.getByRole('link', { name: '消息', exact: true }).waitFor()
})

test('a notice reaches an open page while one looks at it', async () => {
  const page = await phone('joiner', '/')
  const bell = page.locator('a.bell')
  await bell.waitFor()
  await page.waitForTimeout(1_000) // the event stream is open
  const before = await bell.getAttribute('aria-label')
  const since = performance.now()
  await loop.lead(heater, 'reply')
  await loop.lead(heater, 'answer')
  await page.waitForFunction(
    (label) => document.querySelector('a.bell')?.getAttribute('aria-label') !== label,
    before,
    { polling: 20 },
  )
  expect(performance.now() - since).toBeLessThan(5_000)
})

test('in English, with quiet hours of my own', async () => {
  const page = await phone('joiner', '/notices', 'en')
  await page.getByText('What you met too has an answer: it is done.').waitFor()
  await picture(page, 'phone-notices-en')
  await page.getByRole('link', { name: 'Notice settings' }).click()
  await page.getByText('Quiet hours', { exact: true }).waitFor()
  await axe(page)
  await picture(page, 'phone-notice-settings-en')
  await page.getByLabel('To', { exact: true }).selectOption('6')
  await page.getByText('Saved').waitFor()
  await page.getByLabel('Your week, each Monday morning').uncheck()
  await page.reload()
  await page.getByText('Quiet hours', { exact: true }).waitFor()
  expect(await page.getByLabel('To', { exact: true }).inputValue()).toBe('6')
  expect(await page.getByLabel('Your week, each Monday morning').isChecked()).toBe(false)
  expect(await page.getByLabel('Also on weekends and holidays').isChecked()).toBe(false)
})

test('whoever follows a matter hears of it, and nobody else sees that he does', async () => {
  const id = await loop.raise({ text: '食堂的门帘破了，风直往里灌，吃饭时很冷。' })
  const page = await phone('colleague', `/matters/${id}`)
  const button = page.getByRole('button', { name: '关注' })
  await button.click()
  await page.getByText('已关注，有进展时告诉您。').waitFor()
  expect(await button.getAttribute('aria-pressed')).toBe('true')
  await axe(page)
  await picture(page, 'phone-follow')
  await loop.lead(id, 'assign')
  await page.goto('/')
  await page.getByRole('link', { name: '消息，1 条新的' }).click()
  await page.getByText('您关注的事项已交办，由东二所主办。').waitFor()
  const others = await phone('raiser', `/matters/${id}`)
  await others.getByRole('heading', { name: /食堂的门帘/ }).waitFor()
  expect(await others.getByRole('button', { name: '关注' }).count()).toBe(0)
  expect(await others.getByText('关注').count()).toBe(0)
})

test('the console has its bell with a drawer, worked by keys', async () => {
  const page = await desktop('lead', '/console/inbox')
  await page.getByRole('button', { name: /^消息，\d+ 条新的$/ }).waitFor()
  await page.keyboard.press('g')
  await page.keyboard.press('n')
  const drawer = page.getByRole('dialog', { name: '消息' })
  await drawer.getByText('本单位参与办理，主办单位是东二所。').first().waitFor()
  await axe(page)
  await picture(page, 'console-notices')
  await drawer.getByRole('button', { name: '消息设置' }).click()
  const settings = page.getByRole('dialog', { name: '消息设置' })
  await settings.getByText('安静时段', { exact: true }).waitFor()
  await axe(page)
  await picture(page, 'console-notice-settings')
  await page.getByRole('heading', { name: '本周小结' }).waitFor()
  await page.keyboard.press('u')
  await drawer.getByRole('link', { name: /热水器/ }).click()
  await drawer.waitFor({ state: 'detached' })
  await page.getByRole('heading', { name: /热水器/ }).waitFor()
  await page.keyboard.press('s')
  await page.getByRole('button', { name: '已关注' }).waitFor()
  await axe(page)
  await picture(page, 'console-follow')
})

test('in English the console tells the same', async () => {
  const page = await desktop('superior', '/console/inbox', 'en')
  await page.getByRole('button', { name: 'Notices', exact: true }).click()
  await page.getByRole('dialog', { name: 'Notices' }).getByText('No notices', { exact: true }).waitFor()
  await axe(page)
  await picture(page, 'console-notices-en')
})

test('on Monday morning my week is one notice, and opens to what is mine', async () => {
  world.setNow('2026-11-23T09:00:00+08:00')
  await makeDigests(world.ctxOfNobody({ now: new Date('2026-11-23T05:30:00+08:00') }))
  const page = await phone('raiser', '/notices')
  await page.getByRole('link', { name: /本周小结/ }).click()
  await page.getByRole('heading', { name: '等您办的' }).waitFor()
  expect(await fits(page)).toBe(true)
  await axe(page)
  await picture(page, 'phone-week')
  const english = await phone('raiser', '/notices/week', 'en')
  await english.getByRole('heading', { name: 'What waits for you' }).waitFor()
  await picture(english, 'phone-week-en')
})
