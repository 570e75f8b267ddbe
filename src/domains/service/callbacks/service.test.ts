/** Call-backs: who is on the list and when, what a call does, and that nobody's silence is taken for a yes. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Actor } from '#platform/access.ts'
import type { InputOf } from '#platform/endpoint.ts'
import { loadKinds } from '../../../../test/world/loop.ts'
import { aPerson, aUnit, type TestUnit } from '../../../../test/world/people.ts'
import { openWorld, type World } from '../../../../test/world/world.ts'
import { getMatter, moveMatter } from '../../matters/contract.ts'
import { anEstate } from '../factory.ts'
import { openReceipt, sendRequest } from '../requests/contract.ts'
import { newReceiptCode } from '../requests/receipt-code.ts'
import { listCallbacks, recordCallback } from './contract.ts'

let world: World
let station: TestUnit
let dispatcher: Actor
let repairer: Actor
let hotline: Actor
let entrance: string
let receipt: string
let matterId: string

beforeAll(async () => {
  world = await openWorld()
  await loadKinds()
  const company = await aUnit(world.db, { name: '北辰热力', kind: 'company' })
  const east = await aUnit(world.db, { under: company, name: '东城公司', kind: 'district' })
  station = await aUnit(world.db, { under: east, name: '东一所' })
  dispatcher = await aPerson(world.db, { unit: east, roles: ['dispatcher'] })
  // who takes calls and works on the same request must leave the asking to others
  repairer = await aPerson(world.db, { unit: station, name: '孙惊蛰', roles: ['repairer', 'hotline'] })
  hotline = await aPerson(world.db, { unit: company, name: '李春分', roles: ['hotline'] })
  await anEstate(world.ctxOfNobody(), { stationUnitId: station.id, name: '示范小区' }, [{ flat: '501' }])
  const places = world.db.selectFrom('service_place').select('id').where('kind', '=', 'entrance')
  entrance = (await places.executeTakeFirstOrThrow()).id
})
afterAll(() => world.close())

type Said = InputOf<typeof recordCallback>['said']
const move = async (who: Actor, wanted: InputOf<typeof moveMatter>['move']) => {
  const { matter } = await world.call(openReceipt, { code: receipt })
  await world.call(moveMatter, { id: matterId, seen: matter.seen, move: wanted }, { as: who.personId })
}
const list = async (who = hotline) => world.call(listCallbacks, {}, { as: who.personId })
const onList = async () => (await list()).rows.find((row) => row.matterId === matterId)
const call = async (said: Said, who = hotline, seen?: number) => {
  const now = (await world.call(openReceipt, { code: receipt })).matter.seen
  return world.call(recordCallback, { matterId, seen: seen ?? now, said }, { as: who.personId })
}
const answer = async () => {
  await move(dispatcher, { do: 'assign', unitId: station.id, ownerId: repairer.personId })
  await move(repairer, { do: 'answer', kind: 'done', text: '11月16日上门排气，室温由16度升到20度。' })
}

beforeEach(async () => {
  receipt = newReceiptCode()
  const said = { receipt, trouble: 'too_cold', placeId: entrance, flat: '501' } as const
  const { number } = await world.call(sendRequest, said)
  const row = world.db.selectFrom('matters_matter').select('id').where('number', '=', number)
  matterId = (await row.executeTakeFirstOrThrow()).id
  await answer()
})

describe('the list', () => {
  test('holds what was answered a day ago and is not judged, with the answer that was given', async () => {
    expect(await onList()).toBeUndefined()
    world.pass({ hours: 23 })
    expect(await onList()).toBeUndefined()
    world.pass({ hours: 1 })
    expect(await onList()).toMatchObject({
      ...{ trouble: 'too_cold', address: '示范小区3号楼2单元501', unit: '东一所', tries: 0 },
      answer: '11月16日上门排气，室温由16度升到20度。',
    })
    await expect(list(dispatcher)).rejects.toMatchObject({ status: 403 })
  })

  test('lets go whoever was called three times in vain, and never takes that for a yes', async () => {
    world.pass({ hours: 25 })
    const before = (await list()).unreached
    for (let n = 1; n <= 3; n += 1) {
      expect(await call({ reached: false })).toEqual({ reopened: false })
      if (n < 3) expect(await onList()).toMatchObject({ tries: n })
    }
    expect(await onList()).toBeUndefined()
    expect((await list()).unreached).toBe(before + 1)
    expect((await world.call(openReceipt, { code: receipt })).matter).toMatchObject({
      state: 'answered',
      verdict: null,
    })
  })
})

describe('what the person says', () => {
  test('that it is not solved opens it again, and everybody sees that he was asked by telephone', async () => {
    world.pass({ hours: 25 })
    expect(await call({ reached: true, verdict: 'not_solved', reason: '没有人来过，还是16度。' })).toEqual({
      reopened: true,
    })
    const { matter } = await world.call(openReceipt, { code: receipt })
    expect(matter).toMatchObject({ state: 'received', level: 1 })
    expect(matter.steps.at(-1)).toMatchObject({
      act: 'judge',
      verdict: 'not_solved',
      text: '没有人来过，还是16度。',
      byCall: true,
    })
    const { history } = await world.call(getMatter, { id: matterId }, { as: dispatcher.personId })
    expect(history.at(-1)).toMatchObject({
      act: 'judge',
      relation: 'raiser',
      by: { name: '李春分' },
      data: { through: 'call' },
    })
    expect(await onList()).toBeUndefined()
    await answer()
    world.pass({ hours: 25 })
    expect(await onList()).toMatchObject({ tries: 0 })
  })

  test('that it is solved settles it; what was said of the service is kept beside it', async () => {
    world.pass({ hours: 25 })
    expect(await call({ reached: true, verdict: 'solved', satisfaction: 'fairly' })).toEqual({ reopened: false })
    expect((await world.call(openReceipt, { code: receipt })).matter).toMatchObject({
      state: 'settled',
      verdict: 'solved',
    })
    const kept = world.db.selectFrom('service_callback').selectAll().orderBy('id', 'desc').limit(1)
    expect(await kept.executeTakeFirst()).toMatchObject({
      ...{ reached: true, verdict: 'solved', satisfaction: 'fairly', by_person: hotline.personId },
    })
  })

  test('is not asked by whoever worked on it, nor about what was answered anew meanwhile, nor without what is wrong', async () => {
    world.pass({ hours: 25 })
    await expect(call({ reached: true, verdict: 'solved' }, repairer)).rejects.toMatchObject({
      code: 'service.own_work',
    })
    const solved: Said = { reached: true, verdict: 'solved' }
    await expect(call(solved, hotline, 2)).rejects.toMatchObject({ code: 'platform.changed_meanwhile' })
    const partly: Said = { reached: true, verdict: 'partly' }
    await expect(call(partly)).rejects.toMatchObject({ code: 'matters.reason_needed' })
    await call(solved)
    await expect(call(solved)).rejects.toMatchObject({ status: 409 })
    const calls = world.db.selectFrom('service_callback as c').innerJoin('service_request as r', 'r.id', 'c.request_id')
    expect(await calls.select('c.id').where('r.matter_id', '=', matterId).execute()).toHaveLength(1)
  })
})
