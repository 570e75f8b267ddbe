import { afterAll, beforeAll, expect, test } from 'vitest'
import { axe, testBrowser } from './browser.ts'
import { openWorld, type World } from './world.ts'

const browser = testBrowser()
let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

test('a phone has the size, the language and the hour of the story', async () => {
  const phone = await browser.openPhone(world, { language: 'en', path: '/api' })
  expect(await phone.evaluate(() => [innerWidth, innerHeight, navigator.language])).toEqual([390, 844, 'en-GB'])
  expect(await phone.evaluate(() => new Date().toISOString())).toBe(world.now().toISOString())
})

test('the page of the API is without fault for axe', async () => {
  await axe(await browser.openDesktop(world, { path: '/api' }))
})

test('axe is seen finding something', async () => {
  const desktop = await browser.openDesktop(world)
  await desktop.setContent('<html lang="en"><title>x</title><main><h1>x</h1><img src="data:,"></main></html>')
  await expect(axe(desktop)).rejects.toThrow(/image-alt/)
})
