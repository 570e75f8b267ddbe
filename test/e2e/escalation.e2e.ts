/** A deadline passes: the owner was reminded, the unit above hears, ledger, history and reckoning say so; nobody is blamed. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { watchClocks } from '../../src/domains/matters/escalation/service.ts'
import { axe, picture, testBrowser } from '../world/browser.ts'
import { type Loop, openLoop, type Who } from '../world/loop.ts'
import { openWorld, type World } from '../world/world.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })
const browser = testBrowser()
let world: World
let loop: Loop
let id: string
beforeAll(async () => {
  world = await openWorld({ pages: true })
  await world.url() // the outbox is drained beside the server
  loop = await openLoop(world)
  id = await loop.raise()
  await loop.lead(id, 'assign')
})
afterAll(() => world.close())

/** The worker looks at this moment, and its news arrive. */
async function look(now: string, act: string): Promise<void> {
  world.setNow(now)
  await watchClocks(world.ctxOfNobody())
  const told = world.db.selectFrom('channels_notice').select('id').where('act', '=', act)
  await vi.waitFor(async () => expect(await told.execute()).toHaveLength(1), { timeout: 20_000, interval: 100 })
}
async function phone(who: Who, path: string, language: 'zh' | 'en' = 'zh'): Promise<Page> {
  const page = await browser.openPhone(world, { as: loop.people[who].personId, path, language })
  page.setDefaultTimeout(20_000)
  return page
}

test('before the end everybody reads what will happen', async () => {
  const page = await phone('raiser', `/matters/${id}`)
  await page.getByText('怎么算的').click()
  const answer = page.getByRole('region', { name: '答复期限' })
  await answer.getByText('11月19日（周四）02:30提醒办理人，只提醒他本人。').waitFor()
  await answer.getByText('如果到11月19日（周四）23:59还没有办，提级督办，由东城公司跟进。').waitFor()
  await axe(page)
  await answer.evaluate((region) => region.scrollIntoView(false))
  await picture(page, 'phone-escalation-planned')
})

test('the owner is reminded, in the morning and nobody else', async () => {
  await look('2026-11-19T02:31:00+08:00', 'remind')
  world.setNow('2026-11-19T08:00:00+08:00')
  const page = await phone('owner', '/notices')
  await page.getByText('您承办的事项，期限是11月19日。').waitFor()
  await axe(page)
  await picture(page, 'phone-reminder')
  for (const who of ['raiser', 'lead', 'superior'] as const) {
    const other = await phone(who, '/notices')
    await other.getByRole('heading', { name: '消息' }).waitFor()
    await other
      .getByText(/主办|没有消息/)
      .first()
      .waitFor()
    expect(await other.getByText('期限是').count()).toBe(0)
  }
})

test('the unit above hears of the passed deadline, in neutral words', async () => {
  await look('2026-11-20T08:00:00+08:00', 'escalate')
  const page = await browser.openDesktop(world, {
    as: loop.people.superior.personId,
    path: '/console/inbox',
    language: 'zh',
  })
  page.setDefaultTimeout(20_000)
  await page.getByRole('button', { name: '消息，1 条新的' }).click()
  const drawer = page.getByRole('dialog', { name: '消息' })
  await drawer.getByText('一件事项的期限11月19日已过，请您跟进、帮助协调。').waitFor()
  await axe(page)
  await picture(page, 'console-escalation')
  await drawer.getByRole('link', { name: /热水器/ }).click()
  await page.getByText('期限11月19日已过，提级督办，由东城公司跟进。').waitFor()
  await page.getByText('系统提醒郑谷雨：期限是11月19日。').waitFor()
  await page.getByText('怎么算的').click()
  const facts = page.getByRole('complementary', { name: '基本情况' })
  await facts.getByText('11月20日（周五）08:00提级督办，由东城公司跟进。').waitFor()
  await axe(page)
  await picture(page, 'console-escalated')
  await facts.getByRole('link', { name: '看承诺公示' }).click()
  await page.getByRole('heading', { name: '承诺公示' }).waitFor()
})

test('the ledger counts it once, and the history says so to everybody, in English too', async () => {
  const page = await phone('colleague', `/matters/${id}`, 'en')
  await page.getByText('The deadline 19 Nov has passed; one level up, 东城公司 follows it up.').waitFor()
  await page.getByText('How it is reckoned').click()
  const answer = page.getByRole('region', { name: 'Deadline for the answer' })
  await answer.getByText('One level up on Fri 20 Nov, 08:00: 东城公司 follows it up.').waitFor()
  await axe(page)
  await answer.getByRole('link', { name: 'Open the public ledger' }).scrollIntoViewIfNeeded()
  await picture(page, 'phone-escalated-en')
  await answer.getByRole('link', { name: 'Open the public ledger' }).click()
  await page.getByRole('img', { name: '0 kept, 1 late, 0 not yet due' }).first().waitFor()
})

test('the raiser is not told that somebody is late; his page says where it stands', async () => {
  const page = await phone('raiser', '/notices')
  await page.getByText('您提出的事项已交办，由东二所主办。').waitFor()
  expect(await page.getByText(/期限|督办|逾期/).count()).toBe(0)
})
