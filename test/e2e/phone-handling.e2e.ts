/** Whoever handles a matter does it on the phone: every step by its own form, and nobody acts on what has changed. */
import type { Page } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { axe, picture, testBrowser } from '../world/browser.ts'
import { type Loop, openLoop, type Who } from '../world/loop.ts'
import { openWorld, type World } from '../world/world.ts'

const browser = testBrowser()
let world: World
let loop: Loop
let id: string
beforeAll(async () => {
  world = await openWorld({ pages: true })
  loop = await openLoop(world)
})
beforeEach(async () => {
  id = await loop.raise()
})
afterAll(() => world.close())

async function matterOf(who: Who, wish: { language?: 'zh' | 'en'; deaf?: boolean } = {}): Promise<Page> {
  const page = await browser.openPhone(world, { as: loop.people[who].personId, path: `/matters/${id}`, ...wish })
  page.setDefaultTimeout(15_000)
  return page
}

/** Opens the form of a move that is one tap away and gives the sheet. */
async function more(page: Page, move: string) {
  await page.getByRole('button', { name: '更多' }).click()
  await page.getByRole('dialog').getByRole('button', { name: move, exact: true }).click()
  await page.getByRole('dialog', { name: move }).waitFor()
  return page.getByRole('dialog', { name: move })
}

/** Opens the form of the answer, says that it is done, and writes. */
async function answering(page: Page, words: string) {
  await page.getByRole('button', { name: '答复', exact: true }).click()
  const answer = page.getByRole('dialog', { name: '答复' })
  await answer.getByLabel('立行立改').check()
  await answer.getByLabel('答复内容').fill(words)
  return answer
}

test('the owner asks, the raiser replies where he reads, and the clock runs on', async () => {
  await loop.lead(id, 'assign')
  const owner = await matterOf('owner')
  const ask = await more(owner, '询问提出人')
  await ask.getByLabel('问题').fill('是二楼还是三楼的值班室？')
  await axe(owner)
  await ask.getByRole('button', { name: '询问提出人' }).click()
  await owner.getByText('等待提出人补充情况').waitFor()

  const raiser = await matterOf('raiser')
  await raiser.getByRole('heading', { name: '承办人想问您' }).waitFor()
  await axe(raiser)
  await picture(raiser, 'phone-question')
  await raiser.getByLabel('您的回复').fill('二楼东侧那一间。')
  await raiser.getByRole('button', { name: '回复' }).click()
  await raiser.getByText('东二所正在办理').waitFor()
  const add = raiser.getByRole('dialog', { name: '补充情况' })
  await raiser.getByRole('button', { name: '补充情况' }).click()
  await add.getByLabel('补充什么').fill('昨晚又停了一次。')
  await add.getByRole('button', { name: '补充情况' }).click()
  await raiser.getByText('补充了情况').waitFor()
}, 90_000)

test('an action is planned and finished, photos of the work are added, and everybody sees them', async () => {
  await loop.lead(id, 'assign')
  const owner = await matterOf('owner')
  const plan = await more(owner, '安排措施')
  await plan.getByLabel('做什么').fill('更换加热管并试水')
  await plan.getByLabel('完成日期').fill('2026-11-18')
  expect(await plan.getByLabel('郑谷雨').isChecked()).toBe(true)
  expect(await plan.getByLabel('输入姓名或工号查找').count()).toBe(0)
  await axe(owner)
  await plan.getByRole('button', { name: '安排措施' }).click()
  await owner.getByText('郑谷雨负责，11月18日（周三）前完成').waitFor()

  const finish = await more(owner, '完成措施')
  await finish.getByLabel('说明').fill('已更换，出水正常。')
  await finish.getByRole('button', { name: '完成措施' }).click()
  await owner.getByText('11月16日（周一）已完成').waitFor()

  const evidence = await more(owner, '上传照片')
  await evidence.getByRole('button', { name: '上传照片' }).click()
  await owner.getByText('请先添加照片').waitFor()
  const photo = await sharp({ create: { width: 400, height: 300, channels: 3, background: '#55714f' } })
    .jpeg()
    .toBuffer()
  await owner.setInputFiles('dialog input[type=file]', { name: 'done.jpg', mimeType: 'image/jpeg', buffer: photo })
  await owner.getByAltText('照片 1').waitFor()
  await axe(owner)
  await evidence.getByRole('button', { name: '上传照片' }).click()
  await owner.getByText('上传了1张图片').waitFor()
  await owner.locator('.timeline .photos img').waitFor()
  await owner.locator('.timeline').scrollIntoViewIfNeeded()
  await picture(owner, 'phone-timeline')
  await axe(owner)
}, 90_000)

test('more time is asked, decided above, and seen by the raiser', async () => {
  await loop.lead(id, 'assign')
  const owner = await matterOf('owner')
  const ask = await more(owner, '申请延期')
  await ask.getByLabel('延期到').fill('2026-11-27')
  await ask.getByLabel('理由').fill('配件在途。')
  await ask.getByRole('button', { name: '申请延期' }).click()
  await owner.getByText('已申请延期到11月27日（周五），由东城公司审批').waitFor()

  const superior = await matterOf('superior')
  await superior.getByRole('button', { name: '同意延期' }).click()
  await superior.getByRole('dialog').getByRole('button', { name: '同意延期' }).click()
  await superior.getByText('经批准延期到11月27日（周五）').waitFor()

  const raiser = await matterOf('raiser')
  await raiser.getByText('11月27日（周五）前答复').waitFor()
  await raiser.getByText('经批准延期到11月27日（周五）').waitFor()
  await axe(raiser)
}, 90_000)

test('the desk assigns, the unit hands it on, the next one returns it, and the desk declines with reasons', async () => {
  const desk = await matterOf('desk')
  await desk.getByRole('button', { name: '交办', exact: true }).click()
  const assign = desk.getByRole('dialog', { name: '交办' })
  await assign.getByLabel('主办单位').selectOption({ label: '　　东二所' })
  await assign.getByText('由吴清明承办').waitFor()
  await assign.getByLabel('协办单位').selectOption({ label: '　　东三所' })
  await assign.getByRole('button', { name: '东三所，去掉' }).click()
  await assign.getByLabel('协办单位').selectOption({ label: '　　东三所' })
  await axe(desk)
  await picture(desk, 'phone-assign-assisting')
  await assign.getByRole('button', { name: '交办' }).click()
  await desk.getByText('东二所正在办理，承办人吴清明').waitFor()
  await desk.getByText('东三所协办').waitFor()

  const lead = await matterOf('lead')
  const reassign = await more(lead, '更换承办人')
  await reassign.getByLabel('输入姓名或工号查找').fill('郑谷')
  await reassign.getByLabel('郑谷雨').check()
  await axe(lead)
  await picture(lead, 'phone-reassign')
  await reassign.getByRole('button', { name: '更换承办人' }).click()
  await lead.getByText('东二所正在办理，承办人郑谷雨').waitFor()
  const handOn = await more(lead, '转办')
  await handOn.getByLabel('单位').selectOption({ label: '　　东三所' })
  await handOn.getByLabel('理由').fill('热水器归后勤保障的所管理。')
  await handOn.getByRole('button', { name: '转办' }).click()
  await lead.getByText('东三所正在办理').waitFor()

  await loop.move('assisting', id, { do: 'return', reason: '这项工作不归我所。' })
  await desk.reload()
  const decline = await more(desk, '不予受理')
  await decline.getByLabel('理由').fill('该值班室本月底撤销，设备不再更换。')
  await decline.getByRole('button', { name: '不予受理' }).click()
  await desk.getByText('东一所没有受理，理由见下').waitFor()

  const raiser = await matterOf('raiser')
  await raiser.getByRole('heading', { name: '没有受理的理由' }).waitFor()
  await raiser.getByLabel('可以接受').waitFor()
  await axe(raiser)
  await picture(raiser, 'phone-declined')
}, 120_000)

test('a promise and a rule are said in the answer, and a promise can be contested at once', async () => {
  await loop.lead(id, 'assign')
  const owner = await matterOf('owner')
  await owner.getByRole('button', { name: '答复', exact: true }).click()
  const answer = owner.getByRole('dialog', { name: '答复' })
  await answer.getByLabel('长期推进').check()
  await answer.getByLabel('答复内容').fill('整机需要采购，到货后一周内换好。')
  await answer.getByLabel('承诺完成日期').fill('2026-12-10')
  await axe(owner)
  await answer.getByRole('button', { name: '答复' }).click()
  await owner.getByText('东二所承诺12月10日（周四）前完成').waitFor()

  const raiser = await matterOf('raiser')
  await raiser.getByText('不认可这个承诺？').click()
  await raiser.getByText('承诺的日期还没到').waitFor()
  expect(await raiser.getByLabel('已解决', { exact: true }).count()).toBe(0)
  await picture(raiser, 'phone-promised')
  await axe(raiser)
}, 90_000)

test('whoever answers to a matter that has changed is shown what happened, keeps his words, and can send them', async () => {
  await loop.lead(id, 'assign')
  const owner = await matterOf('owner', { deaf: true })
  const answer = await answering(owner, '加热管已经更换，今晚就有热水。')
  await loop.move('raiser', id, { do: 'add', text: '昨晚又停了一次。' })
  await answer.getByRole('button', { name: '答复' }).click()
  await owner.getByText('刚才有新进展，请看过后再提交').waitFor()
  await answer.getByText('补充了情况').waitFor()
  await axe(owner)
  await picture(owner, 'phone-meanwhile')
  expect(await answer.getByLabel('答复内容').inputValue()).toBe('加热管已经更换，今晚就有热水。')
  await answer.getByRole('button', { name: '答复' }).click()
  await owner.getByText('已经答复，等待提出人评价').waitFor()
}, 90_000)

test('whoever comes too late keeps his words and is told that the step is gone', async () => {
  await loop.lead(id, 'assign')
  const lead = await matterOf('lead', { deaf: true })
  const answer = await answering(lead, '所里已经安排更换了。')
  await loop.move('owner', id, { do: 'answer', kind: 'done', text: '加热管已经更换，今晚就有热水。' })
  await answer.getByRole('button', { name: '答复' }).click()
  await lead.getByText('这一步现在不能做了').waitFor()
  expect(await answer.getByLabel('答复内容').inputValue()).toBe('所里已经安排更换了。')
  expect(await answer.getByRole('button', { name: '答复' }).isDisabled()).toBe(true)
  await axe(lead)
}, 60_000)

test('whoever is still writing when the step goes is told at once', async () => {
  await loop.lead(id, 'assign')
  const lead = await matterOf('lead')
  const answer = await answering(lead, '所里已经安排更换了。')
  await loop.move('owner', id, { do: 'answer', kind: 'done', text: '加热管已经更换，今晚就有热水。' })
  await lead.getByText('这一步现在不能做了').waitFor()
  expect(await answer.getByLabel('答复内容').inputValue()).toBe('所里已经安排更换了。')
}, 60_000)

test('the desk merges what has been said before, and finds it by its words', async () => {
  const again = await loop.raise({ by: 'joiner', text: '夜班值班室的热水器坏了，报修三次没有人来。' })
  const desk = await browser.openPhone(world, { as: loop.people.superior.personId, path: `/matters/${again}` })
  desk.setDefaultTimeout(15_000)
  const merge = await more(desk, '并案')
  await merge.getByRole('radio').first().check()
  await merge.getByLabel('理由').fill('与另一条说的是同一台热水器。')
  await axe(desk)
  await picture(desk, 'phone-merge')
  await merge.getByRole('button', { name: '并案' }).click()
  await desk.getByText('已并入另一个事项一起办理').waitFor()
}, 60_000)

test('the raiser withdraws after being told what that means', async () => {
  const raiser = await matterOf('raiser')
  const withdraw = await more(raiser, '撤回')
  await withdraw.getByText('如果有同事也遇到这件事，会为他们继续办理').waitFor()
  await axe(raiser)
  await withdraw.getByRole('button', { name: '撤回' }).click()
  await raiser.getByText('提出人已撤回').waitFor()
}, 60_000)
