/** Finding a matter by the number that people quote. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Loop, openLoop } from '../../../../test/world/loop.ts'
import { openWorld, type World } from '../../../../test/world/world.ts'
import { boardCounts, similar, unitBoard } from './service.ts'

let world: World
let loop: Loop
let id: string
let number: string
beforeAll(async () => {
  world = await openWorld()
  loop = await openLoop(world)
  id = await loop.raise({ text: '南门的减速带翘起来一角，车过时响声很大。' })
  await loop.raise({ text: '更衣室的门锁坏了，下夜班的人不放心。' })
  number = (await loop.row(id)).number
})
afterAll(() => world.close())

test('the board finds a matter by its whole number, in any spelling, and by the count alone', async () => {
  const ctx = await world.ctxFor(loop.people.superior)
  for (const q of [number, number.toLowerCase().replaceAll('-', ' '), String(Number(number.slice(-6)))]) {
    const { rows } = await unitBoard(ctx, { q })
    expect(rows.map((row) => row.id)).toEqual([id])
  }
})

test('a number does not open the board of a unit that is not one’s own', async () => {
  const { rows } = await unitBoard(await world.ctxFor(loop.people.stranger), { q: number })
  expect(rows).toEqual([])
})

test('what can be joined or merged into is found by its number while it is open to the company', async () => {
  const ctx = await world.ctxFor(loop.people.desk)
  expect((await similar(ctx, { text: number })).rows.map((row) => row.id)).toEqual([id])
  expect((await similar(ctx, { text: number, except: id })).rows).toEqual([])
  const hidden = await loop.raise({ text: '这件事只想让办理的人知道，请不要公开。', visibility: 'handlers' })
  expect((await similar(ctx, { text: (await loop.row(hidden)).number })).rows).toEqual([])
  await loop.lead(id, 'decline')
  expect((await similar(ctx, { text: number })).rows).toEqual([])
})

test('the board names the kinds of matter there are, in both languages', async () => {
  const { kinds } = await boardCounts(await world.ctxFor(loop.people.superior), {})
  expect(kinds).toContainEqual({ name: 'suggestion', zh: '建议', en: 'Suggestion' })
})
