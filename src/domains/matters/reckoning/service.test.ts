/** Who may ask how a deadline is reckoned, and that it is the deadline of the view. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Loop, openLoop, type Who } from '../../../../test/world/loop.ts'
import { openWorld, type World } from '../../../../test/world/world.ts'
import { view } from '../view/service.ts'
import { clock } from './service.ts'

let world: World
let loop: Loop
beforeAll(async () => {
  world = await openWorld()
  loop = await openLoop(world)
})
afterAll(() => world.close())

const ask = async (who: Who, id: string) => clock(await world.ctxFor(loop.people[who]), { id })

test('the reckoning ends where the view says, at every step of the loop', async () => {
  const id = await loop.raise()
  const expectSame = async () => {
    const shown = await view(await world.ctxFor(loop.people.raiser), { id })
    const { clocks } = await ask('raiser', id)
    expect(clocks[0]?.endsAt ?? null).toBe(shown.dueAt)
    if (shown.pausedSince === null) expect(clocks.at(-1)?.endsAt ?? null).toBe(shown.actBy)
    return clocks.map(({ clock: name }) => name)
  }
  expect(await expectSame()).toEqual(['answer', 'route'])
  for (const move of ['assign', 'ask', 'reply', 'ask_extension', 'grant_extension'] as const) {
    await loop.lead(id, move)
    expect(await expectSame()).toEqual(['answer'])
  }
  await loop.lead(id, 'answer')
  expect(await expectSame()).toEqual([])
  await loop.lead(id, 'judge')
  expect(await expectSame()).toEqual(['answer', 'route'])
})

test('everybody who may see a matter sees the clock of the superior who has to decide', async () => {
  const id = await loop.raise()
  await loop.lead(id, 'assign', 'hand_on')
  await loop.move('assisting', id, { do: 'hand_on', unitId: loop.units.lead.id, reason: '不归我所管理。' })
  for (const who of ['raiser', 'colleague', 'owner', 'superior'] as const) {
    const { clocks } = await ask(who, id)
    expect(clocks.map(({ clock: name, rule }) => [name, rule])).toEqual([
      ['answer', { unit: 'workday', n: 3 }],
      ['decide', { unit: 'workday', n: 1 }],
    ])
    expect(clocks[0]!.steps.map(({ step }) => step)).toEqual(['begun', 'kept', 'kept', 'kept'])
  }
})

test('whoever may not see a matter is not told that it has a clock', async () => {
  const id = await loop.raise({ visibility: 'handlers' })
  await expect(ask('stranger', id)).rejects.toMatchObject({ code: 'matters.not_found' })
  await expect(ask('raiser', '00000000-0000-4000-8000-000000000000')).rejects.toMatchObject({
    code: 'matters.not_found',
  })
  expect((await ask('raiser', id)).clocks).toHaveLength(2)
})
