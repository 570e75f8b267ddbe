/** The desktop's story of a caller on the line: found by the end of the phone, shown, and called back for a reason. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { Actor } from '#platform/access.ts'
import { anEstate } from '../../src/domains/service/factory.ts'
import { axe, picture, testBrowser } from '../world/browser.ts'
import { aPerson, aUnit } from '../world/people.ts'
import { openWorld, type World } from '../world/world.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })
const browser = testBrowser()
let world: World
let operator: Actor
let secretary: Actor
beforeAll(async () => {
  world = await openWorld({ pages: true })
  const company = await aUnit(world.db, { name: '北辰热力', kind: 'company' })
  const station = await aUnit(world.db, { under: company, name: '东一供热所' })
  operator = await aPerson(world.db, { unit: company, name: '郑白露', roles: ['hotline'] })
  secretary = await aPerson(world.db, { unit: station, name: '周春分', roles: ['secretary'] })
  const homes = Array.from({ length: 60 }, (_, i) => ({
    flat: String(101 + i),
    heatedArea: 86 + i / 4,
    holder: '李恒热',
    phone: `1380000${String(4_300 + i).padStart(4, '0')}`,
  }))
  await anEstate(world.ctxOfNobody(), { stationUnitId: station.id, name: '示范小区' }, homes)
})
afterAll(() => world.close())

async function households(who: Actor, language: 'zh' | 'en' = 'zh'): Promise<Page> {
  const page = await browser.openDesktop(world, { as: who.personId, path: '/console/households', language })
  page.setDefaultTimeout(20_000)
  await page.locator('input:focus').waitFor() // whoever comes here can type at once
  return page
}

test('an operator finds the caller by the end of his phone and sees his number for a reason, by keyboard alone', async () => {
  const page = await households(operator)
  await page.getByText('输入以下任一项查找热用户').waitFor()
  await axe(page)
  await picture(page, 'console-households-start')

  await page.keyboard.type('4321')
  const row = page.getByRole('button', { name: '查看示范小区3号楼2单元122' })
  await row.waitFor()
  expect(await page.getByRole('row').count()).toBe(2)
  await page.getByText('李*').waitFor()
  await page.getByText('138****4321').waitFor()
  await axe(page)
  await picture(page, 'console-households')

  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  const drawer = page.getByRole('dialog', { name: '示范小区3号楼2单元122' })
  await drawer.getByText('7号换热站').waitFor()
  await drawer.getByText('91.25 平方米').waitFor()
  expect(await page.getByText('13800004321').count()).toBe(0)

  await drawer.getByRole('button', { name: '查看姓名和电话' }).press('Enter')
  await page.keyboard.type('停热回电')
  await axe(page)
  await page.keyboard.press('Enter')
  await drawer.getByText('13800004321').waitFor()
  await drawer.getByText('李恒热').waitFor()
  await picture(page, 'console-household')

  await page.keyboard.press('Escape')
  await drawer.waitFor({ state: 'detached' })
  expect(await page.getByText('13800004321').count()).toBe(0)
  expect(await row.evaluate((button) => button === document.activeElement)).toBe(true)
  const shown = await world.db.selectFrom('service_contact_shown').select(['by_person', 'reason']).execute()
  expect(shown).toEqual([{ by_person: operator.personId, reason: '停热回电' }])
  expect(new URL(page.url()).search).not.toContain('4321')
})

test('an address finds a whole building, page by page, and j and k move through it', async () => {
  const page = await households(operator, 'en')
  await page.keyboard.type('示范小区 3栋')
  await page.getByText('50 shown').waitFor()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('j')
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('示范小区3号楼2单元102')
  await page.getByRole('button', { name: 'Show more' }).click()
  await page.getByText('60 in all').waitFor()
  await page.keyboard.press('/')
  await page.keyboard.type('9号楼')
  await page.getByText('Nothing was found for').waitFor()
  await axe(page)
})

test('a secretary finds the homes of her station, and is shown neither doors nor phones', async () => {
  const page = await households(secretary)
  await page.keyboard.type('3-2-101')
  await page.getByRole('button', { name: '查看示范小区' }).click()
  const drawer = page.getByRole('dialog', { name: '示范小区' })
  await drawer.getByText('138****4300').waitFor()
  expect(await page.getByText('3号楼').count()).toBe(0)
  expect(await drawer.getByRole('button', { name: '查看姓名和电话' }).count()).toBe(0)
})
