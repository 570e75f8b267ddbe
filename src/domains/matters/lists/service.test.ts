/** The lists: what is whose, who sees which board, and what a search finds. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Actor } from '#platform/access.ts'
import { type Loop, openLoop, type Place } from '../../../../test/world/loop.ts'
import { aPerson } from '../../../../test/world/people.ts'
import { openWorld, type World } from '../../../../test/world/world.ts'
import type { MatterRow } from '../contract.ts'
import { boardCounts, mine, similar, unitBoard } from './service.ts'

let world: World
let loop: Loop
beforeAll(async () => {
  world = await openWorld()
  loop = await openLoop(world)
})
afterAll(() => world.close())

test('my matters are what I raised or joined, newest first, page by page', async () => {
  const person = await aPerson(world.db, { unit: loop.units.station })
  const ids: string[] = []
  for (let i = 0; i < 52; i += 1) {
    const id = await loop
      .raise({ by: 'colleague', text: `西一所第 ${i} 间值班室的暖气不热，已经三天了。` })
      .catch(() => loop.raise())
    await loop.move(person, id, { do: 'join' })
    ids.push(id)
  }
  const ctx = await world.ctxFor(person)
  const first = await mine(ctx, {})
  const second = await mine(ctx, { after: first.next! })
  expect([...first.rows, ...second.rows].map((row) => row.id)).toEqual(ids.toReversed())
  expect(first.rows).toHaveLength(50)
  expect(second.next).toBeNull()
  expect(JSON.stringify(first)).not.toContain(loop.people.raiser.name)
}, 120_000)

describe('the board', () => {
  const boardOf = async (actor: Actor, place?: Place) => {
    const unit = place === undefined ? {} : { unitId: loop.units[place].id }
    return unitBoard(await world.ctxFor(actor), unit)
  }

  test('shows a unit and all below it, and nothing beside it', async () => {
    const [here, there] = [
      await loop.raise(),
      await loop.raise({ by: 'stranger', text: '西一所的水泵半夜响得很厉害，请检查一下。' }),
    ]
    const ids = async (actor: Actor, place?: Place) => (await boardOf(actor, place)).rows.map((row) => row.id)
    expect(await ids(loop.people.superior)).toContain(here)
    expect(await ids(loop.people.superior)).not.toContain(there)
    expect(await ids(loop.people.superior, 'station')).toContain(here)
    expect(await ids(loop.people.stranger)).toContain(there)
    expect(await ids(loop.people.stranger)).not.toContain(here)
  })

  test('of another unit is refused, and of the one above as well', async () => {
    await expect(boardOf(loop.people.stranger, 'station')).rejects.toMatchObject({ kind: 'forbidden' })
    await expect(boardOf(loop.people.desk, 'district')).rejects.toMatchObject({ kind: 'forbidden' })
    const counts = boardCounts(await world.ctxFor(loop.people.stranger), { unitId: loop.units.station.id })
    await expect(counts).rejects.toMatchObject({ kind: 'forbidden', code: 'platform.not_allowed' })
  })

  test('does not show a matter kept to its handlers to whoever may not see the matter', async () => {
    const text = '宿舍里有人私拉电线，请悄悄查一下，不要说是我讲的。'
    const id = await loop.raise({ visibility: 'handlers', text })
    const union = await aPerson(world.db, { unit: loop.units.station, roles: ['union', 'discipline'] })
    const seen = async (actor: Actor, q?: string) =>
      (await unitBoard(await world.ctxFor(actor), { q })).rows.some((row) => row.id === id)
    expect(await seen(loop.people.desk)).toBe(true)
    expect(await seen(loop.people.desk, '私拉电线')).toBe(true)
    expect(await seen(union)).toBe(false)
    expect(await seen(union, '私拉电线')).toBe(false)
    expect(await seen(union, (await loop.row(id)).number)).toBe(false)
  })

  test('is filtered by state and by being late', async () => {
    const lateOnes = async () => {
      const { rows } = await unitBoard(await world.ctxFor(loop.people.desk), { late: 'true', state: ['received'] })
      return rows
    }
    const id = await loop.raise()
    expect((await lateOnes()).map((row) => row.id)).not.toContain(id)
    const before = world.now()
    world.pass({ days: 7 })
    const rows = await lateOnes()
    const counts = await boardCounts(await world.ctxFor(loop.people.desk), {})
    world.setNow(before)
    expect(rows.find((row) => row.id === id)).toMatchObject({ late: true, state: 'received' })
    expect(rows.every((row) => row.state === 'received')).toBe(true)
    expect(counts.late).toBeGreaterThanOrEqual(rows.length)
    expect(counts.states.received).toBeGreaterThanOrEqual(rows.length)
  })

  test('counts what it shows', async () => {
    const ctx = await world.ctxFor(loop.people.superior)
    const states = ['received', 'assigned', 'waiting', 'promised', 'answered'] as const
    const rows: MatterRow[] = []
    for (let after: string | null | undefined; after !== null; ) {
      const page: Awaited<ReturnType<typeof unitBoard>> = await unitBoard(ctx, { state: [...states], after })
      rows.push(...page.rows)
      after = page.next
    }
    const { states: counted } = await boardCounts(ctx, {})
    expect(new Set(rows.map((row) => row.id)).size).toBe(rows.length)
    for (const state of states) expect(counted[state] ?? 0).toBe(rows.filter((row) => row.state === state).length)
  })
})

describe('a search', () => {
  const texts = {
    boiler: '三号锅炉房的 PLC-2 控制柜夜里报警，值班员听不见，请加一个声光警报。',
    bath: '澡堂热水不热，下夜班的人洗不上澡，锅炉明明有余热。',
    shoes: '劳保鞋 EN20345 的尺码 47 一直没有，只能穿小一号。',
  }
  const ids: Record<string, string> = {}
  beforeAll(async () => {
    for (const [name, text] of Object.entries(texts)) ids[name] = await loop.raise({ text })
  })

  test.each([
    ['锅炉', ['boiler', 'bath']],
    ['锅', ['boiler', 'bath']],
    ['房', ['boiler']],
    ['警', ['boiler']],
    ['热', ['bath']],
    ['plc', ['boiler']],
    ['PLC-2', ['boiler']],
    ['ＥＮ２０３４５', ['shoes']],
    ['en203', ['shoes']],
    ['47', ['shoes']],
    ['锅炉 夜', ['boiler', 'bath']],
    ['炉锅', []],
    ['房锅', []],
    ["'; drop table matters_matter; --", []],
    ['%', []],
    ['', ['boiler', 'bath', 'shoes']],
  ])('for %j finds exactly what says so', async (q, expected) => {
    const found = (await unitBoard(await world.ctxFor(loop.people.desk), { q })).rows.map((row) => row.id)
    for (const name of Object.keys(texts))
      expect([name, found.includes(ids[name]!)]).toEqual([name, expected.includes(name)])
  })

  test('finds every character and every pair of neighbouring characters of a text', async () => {
    const ctx = await world.ctxFor(loop.people.desk)
    const runs = texts.bath.match(/\p{Script=Han}+/gu)!
    const queries = new Set(runs.flatMap((run) => [...run, ...[...run].slice(1).map((_, i) => run.slice(i, i + 2))]))
    const missed: string[] = []
    for (const q of queries) {
      const { rows } = await unitBoard(ctx, { q })
      if (!rows.some((row) => row.id === ids.bath)) missed.push(q)
    }
    expect(queries.size).toBeGreaterThan(30)
    expect(missed).toEqual([])
  })
})

describe('what reads alike', () => {
  const alikeTo = async (text: string, except?: string) =>
    (await similar(await world.ctxFor(loop.people.colleague), { text, except })).rows

  test('is offered for joining while a colleague is typing', async () => {
    const id = await loop.raise({ text: '食堂窗口排队太久，建议夜班前错开打饭时间。' })
    const [first] = await alikeTo('食堂打饭排队太久了')
    expect(first).toMatchObject({ id, mine: false, joined: false, joiners: 0 })
    await loop.lead(id, 'join')
    expect((await alikeTo('食堂打饭排队太久了'))[0]).toMatchObject({ id, joiners: 1 })
    expect(await alikeTo('食堂打饭排队太久了', id)).toEqual([])
  })

  test('is never what is kept to its handlers, nor what is closed', async () => {
    const text = '仓库钥匙管理混乱，领料登记对不上账。'
    await loop.raise({ text, visibility: 'handlers' })
    const closed = await loop.raise({ text })
    await loop.lead(closed, 'withdraw')
    expect(await alikeTo(text)).toEqual([])
  })

  test('shows no name of whoever raised it', async () => {
    const text = '澡堂热水不热，下夜班的人洗不上澡。'
    const rows = await alikeTo(text)
    expect(rows.length).toBeGreaterThan(0)
    expect(JSON.stringify(rows)).not.toContain(loop.people.raiser.name)
    expect(JSON.stringify(rows)).not.toContain(loop.people.raiser.personId)
  })

  test('is nothing for a word or two, or for something else', async () => {
    expect(await alikeTo('热')).toEqual([])
    expect(await alikeTo('')).toEqual([])
    expect(await alikeTo('换热站巡检记录表重复填写，请合并。')).toEqual([])
  })
})
