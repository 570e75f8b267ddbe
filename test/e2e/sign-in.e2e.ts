/** Coming in: as one of the people of the demo, by activation and password, with a second factor, and as a wall screen. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Actor } from '#platform/access.ts'
import { inTransaction, record } from '#platform/record.ts'
import { base32Decode, totpAt } from '#platform/sign-in/totp.ts'
import { issueActivation } from '../../src/domains/org/accounts/contract.ts'
import { makeKiosk } from '../../src/domains/org/kiosk/contract.ts'
import { anAccount, goodPassword } from '../../src/domains/org/sign-in/factory.ts'
import { offerDemoEntry } from '../../src/domains/org/sign-in/service.ts'
import { submitSuggestion } from '../../src/domains/voice/contract.ts'
import { axe, picture, testBrowser } from '../world/browser.ts'
import { aPerson, aUnit, type TestUnit } from '../world/people.ts'
import { openWorld, type World } from '../world/world.ts'

const browser = testBrowser()
let world: World
let station: TestUnit
let worker: Actor
let leader: Actor
let hr: Actor
beforeAll(async () => {
  world = await openWorld({ pages: true })
  const company = await aUnit(world.db, { name: '北辰热力集团', kind: 'company' })
  station = await aUnit(world.db, { under: company, name: '东一所' })
  worker = await aPerson(world.db, { unit: station, name: '周晓明' })
  leader = await aPerson(world.db, { unit: station, name: '高远', roles: ['leader'] })
  hr = await aPerson(world.db, { unit: company, roles: ['hr'] })
  await inTransaction(world.ctxOfNobody(), async (tx) => {
    await offerDemoEntry(tx, [
      {
        personId: worker.personId,
        key: 'worker',
        order: 1,
        title: { zh: '维修工', en: 'Repairer' },
        hint: { zh: '夜班值班室的热水器还没修好，去看看答复。', en: 'The boiler of the night shift is still cold.' },
        home: 'phone',
      },
      {
        personId: leader.personId,
        key: 'leader',
        order: 2,
        title: { zh: '所长', en: 'Head of station' },
        hint: { zh: '三件事等您交办，一件快到期。', en: 'Three matters wait for you, one is nearly due.' },
        home: 'console',
      },
    ])
    record(tx, { act: 'test.offered', subject: { kind: 'person', id: worker.personId } })
  })
})
afterAll(() => world.close())

async function phone(path = '/', language: 'zh' | 'en' = 'zh'): Promise<Page> {
  const page = await browser.openPhone(world, { path, language })
  page.setDefaultTimeout(15_000)
  return page
}
const home = (page: Page, name: string) => page.getByRole('heading', { level: 1, name: new RegExp(name) }).waitFor()

test('a visitor of the demo is inside with one tap', async () => {
  const page = await phone()
  await page.getByText('演示环境').waitFor()
  await page.getByRole('button', { name: /维修工/ }).waitFor()
  await axe(page)
  await picture(page, 'entry-demo')
  await page.getByRole('button', { name: /维修工/ }).click()
  await page.getByRole('navigation').waitFor()
  await page.goto('/me')
  await page.getByRole('heading', { name: '周晓明' }).waitFor()
  await axe(page)
  await picture(page, 'me-demo')
  await page.getByRole('button', { name: '退出，换一个身份' }).click()
  await page.getByRole('button', { name: /维修工/ }).waitFor()
})

test('who has a place at the desk enters the console from a wide screen', async () => {
  const page = await browser.openDesktop(world, { path: '/', language: 'en' })
  await page.getByRole('button', { name: /Head of station/ }).waitFor()
  await axe(page)
  await picture(page, 'entry-demo-desktop')
  await page.getByRole('button', { name: /Head of station/ }).click()
  await page.waitForURL('**/console/**')
})

test('a newcomer activates his account, signs in again, sees his devices and changes his password', async () => {
  const person = await aPerson(world.db, { unit: station, name: '新来的' })
  const { code } = await world.call(issueActivation, { personId: person.personId }, { as: hr.personId })
  const page = await phone()
  await page.getByText('用工号和密码登录').click()
  await axe(page)
  await page.getByRole('link', { name: '用激活码设置密码' }).click()
  await page.getByLabel('工号或手机号').fill(person.staffNo)
  await page.getByLabel('激活码').fill(code.toLowerCase())
  await page.getByLabel('新密码').fill('12345678')
  await page.getByRole('button', { name: '设置密码并登录' }).click()
  await page.getByText('这个密码太常见').waitFor()
  await axe(page)
  await picture(page, 'activate')
  await page.getByLabel('新密码').fill(goodPassword)
  await page.getByRole('button', { name: '设置密码并登录' }).click()
  await page.getByRole('navigation').waitFor()

  await page.getByRole('link', { name: '我的' }).click()
  await page.getByRole('button', { name: '退出登录' }).click()
  await page.getByText('用工号和密码登录').click()
  await page.getByLabel('工号或手机号').fill(person.staffNo)
  await page.getByLabel('密码', { exact: true }).fill('not this one')
  await page.getByRole('button', { name: '登录', exact: true }).click()
  await page.getByText('账号或密码不对').waitFor()
  await page.getByLabel('密码', { exact: true }).fill(goodPassword)
  expect(await page.getByRole('checkbox', { name: /记住这台设备/ }).isChecked()).toBe(true) // a phone is one's own
  await page.getByRole('button', { name: '登录', exact: true }).click()
  await page.getByRole('navigation').waitFor()

  const elsewhere = await world.signIn(person.personId)
  await page.getByRole('link', { name: '我的' }).click()
  await page.getByRole('link', { name: /登录的设备/ }).click()
  await page.getByText('本机').waitFor()
  await axe(page)
  await picture(page, 'sessions')
  await page.getByRole('button', { name: /在那里退出/ }).click()
  await page.getByRole('button', { name: /在那里退出/ }).waitFor({ state: 'detached' })
  expect((await world.ask('GET', '/api/me', undefined, { as: elsewhere })).status).toBe(401)

  await page.getByRole('link', { name: '返回' }).click()
  await page.getByRole('link', { name: /修改密码/ }).click()
  await page.getByLabel('原密码').fill(goodPassword)
  await page.getByLabel('新密码').fill('又是一句很长的新密码')
  await axe(page)
  await page.getByRole('button', { name: '保存新密码' }).click()
  await page.getByText('密码已修改').waitFor()
})

test('a leader sets up one-time codes by scanning, notes the recovery codes, and is asked from then on', async () => {
  const { proof } = await anAccount(world, leader)
  const page = await phone()
  const signIn = async () => {
    await page.getByText('用工号和密码登录').click()
    await page.getByLabel('工号或手机号').fill(proof.login)
    await page.getByLabel('密码', { exact: true }).fill(proof.password)
    await page.getByRole('button', { name: '登录', exact: true }).click()
  }
  await signIn()
  await page.getByText('您的岗位会接触他人信息').waitFor()
  await page.getByRole('button', { name: '开始设置' }).click()
  await page.getByAltText('动态口令的二维码').waitFor()
  expect(
    await page.getByAltText('动态口令的二维码').evaluate((img) => (img as HTMLImageElement).naturalWidth),
  ).toBeGreaterThan(0)
  await axe(page)
  await picture(page, 'second-factor-set-up')
  const secret = base32Decode((await page.locator('code.key').textContent()) ?? '')
  const shown = () => totpAt(secret, Math.floor(world.now().getTime() / 30_000))
  await page.getByLabel('应用里显示的六位数字').fill(shown())
  await page.getByRole('button', { name: '确认启用' }).click()
  await page.getByText('请抄在纸上收好').waitFor()
  expect(await page.locator('.codes li').count()).toBe(10)
  await axe(page)
  await page.getByRole('button', { name: '我已抄好' }).click()
  await home(page, '高远')

  await page.getByRole('link', { name: '我的' }).click()
  await page.getByText('还有 10 个恢复码').waitFor()
  await page.getByRole('button', { name: '退出登录' }).click()
  world.pass({ minutes: 1 })
  await signIn()
  await page.getByLabel('六位动态口令').waitFor()
  await axe(page)
  await picture(page, 'second-factor')
  await page.getByLabel('六位动态口令').fill(shown() === '000000' ? '111111' : '000000')
  await page.getByRole('button', { name: '确认' }).click()
  await page.getByText('动态口令不对').waitFor()
  await page.getByLabel('六位动态口令').fill(shown())
  await page.getByRole('button', { name: '确认' }).click()
  await home(page, '高远')
})

test('in production the entry asks for a password, offers nobody, and says why an open line will not do', async () => {
  const page = await phone('/', 'en')
  await page.goto((await world.url()).replace('localhost', 'other.localhost'))
  await page.getByLabel('Staff number or phone').fill('A001')
  expect(await page.getByText('Choose a person').count()).toBe(0)
  expect(await page.getByText('Demo:').count()).toBe(0)
  await axe(page)
  await picture(page, 'sign-in-en')
  await page.getByLabel('Password', { exact: true }).fill('whatever it is')
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.getByText('signing in needs an https address').waitFor()
})

test('a wall screen enters its code, and shows how many matters are where', async () => {
  await aPerson(world.db, { unit: station, roles: ['secretary'] })
  for (const text of ['换热站的护栏松了一段，人靠上去会晃。', '巡线的手电筒电池半小时就没电。'])
    await world.call(submitSuggestion, { text, about: 'tools' }, { as: leader.personId })
  const made = await world.call(makeKiosk, { name: '东墙大屏', unitId: station.id }, { as: leader.personId })
  const page = await browser.openDesktop(world, { path: '/kiosk' })
  await page.getByLabel('接入码').fill('0000-0000-0000')
  await page.getByRole('button', { name: '接入' }).click()
  await page.getByText('接入码不对').waitFor()
  await axe(page)
  await page.getByLabel('接入码').fill(made.code)
  await page.getByRole('button', { name: '接入' }).click()
  await page.getByRole('heading', { name: /东墙大屏/ }).waitFor()
  await page.locator('.wall > div', { hasText: '待交办' }).getByText('2', { exact: true }).waitFor()
  await axe(page)
  await picture(page, 'wall-screen')
})
