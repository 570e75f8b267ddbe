/** A directive from the group to two stations: issued with its cost, objected on the phone, answered, changed and recalled. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { axe, picture, testBrowser } from '../world/browser.ts'
import { type Command, type CommandPerson, openCommand } from '../world/directives.ts'
import { openWorld, type World } from '../world/world.ts'

vi.setConfig({ testTimeout: 180_000, hookTimeout: 120_000 })
const browser = testBrowser()
let world: World
let command: Command
beforeAll(async () => {
  world = await openWorld({ pages: true })
  command = await openCommand(world)
})
afterAll(() => world.close())

type Language = 'zh' | 'en'
async function phone(who: CommandPerson, path: string, language: Language = 'zh'): Promise<Page> {
  const page = await browser.openPhone(world, { as: command.people[who].personId, path, language })
  page.setDefaultTimeout(20_000)
  return page
}
async function desktop(who: CommandPerson, path: string, language: Language = 'zh'): Promise<Page> {
  const page = await browser.openDesktop(world, { as: command.people[who].personId, path: `/console${path}`, language })
  page.setDefaultTimeout(20_000)
  return page
}

async function pickUnits(page: Page, label: string, ...names: string[]): Promise<void> {
  const field = page.getByLabel(label, { exact: true })
  for (const name of names) {
    await field.fill(name)
    await page.locator('.ant-select-dropdown:visible').getByTitle(name).first().click()
  }
  await page.keyboard.press('Escape')
}

async function pickDay(page: Page, label: string, day: string): Promise<void> {
  await page.getByLabel(label, { exact: true }).click()
  const there = page.locator(`.ant-picker-dropdown:visible [title="${day}"]`)
  if ((await there.count()) === 0)
    await page.locator('.ant-picker-dropdown:visible .ant-picker-header-next-btn').click()
  await there.click()
}

test('the group leader issues a directive: what it costs and what is held already are said before it goes out', async () => {
  const page = await desktop('chief', '/inbox')
  await page.getByRole('heading', { name: '待办' }).waitFor()
  await page.keyboard.press('g')
  await page.keyboard.press('d')
  await page.getByText('还没有部署过').waitFor()
  await axe(page)
  await page.getByRole('link', { name: '新的部署' }).click()
  await page.getByRole('heading', { name: '新的部署' }).waitFor()
  await page.getByRole('button', { name: '预览' }).click()
  await page.getByText('请至少选一个单位').waitFor()
  await axe(page)

  await page.getByLabel('标题').fill('排查老旧小区立管')
  await page.getByLabel('为什么', { exact: true }).fill('入冬前把漏点换掉，不在最冷的时候停热。')
  await page.getByLabel('做什么', { exact: true }).fill('逐栋排查老旧小区的立管，列出要换的，写明户数和长度。')
  await pickUnits(page, '接收单位', '东一所', '东二所')
  await pickDay(page, '期限', '2026-11-30')
  await page.getByText('从明天算起有 10 个工作日').waitFor()
  await page.getByLabel('每个单位大约用时（分钟）').fill('120')
  await page.getByText('合计约 240 分钟（4.0 小时）').waitFor()
  await page.getByText('以集团的名义部署').waitFor()

  await page.getByRole('button', { name: '加一项数据' }).click()
  const item = page.getByRole('group', { name: '第 1 项' })
  await item.getByLabel('要什么数据').fill('本所职工花名册')
  await item.getByText('这些已经有了，请从下面取用').waitFor()
  await item.getByLabel('为什么要').fill('核对能上架子的人手。')
  await pickDay(page, '哪天前报', '2026-11-20')
  await item.scrollIntoViewIfNeeded()
  await axe(page)
  await picture(page, 'console-directive-held')
  await page.getByRole('button', { name: '预览' }).click()
  await item.getByText('请填写这一项').waitFor()
  await item.getByLabel('为什么现有的不够用').fill('花名册里没有登高作业证，要报证件编号。')
  await page.getByRole('button', { name: '预览' }).click()
  await page.getByRole('heading', { name: '每个单位会收到这样一件事项' }).waitFor()
  await axe(page)
  await picture(page, 'console-directive-preview')

  await page.getByRole('button', { name: '下发' }).click()
  await page.getByRole('heading', { name: '排查老旧小区立管' }).waitFor()
  await page.getByText('还没有单位提出疑问或异议').waitFor()
  await page.getByRole('row', { name: /东二所/ }).waitFor()
  await axe(page)
  await picture(page, 'console-directive')
  const issued = world.db.selectFrom('directives_directive').select('title')
  expect(await issued.execute()).toEqual([{ title: '排查老旧小区立管' }])
})

test('a unit says on the phone that it does not fit, the sender answers by his clock, and the unit has the last word', async () => {
  const secretary = await phone('oneSecretary', '/')
  await secretary.getByRole('link', { name: /排查老旧小区立管/ }).click()
  await secretary.getByText('入冬前把漏点换掉').waitFor()
  await secretary.getByText('约 120 分钟').waitFor()
  await axe(secretary)
  await picture(secretary, 'phone-directive')
  expect(await secretary.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
  await secretary.getByRole('button', { name: '不适合本单位' }).click()
  const sheet = secretary.getByRole('dialog', { name: '不适合本单位' })
  await sheet.getByRole('button', { name: '不适合本单位' }).click()
  await sheet.getByText('至少写 10 个字').waitFor()
  await sheet.getByLabel('为什么不适合').fill('我所都是新建小区，没有老旧立管可以排查。')
  await axe(secretary)
  await picture(secretary, 'phone-directive-object')
  await sheet.getByRole('button', { name: '不适合本单位' }).click()
  await secretary.getByText('已提交，编号 YY-2026-').waitFor()
  await secretary.getByText('有异议没有答复，期限暂停计算').waitFor()
  await secretary.getByText('部署单位11月19日（周四）前答复（顾总）').waitFor()

  // the other unit sees the sender's clock as well, without the name of whoever objected; on Monday it is late
  world.pass({ days: 7 })
  const other = await desktop('twoHead', '/directives?way=received', 'en')
  await other.getByRole('link', { name: '排查老旧小区立管' }).click()
  await other.getByText('Another unit').waitFor()
  await other.getByText('4 days past').waitFor()
  expect(await other.getByText('东一所').count()).toBe(0)
  await axe(other)
  await picture(other, 'console-directive-late-en')
  world.pass({ days: -7 })

  const chief = await desktop('chief', '/inbox')
  await chief
    .getByRole('link', { name: /不适合本单位：排查老旧小区立管/ })
    .first()
    .click()
  await chief.getByText('我所都是新建小区').first().waitFor()
  await axe(chief)
  await picture(chief, 'console-objection')
  await chief.getByRole('button', { name: '答复异议' }).click()
  const drawer = chief.getByRole('dialog', { name: '答复异议' })
  await drawer.getByLabel(/调整期限或用时/).check()
  await drawer.getByLabel('新的用时（分钟）').fill('15')
  await drawer.getByLabel('答复内容').fill('你所没有老旧立管，只报一句“无”，十五分钟就够。')
  await axe(chief)
  await picture(chief, 'console-objection-decide')
  await drawer.getByRole('button', { name: '答复异议' }).click()
  await chief.getByText('已答复，等提出单位评价').first().waitFor()
  await chief.getByText('已调整').first().waitFor()

  await secretary.goto('/')
  await secretary
    .getByRole('link', { name: /不适合本单位：排查老旧小区立管/ })
    .first()
    .click()
  await secretary.getByText('只报一句“无”').first().waitFor()
  await picture(secretary, 'phone-objection-answered')
  await secretary.getByLabel(/^已解决/).check()
  await secretary.getByRole('button', { name: '提交评价' }).click()
  await secretary.getByText('谢谢，事项已办结').waitFor()
  await secretary.goto('/')
  await secretary
    .getByRole('link', { name: /^排查老旧小区立管/ })
    .first()
    .click()
  await secretary.getByText('约 15 分钟').waitFor()
  await secretary.getByText('已有答复或已撤回，期限继续计算').waitFor()
  expect(await secretary.getByText('有异议没有答复').count()).toBe(0)
})

test('the sender answers on the phone as well, in English', async () => {
  const { matterOf } = await command.issue({ to: ['two'], title: '统计夜班人数' })
  const question = await command.object(matterOf.two, 'question', 'twoHead')
  const page = await phone('chief', `/matters/${question}`, 'en')
  await page.getByRole('button', { name: 'Answer the objection' }).click()
  const sheet = page.getByRole('dialog', { name: 'Answer the objection' })
  await sheet.getByLabel(/It stands, with reasons/).check()
  await sheet.getByLabel('Your answer').fill('We need it once, for the night shifts of this winter.')
  await axe(page)
  await picture(page, 'phone-objection-decide-en')
  await sheet.getByRole('button', { name: 'Answer the objection' }).click()
  await page.getByText('Answered; waiting for the raiser’s verdict').waitFor()
  expect((await command.row(question)).state).toBe('answered')
})

test('the issuer recalls it with a reason, and the units read why', async () => {
  const { id, matterOf } = await command.issue({ title: '上报夜班排班表' })
  const page = await desktop('chief', `/directives/${id}`, 'en')
  await page.getByRole('button', { name: 'Recall' }).click()
  const drawer = page.getByRole('dialog', { name: 'Recall the whole directive' })
  await drawer.getByLabel('Why it is recalled').fill('排班表系统里已经有了。')
  await axe(page)
  await drawer.getByRole('button', { name: /^Recall/ }).click()
  await page.getByText(/Recalled on .*排班表系统里已经有了/).waitFor()
  await axe(page)
  await picture(page, 'console-directive-recalled-en')
  const unit = await phone('oneHead', `/matters/${matterOf.one}`)
  await unit.getByText('提出人已撤回').waitFor()
  await unit.getByText('已撤回：排班表系统里已经有了').waitFor()
  await axe(unit)
})
