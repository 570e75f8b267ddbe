/** A person sees what is held about him, takes a copy and asks; the officer corrects, and erases who has left. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { Actor } from '#platform/access.ts'
import { newId } from '#platform/id.ts'
import { phone as showPhone } from '../../src/domains/org/people/service.ts'
import { setPhone } from '../../src/domains/org/service.ts'
import { anAccount, password } from '../access/proofs.ts'
import type { Stage } from '../access/stage.ts'
import { axe, picture, testBrowser } from '../world/browser.ts'
import { type Loop, openLoop } from '../world/loop.ts'
import { aPerson } from '../world/people.ts'
import { openWorld, type World } from '../world/world.ts'

vi.setConfig({ testTimeout: 180_000, hookTimeout: 120_000 })
const browser = testBrowser()
let world: World
let loop: Loop
let me: Actor
let officer: Actor
let gone: Actor
beforeAll(async () => {
  world = await openWorld({ pages: true })
  loop = await openLoop(world)
  me = loop.people.raiser
  officer = await aPerson(world.db, { unit: loop.units.company, name: '何寒露', roles: ['hr'] })
  gone = await aPerson(world.db, { unit: loop.units.station, name: '尤霜降' })
  await setPhone(world.db, world.keys, me.personId, '13800004300')
  await setPhone(world.db, world.keys, gone.personId, '13911112222')
  await anAccount({ world } as unknown as Stage, me.personId, 'none')
  await showPhone(await world.ctxFor(loop.people.desk), { id: me.personId, reason: '联系核对夜班排班' })
  const post = {
    id: newId(),
    person_id: gone.personId,
    unit_id: loop.units.station.id,
    title: '维修工',
    since: '2018-03-01',
  }
  await world.db.insertInto('org_post').values(post).execute()
  await loop.raise()
})
afterAll(() => world.close())

const phonePage = async (path: string, language: 'zh' | 'en' = 'zh'): Promise<Page> => {
  const page = await browser.openPhone(world, { as: me.personId, path, language })
  page.setDefaultTimeout(20_000)
  return page
}
const desk = async (path: string, language: 'zh' | 'en' = 'zh'): Promise<Page> => {
  const page = await browser.openDesktop(world, { as: officer.personId, path: `/console${path}`, language })
  page.setDefaultTimeout(20_000)
  return page
}

test('everything that is held about me stands there with its reason, and who saw my phone', async () => {
  const page = await phonePage('/me')
  await page.getByRole('link', { name: /我的个人信息/ }).click()
  await page.getByText('138****4300').waitFor()
  await axe(page)
  await picture(page, 'phone-privacy')
  await page.getByText(/^账号与设备/).click()
  await page.getByText('验证登录的是您本人').waitFor()
  expect(await page.getByText('个人信息保护法第十三条第一款第（二）项', { exact: false }).count()).toBeGreaterThan(3)
  await axe(page)
  await picture(page, 'phone-privacy-held')
  await page.getByRole('link', { name: /谁看过我的手机号/ }).click()
  await page.getByText('联系核对夜班排班').waitFor()
  await page.getByText('东一所 · 书记').waitFor()
  await axe(page)
  await picture(page, 'phone-privacy-shown')
  expect(await page.getByText('周春分').count()).toBe(0)
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390)
})

test('a copy is made only for whoever knows the password, prints as a document, and is written down', async () => {
  const page = await phonePage('/me/data/copy')
  await page.getByLabel('登录密码').fill('not it at all')
  await page.getByRole('button', { name: '生成副本' }).click()
  await page.getByText('密码不对').waitFor()
  await page.getByLabel('登录密码').fill(password)
  await page.getByRole('button', { name: '生成副本' }).click()
  await page.getByText('13800004300').waitFor()
  await page.getByText('夜班值班室的热水器坏了两周', { exact: false }).first().waitFor()
  await axe(page)
  await picture(page, 'phone-privacy-copy')
  await page.emulateMedia({ media: 'print' })
  expect(await page.getByRole('button', { name: '打印或存为 PDF' }).isVisible()).toBe(false)
  await page.getByRole('heading', { name: '验证登录的是您本人' }).last().waitFor({ state: 'visible' })
  await picture(page, 'phone-privacy-print')
  await page.emulateMedia({ media: 'screen' })
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: '保存为文件' }).click(),
  ])
  const parts: Buffer[] = []
  for await (const part of await download.createReadStream()) parts.push(part as Buffer)
  const copy = JSON.parse(Buffer.concat(parts).toString('utf8'))
  expect(copy.person).toMatchObject({ name: '钱立春', phone: '13800004300' })
  expect(copy.matters).toHaveLength(1)
  // neither secrets nor anybody else's name that the screen does not show
  const text = JSON.stringify(copy)
  for (const secret of ['argon2', 'password_hash', '周春分', '13911112222']) expect(text).not.toContain(secret)
  const taken = world.db.selectFrom('platform_audit_entry').select('actor_id').where('act', '=', 'privacy.copy_taken')
  expect(await taken.execute()).toEqual([{ actor_id: me.personId }])
})

test('a correction is asked for on the phone and made by the officer at the desk', async () => {
  const page = await phonePage('/me/data/ask', 'en')
  await page.getByRole('button', { name: 'Send' }).click()
  await page.getByText('Please say it in at least four characters.').waitFor()
  await axe(page)
  await page.getByRole('radio', { name: /^Correction/ }).check()
  await page.getByLabel('What exactly').fill('我的名字应为钱立椿')
  await picture(page, 'phone-privacy-ask-en')
  await page.getByRole('button', { name: 'Send' }).click()
  await page.getByText(/GX-2026-\d+/).waitFor()
  await page.getByText('集团').waitFor()
  await axe(page)
  await page.getByRole('link', { name: 'Back to my data' }).click()
  await page.getByText('我的名字应为钱立椿').waitFor()
  await picture(page, 'phone-privacy-en')

  const console_ = await desk('/inbox')
  await console_.getByText('申请更正个人信息：人事资料').first().waitFor()
  await console_
    .getByRole('navigation')
    .getByRole('link', { name: /个人信息/ })
    .click()
  await console_.getByText('我的名字应为钱立椿').waitFor()
  await axe(console_)
  await picture(console_, 'console-privacy')
  await console_.getByRole('button', { name: /^钱立春/ }).click()
  const drawer = console_.getByRole('dialog')
  await drawer.getByText('此人在职').waitFor()
  expect(await drawer.getByRole('button', { name: '删除个人信息' }).count()).toBe(0)
  await drawer.getByRole('button', { name: '更正资料' }).click()
  await drawer.getByLabel('姓名').fill('钱立椿')
  await axe(console_)
  await drawer.getByRole('button', { name: '保存更正' }).click()
  await drawer.getByText('已更正').waitFor()
  const row = world.db.selectFrom('org_person').select('name').where('id', '=', me.personId)
  expect(await row.executeTakeFirst()).toEqual({ name: '钱立椿' })
})

test('the officer sees what an erasure does, enters the request of somebody who has left, and erases him', async () => {
  await world.db.updateTable('org_person').set({ left_on: '2026-09-30' }).where('id', '=', gone.personId).execute()
  const page = await desk('/privacy')
  await page.getByRole('combobox', { name: '查找姓名或工号（含离职）' }).fill('尤霜降')
  await page
    .getByText(/2026年?.*离职|9月30日.*离职/)
    .first()
    .click()
  const drawer = page.getByRole('dialog')
  await drawer.getByText('139****2222').waitFor()
  await drawer.getByRole('button', { name: '代为登记申请' }).click()
  await drawer.getByLabel('申请内容').fill('本人已离职，请删除资料')
  await drawer.getByRole('button', { name: '登记', exact: true }).click()
  await drawer.getByText(/已登记，编号 GX-2026-/).waitFor()
  await drawer.getByText('删除会怎样').first().scrollIntoViewIfNeeded()
  await axe(page)
  await picture(page, 'console-privacy-erasure')
  await drawer.getByRole('button', { name: '删除个人信息' }).click()
  await drawer.getByLabel('输入此人的工号确认').fill('TEST0')
  await drawer.getByRole('button', { name: '确认删除，不能撤回' }).click()
  await drawer.getByText('工号不对').waitFor()
  await drawer.getByLabel('输入此人的工号确认').fill(gone.staffNo)
  await drawer.getByRole('button', { name: '确认删除，不能撤回' }).click()
  await drawer.getByText('此人的个人信息已经删除').waitFor()
  await axe(page)
  await picture(page, 'console-privacy-erased')
  const erased = world.db.selectFrom('org_person').select(['name', 'phone_sealed']).where('id', '=', gone.personId)
  expect(await erased.executeTakeFirst()).toEqual({ name: '原职工', phone_sealed: null })
})

test('at the desk everybody finds his own data as well, in English too', async () => {
  const page = await desk('/my-data', 'en')
  await page.getByRole('heading', { name: 'Account and devices' }).waitFor()
  await axe(page)
  await picture(page, 'console-my-data-en')
  await page.goto(`${await world.url()}/console/privacy`)
  await page.getByText('Correction', { exact: true }).first().waitFor()
  await page.getByRole('button', { name: /^钱立椿/ }).click()
  await page.getByRole('dialog').getByText('What an erasure would do').first().waitFor()
  await axe(page)
  await picture(page, 'console-privacy-en')
  // who looks stands behind the words, also on paper
  const mark = await page.locator('.imprint > span').first().getAttribute('data-text')
  expect(mark).toContain(`何寒露 ${officer.staffNo}`)
  await page.emulateMedia({ media: 'print' })
  expect(await page.locator('.imprint').last().isVisible()).toBe(true)
})
