/** From a cold flat to a warm one: reported without an account, dispatched, answered, disproved, opened again, and warm at last. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { Actor } from '#platform/access.ts'
import { moveMatter } from '../../src/domains/matters/contract.ts'
import { anEstate } from '../../src/domains/service/factory.ts'
import { openReceipt } from '../../src/domains/service/requests/contract.ts'
import { axe, picture, testBrowser } from '../world/browser.ts'
import { loadKinds } from '../world/loop.ts'
import { aPerson, aUnit, type TestUnit } from '../world/people.ts'
import { openWorld, type World } from '../world/world.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })
const browser = testBrowser()
let world: World
let station: TestUnit
let dispatcher: Actor
let repairer: Actor
let operator: Actor

beforeAll(async () => {
  world = await openWorld({ pages: true })
  await loadKinds()
  const company = await aUnit(world.db, { name: '北辰热力', kind: 'company' })
  const east = await aUnit(world.db, { under: company, name: '东城公司', kind: 'district' })
  station = await aUnit(world.db, { under: east, name: '东一所' })
  dispatcher = await aPerson(world.db, { unit: east, name: '赵立春', roles: ['dispatcher'] })
  await aPerson(world.db, { unit: station, name: '钱雨水', roles: ['leader'] })
  operator = await aPerson(world.db, { unit: company, name: '李春分', roles: ['hotline'] })
  repairer = await aPerson(world.db, { unit: station, name: '孙惊蛰', roles: ['repairer'] })
  await anEstate(world.ctxOfNobody(), { stationUnitId: station.id, name: '示范小区' }, [
    { customerNo: '01000001', flat: '501', floor: 5, holder: '欧阳向暖', phone: '138 0000 4321' },
  ])
})
afterAll(() => world.close())

async function choosePlace(page: Page): Promise<void> {
  await page.getByLabel('小区').fill('示范')
  await page.getByRole('button', { name: '示范小区' }).click()
  await page.getByLabel('楼栋').selectOption({ label: '3号楼' })
  await page.getByLabel('单元').selectOption({ label: '2单元' })
  await page.getByText('示范小区3号楼2单元').waitFor()
}

/** The person reports that it is too cold, and gives the code of his receipt. */
async function reportCold(page: Page): Promise<string> {
  await page.getByRole('link', { name: '温度不够' }).click()
  await choosePlace(page)
  await page.getByLabel(/^门牌号/).fill('501')
  await page.getByLabel(/^室内温度/).fill('16.5度')
  await page.getByLabel(/^补充说明/).fill('主卧不热，客厅还行。')
  await page.getByLabel(/^什么时候家里有人/).fill('晚上七点以后')
  await page.getByLabel(/^联系电话/).fill('138 0000 4321')
  await page.getByLabel(/^怎么称呼您/).fill('欧阳女士')
  await page.getByRole('button', { name: '提交' }).click()
  await page.getByRole('heading', { name: '已受理' }).waitFor()
  return (await page.locator('.receipt-code').textContent())!
}

/** The house makes a move on the request of a receipt, by its interface. */
async function work(code: string, who: Actor, move: Parameters<typeof world.call<typeof moveMatter>>[1]['move']) {
  const { matter } = await world.call(openReceipt, { code })
  const { id } = await world.db
    .selectFrom('matters_matter')
    .select('id')
    .where('number', '=', matter.number)
    .executeTakeFirstOrThrow()
  await world.call(moveMatter, { id, seen: matter.seen, move }, { as: who.personId })
}

test('a resident reports from the entry page in a minute, without an account, and follows it with the receipt', async () => {
  const page = await browser.openPhone(world, { path: '/' })
  await page.getByRole('link', { name: /热用户/ }).click()
  await page.getByRole('heading', { name: '家里怎么了？' }).waitFor()
  await axe(page)
  await picture(page, 'heat-start')
  await page.getByRole('link', { name: '温度不够' }).click()
  await page.getByRole('button', { name: '提交' }).click()
  await page.getByText('请选择地址').waitFor()
  await axe(page)
  await page.getByRole('link', { name: '返回' }).click()
  const code = await reportCold(page)
  expect(code).toMatch(/^([0-9A-Z]{4}-){3}[0-9A-Z]{4}$/)
  await axe(page)
  await picture(page, 'heat-receipt')
  await page.getByRole('link', { name: '查看进度' }).click()
  await page.getByText('东城公司已受理，正在派单').waitFor()
  expect(new URL(page.url()).pathname).toBe('/heat/follow')
  await axe(page)
  await page.getByRole('link', { name: '返回' }).click()
  await page.getByRole('link', { name: /示范小区3号楼2单元501/ }).waitFor()

  const elsewhere = await browser.openPhone(world, { path: '/heat/follow' })
  await elsewhere.getByLabel('查询码').fill(code.toLowerCase())
  await elsewhere.getByRole('button', { name: '查看' }).click()
  await elsewhere.getByText('东城公司已受理，正在派单').waitFor()
})

test('the dispatcher sees which home it is, calls for a reason, and sends somebody', async () => {
  const phone = await browser.openPhone(world, { path: '/heat' })
  const code = await reportCold(phone)
  const { matter } = await world.call(openReceipt, { code })
  const desk = await browser.openDesktop(world, { as: dispatcher.personId, path: '/console/inbox' })
  desk.setDefaultTimeout(20_000)
  await desk.getByRole('link', { name: new RegExp(matter.number) }).click()
  await desk.getByRole('heading', { name: '诉求信息' }).waitFor()
  await desk.getByText('示范小区3号楼2单元501').waitFor()
  await desk.getByText('138****4321').waitFor()
  await axe(desk)
  await picture(desk, 'console-heat-request')
  await desk.getByRole('button', { name: '查看联系方式' }).click()
  await desk.getByLabel('为什么查看').fill('约定上门时间')
  await desk.getByRole('button', { name: '查看', exact: true }).click()
  await desk.getByText('13800004321').waitFor()
})

test('an operator takes down what a caller says, by keyboard alone, from the number that calls', async () => {
  const page = await browser.openDesktop(world, {
    as: operator.personId,
    path: '/console/households?phone=13800004321',
  })
  page.setDefaultTimeout(20_000)
  await page.getByRole('button', { name: '查看示范小区3号楼2单元501' }).waitFor()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  const drawer = page.getByRole('dialog', { name: '示范小区3号楼2单元501' })
  await drawer.getByRole('heading', { name: '报修记录' }).waitFor()
  expect(page.url()).not.toContain('4321')
  await page.keyboard.press('n')
  await drawer.getByRole('radio', { name: '不热', exact: true }).waitFor()
  await page.keyboard.press('Space')
  await page.keyboard.press('ArrowRight')
  expect(await drawer.getByRole('radio', { name: '温度不够' }).isChecked()).toBe(true)
  await page.keyboard.press('Tab')
  await page.keyboard.type('老人一个人住，不会用手机，请打座机。')
  await axe(page)
  await picture(page, 'console-take-request')
  await page.keyboard.press('Control+Enter')
  await drawer.getByText(/已登记 GR-2026-\d{6}/).waitFor()
  await drawer
    .getByRole('link', { name: /温度不够 · GR-/ })
    .first()
    .waitFor()
  await axe(page)
  await picture(page, 'console-request-taken')
})

test('the repairer answers on his phone; the resident disproves it, is heard again, and confirms at last', async () => {
  const phone = await browser.openPhone(world, { path: '/heat' })
  phone.setDefaultTimeout(20_000)
  const code = await reportCold(phone)
  const { matter } = await world.call(openReceipt, { code })
  const assign = { do: 'assign', unitId: station.id, ownerId: repairer.personId } as const
  await work(code, dispatcher, assign)
  const worker = await browser.openPhone(world, { as: repairer.personId, path: '/' })
  worker.setDefaultTimeout(20_000)
  await worker
    .getByRole('link', { name: /温度不够：示范小区3号楼/ })
    .first()
    .waitFor()
  const { id } = await world.db
    .selectFrom('matters_matter')
    .select('id')
    .where('number', '=', matter.number)
    .executeTakeFirstOrThrow()
  await worker.goto(`/matters/${id}`)
  await worker.getByText('示范小区3号楼2单元501').waitFor()
  await axe(worker)
  await picture(worker, 'phone-heat-request')
  await worker.getByRole('button', { name: '答复', exact: true }).click()
  const answer = worker.getByRole('dialog', { name: '答复' })
  await answer.getByLabel('立行立改').check()
  await answer.getByLabel('答复内容').fill('11月16日晚上门，立管排气，主卧由16.5度升到20度。')
  await answer.getByRole('button', { name: '答复' }).click()
  await worker.getByText('已经答复').waitFor()

  await phone.getByRole('link', { name: '查看进度' }).click()
  await phone.getByText('已答复，请您评价').waitFor()
  await axe(phone)
  await picture(phone, 'heat-judge')
  await phone.getByLabel('未解决').check()
  await phone.getByRole('button', { name: '提交评价' }).click()
  await phone.getByText('请写一句').waitFor()
  await phone.getByLabel('还有什么没解决？').fill('半夜又降到15度。')
  await phone.getByRole('button', { name: '提交评价' }).click()
  await phone.getByText('第2次办理').waitFor()
  await picture(phone, 'heat-again')

  await work(code, dispatcher, assign)
  await work(code, repairer, { do: 'ask', question: '今晚七点上门，可以吗？' })
  await phone.reload()
  await phone.getByText('今晚七点上门，可以吗？').first().waitFor()
  await axe(phone)
  await phone.getByLabel('您的回复').fill('可以，七点在家。')
  await phone.getByRole('button', { name: '回复' }).click()
  await phone.getByText('东一所正在办理').waitFor()
  await work(code, repairer, { do: 'answer', kind: 'done', text: '更换了分户阀，连续两晚复测都在20度以上。' })
  await phone.reload()
  await phone.getByLabel('已解决', { exact: true }).check()
  await phone.getByRole('button', { name: '提交评价' }).click()
  await phone.getByText('您已确认解决').waitFor()
})

test('who has not judged is called: what he says opens it again, and nobody answering changes nothing', async () => {
  const phone = await browser.openPhone(world, { path: '/heat' })
  const code = await reportCold(phone)
  await work(code, dispatcher, { do: 'assign', unitId: station.id, ownerId: repairer.personId })
  await work(code, repairer, { do: 'answer', kind: 'done', text: '系统显示该楼供水温度正常，已恢复供热。' })
  world.pass({ hours: 25 })
  const desk = await browser.openDesktop(world, { as: operator.personId, path: '/console/callbacks' })
  desk.setDefaultTimeout(20_000)
  const row = desk.getByRole('button', { name: /温度不够 · 示范小区3号楼2单元501/ }).first()
  await row.waitFor()
  await axe(desk)
  await picture(desk, 'console-callbacks')
  await row.click()
  const drawer = desk.getByRole('dialog')
  await drawer.getByText('系统显示该楼供水温度正常，已恢复供热。').waitFor()
  await drawer.getByText('138****4321').waitFor()
  await axe(desk)
  await drawer.getByRole('button', { name: '没有接通' }).click()
  await desk.getByText('已打 1 次未接通').waitFor()
  await desk
    .getByRole('button', { name: /温度不够 · 示范小区3号楼2单元501/ })
    .first()
    .click()
  await drawer.getByRole('radio', { name: '未解决' }).check()
  await drawer.getByRole('button', { name: '保存' }).click()
  await drawer.getByText('没有解决的，请写下用户怎么说。').waitFor()
  await drawer.getByLabel(/还有什么没解决/).fill('没有人来过，家里还是16度。')
  await drawer.getByRole('radio', { name: '不满意' }).check()
  await axe(desk)
  await picture(desk, 'console-callback')
  await drawer.getByRole('button', { name: '保存' }).click()
  await desk.getByText('现在没有需要回访的').waitFor()
  await phone.getByRole('link', { name: '查看进度' }).click()
  await phone.getByText('第2次办理').waitFor()
  await phone.getByText('您作了评价 · 未解决 · 电话回访').waitFor()
})

test('whoever withdraws is asked why and whether somebody urged him; by the customer number, in English', async () => {
  const page = await browser.openPhone(world, { path: '/heat', language: 'en' })
  await page.getByRole('link', { name: 'Leak' }).click()
  await page.getByLabel('Customer number').check()
  await page.getByRole('textbox', { name: 'Customer number' }).fill('01000001')
  await page.getByLabel('Last four digits of the phone on file').fill('4321')
  await page.getByRole('button', { name: 'Find' }).click()
  await page.getByText('示范小区3号楼2单元').waitFor()
  await axe(page)
  await picture(page, 'heat-report-en')
  await page.getByRole('button', { name: 'Send' }).click()
  await page.getByRole('link', { name: 'Follow it' }).click()
  await page.getByRole('button', { name: 'Withdraw' }).click()
  const sheet = page.getByRole('dialog', { name: 'Withdraw' })
  await sheet.getByLabel(/^Why/).fill('It stopped by itself.')
  await sheet.getByLabel('Yes, somebody asked me to').check()
  await axe(page)
  await sheet.getByRole('button', { name: 'Withdraw' }).click()
  await page.getByText('You have withdrawn it').first().waitFor()
})

test('without a line nothing is lost: the same report goes out once when it is sent again', async () => {
  const page = await browser.openPhone(world, { path: '/heat' })
  await page.getByRole('link', { name: '不热', exact: true }).click()
  await choosePlace(page)
  await page.getByLabel(/^补充说明/).fill('从昨天开始一点都不热。')
  const before = await counted()
  // the first reply is lost on the way
  let lost = 0
  await page.route('**/api/service/requests', async (route) => {
    if (lost++ > 0) return route.continue()
    await route.fetch()
    return route.abort()
  })
  await page.getByRole('button', { name: '提交' }).click()
  await page.getByRole('alert').getByText('网络').first().waitFor()
  await picture(page, 'heat-offline')
  await page.reload()
  expect(await page.getByLabel(/^补充说明/).inputValue()).toBe('从昨天开始一点都不热。')
  await page.getByRole('button', { name: '提交' }).click()
  await page.getByRole('heading', { name: '已受理' }).waitFor()
  expect(await counted()).toBe(before + 1)
})

const counted = async (): Promise<number> =>
  (await world.db.selectFrom('service_request').select('id').execute()).length
