/** Deputies: named on the phone with one hand and in the console, found in the deputy's inbox, and told in the history. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { loadActor } from '../../src/domains/org/service.ts'
import { axe, picture, testBrowser } from '../world/browser.ts'
import { type Loop, openLoop, type Who } from '../world/loop.ts'
import { openWorld, type World } from '../world/world.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })
const browser = testBrowser()
let world: World
let loop: Loop
let matterId: string
beforeAll(async () => {
  world = await openWorld({ pages: true })
  loop = await openLoop(world)
  matterId = await loop.raise({ text: '二号换热站的循环泵夜里响得厉害，附近住户打了好几次电话。' })
  await loop.move('desk', matterId, { do: 'assign', unitId: loop.units.lead.id, assistingUnitIds: [] })
})
afterAll(() => world.close())

async function phone(who: Who, path: string, language: 'zh' | 'en' = 'zh'): Promise<Page> {
  const page = await browser.openPhone(world, { as: loop.people[who].personId, path, language })
  page.setDefaultTimeout(15_000)
  return page
}

test('whoever goes on leave names a colleague on the phone, who finds the matters and answers in his stead', async () => {
  const page = await phone('lead', '/me')
  await page.getByRole('link', { name: /替补/ }).click()
  await page.getByText('没有安排替补').waitFor()
  await page.getByRole('button', { name: '指定替补' }).click()
  await page.getByRole('radio', { name: /东二所负责人/ }).check()
  await page.getByRole('radio', { name: /郑谷雨/ }).check()
  await page.getByRole('button', { name: '确定' }).click()
  await page.getByText('请选择。').waitFor()
  await axe(page)
  await picture(page, 'phone-deputy-form')
  await page.getByLabel('到哪天止').fill('2026-11-20')
  await page.getByRole('button', { name: '确定' }).click()
  await page.getByRole('heading', { name: '郑谷雨 替补 东二所负责人' }).waitFor()
  await axe(page)
  await picture(page, 'phone-deputies')

  const deputy = await phone('owner', '/')
  await deputy.getByText('代吴清明').waitFor()
  await axe(deputy)
  await picture(deputy, 'phone-stands-in')
  const acting = await loadActor(world.db, loop.people.owner.personId, '2026-11-16')
  await loop.move(acting!, matterId, loop.says('answer'))
  await deputy.goto(`/matters/${matterId}`)
  await deputy.getByText('郑谷雨（东二所，代吴清明）答复：已经办好。').waitFor()
  const english = await phone('owner', '/me/deputies', 'en')
  await english.getByText('For 吴清明: Leader, 东二所').waitFor()
  await axe(english)
  await picture(english, 'phone-deputies-en')

  await page.getByRole('button', { name: '提前结束 郑谷雨 的替补' }).click()
  await page.getByText('没有安排替补').waitFor()
  await deputy.goto('/')
  await deputy.getByText('现在没有需要您处理的事').waitFor()
  expect((await loop.row(matterId)).owner_id).toBe(loop.people.lead.personId)
})

test('a superior names one in the console, for days to come, and a second for the same days is refused', async () => {
  const open = async (language: 'zh' | 'en') => {
    const path = `/console/people/${loop.units.lead.id}`
    const page = await browser.openDesktop(world, { as: loop.people.superior.personId, path, language })
    page.setDefaultTimeout(20_000)
    await page.getByRole('button', { name: /吴清明/ }).click()
    return page
  }
  const page = await open('zh')
  const panel = page.getByRole('region', { name: '替补' })
  const name = async (who: string) => {
    await panel.getByRole('button', { name: '指定替补' }).click()
    await panel.getByLabel('替补什么').click()
    await page.locator('.ant-select-dropdown:visible').getByTitle('东二所负责人').click()
    await panel.getByLabel('由谁替补').click()
    await page.keyboard.type(who)
    await page.locator('.ant-select-dropdown:visible').getByTitle(who).click()
    await panel
      .getByLabel(/从哪天起/)
      .first()
      .click()
    await page.locator('.ant-picker-dropdown:visible [title="2026-11-23"]').first().click()
    await page.locator('.ant-picker-dropdown:visible [title="2026-11-27"]').first().click()
  }
  await name('郑谷雨')
  await axe(page)
  await picture(page, 'console-deputy-form')
  await panel.getByRole('button', { name: '确定' }).click()
  await panel.getByText('郑谷雨 替补 东二所负责人').waitFor()
  await panel.getByText('未开始').waitFor()
  await axe(page)
  await picture(page, 'console-deputies')

  await name('王立夏')
  await panel.getByRole('button', { name: '确定' }).click()
  await panel.getByText('这段时间已有人替补这个岗位').waitFor()
  const english = await open('en')
  await english.getByText('郑谷雨 for Leader, 东二所').waitFor()
  await picture(english, 'console-deputies-en')
})
