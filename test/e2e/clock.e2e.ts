/** How a deadline is reckoned can be opened on phone and console, by everybody who sees the matter, whoever is on turn. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { axe, picture, testBrowser } from '../world/browser.ts'
import { type Loop, openLoop, type Who } from '../world/loop.ts'
import { openWorld, type World } from '../world/world.ts'

vi.setConfig({ testTimeout: 90_000, hookTimeout: 90_000 })
const browser = testBrowser()
let world: World
let loop: Loop
let paused: string
let disputed: string
beforeAll(async () => {
  world = await openWorld({ pages: true })
  loop = await openLoop(world)
  // Monday 16 November; asked on Tuesday, replied to on Wednesday, and so due on the Monday after
  paused = await loop.raise()
  await loop.lead(paused, 'assign')
  await loop.move('owner', paused, loop.says('ask'), { now: new Date('2026-11-17T10:00:00+08:00') })
  await loop.move('raiser', paused, loop.says('reply'), { now: new Date('2026-11-18T16:00:00+08:00') })
  disputed = await loop.raise({ text: '更衣室的柜子不够用，新来的同事没有地方放衣服。' })
  await loop.lead(disputed, 'assign', 'hand_on')
  await loop.move('assisting', disputed, { do: 'hand_on', unitId: loop.units.lead.id, reason: '不归我所管理。' })
  world.pass({ days: 3 })
})
afterAll(() => world.close())

async function opened(who: Who, id: string, on: 'phone' | 'console', language: 'zh' | 'en' = 'zh'): Promise<Page> {
  const wish = { as: loop.people[who].personId, language }
  const page =
    on === 'phone'
      ? await browser.openPhone(world, { ...wish, path: `/matters/${id}` })
      : await browser.openDesktop(world, { ...wish, path: `/console/matters/${id}` })
  page.setDefaultTimeout(20_000)
  await page.getByText(language === 'zh' ? '怎么算的' : 'How it is reckoned').click()
  return page
}

test('the raiser opens on the phone how the pause moved the deadline, day by day', async () => {
  const page = await opened('raiser', paused, 'phone')
  const answer = page.getByRole('region', { name: '答复期限' })
  await answer.getByText('所以最迟11月23日（周一）结束前答复').waitFor()
  await answer.getByText('给 3 个工作日，从第二天算起').waitFor()
  await answer.getByText('交办，期限不变').waitFor()
  await answer.getByText('11月17日（周二）10:00询问提出人，11月18日（周三）16:00得到回复，中间停止计时').waitFor()
  await answer.getByText('算在内：11月17日（周二）10:00前、11月18日（周三）16:00起、11月19日（周四）、').waitFor()
  await answer.getByText('不算：11月21日（周六）、11月22日（周日），周末').waitFor()
  const strip = answer.getByRole('img', { name: '停止计时 1 段' })
  expect(await strip.locator('.day-cell').allInnerTexts()).toHaveLength(9)
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
  await axe(page)
  await answer.evaluate((region) => region.scrollIntoView())
  await picture(page, 'phone-clock')
})

test('a colleague sees on the phone, in English, by when the superior has to decide', async () => {
  const page = await opened('colleague', disputed, 'phone', 'en')
  const superior = page.getByRole('region', { name: 'Time for the superior to decide' })
  await superior.getByText('There is 1 workday, from the next day on').waitFor()
  await superior.getByText('So it is to be decided by the end of Tue 17 Nov').waitFor()
  await page
    .getByRole('region', { name: 'Deadline for the answer' })
    .getByText('handed on; the deadline stays')
    .first()
    .waitFor()
  await axe(page)
})

test('the console opens it from the facts, and a move that changes the deadline changes it there', async () => {
  const page = await opened('lead', paused, 'console')
  const facts = page.getByRole('complementary', { name: '基本情况' })
  await facts.getByText('所以最迟11月23日（周一）结束前答复').waitFor()
  await axe(page)
  await picture(page, 'console-clock')
  const now = world.now()
  await loop.move('owner', paused, { do: 'ask_extension', until: '2026-11-27', reason: '配件在途。' }, { now })
  await loop.move('superior', paused, { do: 'grant_extension' }, { now })
  await facts.getByText('同意延期到11月27日（周五）').waitFor()
  await facts.getByText('所以最迟11月27日（周五）结束前答复').waitFor()
})

test('what has been answered has no deadline, and nothing to open', async () => {
  const id = await loop.raise({ text: '值班表贴得太高，看不清楚，请往下挪一点。' })
  await loop.lead(id, 'assign', 'answer')
  const page = await browser.openPhone(world, { as: loop.people.raiser.personId, path: `/matters/${id}` })
  await page.getByText('已经答复，是否解决由您说了算').waitFor()
  expect(await page.getByText('怎么算的').count()).toBe(0)
})
