/** The phone's main story: raised with a photo, answered, judged not solved, done again one level higher, accepted. */
import type { Page } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { axe, picture, testBrowser } from '../world/browser.ts'
import { type Loop, openLoop, type Who } from '../world/loop.ts'
import { openWorld, type World } from '../world/world.ts'

const browser = testBrowser()
let world: World
let loop: Loop
beforeAll(async () => {
  world = await openWorld({ pages: true })
  loop = await openLoop(world)
})
afterAll(() => world.close())

async function phoneOf(who: Who, path: string, language: 'zh' | 'en' = 'zh'): Promise<Page> {
  const page = await browser.openPhone(world, { as: loop.people[who].personId, path, language })
  page.setDefaultTimeout(15_000)
  return page
}

const boiler = `<svg xmlns="http://www.w3.org/2000/svg" width="2400" height="1800">
  <rect width="2400" height="1800" fill="#9aa3a6"/><rect y="1450" width="2400" height="350" fill="#6d665f"/>
  <rect x="800" y="250" width="800" height="1000" rx="60" fill="#f1efe9" stroke="#c9c4ba" stroke-width="12"/>
  <circle cx="1200" cy="560" r="150" fill="#fff" stroke="#7b7f83" stroke-width="18"/>
  <path d="M1200 560 1110 650" stroke="#b3261e" stroke-width="20" stroke-linecap="round"/>
  <circle cx="1200" cy="960" r="46" fill="#b3261e"/><path d="M950 1250v220M1450 1250v220" stroke="#b08d57" stroke-width="44"/></svg>`

/** A photo as a phone takes it: large, with the place and the device written into it. */
function photoWithPlace(): Promise<Buffer> {
  return sharp(Buffer.from(boiler))
    .withExif({
      IFD0: { Make: 'Test phone' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '43/1 53/1 0/1', GPSLongitudeRef: 'E', GPSLongitude: '125/1 19/1 0/1' },
    })
    .jpeg()
    .toBuffer()
}

async function storedPicture(page: Page, address: string) {
  const bytes = await (await page.request.get(address)).body()
  return { text: bytes.toString('latin1'), ...(await sharp(bytes).metadata()) }
}

test('a suggestion raised on the phone is answered, judged not solved, done again one level higher, and accepted', async () => {
  const raiser = await phoneOf('raiser', '/')
  await raiser.getByText('您还没有提过建议').waitFor()
  await axe(raiser)
  await picture(raiser, 'phone-home-empty')

  await raiser.getByRole('link', { name: '提建议' }).first().click()
  await raiser.getByLabel('您想说什么？').fill('夜班值班室的热水器坏了两周，报修三次没有人来。')
  const photo = { name: 'boiler.jpg', mimeType: 'image/jpeg', buffer: await photoWithPlace() }
  await raiser.setInputFiles('input[type=file]', photo)
  await raiser.getByAltText('照片 1').waitFor()
  await raiser.getByText('11月19日（周四）前答复您').waitFor()
  await axe(raiser)
  await picture(raiser, 'phone-suggest')
  await raiser.getByRole('button', { name: '提交' }).click()

  await raiser.getByRole('heading', { name: '已提交' }).waitFor()
  await raiser.getByText('东一所').waitFor()
  await axe(raiser)
  await picture(raiser, 'phone-receipt')
  await raiser.getByRole('link', { name: '查看这件事' }).click()
  await raiser.getByText('东一所已收到').waitFor()
  await axe(raiser)
  await picture(raiser, 'phone-matter-received')
  const id = new URL(raiser.url()).pathname.split('/')[2]!

  const shown = raiser.locator('.photos img')
  const kept = await storedPicture(raiser, (await shown.getAttribute('src'))!)
  expect(kept.exif).toBeUndefined()
  expect(kept.text).not.toContain('Test phone')
  expect(kept.width).toBe(1600)
  await raiser.getByRole('button', { name: '查看照片 照片 1' }).click()
  await raiser.getByRole('dialog').waitFor()
  await axe(raiser)
  await raiser.getByRole('button', { name: '关闭' }).click()

  await loop.lead(id, 'assign')
  const owner = await phoneOf('owner', '/')
  await owner.getByText('请您办理').waitFor()
  await picture(owner, 'phone-home-owner')
  await owner.getByRole('link', { name: /热水器/ }).click()
  await owner.getByRole('button', { name: '答复', exact: true }).click()
  await owner.getByRole('dialog').getByRole('button', { name: '答复' }).click()
  await owner.getByText('请填写这一项').waitFor()
  await axe(owner)
  await owner.getByLabel('立行立改').check()
  await owner.getByLabel('答复内容').fill('加热管已经更换，今天夜班就可以用热水。')
  await axe(owner)
  await picture(owner, 'phone-answer')
  await owner.getByRole('dialog').getByRole('button', { name: '答复' }).click()
  await owner.getByText('已经答复，等待提出人评价').waitFor()

  // a day later: sessions have ended meanwhile, deadlines run from here
  world.pass({ days: 1 })
  const judge = await phoneOf('raiser', '/')
  await judge.getByText('请您评价').waitFor()
  await axe(judge)
  await picture(judge, 'phone-home')
  await judge.getByRole('link', { name: /请您评价/ }).click()
  await judge.getByRole('heading', { name: '请您评价' }).waitFor()
  await judge.getByText('加热管已经更换').first().waitFor()
  await axe(judge)
  await picture(judge, 'phone-judge')
  await judge.getByLabel('未解决').check()
  await judge.getByRole('button', { name: '提交评价' }).click()
  await judge.getByText('至少写 2 个字').waitFor()
  await judge.getByLabel('哪里还没有解决？').fill('换了以后只有温水，半夜又停了。')
  await axe(judge)
  await judge.getByRole('button', { name: '提交评价' }).click()

  // one level higher, with a fresh date
  await judge.getByText('东城公司已收到，11月18日（周三）前交办到具体单位，11月20日（周五）前答复').waitFor()
  await judge.getByText('已提级督办').waitFor()
  await picture(judge, 'phone-reopened')
  await axe(judge)

  const superior = await phoneOf('superior', `/matters/${id}`)
  await superior.getByRole('button', { name: '交办', exact: true }).click()
  await superior.getByLabel('主办单位').selectOption({ label: '　　东二所' })
  await axe(superior)
  await picture(superior, 'phone-assign')
  await superior.getByRole('dialog').getByRole('button', { name: '交办' }).click()
  await superior.getByText('东二所正在办理，承办人吴清明').waitFor()

  await loop.move('lead', id, { do: 'answer', kind: 'done', text: '整机已经更换，连续三晚试用正常。' })
  await judge.goto(`/matters/${id}`)
  await judge.getByLabel('已解决').check()
  await judge.getByRole('button', { name: '提交评价' }).click()
  await judge.getByText('提出人已确认解决，事项办结').waitFor()
  await axe(judge)
  await judge.reload()
  await judge.getByText('提出人已确认解决').waitFor()
  await picture(judge, 'phone-settled')
}, 180_000)

test('a photo that the phone could not draw anew goes up as it was taken, and is kept without place and device', async () => {
  const page = await browser.openPhone(world, { as: loop.people.colleague.personId })
  page.setDefaultTimeout(15_000)
  await page.addInitScript(() => {
    globalThis.createImageBitmap = () => Promise.reject(new Error('an old phone'))
  })
  const upload = page.waitForRequest('**/api/matters-pictures')
  await page.goto('/suggest')
  await page.getByLabel('您想说什么？').fill('南湖片区的巡检箱门锁坏了，雨天会进水。')
  const photo = { name: 'lock.jpg', mimeType: 'image/jpeg', buffer: await photoWithPlace() }
  await page.setInputFiles('input[type=file]', photo)
  await page.getByAltText('照片 1').waitFor()
  await page.getByRole('button', { name: '提交' }).click()
  await page.getByRole('link', { name: '查看这件事' }).click()
  const shown = page.locator('.photos img')
  const kept = await storedPicture(page, (await shown.getAttribute('src'))!)
  expect(Number(await (await upload).headerValue('content-length'))).toBe(photo.buffer.length)
  expect(kept.text).not.toContain('Test phone')
  expect(kept.exif).toBeUndefined()
}, 60_000)
