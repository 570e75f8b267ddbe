/** The desktop's roster story: template, a file with errors, the corrected file, its people, a role, a phone for a reason. */
import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Actor } from '#platform/access.ts'
import { csvOf, header, type Rows } from '../../src/domains/org/roster/factory.ts'
import { openSheets } from '../../src/domains/org/roster/workbook.ts'
import { axe, picture, testBrowser } from '../world/browser.ts'
import { aPerson, aUnit, type TestUnit } from '../world/people.ts'
import { openWorld, type World } from '../world/world.ts'

const browser = testBrowser()
let world: World
let root: TestUnit
let hr: Actor
beforeAll(async () => {
  world = await openWorld({ pages: true })
  root = await aUnit(world.db, { name: '北辰热力', kind: 'company' })
  hr = await aPerson(world.db, { unit: root, name: '何人事', roles: ['hr'] })
  await aPerson(world.db, { unit: root, name: '管理乙', roles: ['system_admin'] })
})
afterAll(() => world.close())

/** A story is long. */
const patience = 90_000

async function desktop(path: string, as: Parameters<typeof browser.openDesktop>[1] = {}): Promise<Page> {
  const page = await browser.openDesktop(world, { as: hr.personId, path, ...as })
  page.setDefaultTimeout(15_000)
  return page
}
const fileOf = (name: string, rows: Rows) => ({
  name,
  mimeType: 'text/csv',
  buffer: Buffer.from(csvOf([header, ...rows])),
})
const chooseFile = (page: Page, name: string, rows: Rows) => page.setInputFiles('input[type=file]', fileOf(name, rows))

const good: Rows = [
  ['B001', '张春分', '北辰热力/东城公司/东一所', '所长', '13800000001', '中共党员', '负责人、书记', '在职', ''],
  ['B002', '李夏至', '北辰热力/东城公司/东一所', '网格长', '13800000002', '群众', '网格长', '在职', ''],
  ['B003', '王小满', '北辰热力/人力资源部', '专员', '', '入党积极分子', '', '在职', ''],
]

test(
  'HR takes the template, sees what is wrong in a file, corrects it, and imports it',
  async () => {
    const page = await desktop('/console/people/import')
    await page.getByRole('heading', { name: '导入名册' }).waitFor()
    await axe(page)
    await picture(page, 'console-roster-upload')

    const download = page.waitForEvent('download')
    await page.getByRole('link', { name: '下载模板' }).click()
    const template = await readFile((await (await download).path())!)
    expect((await openSheets(template)).map((sheet) => sheet.name)).toEqual(['人员', '单位', '说明'])

    const bad = good.map((row, i) => (i === 1 ? row.with(4, '12345').with(6, '大王') : row))
    await chooseFile(page, '花名册.csv', bad)
    await page.getByText('文件里有 2 处错误，请改正后重新上传').waitFor()
    await page.getByText('“12345”不是 11 位手机号').waitFor()
    await page.getByText('第 3 行 · G 角色 列').waitFor()
    expect(await page.getByRole('button', { name: '确认导入' }).count()).toBe(0)
    await axe(page)
    await picture(page, 'console-roster-errors')

    await page.getByRole('button', { name: '换一个文件' }).click()
    await chooseFile(page, '花名册.csv', good)
    await page.getByRole('heading', { name: '花名册.csv 将带来以下变化' }).waitFor()
    await page.getByRole('tab', { name: '新增 3' }).click()
    await page.getByText('138****0001').waitFor()
    expect(await page.getByText('13800000001').count()).toBe(0)
    await axe(page)
    await picture(page, 'console-roster-preview')

    await page.getByRole('button', { name: '确认导入' }).click()
    const asked = page.getByRole('dialog', { name: '确认导入？' })
    await asked.getByRole('button', { name: '确认导入' }).click()
    await page.getByText('导入完成').waitFor()
    await axe(page)
    await picture(page, 'console-roster-done')

    await page.getByRole('button', { name: '再导入一个文件' }).click()
    await chooseFile(page, '花名册.csv', good)
    await page.getByRole('heading', { name: '与现有名册一致，不需要导入' }).waitFor()
  },
  patience,
)

test(
  'the people of a unit are shown with their roles; one more role is granted and taken back; a phone needs a reason',
  async () => {
    const page = await desktop('/console/people')
    await page.getByRole('heading', { name: '人员和角色' }).waitFor()
    await page.getByRole('switch', { name: '包括下级单位' }).click()
    await page.getByRole('button', { name: '查看张春分' }).waitFor()
    await axe(page)
    await picture(page, 'console-people')

    await page.getByRole('button', { name: '查看王小满' }).click()
    const person = page.getByRole('dialog')
    await person.getByText('除职工外没有其他角色').waitFor()
    await person.getByLabel('角色', { exact: true }).click()
    await page.getByTitle('党务干事', { exact: true }).click()
    await person.getByRole('button', { name: '授予', exact: true }).click()
    await person.getByText('党务干事 · 人力资源部').waitFor()
    await page.locator('.ant-select-dropdown').last().waitFor({ state: 'hidden' })
    await axe(page)
    await picture(page, 'console-person')
    await person.getByRole('button', { name: '撤销“党务干事 · 人力资源部”？' }).click()
    await page.getByRole('tooltip').getByRole('button', { name: '撤销' }).click()
    await person.getByText('除职工外没有其他角色').waitFor()
    await person.getByRole('button', { name: '关闭' }).click()
    await person.waitFor({ state: 'hidden' })

    await page.getByLabel('按姓名或工号查找').fill('夏至')
    await page.getByTitle('李夏至', { exact: true }).click()
    await person.getByRole('button', { name: '查看手机号' }).click()
    await person.getByLabel('查看原因').fill('夜间停热要联系')
    await person.getByRole('button', { name: '查看', exact: true }).click()
    await person.getByText('13800000002').waitFor()
    await axe(page)
  },
  patience,
)

test(
  'a confirmation that is too old asks for the one-time code, in English as well',
  async () => {
    const as = await world.signIn(hr.personId)
    world.pass({ minutes: 16 })
    const page = await desktop('/console/people/import', { as, language: 'en' })
    await chooseFile(page, 'roster.csv', good)
    await page.getByText('Please enter your one-time code again').waitFor()
    await page.getByRole('textbox', { name: 'One-time code' }).fill('000000')
    await page.getByRole('button', { name: 'Confirm and go on' }).click()
    await page.getByText('No second factor has been set up.').waitFor()
    await axe(page)
  },
  patience,
)
