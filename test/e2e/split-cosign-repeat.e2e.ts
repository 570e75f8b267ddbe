/** One matter becomes several, colleagues have a declined one taken up, and what comes back is seen to be the same; on both sizes. */
import type { Page } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { aKind } from '../../src/domains/matters/factory.ts'
import { takePicture } from '../../src/domains/matters/pictures/service.ts'
import { axe, picture, testBrowser } from '../world/browser.ts'
import { aPart, type Loop, openLoop, type Who } from '../world/loop.ts'
import { aPerson } from '../world/people.ts'
import { openWorld, type World } from '../world/world.ts'

vi.setConfig({ testTimeout: 180_000, hookTimeout: 120_000 })
const browser = testBrowser()
let world: World
let loop: Loop
beforeAll(async () => {
  world = await openWorld({ pages: true })
  loop = await openLoop(world)
})
afterAll(() => world.close())

async function opened(who: Who, path: string, on: 'phone' | 'console', language: 'zh' | 'en' = 'zh'): Promise<Page> {
  const wish = { as: loop.people[who].personId, language }
  const page =
    on === 'phone'
      ? await browser.openPhone(world, { ...wish, path })
      : await browser.openDesktop(world, { ...wish, path: `/console${path}` })
  page.setDefaultTimeout(20_000)
  return page
}

const fits = async (page: Page) =>
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)

async function aPicture(who: Who, colour: string): Promise<string> {
  const bytes = await sharp({ create: { width: 240, height: 180, channels: 3, background: colour } })
    .jpeg()
    .toBuffer()
  return (await takePicture({ ...(await world.ctxFor(loop.people[who])), bytes }, {})).fileId
}

const several = '值班室的热水器坏了两周，值班人员喝不上热水。报修三次没有人来，也没有人回话。更衣室的灯也不亮。'
async function withPictures(): Promise<string> {
  return loop.raise({ text: several, pictures: [await aPicture('raiser', '#3b7'), await aPicture('raiser', '#c63')] })
}

const declined = async (text: string) => {
  const id = await loop.raise({ text })
  await loop.lead(id, 'decline')
  return id
}
const settled = async (text: string) => {
  const id = await loop.raise({ text })
  await loop.lead(id, 'assign', 'answer')
  await loop.move('raiser', id, { do: 'judge', verdict: 'solved' })
  return id
}
const signedBy = async (id: string, count: number) => {
  for (let n = 0; n < count; n += 1) {
    await loop.move(await aPerson(world.db, { unit: loop.units.far }), id, { do: 'cosign' })
  }
}

test('the desk splits on the phone into three, with the pictures that belong to each; the raiser finds every part', async () => {
  const id = await withPictures()
  const page = await opened('desk', `/matters/${id}`, 'phone')
  await page.getByRole('button', { name: '更多' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '拆分', exact: true }).click()
  const form = page.getByRole('dialog', { name: '拆分' })
  await form.getByLabel('第 1 件：说的是什么').fill('值班室的热水器坏了两周，值班人员喝不上热水。')
  await form.getByLabel('为什么拆分').fill('设备、报修和照明由三个班组管。')
  await form.getByRole('button', { name: '再拆一件' }).click()
  await form.getByRole('button', { name: '拆分', exact: true }).click()
  await form.getByText('和另一件写得一样').waitFor()
  await axe(page)
  await form.getByLabel('第 2 件：说的是什么').fill('报修三次没有人来，也没有人回话。')
  await form.getByLabel('第 3 件：说的是什么').fill('更衣室的灯也不亮。')
  await form.getByRole('group', { name: '第 2 件的照片' }).getByRole('checkbox').first().uncheck()
  await form.getByLabel('第 1 件：说的是什么').scrollIntoViewIfNeeded()
  await fits(page)
  await axe(page)
  await picture(page, 'phone-split-form')
  await form.getByRole('button', { name: '拆分', exact: true }).click()
  await page.getByText('已拆分为几件分别办理').waitFor()
  const parts = page.getByRole('region', { name: '拆分出的事项' })
  expect(await parts.getByRole('link').count()).toBe(3)
  await page.getByText('分别办理、答复和评价，期限都不变').waitFor()
  await axe(page)
  await picture(page, 'phone-split')

  const raiser = await opened('raiser', '/', 'phone')
  await raiser.getByRole('link', { name: /报修三次没有人来/ }).click()
  await raiser.getByRole('region', { name: '拆分自' }).getByRole('link').waitFor()
  await raiser.getByText(/拆分出这一件（共 3 件，第 2 件），期限不变/).waitFor()
  await raiser.getByText('钱立春（东一所）提出事项').waitFor()
  expect(await raiser.getByRole('button', { name: /打开|照片/ }).count()).toBe(1)
  await axe(raiser)
  await picture(raiser, 'phone-part')
})

test('the lead unit splits in the console, in English, and says with which part the action goes', async () => {
  const id = await withPictures()
  await loop.lead(id, 'assign', 'plan_action')
  const page = await opened('lead', `/matters/${id}`, 'console', 'en')
  await page.getByRole('toolbar').getByRole('button', { name: /More/ }).click()
  await page.getByRole('menuitem', { name: /Split/ }).click()
  const form = page.getByRole('dialog')
  await form.getByLabel('Part 1: what it says').fill('值班室的热水器坏了两周，值班人员喝不上热水。')
  await form.getByLabel('Part 2: what it says').fill('报修三次没有人来，也没有人回话。')
  await form
    .getByRole('group', { name: /goes with/ })
    .getByLabel('Part 2')
    .check()
  await form.getByRole('group', { name: 'Photos of part 1' }).getByRole('checkbox').last().uncheck()
  await form.getByLabel('Why it is split').fill('One is a device, one is how repairs are reported.')
  await axe(page)
  await picture(page, 'console-split-form-en')
  await page.keyboard.press('Control+Enter')
  await form.waitFor({ state: 'detached' })
  await page.getByText('Split into parts; look there for progress and outcome.').waitFor()
  await axe(page)
  await picture(page, 'console-split-en')
  await page.getByRole('region', { name: 'Split into' }).getByRole('link').last().click()
  await page.getByText('Split off from').first().waitFor()
  await page.getByText('更换加热管').first().waitFor()
  await page.getByText(/split this off from JY-2026-\d{6}, 2 of 2; the deadline stays/).waitFor()
  await axe(page)
  await picture(page, 'console-part-en')
})

test('a colleague co-signs on the phone, sees how many are still needed, takes it back and signs again', async () => {
  const id = await declined('食堂晚上八点以后没有热饭，夜班的人只能吃泡面。')
  await signedBy(id, aKind.cosign!.n - 2)
  const page = await opened('colleague', `/matters/${id}`, 'phone')
  const section = page.getByRole('region', { name: '您认为应当受理吗？' })
  await section.getByText('还差 2 位同事附议。12月16日').waitFor()
  await axe(page)
  await fits(page)
  await picture(page, 'phone-cosign')
  await section.getByRole('button', { name: '附议' }).click()
  const form = page.getByRole('dialog', { name: '附议' })
  await form.getByLabel('理由').fill('我们班也吃不上热饭。')
  await form.getByRole('button', { name: '附议' }).click()
  await page.getByText('您已附议。').waitFor()
  await page.getByText('还差 1 位同事附议').waitFor()
  await page.getByText('我们班也吃不上热饭。').waitFor()
  expect(await page.content()).not.toContain('张同志')
  await page.getByRole('button', { name: '取消附议' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '取消附议' }).click()
  await page.getByText('还差 2 位同事附议').waitFor()

  await signedBy(id, 1)
  await page.reload()
  await page.getByText('还差 1 位同事附议').waitFor()
  await section.getByRole('button', { name: '附议' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '附议' }).click()
  await page.getByText('东城公司已收到').waitFor()
  await page.getByText('附议人数达到规定，事项重新办理，由东城公司受理').waitFor()
  await axe(page)
  await picture(page, 'phone-cosigned')
})

test('in the console it is one move, and the raiser reads in English how many are still needed', async () => {
  const id = await declined('停车场没有照明，下夜班的时候看不清路。')
  const page = await opened('stranger', `/matters/${id}`, 'console')
  await page.getByText('还差 5 位同事附议').waitFor()
  await page.getByRole('toolbar').getByRole('button', { name: /附议/ }).click()
  await page.getByRole('dialog').getByLabel('理由').waitFor()
  await axe(page)
  await picture(page, 'console-cosign')
  await page.keyboard.press('Control+Enter')
  await page.getByText('您已附议。').waitFor()
  await page.getByText('还差 4 位同事附议').waitFor()
  const raiser = await opened('raiser', `/matters/${id}`, 'phone', 'en')
  await raiser.getByText('4 more needed. With 5 by Wed 16 Dec').waitFor()
  expect(await raiser.getByRole('button', { name: 'Co-sign' }).count()).toBe(0)
  await axe(raiser)
  await picture(raiser, 'phone-cosign-en')
})

test('while one writes, what was closed appears apart, and "it is back" links the two', async () => {
  const earlier = await settled('二楼值班室的窗户关不严，夜里冷风直往里灌。')
  const page = await opened('raiser', '/suggest', 'phone')
  await page.getByLabel('您想说什么？').fill('值班室的窗户又关不严了，夜里冷风往里灌。')
  const before = page.getByRole('region', { name: '以前办结过类似的事' })
  await before.getByText('冷风直往里灌').first().waitFor()
  await before.scrollIntoViewIfNeeded()
  await axe(page)
  await fits(page)
  await picture(page, 'phone-before')
  await before.getByRole('button', { name: /^又出现了/ }).click()
  await page.getByText(/您说这是 JY-2026-\d{6} 的问题又出现了/).waitFor()
  await axe(page)
  await page.getByRole('button', { name: '提交' }).click()
  await page.getByRole('link', { name: '查看这件事' }).click()
  await page.getByRole('region', { name: '以前的同一问题' }).getByText('提出人说是同一问题').waitFor()
  await page.getByText(/说是 JY-2026-\d{6} 的问题又出现了/).waitFor()
  await axe(page)
  await picture(page, 'phone-came-back')
  await page.goto(`/matters/${earlier}`)
  await page.getByRole('region', { name: '后来又出现' }).getByRole('link').waitFor()
})

test('a guess is shown as one to the desk; one click makes it a fact, on the board and in the ledger', async () => {
  const earlier = await settled('北门的路面结冰，早班进厂有人滑倒。')
  const later = await loop.raise({ text: '北门路面又结冰了，早班有人滑倒。' })
  const page = await opened('desk', `/matters/${later}`, 'console')
  const guesses = page.getByRole('region', { name: '可能是以前的问题又出现' })
  await guesses.getByText('不一定对').waitFor()
  await axe(page)
  await picture(page, 'console-guess')
  await guesses.getByRole('button', { name: /^是/ }).click()
  await page.getByRole('region', { name: '以前的同一问题' }).getByText('办理人确认是同一问题').waitFor()
  await guesses.waitFor({ state: 'detached' })
  await page.getByText(/确认：JY-2026-\d{6} 的问题又出现了/).waitFor()
  await axe(page)
  await picture(page, 'console-came-back')

  await page.goto(`${new URL(page.url()).origin}/console/board`)
  await page.getByRole('checkbox', { name: '只看又出现' }).check()
  await page.getByRole('link', { name: /又结冰了/ }).waitFor()
  await page.getByText('又出现', { exact: true }).first().waitFor()
  expect(await page.getByRole('link', { name: /停车场/ }).count()).toBe(0)
  await axe(page)
  await picture(page, 'console-board-came-back')

  const ledger = await opened('superior', '/ledger', 'console')
  await ledger.getByRole('button', { name: /集团：办结后又出现/ }).click()
  const { number } = await loop.row(later)
  await ledger
    .getByRole('dialog')
    .getByRole('link', { name: `又出现：${number}` })
    .waitFor()
  await axe(ledger)
  await picture(ledger, 'console-ledger-came-back')
  const phone = await opened('colleague', '/ledger', 'phone', 'en')
  await phone.getByRole('link', { name: /Came back/ }).click()
  await phone.getByText(`Back as ${number}`).waitFor()
  await axe(phone)
  await picture(phone, 'phone-ledger-came-back-en')
  expect((await loop.row(earlier)).state).toBe('settled')
})

test('on the phone, in English, the raiser says that the guess is another thing', async () => {
  await settled('锅炉房的门锁坏了，下班以后谁都能进。')
  const later = await loop.raise({ text: '锅炉房的门锁又坏了，谁都能进。' })
  const page = await opened('raiser', `/matters/${later}`, 'phone', 'en')
  const guesses = page.getByRole('region', { name: 'Perhaps an earlier trouble has come back' })
  await guesses.getByText('it may be wrong').waitFor()
  await guesses.scrollIntoViewIfNeeded()
  await fits(page)
  await axe(page)
  await picture(page, 'phone-guess-en')
  await guesses.getByRole('button', { name: /^Not the same/ }).click()
  await page.getByText(/said that it is not the same as JY-2026-\d{6}/).waitFor()
  await guesses.waitFor({ state: 'detached' })
})

test('what was split off is read in Chinese on the wide screen as well', async () => {
  const id = await withPictures()
  await loop.move('desk', id, {
    do: 'split',
    parts: [aPart('热水器坏了两周。'), aPart('更衣室的灯不亮。')],
    reason: '是两件事，由两个班组管。',
  })
  const other = await withPictures()
  const form = await opened('desk', `/matters/${other}`, 'console')
  await form.getByRole('toolbar', { name: '办理' }).waitFor()
  await form.keyboard.press('s')
  await form.getByRole('dialog').getByLabel('第 1 件：说的是什么').fill('热水器坏了两周，值班人员喝不上热水。')
  await form.getByRole('dialog').getByLabel('第 2 件：说的是什么').fill('报修三次没有人来，也没有人回话。')
  await axe(form)
  await picture(form, 'console-split-form')
  const page = await opened('desk', `/matters/${id}`, 'console')
  await page.getByText('已拆分为几件分别办理').waitFor()
  await page.getByRole('region', { name: '拆分出的事项' }).getByRole('link').first().waitFor()
  await axe(page)
  await picture(page, 'console-split')
})
