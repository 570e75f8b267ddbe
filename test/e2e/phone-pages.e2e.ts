/** Every page of the phone, in both languages, on a narrow screen and with large letters; and the pages around them. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { axe, picture, testBrowser } from '../world/browser.ts'
import { type Loop, openLoop, type Who } from '../world/loop.ts'
import { openWorld, type World } from '../world/world.ts'

const browser = testBrowser()
let world: World
let loop: Loop
let answered: string
let late: string
beforeAll(async () => {
  world = await openWorld({ pages: true })
  loop = await openLoop(world)
  late = await loop.raise({ text: '更衣室的柜子不够用，新来的同事没有地方放衣服。' })
  world.pass({ days: 7 })
  answered = await loop.raise()
  await loop.lead(answered, 'assign', 'plan_action', 'join')
  await loop.move('owner', answered, {
    do: 'answer',
    kind: 'policy',
    text: '值班室列入拆除计划，按规定不再更换设备。',
    policyRule: '集团资产管理办法第十二条',
  })
})
afterAll(() => world.close())

async function open(who: Who, path: string, language: 'zh' | 'en' = 'zh'): Promise<Page> {
  const page = await browser.openPhone(world, { as: loop.people[who].personId, path, language })
  page.setDefaultTimeout(15_000)
  return page
}

test('in English every page speaks English', async () => {
  const page = await open('raiser', '/', 'en')
  await page.getByRole('heading', { name: 'Good morning, 钱立春' }).waitFor()
  await page.getByText('Please judge').waitFor()
  await page.getByText('Overdue').waitFor()
  await axe(page)
  await picture(page, 'phone-home-en')
  await page.getByRole('link', { name: /Please judge/ }).click()
  await page.getByRole('heading', { name: 'Please judge' }).waitFor()
  await page.getByText('Ruled out').waitFor()
  await page.getByText('Because of: 集团资产管理办法第十二条').waitFor()
  await page.getByLabel('Partly solved').check()
  await page.getByRole('button', { name: 'Send verdict' }).click()
  await page.getByText('At least 2 characters.').waitFor()
  await axe(page)
  await picture(page, 'phone-judge-en')
  await page.getByRole('heading', { name: 'History' }).scrollIntoViewIfNeeded()
  await page.getByText('钱立春 (东一所) raised the matter').waitFor()
  await picture(page, 'phone-history-en')
  await page.goto('/suggest')
  await page.getByLabel('What would you like to say?').fill('The boiler of the night shift is broken')
  await page.getByText('Sent now, you get an answer by Thu 26 Nov').waitFor()
  await axe(page)
  await picture(page, 'phone-suggest-en')
}, 90_000)

test('the language is changed in one tap and remembered', async () => {
  const page = await open('colleague', '/')
  await page.getByRole('button', { name: 'English' }).click()
  await page.getByText('Nothing needs you right now').waitFor()
  expect(await page.evaluate(() => document.documentElement.lang)).toBe('en-GB')
  await page.reload()
  await page.getByText('Nothing needs you right now').waitFor()
}, 60_000)

test('what is wrong with this system itself is said like everything else, from one’s own page', async () => {
  const page = await open('colleague', '/me')
  await page.getByRole('heading', { name: '李惊蛰' }).waitFor()
  await axe(page)
  await picture(page, 'phone-me')
  await page.getByRole('link', { name: /反映本系统的问题/ }).click()
  await page.getByRole('heading', { name: '反映本系统的问题' }).waitFor()
  expect(await page.getByText('关于哪方面').count()).toBe(0)
  await page.getByLabel('您想说什么？').fill('同一份材料要在两个页面里各填一遍，请合并。')
  await axe(page)
  await picture(page, 'phone-complain')
  await page.getByRole('button', { name: '提交' }).click()
  await page.getByRole('heading', { name: '已提交' }).waitFor()
  const about = await world.db
    .selectFrom('voice_suggestion')
    .select('about')
    .where('about', '=', 'this_system')
    .execute()
  expect(about).toHaveLength(1)
}, 60_000)

test('a matter one may not see, and an address where nothing is, say so', async () => {
  const hidden = await loop.raise({ text: '希望调整一下夜班的排班方式。', visibility: 'handlers' })
  const page = await open('colleague', `/matters/${hidden}`)
  await page.getByText('没有找到这个事项，或您无权查看').waitFor()
  await axe(page)
  await page.goto('/nothing-here')
  await page.getByText('这里没有内容').waitFor()
  await axe(page)
}, 60_000)

test('news arrives while one looks: nobody has to reload', async () => {
  const page = await open('raiser', `/matters/${late}`)
  await page.getByText('东一所已收到').waitFor()
  await page.getByText('已超过答复期限 4 天').waitFor()
  await picture(page, 'phone-late')
  await axe(page)
  await page.waitForTimeout(1_000)
  await loop.lead(late, 'assign')
  await page.getByText('东二所正在办理').waitFor()
}, 60_000)

test.each([
  ['a narrow screen', 320, 700, 1],
  ['a page enlarged to twice its size', 320, 480, 1],
  ['letters of twice the size', 390, 844, 2],
])(
  'on %s nothing is cut off and nothing must be pushed sideways',
  async (_, width, height, letters) => {
    const page = await open('raiser', '/')
    await page.setViewportSize({ width, height })
    for (const path of ['/', '/suggest', `/matters/${answered}`, `/matters/${late}`, '/me']) {
      await page.goto(path)
      await page.locator('h1').waitFor()
      await page.getByRole('status', { name: '正在加载…' }).waitFor({ state: 'detached' })
      await page.evaluate((times) => {
        document.documentElement.style.fontSize = `${times * 106.25}%`
      }, letters)
      expect([path, await sideways(page)]).toEqual([path, []])
      await picture(page, `phone-${height}x${letters}-${path.split('/')[1] || 'home'}`)
    }
  },
  90_000,
)

/** What is wider than its place: the page itself, or words in it. */
function sideways(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const wide = (element: Element): boolean => element.scrollWidth > element.clientWidth + 1
    const words = [...document.querySelectorAll('button, a, p, h1, h2, dd, label')]
    const cut = words.filter((element) => getComputedStyle(element).display !== 'inline' && wide(element))
    return [document.documentElement, ...cut].filter(wide).map((element) => element.outerHTML.slice(0, 120))
  })
}

test('in the dark every page keeps its contrast, and everything that is touched is large enough', async () => {
  const page = await open('raiser', '/')
  await page.emulateMedia({ colorScheme: 'dark' })
  for (const path of ['/', '/suggest', `/matters/${answered}`, '/me']) {
    await page.goto(path)
    await page.getByRole('status', { name: '正在加载…' }).waitFor({ state: 'detached' })
    await axe(page)
    await picture(page, `phone-dark-${path.split('/')[1] || 'home'}`)
    expect([path, await tooSmall(page)]).toEqual([path, []])
  }
}, 60_000)

/** What can be touched and is lower than 44 px. Links within a sentence are as high as their line. */
function tooSmall(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('button, a, select, summary, input:not([type=radio], [type=file]), .choice, .chip')]
      .filter(
        (element) => getComputedStyle(element).display !== 'inline' && element.getBoundingClientRect().height < 44,
      )
      .map((element) => `${element.getBoundingClientRect().height} ${element.outerHTML.slice(0, 120)}`),
  )
}
