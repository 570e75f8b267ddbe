/** R5, R7, R11 and R19 as directives live them: what is asked from above is counted, and its sender has clocks too. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { checkDirective, issueDirective } from '../../src/domains/directives/contract.ts'
import { groups } from '../../src/house.ts'
import { type Command, openCommand } from '../world/directives.ts'
import { openWorld, type World } from '../world/world.ts'
import { formsOf } from './forms.ts'

let world: World
let command: Command
beforeAll(async () => {
  world = await openWorld()
  command = await openCommand(world)
})
afterAll(() => world.close())

describe('R11', () => {
  const item = { what: '本单位职工花名册', why: '核对入冬值班人手。', dueOn: '2026-11-20' }
  const chief = () => ({ as: command.people.chief.personId })

  test('R11: data that is held already is not asked for again without a reason', async () => {
    const asked = command.said({ to: ['one'], items: [item] })
    const { held } = await world.call(checkDirective, { unitIds: asked.unitIds, whats: [item.what] }, chief())
    expect(held[0]).toMatchObject([{ from: 'system', where: { zh: expect.stringContaining('控制台') } }])
    const refused = world.call(issueDirective, asked, chief())
    await expect(refused).rejects.toMatchObject({ status: 422, code: 'directives.data_held' })
    const heldNotEnough = '花名册里没有夜班的人数，要按班次统计。'
    const { id } = await world.call(issueDirective, { ...asked, items: [{ ...item, heldNotEnough }] }, chief())
    expect((await command.page('oneHead', id)).items).toEqual([{ ...item, heldNotEnough }])
  })

  test('R11: no data is asked for without saying why and by when', async () => {
    for (const missing of ['why', 'dueOn'] as const) {
      const { [missing]: _, ...rest } = item
      const asked = { ...command.said(), items: [rest] } as never
      await expect(world.call(issueDirective, asked, chief())).rejects.toMatchObject({ status: 422 })
    }
  })

  test('R11: the minutes that are asked of all units together are said before it is issued', async () => {
    const { unitIds } = command.said()
    const told = await world.call(checkDirective, { unitIds, minutes: 25 }, chief())
    expect(told.totalMinutes).toBe(50)
  })
})

describe('R19', () => {
  test('R19: everybody in the receiving units sees by when the sender must answer, late ones marked like anybody’s', async () => {
    const { id, matterOf } = await command.issue()
    await command.object(matterOf.one)
    world.setNow('2026-11-23T02:00:00Z')
    const clock = { state: 'assigned', dueAt: '2026-11-19T15:59:59.999Z', late: true, owner: { name: '顾总' } }
    for (const by of ['oneSecretary', 'oneHead', 'twoHead', 'eastHead', 'chief'] as const)
      expect([by, (await command.page(by, id)).objections]).toMatchObject([by, [clock]])
    expect((await command.piece('twoHead', matterOf.two)).objections).toMatchObject([clock])
    world.setNow('2026-11-16T02:00:00Z')
  })
})

test('R5: the sender sees where each unit stands, and nothing that says who has looked', async () => {
  const { id, matterOf } = await command.issue()
  const before = await command.page('chief', id)
  for (const by of ['oneSecretary', 'oneHead', 'twoHead'] as const) await command.page(by, id)
  await command.piece('oneHead', matterOf.one)
  expect(await command.page('chief', id)).toEqual(before)
  expect(await command.acts(matterOf.one)).toEqual(['raise'])
})

test('R1: units stand in the order of the tree, whoever is done first', async () => {
  const { id, matterOf } = await command.issue()
  const order = async () => (await command.page('chief', id)).units.map(({ unit }) => unit.name)
  const before = await order()
  for (const name of ['one', 'two'] as const) {
    const by = name === 'one' ? 'oneSecretary' : 'twoHead'
    await command.move(by, matterOf[name], { do: 'assign', unitId: command.units[name].id, assistingUnitIds: [] })
    expect(await order()).toEqual(before)
  }
})

test('a directive asks for no acknowledgement: there is no form that says “received”', () => {
  const forms = formsOf(groups).filter(({ name }) => name.includes('/directives'))
  expect(forms.length).toBeGreaterThan(3)
  expect(forms.filter(({ name }) => /receipt|acknowledge|read|received/i.test(name))).toEqual([])
})
