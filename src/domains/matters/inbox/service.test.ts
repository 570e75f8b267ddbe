/** The inbox: what needs whom, and in which order. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Loop, openLoop, type Who } from '../../../../test/world/loop.ts'
import { openWorld, type World } from '../../../../test/world/world.ts'
import type { MoveName } from '../contract.ts'
import type { InboxRow } from './contract.ts'
import { inbox } from './service.ts'

let world: World
let loop: Loop
beforeAll(async () => {
  world = await openWorld()
  loop = await openLoop(world)
})
afterAll(() => world.close())

const everybody = (): Who[] => Object.keys(loop.people) as Who[]

describe('the inbox', () => {
  /** Why it needs whom, of everybody, after these moves. */
  const needs: [MoveName[], Partial<Record<Who, InboxRow['why']>>][] = [
    [[], { desk: 'route' }],
    [['join'], { desk: 'route' }],
    [['assign'], { owner: 'handle' }],
    [['assign', 'reassign'], { lead: 'handle' }],
    [['assign', 'return'], { desk: 'route' }],
    [['assign', 'hand_on'], { assisting: 'handle' }],
    [['assign', 'ask_extension'], { owner: 'handle', superior: 'extension' }],
    [['assign', 'ask_extension', 'grant_extension'], { owner: 'handle' }],
    [['assign', 'ask'], { raiser: 'reply' }],
    [['assign', 'ask', 'reply'], { owner: 'handle' }],
    [['assign', 'plan_action', 'reassign'], { lead: 'handle', owner: 'action' }],
    [['join', 'assign', 'answer'], { raiser: 'judge' }],
    [['assign', 'answer', 'judge'], { superior: 'route' }],
    [['decline'], { raiser: 'judge' }],
    [['withdraw'], {}],
  ]
  test.each(needs)('after %j needs %j, and nobody else', async (moves, expected) => {
    const id = await loop.raise()
    await loop.lead(id, ...moves)
    for (const who of everybody()) {
      const { rows } = await inbox(await world.ctxFor(loop.people[who]))
      expect([who, rows.find((row) => row.id === id)?.why]).toEqual([who, expected[who]])
    }
  })

  test('asks the superior to decide after the second hand-on', async () => {
    const id = await loop.raise()
    await loop.lead(id, 'assign', 'hand_on')
    await loop.move('assisting', id, { do: 'hand_on', unitId: loop.units.lead.id, reason: '也不归我所管。' })
    const { rows } = await inbox(await world.ctxFor(loop.people.superior))
    expect(rows.find((row) => row.id === id)).toMatchObject({ why: 'decide', by: '2026-11-17T15:59:59.999Z' })
  })

  test('has a matter once, the most urgent first', async () => {
    const { rows } = await inbox(await world.ctxFor(loop.people.owner))
    expect(new Set(rows.map((row) => row.id)).size).toBe(rows.length)
    const times = rows.map((row) => (row.by === null ? Number.POSITIVE_INFINITY : Date.parse(row.by)))
    expect(times).toEqual([...times].sort((a, b) => a - b))
    expect(rows.length).toBeGreaterThan(2)
  })

  test('shows the fifty most urgent first, counts them all, and gives all when asked', async () => {
    for (let i = 0; i < 52; i += 1) await loop.raise({ text: `西一所第 ${i} 间值班室的灯坏了，晚上看不见表。` })
    const desk = await world.ctxFor(loop.people.desk)
    const [first, whole] = [await inbox(desk), await inbox(desk, { all: 'true' })]
    expect(first.rows).toEqual(whole.rows.slice(0, 50))
    expect(whole.rows.length).toBeGreaterThan(51)
    const routed = whole.rows.filter(({ why }) => why === 'route').length
    expect(first.counts).toEqual(whole.counts)
    expect(first.counts.route).toBe(routed)
  })
})
