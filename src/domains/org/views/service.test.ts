import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Actor, Role } from '#platform/access.ts'
import { purge } from '#platform/privacy/purge.ts'
import { aPerson, aUnit, type TestUnit } from '../../../../test/world/people.ts'
import { openWorld, type World } from '../../../../test/world/world.ts'
import { changeView, deleteView, listViews, mostViews, openWithView, restoreView, saveView } from './contract.ts'
import { save } from './service.ts'

let world: World
let [district, station, other]: TestUnit[] = []
beforeAll(async () => {
  world = await openWorld()
  const company = await aUnit(world.db, { kind: 'company' })
  district = await aUnit(world.db, { under: company })
  station = await aUnit(world.db, { under: district })
  other = await aUnit(world.db, { under: company })
})
afterAll(() => world.close())

const at = (unit: TestUnit | undefined, ...roles: Role[]): Promise<Actor> => aPerson(world.db, { unit: unit!, roles })
const board = { list: 'board', query: 'late=1' } as const
const kept = (who: Actor, name: string, query: string = board.query) =>
  world.call(saveView, { list: 'board', name, query }, { as: who.personId })
const seenBy = async (who: Actor) =>
  (await world.call(listViews, { list: 'board' }, { as: who.personId })).views.map(({ name }) => name)
const refused = (code: string) => expect.objectContaining({ code })

test('a view is its maker’s own until it is shared; then the unit and those below find it, marked with the unit', async () => {
  const [leader, mate] = [await at(district, 'leader'), await at(district, 'hr')]
  const [below, beside] = [await at(station, 'secretary'), await at(other, 'leader')]
  const { id } = await kept(leader, '本周超期')
  expect(await seenBy(leader)).toEqual(['本周超期'])
  expect(await seenBy(mate)).toEqual([])
  await world.call(changeView, { id, shareWith: district!.id }, { as: leader.personId })
  expect([await seenBy(mate), await seenBy(below), await seenBy(beside)]).toEqual([['本周超期'], ['本周超期'], []])
  const { views } = await world.call(listViews, { list: 'board' }, { as: below.personId })
  expect(views[0]).toEqual({
    id,
    ...board,
    name: '本周超期',
    opens: false,
    unit: { id: district!.id, name: district!.name },
    mine: false,
  })
  await world.call(changeView, { id, shareWith: null }, { as: leader.personId })
  expect(await seenBy(mate)).toEqual([])
})

test('only a secretary or leader shares, and only with his own unit; nobody changes what is somebody else’s', async () => {
  const [leader, hr] = [await at(station, 'leader'), await at(station, 'hr')]
  const [mine, his] = [await kept(leader, '一'), await kept(hr, '二')]
  const share = (who: Actor, id: string, unit: TestUnit | undefined) =>
    world.call(changeView, { id, shareWith: unit!.id }, { as: who.personId })
  await expect(share(leader, mine.id, district)).rejects.toEqual(refused('org.view_not_your_unit'))
  await expect(share(hr, his.id, station)).rejects.toEqual(refused('org.view_not_your_unit'))
  await share(leader, mine.id, station)
  for (const endpoint of [changeView, deleteView, restoreView])
    await expect(world.call(endpoint, { id: mine.id }, { as: hr.personId })).rejects.toEqual(
      refused('org.view_not_found'),
    )
})

test('a list opens with the view that one chose, own or shared, each for himself', async () => {
  const [leader, mate] = [await at(station, 'leader'), await at(station, 'hr')]
  const { id } = await kept(leader, '默认用')
  await world.call(changeView, { id, shareWith: station!.id }, { as: leader.personId })
  const opens = async (who: Actor) => {
    const { views } = await world.call(listViews, { list: 'board' }, { as: who.personId })
    return views.find((view) => view.id === id)?.opens
  }
  await world.call(openWithView, { list: 'board', id }, { as: mate.personId })
  expect([await opens(leader), await opens(mate)]).toEqual([false, true])
  await world.call(openWithView, { list: 'board', id: null }, { as: mate.personId })
  expect(await opens(mate)).toBe(false)
})

test('a deleted view is taken back within a day, unless its name is used again', async () => {
  const leader = await at(station, 'leader')
  const { id } = await kept(leader, '误删')
  await world.call(deleteView, { id }, { as: leader.personId })
  expect(await seenBy(leader)).not.toContain('误删')
  await world.call(restoreView, { id }, { as: leader.personId })
  expect(await seenBy(leader)).toContain('误删')
  await world.call(deleteView, { id }, { as: leader.personId })
  const again = await kept(leader, '误删')
  await expect(world.call(restoreView, { id }, { as: leader.personId })).rejects.toEqual(refused('org.view_name_taken'))
  world.pass({ days: 2 })
  await purge(world.ctxOfNobody())
  await expect(world.call(restoreView, { id }, { as: leader.personId })).rejects.toEqual(refused('org.view_not_found'))
  expect(again.id).not.toBe(id)
})

test('thirty are the most, also at once; the names of one list differ', async () => {
  const leader = await at(station, 'leader')
  const ctx = await world.ctxFor(leader)
  for (let n = 1; n < mostViews; n += 1) await save(ctx, { ...board, name: `视图${n}` })
  await expect(save(ctx, { ...board, name: '视图1' })).rejects.toEqual(refused('org.view_name_taken'))
  const last = await Promise.allSettled(['甲', '乙', '丙'].map((name) => save(ctx, { ...board, name })))
  expect(last.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  await expect(save(ctx, { ...board, name: '丁' })).rejects.toEqual(refused('org.views_too_many'))
})

test('no view keeps a phone or a number of a household', async () => {
  const leader = await at(station, 'leader')
  const keep = (q: string) =>
    world.call(
      saveView,
      { list: 'households', name: q, query: new URLSearchParams({ q }).toString() },
      { as: leader.personId },
    )
  await expect(keep('13812340000')).rejects.toEqual(refused('org.view_of_one_household'))
  await keep('示范小区3号楼')
})

test('what is no filter of an address is refused', async () => {
  const leader = await at(station, 'leader')
  for (const query of ['javascript:alert(1)', 'q=<b>', '?q=1', 'q=1&&x', 'x'.repeat(501)])
    await expect(kept(leader, query.slice(0, 9), query)).rejects.toEqual(refused('platform.input_invalid'))
  await kept(leader, '中文', new URLSearchParams({ q: '二号泵 漏水', unit: station!.id }).toString())
})
