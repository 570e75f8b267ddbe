import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Actor } from '#platform/access.ts'
import { aPerson, aUnit, type TestUnit } from '../../../../test/world/people.ts'
import { openWorld, type World } from '../../../../test/world/world.ts'
import { groups } from '../../../house.ts'
import { listSessions } from '../me/contract.ts'
import { openBrowser } from '../sign-in/factory.ts'
import { endKiosk, enterKiosk, getWallScreen, listKiosks, makeKiosk } from './contract.ts'

let world: World
let station: TestUnit
let leader: Actor
beforeAll(async () => {
  world = await openWorld()
  station = await aUnit(world.db, { name: '调度大厅' })
  leader = await aPerson(world.db, { unit: station, roles: ['leader'] })
})
afterAll(() => world.close())

const made = () => world.call(makeKiosk, { name: '东墙大屏', unitId: station.id }, { as: leader.personId })
const screen = () => openBrowser(world.ask)

test('a wall screen enters its code once and then shows for 30 days', async () => {
  const { code, kiosk } = await made()
  expect(kiosk).toMatchObject({ name: '东墙大屏', state: 'waiting', unit: { name: '调度大厅' } })
  const wall = screen()
  expect(await wall.call(enterKiosk, { code: code.toLowerCase() })).toMatchObject({
    name: '东墙大屏',
    unitName: '调度大厅',
  })
  expect(await screen().refused(enterKiosk, { code })).toBe('kiosk.wrong_code')
  world.pass({ days: 29 })
  expect(await wall.call(getWallScreen, {})).toMatchObject({ name: '东墙大屏' })
  world.pass({ days: 2 })
  expect(await wall.refused(getWallScreen, {})).toBe('platform.sign_in_first')
})

test('a wall screen reaches nothing but what is marked as free of personal data, and never acts', async () => {
  const wall = screen()
  await wall.call(enterKiosk, { code: (await made()).code })
  const closed = groups
    .flatMap((group) => group.routes)
    .map((route) => route.endpoint)
    .filter((endpoint) => endpoint.caller !== 'anyone' && endpoint.wallScreen !== true)
  expect(closed.length).toBeGreaterThan(10)
  for (const { method, path } of closed) {
    const answer = await world.ask(
      method,
      `/api${path.replace(/:\w+/g, station.id)}`,
      method === 'GET' ? undefined : '{}',
      {
        as: { cookie: `nq=${wall.cookies.get('nq')}` },
      },
    )
    expect([path, answer.status]).toEqual([path, 403])
  }
})

test('the code of a wall screen ends after an hour', async () => {
  const { code } = await made()
  world.pass({ minutes: 61 })
  expect(await screen().refused(enterKiosk, { code })).toBe('kiosk.wrong_code')
})

test('wall screens are listed, apart from one’s own sessions, and ended at once', async () => {
  const { code, kiosk } = await made()
  const wall = screen()
  await wall.call(enterKiosk, { code })
  const { kiosks } = await world.call(listKiosks, {}, { as: leader.personId })
  expect(kiosks.find(({ id }) => id === kiosk.id)).toMatchObject({ state: 'showing', madeBy: { id: leader.personId } })
  expect((await world.call(listSessions, {}, { as: leader.personId })).sessions).toHaveLength(1)
  await world.call(endKiosk, { id: kiosk.id }, { as: leader.personId })
  expect(await wall.refused(getWallScreen, {})).toBe('platform.sign_in_first')
  const acts = await world.db
    .selectFrom('platform_audit_entry')
    .select('act')
    .where('subject_id', '=', kiosk.id)
    .orderBy('id')
    .execute()
  expect(acts.map((row) => row.act)).toEqual(['kiosk.make', 'kiosk.enter', 'kiosk.end'])
})

test('nobody puts up, sees or ends a wall screen of a unit that is not his', async () => {
  const stranger = await aPerson(world.db, { unit: await aUnit(world.db), roles: ['leader'] })
  const { kiosk } = await made()
  const by = { as: stranger.personId }
  await expect(world.call(makeKiosk, { name: '大屏', unitId: station.id }, by)).rejects.toMatchObject({
    code: 'org.not_your_unit',
  })
  expect((await world.call(listKiosks, {}, by)).kiosks).toEqual([])
  await expect(world.call(endKiosk, { id: kiosk.id }, by)).rejects.toMatchObject({ code: 'org.not_your_unit' })
})

test('a wall screen ends when whoever put it up leaves', async () => {
  const dispatcher = await aPerson(world.db, { unit: station, roles: ['dispatcher'] })
  const { code } = await world.call(makeKiosk, { name: '大屏', unitId: station.id }, { as: dispatcher.personId })
  const wall = screen()
  await wall.call(enterKiosk, { code })
  await world.db
    .updateTable('org_person')
    .set({ left_on: '2026-11-01' })
    .where('id', '=', dispatcher.personId)
    .execute()
  world.pass({ minutes: 1 })
  expect(await wall.refused(getWallScreen, {})).toBe('platform.sign_in_first')
})
