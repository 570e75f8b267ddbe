/** A suggestion written where there is no line: kept on the phone, sent once when there is one. */
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { axe, picture, testBrowser } from '../world/browser.ts'
import { type Loop, openLoop } from '../world/loop.ts'
import { openWorld, type World } from '../world/world.ts'

const browser = testBrowser()
let world: World
let loop: Loop
beforeAll(async () => {
  world = await openWorld({ pages: true })
  loop = await openLoop(world)
})
afterAll(() => world.close())

const text = '三号换热站的门禁半夜打不开，抢修人员进不去，只能翻墙。'

const photo = async (background: string) => ({
  name: 'gate.png',
  mimeType: 'image/png',
  buffer: await sharp({ create: { width: 40, height: 30, channels: 3, background } })
    .png()
    .toBuffer(),
})

const raised = () => world.db.selectFrom('matters_matter').select(['id', 'number']).where('text', '=', text).execute()

test('what is sent without a line is kept, survives the closing of the page, and is sent exactly once', async () => {
  const first = await browser.openPhone(world, { as: loop.people.raiser.personId, path: '/' })
  const context = first.context()
  context.setDefaultTimeout(20_000)
  await first.getByText('我的事项').waitFor()
  await first.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))

  await context.setOffline(true)
  await first.getByRole('link', { name: '提建议' }).first().click()
  await first.getByLabel('您想说什么？').fill(text)
  await first.setInputFiles('input[type=file]', await photo('#607080'))
  await first.getByAltText('照片 1').waitFor()
  await first.getByRole('button', { name: '提交' }).click()
  await first.getByText('联网后会自动发送一次').waitFor()
  await axe(first)
  await picture(first, 'phone-kept')
  await first.close()

  // without a line the page itself opens, too
  const second = await context.newPage()
  await second.clock.setFixedTime(world.now())
  await second.goto('/')
  await second.getByText('1 项内容等待联网后自动提交').waitFor()
  await axe(second)
  await picture(second, 'phone-offline')
  await second.close()
  expect(await raised()).toHaveLength(0)

  await context.setOffline(false)
  const third = await context.newPage()
  await third.goto('/')
  await third.getByText('保存在手机上的建议已发送').waitFor()
  await third.getByRole('link', { name: /三号换热站/ }).waitFor()
  await third.reload()
  await third.getByRole('link', { name: /三号换热站/ }).waitFor()
  const matters = await raised()
  expect(matters).toHaveLength(1)
  const files = await world.db
    .selectFrom('matters_file')
    .select('file_id')
    .where('matter_id', '=', matters[0]!.id)
    .execute()
  expect(files).toHaveLength(1)
  await third.getByRole('link', { name: '提建议' }).first().click()
  expect(await third.getByLabel('您想说什么？').inputValue()).toBe('')
}, 120_000)

test('what was sent just before the page died is sent once, not twice, when it opens again', async () => {
  const page = await browser.openPhone(world, { as: loop.people.joiner.personId, path: '/suggest' })
  page.setDefaultTimeout(20_000)
  const words = '食堂夜班没有热饭，希望晚上十点以后也能有一份热的。'
  await page.getByLabel('您想说什么？').fill(words)
  // the server receives it, but its answer never reaches the page
  await page.route('**/api/voice/suggestions', async (route) => {
    await route.fetch()
    await route.abort('connectionreset')
  })
  await page.getByRole('button', { name: '提交' }).click()
  await page.getByText('联网后会自动发送一次').waitFor()
  await page.unroute('**/api/voice/suggestions')
  await page.reload()
  await page.goto('/')
  await page.getByRole('link', { name: /食堂夜班/ }).waitFor()
  await page.getByText('等待联网后自动提交').waitFor({ state: 'detached' })
  const rows = await world.db.selectFrom('matters_matter').select('id').where('text', '=', words).execute()
  expect(rows).toHaveLength(1)
}, 60_000)

test('what the server refused meanwhile goes back into the form, and can be sent without the fault', async () => {
  const page = await browser.openPhone(world, { as: loop.people.assisting.personId, path: '/suggest' })
  page.setDefaultTimeout(20_000)
  await page.getByLabel('您想说什么？').fill('仓库照明有一半不亮，夜里取件看不清编号。')
  // no browser can draw it, so it goes as it is
  await page.setInputFiles('input[type=file]', {
    name: 'x.jpg',
    mimeType: 'image/jpeg',
    buffer: Buffer.from('nothing'),
  })
  await page.context().setOffline(true)
  await page.getByRole('button', { name: '提交' }).click()
  await page.getByText('联网后会自动发送一次').waitFor()
  await page.getByRole('link', { name: '回到首页' }).click()
  await page.context().setOffline(false)
  await page.getByText('没有提交成功：仓库照明').waitFor()
  await axe(page)
  await picture(page, 'phone-refused')
  await page.getByRole('button', { name: '修改后再提交' }).click()
  await page.getByRole('button', { name: '删除照片 1' }).click()
  await page.getByRole('button', { name: '提交' }).click()
  await page.getByRole('heading', { name: '已提交' }).waitFor()
}, 60_000)

test('what is sent after the session has ended is kept, and goes out once one has signed in again', async () => {
  const personId = loop.people.owner.personId
  const page = await browser.openPhone(world, { as: personId, path: '/suggest' })
  page.setDefaultTimeout(20_000)
  const words = '泵房的排水沟盖板松了，夜里容易踩空。'
  await page.getByLabel('您想说什么？').fill(words)
  await page.context().clearCookies()
  await page.getByRole('button', { name: '提交' }).click()
  await page.getByText('您的登录已过期。重新登录后会自动发送一次').waitFor()
  await axe(page)
  await page.getByRole('button', { name: '重新登录' }).click()
  await page.getByText('密码').first().waitFor()
  const { cookie } = await world.signIn(personId)
  const [name = '', value = ''] = cookie.split('=')
  await page.context().addCookies([{ name, value, url: await world.url(), httpOnly: true, sameSite: 'Lax' }])
  await page.reload()
  await page.getByRole('link', { name: /泵房的排水沟/ }).waitFor()
  const rows = await world.db.selectFrom('matters_matter').select('id').where('text', '=', words).execute()
  expect(rows).toHaveLength(1)
}, 60_000)

test('a draft is there again after the page was closed', async () => {
  const page = await browser.openPhone(world, { as: loop.people.colleague.personId, path: '/suggest' })
  page.setDefaultTimeout(20_000)
  await page.getByLabel('您想说什么？').fill('更衣室的柜子不够用，')
  await page.waitForTimeout(600)
  await page.reload()
  await page.getByText('已恢复您上次没写完的内容').waitFor()
  expect(await page.getByLabel('您想说什么？').inputValue()).toBe('更衣室的柜子不够用，')
  await picture(page, 'phone-draft')
  await axe(page)
}, 60_000)
