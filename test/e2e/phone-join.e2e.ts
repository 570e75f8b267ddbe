/** Others have said it before: joining instead of writing it again, and taking that back. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { axe, picture, testBrowser } from '../world/browser.ts'
import { type Loop, openLoop } from '../world/loop.ts'
import { openWorld, type World } from '../world/world.ts'

const browser = testBrowser()
let world: World
let loop: Loop
let id: string
beforeAll(async () => {
  world = await openWorld({ pages: true })
  loop = await openLoop(world)
  id = await loop.raise({ text: '夜班值班室的热水器坏了两周，报修三次没有人来，值班人员喝不上热水。' })
  await loop.raise({ by: 'owner', text: '停车场没有照明，下夜班的时候看不清路。' })
})
afterAll(() => world.close())

const joiners = () => world.db.selectFrom('matters_joiner').select('person_id').where('matter_id', '=', id).execute()

test('while one writes, what reads alike appears; "me too" replaces writing it again and can be taken back', async () => {
  const page = await browser.openPhone(world, { as: loop.people.colleague.personId, path: '/suggest' })
  page.setDefaultTimeout(15_000)
  const text = page.getByLabel('您想说什么？')
  await text.pressSequentially('值班室热水器坏了没')
  await page.getByRole('heading', { name: '已有人提过类似的事' }).waitFor()
  await page.getByText('值班人员喝不上热水').waitFor()
  expect(await page.getByText('停车场没有照明').count()).toBe(0)
  await axe(page)
  await page.getByRole('button', { name: /^我也遇到/ }).scrollIntoViewIfNeeded()
  await picture(page, 'phone-similar')
  await page.getByRole('button', { name: /^我也遇到/ }).click()

  await page.getByText('已附上“我也遇到”，有结果会告诉您').waitFor()
  await page.waitForURL(`**/matters/${id}`)
  await page.getByText('东一所已收到').waitFor()
  expect(await joiners()).toHaveLength(1)
  expect(await page.getByText('钱立春').count()).toBe(0)
  await axe(page)
  await picture(page, 'phone-joined')

  await page.getByRole('button', { name: '撤销，继续写' }).click()
  await page.waitForURL('**/suggest')
  await page.getByText('已恢复您上次没写完的内容').waitFor()
  expect(await text.inputValue()).toBe('值班室热水器坏了没')
  expect(await joiners()).toHaveLength(0)

  await page.getByRole('button', { name: /^我也遇到/ }).click()
  await page.waitForURL(`**/matters/${id}`)
  await page.goto('/')
  await page.getByRole('link', { name: /热水器/ }).waitFor()
  await page.getByRole('link', { name: '提建议' }).first().click()
  expect(await text.inputValue()).toBe('')
}, 90_000)

test('whoever wrote it, or has joined, is told so instead of being asked again', async () => {
  const page = await browser.openPhone(world, { as: loop.people.raiser.personId, path: '/suggest' })
  page.setDefaultTimeout(15_000)
  await page.getByLabel('您想说什么？').fill('夜班值班室的热水器坏了')
  await page.getByText('这是您提的').waitFor()
  expect(await page.getByRole('button', { name: /^我也遇到/ }).count()).toBe(0)
}, 60_000)

test('a merged matter leads to the one it went into and shows its outcome', async () => {
  const other = await loop.raise({ by: 'joiner', text: '值班室热水器不出热水，已经坏了半个月。' })
  await loop.move('superior', other, { do: 'merge', intoId: id, reason: '与另一条说的是同一台热水器。' })
  await loop.lead(id, 'assign')
  await loop.move('owner', id, { do: 'answer', kind: 'done', text: '加热管已经更换，今晚就有热水。' })
  const page = await browser.openPhone(world, { as: loop.people.joiner.personId, path: '/' })
  page.setDefaultTimeout(15_000)
  await page.getByRole('link', { name: /请您评价/ }).click()
  await page.getByText('已并入另一个事项一起办理').waitFor()
  await page.getByText('加热管已经更换').waitFor()
  await page.getByRole('heading', { name: '并入' }).waitFor()
  await axe(page)
  await picture(page, 'phone-merged')
  await page.getByLabel('已解决').check()
  await page.getByRole('button', { name: '提交评价' }).click()
  await page.getByText('提出人已确认解决').waitFor()
}, 60_000)
