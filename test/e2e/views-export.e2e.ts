/** Saved views of the board, lists taken out as files, and handing over what a leaver had in hand, on the desktop. */
import { readFile } from 'node:fs/promises'
import ExcelJS from 'exceljs'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { Actor } from '#platform/access.ts'
import { axe, picture, testBrowser } from '../world/browser.ts'
import { type Loop, openLoop, type Who } from '../world/loop.ts'
import { aPerson } from '../world/people.ts'
import { openWorld, type World } from '../world/world.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })
const browser = testBrowser()
let world: World
let loop: Loop
let leaver: Actor
let heir: Actor
beforeAll(async () => {
  world = await openWorld({ pages: true })
  loop = await openLoop(world)
  leaver = await aPerson(world.db, { unit: loop.units.lead, name: '韩小寒' })
  heir = await aPerson(world.db, { unit: loop.units.lead, name: '曹大寒' })
  for (const text of [
    '二号换热站的循环泵夜里响得厉害，附近住户打了好几次电话。',
    '=食堂的门帘破了，风直往里灌，吃饭时很冷。',
    '更衣室的柜子不够用，新来的同事没有地方放衣服。',
  ]) {
    const id = await loop.raise({ text })
    await loop.move('desk', id, {
      do: 'assign',
      unitId: loop.units.lead.id,
      ownerId: leaver.personId,
      assistingUnitIds: [],
    })
  }
  await loop.raise({ text: '值班室的窗户关不严，夜里风很大。' })
})
afterAll(() => world.close())

async function desktop(who: Who | Actor, path: string, language: 'zh' | 'en' = 'zh'): Promise<Page> {
  const actor = typeof who === 'string' ? loop.people[who] : who
  const page = await browser.openDesktop(world, { as: actor.personId, path: `/console${path}`, language })
  page.setDefaultTimeout(20_000)
  return page
}

test('a filter is kept under a name, opened with one key, shared, made the first, deleted and taken back', async () => {
  const page = await desktop('superior', '/board?state=received')
  const views = page.getByRole('navigation', { name: '已保存的视图' })
  await views.getByRole('button', { name: '保存当前筛选' }).click()
  await page.getByRole('dialog').getByLabel('视图名称').fill('等我交办')
  await page.keyboard.press('Control+Enter')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await views.getByRole('button', { name: /等我交办/ }).waitFor()
  await axe(page)
  await picture(page, 'console-views')

  await page.goto('/console/board')
  await page.getByRole('link', { name: /循环泵/ }).waitFor()
  await views.getByRole('button', { name: /等我交办/ }).waitFor()
  await page.keyboard.press('1')
  await page.waitForURL('**/board?state=received')
  await page.getByRole('link', { name: /值班室的窗户/ }).waitFor()
  expect(await page.getByRole('link', { name: /循环泵/ }).count()).toBe(0)

  await views.getByRole('button', { name: '视图', exact: true }).click()
  const drawer = page.getByRole('dialog')
  await drawer.getByRole('button', { name: '共享给东城公司' }).click()
  await drawer.getByText('东城公司共享').waitFor()
  await drawer.getByRole('button', { name: '设为默认' }).click()
  await drawer.getByText('默认', { exact: true }).waitFor()
  await drawer.getByRole('button', { name: '重命名' }).click()
  await drawer.getByLabel('视图名称').fill('待交办')
  await page.keyboard.press('Enter')
  await drawer.getByText('待交办').waitFor()
  await axe(page)
  await picture(page, 'console-views-manage')
  await drawer.getByRole('button', { name: '删除' }).click()
  await drawer.getByText('已删除“待交办”').waitFor()
  await drawer.getByRole('button', { name: '撤销' }).click()
  await drawer.getByRole('button', { name: '取消默认' }).waitFor()

  // the list opens with it; and whoever works below the unit finds it, marked with the unit
  await page.goto('/console/board')
  await page.waitForURL('**/board?state=received')
  const below = await desktop('lead', '/board', 'en')
  await below
    .getByRole('navigation', { name: 'Saved views' })
    .getByRole('button', { name: /待交办 *shared, 东城公司/ })
    .waitFor()
  await axe(below)
  await picture(below, 'console-views-en')
})

/** Chooses a format and waits for the file. */
async function takeOut(page: Page, format: RegExp): Promise<{ name: string; bytes: Buffer }> {
  await page.getByRole('button', { name: /^导出/ }).first().click()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: format }).click(),
  ])
  return { name: download.suggestedFilename(), bytes: await readFile((await download.path())!) }
}

test('the board leaves as a workbook and as CSV: the whole list by its filters, with who took it out and when', async () => {
  const page = await desktop('superior', '/board?state=assigned')
  await page.getByRole('link', { name: /循环泵/ }).waitFor()
  const { name, bytes } = await takeOut(page, /xlsx/)
  expect(name).toBe('事项看板 2026-11-16.xlsx')
  await page.getByText('已导出：事项看板 2026-11-16.xlsx').waitFor()
  await axe(page)
  await picture(page, 'console-exported')
  const book = new ExcelJS.Workbook()
  await book.xlsx.load(bytes as unknown as ArrayBuffer)
  const sheet = book.worksheets[0]!
  expect(String(sheet.getCell('A1').value)).toContain('导出人：冯小满')
  expect(sheet.rowCount).toBe(5)
  const titles = [3, 4, 5].map((row) => String(sheet.getCell(`B${row}`).value))
  expect(titles.some((title) => title.startsWith('=食堂的门帘'))).toBe(true)
  expect(sheet.getCell('G3').value).toBeInstanceOf(Date)

  const csv = (await takeOut(page, /csv/)).bytes.toString('utf8')
  expect(csv.startsWith('\ufeff')).toBe(true)
  expect(csv).toContain("'=食堂的门帘")
  expect(csv).not.toContain('值班室的窗户')
})

test('people leave as a file only after the second factor, and without a phone', async () => {
  const { cookie } = await world.signIn(loop.people.superior.personId)
  const longAgo = new Date(world.now().getTime() - 16 * 60_000)
  await world.db
    .updateTable('platform_session')
    .where('person_id', '=', loop.people.superior.personId)
    .set({ second_factor_at: longAgo, started_at: longAgo })
    .execute()
  const page = await browser.openDesktop(world, { as: { cookie }, path: `/console/people/${loop.units.lead.id}` })
  page.setDefaultTimeout(20_000)
  await page.getByRole('button', { name: /^导出/ }).click()
  await page.getByRole('menuitem', { name: /xlsx/ }).click()
  await page.getByRole('textbox', { name: '动态口令' }).waitFor()
  await axe(page)
  await picture(page, 'console-export-factor')

  const fresh = await desktop('superior', `/people/${loop.units.lead.id}`)
  const text = (await takeOut(fresh, /csv/)).bytes.toString('utf8')
  expect(text.split('\r\n')[1]).toBe('工号,姓名,单位,岗位,角色,政治面貌')
  expect(text).toContain('曹大寒')
})

test('what a leaver had in hand goes to a colleague in one act', async () => {
  await world.db.updateTable('org_person').set({ left_on: '2026-11-16' }).where('id', '=', leaver.personId).execute()
  const page = await desktop('lead', '/inbox')
  await page.getByText('韩小寒已离职，3 件事项需要移交').waitFor()
  await axe(page)
  await picture(page, 'console-handover-inbox')
  const english = await desktop('lead', '/inbox', 'en')
  await english.getByText('韩小寒 has left: 3 matters to hand on').waitFor()
  await english.getByRole('button', { name: 'Hand on the matters of 韩小寒' }).click()
  await english.getByRole('dialog').getByText('All (3)').waitFor()
  await picture(english, 'console-handover-en')

  await page.getByRole('button', { name: '移交 韩小寒 的事项' }).click()
  const drawer = page.getByRole('dialog')
  await drawer.getByRole('checkbox', { name: /更衣室/ }).uncheck()
  await drawer.getByRole('combobox').click()
  await page.keyboard.type('曹大寒')
  await page.locator('.ant-select-dropdown:visible').getByTitle('曹大寒').first().click()
  await axe(page)
  await picture(page, 'console-handover')
  await drawer.getByRole('button', { name: /移交 2 件/ }).click()
  await drawer.waitFor({ state: 'detached' })
  await page.getByText('韩小寒已离职，1 件事项需要移交').waitFor()
  const owners = world.db.selectFrom('matters_matter').select('id').where('owner_id', '=', heir.personId)
  expect(await owners.execute()).toHaveLength(2)
})
