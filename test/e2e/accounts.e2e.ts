/** At the desk: HR gives an activation code, two keepers take a lost second factor off, a leader puts up a wall screen. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Actor } from '#platform/access.ts'
import { activate } from '../../src/domains/org/sign-in/contract.ts'
import { anAccount, goodPassword, openBrowser } from '../../src/domains/org/sign-in/factory.ts'
import { axe, picture, testBrowser } from '../world/browser.ts'
import { aPerson, aUnit, type TestUnit } from '../world/people.ts'
import { openWorld, type World } from '../world/world.ts'

const browser = testBrowser()
let world: World
let company: TestUnit
let station: TestUnit
let hr: Actor
let otherHr: Actor
beforeAll(async () => {
  world = await openWorld({ pages: true })
  company = await aUnit(world.db, { name: '北辰热力集团', kind: 'company' })
  station = await aUnit(world.db, { under: company, name: '东一所' })
  hr = await aPerson(world.db, { unit: company, name: '何人事', roles: ['hr'] })
  otherHr = await aPerson(world.db, { unit: company, name: '顾人事', roles: ['hr'] })
})
afterAll(() => world.close())

async function desk(person: Actor, path: string) {
  const page = await browser.openDesktop(world, { as: person.personId, path })
  page.setDefaultTimeout(15_000)
  return page
}

test('HR opens a person, gives an activation code, and the person sets a password with it', async () => {
  const person = await aPerson(world.db, { unit: station, name: '郑新人' })
  const page = await desk(hr, `/console/people/${station.id}`)
  await page.getByRole('button', { name: /郑新人/ }).click()
  const panel = page.getByRole('region', { name: '登录' })
  await panel.getByText('未激活').waitFor()
  await panel.getByRole('button', { name: '发放激活码' }).click()
  await page
    .getByRole('button', { name: '确 定' })
    .or(page.getByRole('button', { name: '确定' }))
    .click()
  await panel.getByText('激活码（只显示这一次）').waitFor()
  await panel.getByText('已发激活码，尚未使用').waitFor()
  await axe(page)
  await picture(page, 'console-account-code')
  const code = /[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec((await panel.textContent()) ?? '')?.[0] ?? ''
  const phone = openBrowser(world.ask)
  expect(await phone.refused(activate, { login: person.staffNo, code, password: goodPassword })).toBeNull()
})

test('a lost second factor is reported by one keeper and confirmed by another', async () => {
  const person = await aPerson(world.db, { unit: station, name: '高所长', roles: ['leader'] })
  await anAccount(world, person, { totp: true })
  const page = await desk(hr, `/console/people/${station.id}`)
  await page.getByRole('button', { name: /高所长/ }).click()
  const panel = page.getByRole('region', { name: '登录' })
  await panel.getByRole('button', { name: '登记动态口令丢失' }).click()
  await page.getByRole('button', { name: /确\s?定/ }).click()
  await panel.getByText('何人事 已登记动态口令丢失').waitFor()

  const second = await desk(otherHr, '/console/accounts')
  await second.getByText('高所长').waitFor()
  await axe(second)
  await picture(second, 'console-factor-loss')
  await second.getByRole('button', { name: '确认丢失' }).click()
  await second.getByRole('button', { name: /确\s?定/ }).click()
  await second.getByText('没有等待确认的登记').waitFor()
  await axe(second)
})

test('a leader makes the code of a wall screen and ends the screen', async () => {
  const leader = await aPerson(world.db, { unit: station, name: '沈调度', roles: ['leader'] })
  const page = await desk(leader, '/console/wall-screens')
  await page.getByLabel('名称').fill('调度大厅东墙')
  await page.getByRole('combobox', { name: '单位' }).click()
  await page.getByRole('tree').getByText('东一所').click()
  await page.getByRole('button', { name: '生成接入码' }).click()
  await page.getByText('接入码（只显示这一次）').waitFor()
  await page.getByText('等待接入').waitFor()
  await axe(page)
  await picture(page, 'console-wall-screens')
  await page.getByRole('button', { name: '停用“调度大厅东墙”？' }).click()
  await page
    .getByRole('button', { name: /^停\s?用$/ })
    .last()
    .click()
  await page.getByText('还没有大屏').waitFor()
})
