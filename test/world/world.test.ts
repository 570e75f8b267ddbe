import { afterAll, beforeAll, expect, test } from 'vitest'
import { openWorld, type World } from './world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

test('a test reads its company in the role of the application, which owns nothing', async () => {
  const { rows } = await world.pool.query('select current_user, current_database() like $1 as own', ['nq_test_%'])
  expect(rows[0]).toEqual({ current_user: 'nuanqiao_app', own: true })
  await expect(world.pool.query('create table x ()')).rejects.toThrow(/permission denied|no schema/)
})

test('each company has rows of its own', async () => {
  expect(world.home.tenant).toMatchObject({ schema: 'main', mode: 'demo' })
  expect(world.other.tenant).toMatchObject({ schema: 'other', mode: 'production' })
})

test('the clock stands still until it is told', async () => {
  const before = world.now()
  expect(world.now()).toEqual(before)
  world.pass({ days: 1, minutes: 1 })
  expect(world.now().getTime() - before.getTime()).toBe(86_460_000)
  world.setNow(before)
})

test('the server answers that it lives, and an unknown address is refused in words', async () => {
  expect(await world.ask('GET', '/healthz')).toMatchObject({ status: 200, text: '{"ok":true}' })
  const lost = await world.ask('GET', '/api/nowhere', undefined, { language: 'en' })
  expect(lost.status).toBe(404)
  expect(JSON.parse(lost.text).error).toMatchObject({
    code: 'platform.no_such_address',
    message: 'There is nothing at this address.',
  })
})
