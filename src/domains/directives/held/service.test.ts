/** What is found to be held already: in the catalogue, and in what was asked of the same units within a year. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Command, openCommand } from '../../../../test/world/directives.ts'
import { openWorld, type World } from '../../../../test/world/world.ts'
import { issue } from '../service.ts'
import { heldAlready } from './service.ts'

let world: World
let command: Command
const asked = { what: '各所夜班巡检次数', why: '看夜班人手够不够。', dueOn: '2026-11-20' }
beforeAll(async () => {
  world = await openWorld()
  command = await openCommand(world)
  await command.issue({ to: ['one'], title: '夜班安排摸底', items: [asked] })
})
afterAll(() => world.close())

const find = async (what: string, unit: 'one' | 'two' = 'one', now = world.now()) =>
  (await heldAlready(world.db, [what], { unitIds: [command.units[unit].id], now }))[0]

test('the catalogue says what there is and where', async () => {
  expect(await find('职工花名册和岗位信息')).toMatchObject([{ from: 'system', name: { zh: '人员花名册' } }])
  expect(await find('老旧小区立管长度')).toEqual([])
})

test('an earlier request to the same unit is found with its directive, to another unit or after a year it is not', async () => {
  expect(await find('夜班巡检次数')).toMatchObject([
    { from: 'directive', title: '夜班安排摸底', what: asked.what, sender: { name: '集团' } },
  ])
  expect(await find('夜班巡检次数', 'two')).toEqual([])
  expect(await find('夜班巡检次数', 'one', new Date('2027-11-20T02:00:00Z'))).toEqual([])
})

test('what was recalled was not asked for', async () => {
  const { id } = await command.issue({ to: ['two'], items: [{ ...asked, what: '立管更换长度' }] })
  expect(await find('立管更换长度', 'two')).toHaveLength(1)
  await command.recall(id)
  expect(await find('立管更换长度', 'two')).toEqual([])
})

test('asked for again it is refused without a reason, and kept with it', async () => {
  const again = async (heldNotEnough?: string) =>
    issue(
      await command.as('chief'),
      command.said({ to: ['one'], items: [{ ...asked, ...(heldNotEnough && { heldNotEnough }) }] }),
    )
  await expect(again()).rejects.toMatchObject({ code: 'directives.data_held', details: { item: 0 } })
  const reason = '上次报的是九月，入冬后班次变了。'
  const { id } = await again(reason)
  expect((await command.page('chief', id)).items).toEqual([{ ...asked, heldNotEnough: reason }])
})

test('no query can be smuggled in by what is asked for', async () => {
  expect(await find(`'立管' & "x" \\ | !:*`)).toEqual([])
})
