/** The desktop's stories: what comes to a desk is assigned, worked on, answered, merged, declined, and read by everyone. */
import type { Page } from 'playwright-core'
import sharp from 'sharp'
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
beforeAll(async () => {
  world = await openWorld({ pages: true })
  loop = await openLoop(world)
})
afterAll(() => world.close())

async function consoleOf(
  who: Who | Actor,
  path: string,
  wish: { language?: 'en'; deaf?: boolean } = {},
): Promise<Page> {
  const actor = typeof who === 'string' ? loop.people[who] : who
  const page = await browser.openDesktop(world, { as: actor.personId, path: `/console${path}`, ...wish })
  page.setDefaultTimeout(20_000)
  return page
}

/** Enter takes the place that is marked, which follows what was typed a moment later. */
const marked = (page: Page, name: string) =>
  page.locator('.ant-select-dropdown:visible .ant-select-tree-treenode-active', { hasText: name }).waitFor()
const form = (page: Page) => page.getByRole('dialog')
const bar = (page: Page) => page.getByRole('toolbar', { name: '办理' })
const facts = (page: Page) => page.getByRole('complementary', { name: '基本情况' })
const past = (page: Page) => page.getByRole('region', { name: /^办理过程/ })
const said = (page: Page, words: string) => past(page).getByText(words).waitFor()

/** Opens the form of a move by its button, or under "more". */
async function begin(page: Page, move: string): Promise<void> {
  await bar(page).waitFor()
  const button = bar(page).getByRole('button', { name: move, exact: true })
  if ((await button.count()) > 0) await button.click()
  else {
    await bar(page).getByRole('button', { name: '更多' }).click()
    await page.getByRole('menuitem', { name: move }).click()
  }
  await form(page).waitFor()
}

async function send(page: Page): Promise<void> {
  await page.keyboard.press('Control+Enter')
  await form(page).waitFor({ state: 'detached' })
}

/** Chooses in a list that opens below its field, by what is typed into it. */
async function choose(page: Page, label: string, typed: string): Promise<void> {
  await form(page).getByLabel(label).click()
  await page.keyboard.type(typed)
  await page.locator('.ant-select-dropdown:visible').getByTitle(typed).first().click()
}

test('the secretary finds a suggestion in the inbox and assigns it with an assisting unit, by keyboard alone', async () => {
  const id = await loop.raise({ text: '夜班值班室的热水器坏了两周，报修三次没有人来，值班人员喝不上热水。' })
  const page = await consoleOf('desk', '/')
  await page.getByRole('heading', { name: '需交办' }).waitFor()
  await axe(page)
  await picture(page, 'console-inbox')

  await page.keyboard.press('j')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: /热水器/ }).waitFor()
  await axe(page)
  await picture(page, 'console-matter-received')

  await page.keyboard.press('a')
  await form(page).getByLabel('主办单位').waitFor()
  await page.keyboard.type('东二所')
  await marked(page, '东二所')
  await page.keyboard.press('Enter')
  await form(page).getByText('默认由负责人 吴清明 承办').waitFor()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await page.keyboard.type('东三所')
  await marked(page, '东三所')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Tab')
  await page.keyboard.type('请今天先到现场看一看，需要配件直接找东三所。')
  await axe(page)
  await picture(page, 'console-assign')
  await send(page)

  await said(page, '周春分（东一所）交办给东二所主办，吴清明承办，东三所协办。')
  await said(page, '请今天先到现场看一看')
  await facts(page).getByText('首接负责').first().waitFor()
  await page.getByText('现在没有需要您处理的事项').waitFor()
  await axe(page)
  const row = await loop.row(id)
  expect([row.state, row.lead_unit_id, row.owner_id]).toEqual([
    'assigned',
    loop.units.lead.id,
    loop.people.lead.personId,
  ])
})

test('the owner plans an action, asks the raiser and asks for more time, which the level above grants', async () => {
  const id = await loop.raise({ text: '二号换热站的循环泵夜里响得厉害，附近住户打了好几次电话。' })
  await loop.move('desk', id, { do: 'assign', unitId: loop.units.lead.id, assistingUnitIds: [loop.units.assisting.id] })
  const page = await consoleOf('lead', `/inbox/${id}`)
  await page.getByRole('heading', { name: /循环泵/ }).waitFor()

  await page.keyboard.press('p')
  await form(page).getByLabel('做什么').fill('停泵检查轴承，磨损的当天更换')
  await form(page).getByLabel('完成日期').click()
  await page.locator('.ant-picker-dropdown:visible [title="2026-11-18"]').click()
  await form(page).getByText('从今天起 2 个工作日').waitFor()
  await axe(page)
  await picture(page, 'console-plan')
  await send(page)
  await page.getByText('停泵检查轴承，磨损的当天更换').first().waitFor()

  await page.keyboard.press('q')
  await form(page).getByLabel('问题').fill('是哪一台泵？大约几点开始响？')
  await picture(page, 'console-ask')
  await send(page)
  await page.getByText('挂起，等提出人回复').waitFor()
  await axe(page)
  await picture(page, 'console-waiting')

  await loop.move('raiser', id, { do: 'reply', text: '二号泵，夜里十一点以后。' })
  await page.reload()
  await said(page, '二号泵，夜里十一点以后。')
  expect(await bar(page).getByRole('button').allInnerTexts()).toContainEqual(expect.stringContaining('申请延期'))

  await page.keyboard.press('e')
  await form(page).getByText('由东城公司审批').waitFor()
  await form(page).getByLabel('延期到').click()
  await axe(page)
  await picture(page, 'console-extension-days')
  await page.locator('.ant-picker-dropdown:visible [title="2026-11-27"]').click()
  await form(page)
    .getByText(/比现在的期限晚 \d 个工作日/)
    .waitFor()
  await form(page).getByLabel('理由').fill('轴承要从厂家发货，三天到。')
  await send(page)
  await page.getByText('已申请延期到11月27日').waitFor()

  const leader = await consoleOf('superior', '/inbox')
  await leader.getByRole('heading', { name: '延期审批' }).waitFor()
  await leader.keyboard.press('j')
  await leader.keyboard.press('Enter')
  await begin(leader, '同意延期')
  await form(leader).getByText('轴承要从厂家发货').waitFor()
  await axe(leader)
  await picture(leader, 'console-grant')
  await send(leader)
  await said(leader, '冯小满（东城公司）同意延期到11月27日。')

  await page.reload()
  await page.getByRole('button', { name: '完成措施：停泵检查轴承，磨损的当天更换' }).click()
  await form(page).getByLabel('说明').fill('轴承已换，夜里到现场听过，不响了。')
  await send(page)
  await page.getByText('11月16日（周一）已完成').waitFor()
  await axe(page)
  await picture(page, 'console-matter-worked')
})

test('handed on twice, the level above decides, and then it stays where it is', async () => {
  const id = await loop.raise({ text: '食堂后门的台阶结冰，早班的人滑倒过两次，没人知道归谁管。' })
  await loop.move('desk', id, { do: 'assign', unitId: loop.units.lead.id, assistingUnitIds: [] })
  const first = await consoleOf('lead', `/matters/${id}`)
  await first.getByRole('heading', { level: 1, name: /台阶结冰/ }).waitFor()
  await first.keyboard.press('t')
  await form(first).getByText('首接负责：东二所仍要跟到办结').waitFor()
  await choose(first, '单位', '东三所')
  await form(first).getByText('将由负责人 王立夏 承办').waitFor()
  await form(first).getByLabel('理由').fill('台阶属于东三所的院区。')
  await axe(first)
  await picture(first, 'console-hand-on')
  await send(first)
  await said(first, '首接单位继续负责')

  const second = await consoleOf('assisting', `/inbox/${id}`)
  await begin(second, '转办')
  await form(second).getByText('这是第二次转办').waitFor()
  await choose(second, '建议转给', '西一所')
  await form(second).getByLabel('理由').fill('院区去年已经移交。')
  await picture(second, 'console-hand-on-again')
  await send(second)

  const superior = await consoleOf('superior', '/inbox')
  await superior.getByRole('heading', { name: '需裁定' }).waitFor()
  await superior.getByRole('link', { name: /台阶结冰/ }).click()
  await superior.getByText('请您裁定由谁办理').waitFor()
  await axe(superior)
  await picture(superior, 'console-decide')
  await begin(superior, '交办')
  await choose(superior, '主办单位', '东三所')
  await send(superior)
  await said(superior, '冯小满（东城公司）交办给东三所主办')

  await second.reload()
  await second.getByRole('heading', { name: /台阶结冰/ }).waitFor()
  await bar(second).getByRole('button', { name: '答复' }).waitFor()
  expect(await bar(second).textContent()).not.toContain('转办')
})

test('what is returned comes back to the desk with its reason', async () => {
  const id = await loop.raise({ text: '东二所门口的路灯坏了，夜里巡线看不清井盖，容易踩空。' })
  await loop.move('desk', id, { do: 'assign', unitId: loop.units.lead.id, assistingUnitIds: [] })
  const page = await consoleOf('lead', `/inbox/${id}`)
  await page.getByRole('heading', { name: /路灯/ }).waitFor()
  await page.keyboard.press('r')
  await form(page).getByLabel('理由').fill('短')
  await page.keyboard.press('Control+Enter')
  await form(page).getByText('至少写 2 个字').waitFor()
  await axe(page)
  await form(page).getByLabel('理由').fill('路灯归市政，我所没有权限动，请集团联系。')
  await send(page)
  await said(page, '东二所不再办理，等待重新交办')

  const desk = await consoleOf('desk', `/inbox/${id}`)
  await said(desk, '路灯归市政，我所没有权限动，请集团联系。')
  await begin(desk, '不予受理')
  await form(desk).getByText('提出人不认可的，可以提请东城公司重新办理').waitFor()
  await form(desk).getByLabel('理由').fill('路灯由市政路灯所管理，已替您报修，编号 2026-1187，对方答应本周内修好。')
  await axe(desk)
  await picture(desk, 'console-decline')
  await send(desk)
  await said(desk, '周春分（东一所）决定不予受理。')
})

test('an answer says that it is done, by when it will be, or which rule forbids it', async () => {
  const ids: string[] = []
  for (const text of [
    '库房的安全帽过期了，请更换一批。',
    '调度室的椅子坏了一半。',
    '希望把夜班补贴翻一倍，现在的太少。',
  ]) {
    const id = await loop.raise({ text: `${text}大家都在说这件事。` })
    await loop.move('desk', id, { do: 'assign', unitId: loop.units.lead.id, assistingUnitIds: [] })
    ids.push(id)
  }
  const page = await consoleOf('lead', `/matters/${ids[0]}`)
  await page.getByRole('heading', { level: 1, name: /安全帽/ }).waitFor()
  await page.keyboard.press('w')
  await form(page)
    .getByRole('radio', { name: /立行立改/ })
    .check()
  await form(page).getByLabel('答复内容').fill('我们高度重视，会尽快办理。')
  await form(page).getByText('没有说清做了什么、何时').waitFor()
  await axe(page)
  await picture(page, 'console-answer-empty-phrases')
  await form(page).getByLabel('答复内容').fill('11月16日清点：42 顶过期。当天从物资部领新帽 42 顶，已发到三个班组。')
  await send(page)
  await page.getByText('已经答复，等待提出人评价').waitFor()
  await axe(page)
  await picture(page, 'console-answered')

  await page.goto(`/console/matters/${ids[1]}`)
  await begin(page, '答复')
  await form(page)
    .getByRole('radio', { name: /长期推进/ })
    .check()
  await form(page).getByLabel('答复内容').fill('清点坏椅 9 把，已列入十二月采购。')
  await page.keyboard.press('Control+Enter')
  await form(page).getByText('请填写这一项').first().waitFor()
  await form(page).getByLabel('承诺完成日期').click()
  await page.locator('.ant-picker-dropdown:visible [title="2026-11-30"]').click()
  await picture(page, 'console-answer-by-date')
  await send(page)
  await said(page, '长期推进，承诺11月30日前完成')

  await begin(page, '答复')
  expect(await form(page).getByRole('radio').count()).toBe(2) // what was promised is not promised again
  await form(page)
    .getByRole('radio', { name: /立行立改/ })
    .check()
  await form(page).getByLabel('答复内容').fill('9 把新椅子 11月16日已到位，旧椅已回收。')
  await send(page)
  await said(page, '吴清明（东二所）答复：已经办好。')

  await page.goto(`/console/matters/${ids[2]}`)
  await begin(page, '答复')
  await form(page)
    .getByRole('radio', { name: /政策限制/ })
    .check()
  await form(page).getByLabel('答复内容').fill('夜班补贴由集团统一规定，我所无权调整。已把大家的意见报人力资源部。')
  await form(page).getByLabel('依据哪一条规定').fill('《集团薪酬管理办法》第十八条')
  await axe(page)
  await picture(page, 'console-answer-policy')
  await send(page)
  await said(page, '依据是《集团薪酬管理办法》第十八条')
})

test('two that say the same are merged, by what reads alike or by number', async () => {
  const into = await loop.raise({ text: '三号锅炉房的照明坏了大半，夜里抄表看不清楚，请尽快修理。', by: 'joiner' })
  const { number } = await loop.row(into)
  const id = await loop.raise({ text: '三号锅炉房照明坏了，抄表的时候看不清数字。' })
  const page = await consoleOf('desk', `/inbox/${id}`)
  await page.getByRole('heading', { name: /照明坏了/ }).waitFor()
  await page.keyboard.press('m')
  await form(page).getByText('内容相近的事项').waitFor()
  await form(page)
    .getByRole('radio', { name: new RegExp(number) })
    .check()
  await form(page)
    .getByRole('region', { name: `并入 ${number}` })
    .waitFor()
  await axe(page)
  await picture(page, 'console-merge')
  await form(page)
    .getByRole('searchbox')
    .fill(String(Number(number.slice(-6))))
  await form(page).getByRole('searchbox').press('Enter')
  await form(page).getByText('查找结果').waitFor()
  await expect.poll(() => form(page).getByRole('radio').count()).toBe(1)
  await form(page).getByLabel('理由').fill('同一间锅炉房、同一处照明。')
  await send(page)
  await page.getByText(`已并入 ${number}`).waitFor()
  await axe(page)
  await page.getByRole('link', { name: /三号锅炉房的照明/ }).click()
  await page.getByRole('heading', { name: '并案事项' }).waitFor()
  await picture(page, 'console-merged-into')
})

test('of two who answer at once one wins; the other is told and keeps what he wrote', async () => {
  const deputy = await aPerson(world.db, { unit: loop.units.lead, name: '赵白露', roles: ['secretary'] })
  const id = await loop.raise({ text: '更衣室的门锁坏了，下夜班的女同志换衣服不放心。' })
  await loop.move('desk', id, { do: 'assign', unitId: loop.units.lead.id, assistingUnitIds: [] })
  const here = `/matters/${id}`
  const pages = [await consoleOf('lead', here, { deaf: true }), await consoleOf(deputy, here, { deaf: true })] as const
  for (const page of pages) {
    await begin(page, '答复')
    await form(page)
      .getByRole('radio', { name: /立行立改/ })
      .check()
  }
  const [first, second] = pages
  const words = '门锁 11月16日下午已换，钥匙放在值班室。'
  await form(first).getByLabel('答复内容').fill('已通知后勤，11月16日下午四点换锁。')
  await form(second).getByLabel('答复内容').fill(words)
  await send(first)
  await second.keyboard.press('Control+Enter')
  await form(second).getByText('这一步现在不能再做').waitFor()
  await form(second).getByText('吴清明（东二所）答复：已经办好。').waitFor()
  expect(await form(second).getByLabel('答复内容').inputValue()).toBe(words)
  expect(await form(second).getByRole('button', { name: /^答复/ }).isDisabled()).toBe(true)
  await axe(second)
  await picture(second, 'console-answered-meanwhile')
})

test('what the raiser adds meanwhile is read before the answer goes out', async () => {
  const id = await loop.raise({ text: '浴室的水忽冷忽热，下夜班洗澡差点烫伤。' })
  await loop.move('desk', id, { do: 'assign', unitId: loop.units.lead.id, assistingUnitIds: [] })
  const page = await consoleOf('lead', `/matters/${id}`, { deaf: true })
  await begin(page, '答复')
  await form(page)
    .getByRole('radio', { name: /立行立改/ })
    .check()
  await form(page).getByLabel('答复内容').fill('混水阀 11月16日已更换，水温稳定在 40 度。')
  await loop.move('raiser', id, { do: 'add', text: '二楼的浴室也一样。' })
  await page.keyboard.press('Control+Enter')
  await form(page).getByText('您填写期间有新进展').waitFor()
  await form(page).getByText('二楼的浴室也一样。').waitFor()
  await axe(page)
  await picture(page, 'console-meanwhile')
  await form(page).getByRole('button', { name: '我已看过，继续填写' }).click()
  await form(page).getByLabel('答复内容').fill('一楼、二楼的混水阀 11月16日都已更换，水温稳定在 40 度。')
  await send(page)
  await said(page, '一楼、二楼的混水阀')
})

test('what others do appears by itself', async () => {
  const desk = await consoleOf('desk', '/inbox')
  await desk.getByRole('heading', { level: 1, name: '待办' }).waitFor()
  const id = await loop.raise({ text: '水泵房的门吸坏了，风一吹门就砸墙。' })
  await desk.getByRole('link', { name: /门吸坏了/ }).click()
  await desk.getByRole('heading', { level: 2, name: /门吸坏了/ }).waitFor()
  await loop.move('raiser', id, { do: 'add', text: '玻璃也裂了一块。' })
  await said(desk, '玻璃也裂了一块。')
})

test('a draft is there again after the window was closed', async () => {
  const id = await loop.raise({ text: '巡线的手电筒电池半小时就没电，换过的也一样。' })
  await loop.move('desk', id, { do: 'assign', unitId: loop.units.lead.id, assistingUnitIds: [] })
  const page = await consoleOf('lead', `/matters/${id}`)
  await begin(page, '答复')
  await form(page).getByLabel('答复内容').fill('手电筒已送检，结果明天出来。')
  await page.waitForTimeout(1_000) // a draft is kept once typing pauses
  await page.keyboard.press('Escape')
  await form(page).waitFor({ state: 'detached' })
  await page.reload()
  await begin(page, '答复')
  await form(page).getByText('已恢复上次没有提交的内容').waitFor()
  expect(await form(page).getByLabel('答复内容').inputValue()).toBe('手电筒已送检，结果明天出来。')
  await form(page).getByRole('button', { name: '清空重写' }).click()
  expect(await form(page).getByLabel('答复内容').inputValue()).toBe('')
})

test('pictures are attached, shown in the history and opened large', async () => {
  const id = await loop.raise({ text: '换热站的护栏松了一段，人靠上去会晃。' })
  await loop.move('desk', id, { do: 'assign', unitId: loop.units.lead.id, assistingUnitIds: [] })
  const page = await consoleOf('lead', `/matters/${id}`)
  await begin(page, '上传照片')
  const buffer = await sharp({ create: { width: 900, height: 700, channels: 3, background: '#5d7a66' } })
    .jpeg()
    .toBuffer()
  await page.setInputFiles('input[type=file]', [
    { name: 'before.jpg', mimeType: 'image/jpeg', buffer },
    { name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('no picture') },
  ])
  await form(page).getByText('“notes.txt”不是可用的照片').waitFor()
  await form(page).getByAltText('照片 1').waitFor()
  await axe(page)
  await form(page).getByLabel('说明').fill('护栏已焊牢。')
  await picture(page, 'console-photos')
  await send(page)
  await said(page, '吴清明（东二所）上传了1张图片。')
  await past(page).getByAltText('图片 1').waitFor()
})

test('the board is filtered by state, words, number and unit, and remembers it on the way back', async () => {
  const id = await loop.raise({ text: '南门的减速带翘起来一角，车过时响声很大。' })
  const { number } = await loop.row(id)
  const page = await consoleOf('superior', '/board')
  await page.getByRole('heading', { level: 1, name: '事项看板' }).waitFor()
  await page.getByRole('link', { name: /减速带/ }).waitFor()
  await axe(page)
  await picture(page, 'console-board')

  await page.keyboard.press('/')
  await page.keyboard.type('减速带')
  await expect.poll(() => page.locator('[data-row]').count()).toBe(1)
  expect(new URL(page.url()).searchParams.get('q')).toBe('减速带')
  await picture(page, 'console-board-search')
  await page.getByRole('tab', { name: /办理中/ }).click()
  await page.getByText('没有符合条件的事项').waitFor()
  await axe(page)
  await picture(page, 'console-board-nothing')
  await page.getByRole('button', { name: '清除筛选' }).click()
  await expect.poll(() => page.locator('[data-row]').count()).toBeGreaterThan(1)

  await page.getByRole('searchbox').fill(String(Number(number.slice(-6))))
  await page.getByRole('searchbox').press('Enter')
  await expect.poll(() => page.locator('[data-row]').count()).toBe(1)
  await page.keyboard.press('Escape')
  await page.keyboard.press('j')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: /减速带/ }).waitFor()
  await axe(page)
  await page.keyboard.press('Escape')
  await page.getByRole('heading', { level: 1, name: '事项看板' }).waitFor()
  await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('data-row'))).toBe(id)
  expect(new URL(page.url()).searchParams.get('q')).toBe(String(Number(number.slice(-6))))

  await page.getByRole('searchbox').fill('')
  await page.getByLabel('单位（含下级）').click()
  await page.keyboard.type('东三所')
  await page.locator('.ant-select-dropdown:visible').getByTitle('东三所').click()
  await expect.poll(() => new URL(page.url()).searchParams.get('unit')).toBe(loop.units.assisting.id)
  await expect.poll(() => page.getByRole('link', { name: /减速带/ }).count()).toBe(0)
})

test('the keys are listed on request, in both languages, and single ones can be switched off', async () => {
  const page = await consoleOf('desk', '/inbox', { language: 'en' })
  await page.getByRole('heading', { name: 'Inbox' }).waitFor()
  await page.keyboard.press('?')
  await page.getByRole('dialog', { name: 'Keyboard' }).waitFor()
  await axe(page)
  await picture(page, 'console-keys-en')
  await page.getByRole('switch', { name: 'Single keys are on' }).click()
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await page.keyboard.press('g')
  await page.keyboard.press('b')
  await page.waitForTimeout(300)
  expect(new URL(page.url()).pathname).toBe('/console/inbox')
})

test('the history of a matter is complete and reads the same to everyone, in either language', async () => {
  const id = await loop.raise({ text: '四号站的压力表指针卡住，读数三天没变。' })
  await loop.lead(
    id,
    'join',
    'assign',
    'plan_action',
    'ask',
    'reply',
    'ask_extension',
    'grant_extension',
    'answer',
    'judge',
  )
  const colleague = await aPerson(world.db, { unit: loop.units.far, name: '何寒露', roles: ['union'] })
  const page = await consoleOf(colleague, `/matters/${id}`, { language: 'en' })
  await page.getByRole('heading', { level: 1, name: /压力表/ }).waitFor()
  const items = page.getByRole('region', { name: /^History/ }).getByRole('listitem')
  expect(await items.count()).toBe(10)
  await items.last().getByText('The raiser raised the matter; 东一所 received it.').waitFor()
  await items.first().getByText('The raiser judged: not solved. It is open again, with 东城公司.').waitFor()
  expect(await page.content()).not.toContain('钱立春')
  await axe(page)
  await picture(page, 'console-history-en')

  await page.getByRole('button', { name: '中文' }).click()
  await said(page, '提出人评价：未解决。事项重新办理，由东城公司受理。')
  await axe(page)
})

test('whoever has nothing to do in the console is shown the way to the phone pages', async () => {
  const page = await consoleOf('colleague', '/')
  await page.getByRole('heading', { name: '控制台供书记、负责人和管理人员使用' }).waitFor()
  await axe(page)
})
