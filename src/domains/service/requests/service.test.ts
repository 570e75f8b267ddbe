/** A heat user's request from the first word to the last: by nobody's account, with a receipt alone. */
import { randomUUID } from 'node:crypto'
import sharp from 'sharp'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Actor } from '#platform/access.ts'
import type { InputOf } from '#platform/endpoint.ts'
import { loadKinds } from '../../../../test/world/loop.ts'
import { aPerson, aUnit, type TestUnit } from '../../../../test/world/people.ts'
import { openWorld, type World } from '../../../../test/world/world.ts'
import { moveMatter } from '../../matters/contract.ts'
import { watchClocks } from '../../matters/escalation/service.ts'
import { concernedBy } from '../../matters/news/service.ts'
import { listContactsShown } from '../contract.ts'
import { anEstate } from '../factory.ts'
import {
  addRequestPicture,
  getRequest,
  listHouseholdRequests,
  moveByReceipt,
  openReceipt,
  type ReceiptMove,
  sendRequest,
  showRequestContact,
  takeRequest,
} from './contract.ts'
import { newReceiptCode } from './receipt-code.ts'

let world: World
let station: TestUnit
let dispatcher: Actor
let lead: Actor
let repairer: Actor
let stranger: Actor
let auditor: Actor
let hotline: Actor
let building: string
let entrance: string
let receipt: string

beforeAll(async () => {
  world = await openWorld()
  await loadKinds()
  const company = await aUnit(world.db, { name: '北辰热力', kind: 'company' })
  const east = await aUnit(world.db, { under: company, name: '东城公司', kind: 'district' })
  station = await aUnit(world.db, { under: east, name: '东一所' })
  dispatcher = await aPerson(world.db, { unit: east, roles: ['dispatcher'] })
  lead = await aPerson(world.db, { unit: station, roles: ['leader'] })
  repairer = await aPerson(world.db, { unit: station, roles: ['repairer'] })
  stranger = await aPerson(world.db, { unit: await aUnit(world.db, { under: company }), roles: ['leader'] })
  hotline = await aPerson(world.db, { unit: company, roles: ['hotline'] })
  auditor = await aPerson(world.db, { unit: company, roles: ['auditor'] })
  await anEstate(world.ctxOfNobody(), { stationUnitId: station.id, name: '示范小区' }, [
    { customerNo: '01000001', flat: '501', floor: 5, holder: '欧阳向暖', phone: '138 0000 4321' },
    { customerNo: '01000002', flat: '502', phone: null },
  ])
  building = await placeNamed('3号楼')
  entrance = await placeNamed('2单元')
})
afterAll(() => world.close())
beforeEach(() => {
  receipt = newReceiptCode()
})

const placeNamed = async (name: string) =>
  (await world.db.selectFrom('service_place').select('id').where('name', '=', name).executeTakeFirstOrThrow()).id

const report = (more: object = {}, options: { key?: string } = {}) =>
  world.call(sendRequest, { receipt, trouble: 'too_cold', placeId: entrance, flat: '501', ...more }, options)
const follow = (code = receipt) => world.call(openReceipt, { code })
const moved = async (move: ReceiptMove, seen?: number) =>
  world.call(moveByReceipt, { code: receipt, seen: seen ?? (await follow()).matter.seen, move })

const rowOf = (number: string) =>
  world.db.selectFrom('matters_matter').selectAll().where('number', '=', number).executeTakeFirstOrThrow()
const matterId = async () => (await rowOf((await follow()).matter.number)).id

/** The house works on the request of `receipt`. */
async function work(who: Actor, move: InputOf<typeof moveMatter>['move']) {
  const { matter } = await follow()
  const { id } = await rowOf(matter.number)
  return world.call(moveMatter, { id, seen: matter.seen, move }, { as: who.personId })
}
const assign = () => work(dispatcher, { do: 'assign', unitId: station.id, ownerId: repairer.personId })
const answer = () =>
  work(repairer, { do: 'answer', kind: 'done', text: '11月16日上门，立管排气，室温由16度升到20度。' })

describe('a report without an account', () => {
  test('becomes a matter at the desk of its district, with the clock of its trouble, and names nobody', async () => {
    const sent = await report({
      text: '主卧16度，孩子感冒了。',
      measured: 16.5,
      name: '欧阳向暖',
      phone: '13800004321',
    })
    expect(sent.number).toMatch(/^GR-2026-\d{6}$/)
    expect(sent.receivedBy).toBe('东城公司')
    expect(new Date(sent.answerBy).getTime() - world.now().getTime()).toBe(24 * 3_600_000)
    expect(await rowOf(sent.number)).toMatchObject({
      kind: 'heat',
      title: '温度不够：示范小区3号楼',
      visibility: 'handlers',
      raiser_id: null,
      raised_unit_id: station.id,
      state: 'received',
    })
    const kept = await world.db.selectFrom('service_request').selectAll().execute()
    expect(kept.at(-1)).toMatchObject({
      trouble: 'too_cold',
      flat: '501',
      measured: '16.5',
      taken_by: null,
      channel: 'web',
    })
    const all = JSON.stringify([kept, await world.db.selectFrom('matters_event').selectAll().execute()])
    for (const secret of ['13800004321', '欧阳向暖', receipt]) expect(all).not.toContain(secret)
  })

  test.each([
    ['leak', 8],
    ['no_heat', 24],
    ['bill', 48],
  ] as const)('about %s must be answered within %d hours', async (trouble, hours) => {
    const { answerBy } = await report({ trouble })
    expect(new Date(answerBy).getTime() - world.now().getTime()).toBe(hours * 3_600_000)
  })

  test('may say no more than what is wrong and where', async () => {
    const { number } = await report({ trouble: 'noise', placeId: building, flat: undefined })
    expect(await rowOf(number)).toMatchObject({ title: '噪声：示范小区3号楼', text: '噪声' })
    expect(await follow()).toMatchObject({ address: '示范小区3号楼', measured: null, atHome: null })
  })

  test('of a flat that the register does not know is taken all the same', async () => {
    await report({ flat: '901室' })
    expect((await follow()).address).toBe('示范小区3号楼2单元901')
  })

  test('sent again with its request number it is one, and its receipt is good', async () => {
    const key = randomUUID()
    const [first, again] = [await report({}, { key }), await report({}, { key })]
    expect(again).toEqual(first)
    expect((await follow()).matter.number).toBe(first.number)
  })

  test('with a used or malformed receipt, an unknown place or a phone that is none is refused in words', async () => {
    await report()
    await expect(report()).rejects.toMatchObject({ status: 409, code: 'service.receipt_used' })
    await expect(report({ receipt: 'UUUUUUUUUUUUUUUU' })).rejects.toMatchObject({ code: 'service.receipt_malformed' })
    receipt = newReceiptCode()
    await expect(report({ placeId: randomUUID() })).rejects.toMatchObject({ code: 'service.place_unknown' })
    await expect(report({ phone: '一二三' })).rejects.toMatchObject({ status: 422, code: 'service.phone_wrong' })
    await expect(follow()).rejects.toMatchObject({ status: 404, code: 'service.receipt_unknown' })
  })

  test('is limited for one phone and one network, until the day or the hour is over', async () => {
    const counts = () => world.db.deleteFrom('service_report_count')
    const again = (more: object = {}) => {
      receipt = newReceiptCode()
      return report(more)
    }
    await counts().execute()
    for (let n = 0; n < 20; n += 1) await again({ phone: '13900001111' })
    await expect(again({ phone: '13900001111' })).rejects.toMatchObject({ status: 429, code: 'service.too_many' })
    await again({ phone: '13900002222' })
    world.pass({ hours: 25 })
    await again({ phone: '13900001111' })
    for (let n = 1; n < 200; n += 1) await again()
    await expect(again()).rejects.toMatchObject({ status: 429, code: 'service.too_many' })
    world.pass({ hours: 2 })
    await again()
    const kept = await world.db.selectFrom('service_report_count').selectAll().execute()
    expect(JSON.stringify(kept)).not.toContain('1390000')
    await counts().execute()
  })

  test('by whoever is signed in in the same browser is still nobody of the company', async () => {
    const { number } = await world.call(
      sendRequest,
      { receipt, trouble: 'no_heat', placeId: entrance, flat: '502' },
      { as: lead.personId },
    )
    expect((await rowOf(number)).raiser_id).toBeNull()
    const raised = world.db.selectFrom('platform_audit_entry').select('actor_id').where('act', '=', 'matters.raise')
    expect((await raised.execute()).map((entry) => entry.actor_id)).not.toContain(lead.personId)
  })

  test('is seen on the screens of the desk without a notice for each; the clock reminds them of what lies there', async () => {
    const { number } = await report()
    const { id } = await rowOf(number)
    const [raised] = await concernedBy(world.db, [{ matterId: id, seq: 1 }])
    expect(raised!.people.flatMap(({ ids }) => ids)).toEqual([])
    world.pass({ minutes: 100 })
    await watchClocks(world.ctxOfNobody())
    const [reminded] = await concernedBy(world.db, [{ matterId: id, seq: 2 }])
    expect(reminded).toMatchObject({ act: 'remind', aroundTheClock: true })
    expect(reminded!.people.flatMap(({ ids }) => ids)).toEqual([dispatcher.personId])
  })

  test('brings pictures that nobody else can hang on something', async () => {
    const plain = { create: { width: 8, height: 8, channels: 3, background: 'red' } } as const
    const bytes = { content: await sharp(plain).png().toBuffer(), type: 'image/png' }
    const { fileId } = await world.call(addRequestPicture, {}, { bytes })
    await report({ pictures: [fileId] })
    receipt = newReceiptCode()
    await expect(report({ pictures: [fileId] })).rejects.toMatchObject({ code: 'matters.picture_not_yours' })
  })
})

describe('whoever has the receipt', () => {
  test('reads what is done, by which unit, in the words that were meant for him', async () => {
    await report({ text: '暖气片上面热下面凉。' })
    await assign()
    await work(repairer, { do: 'ask', question: '今天晚上七点方便上门吗？' })
    const { matter } = await follow()
    expect(matter).toMatchObject({
      state: 'waiting',
      unit: '东一所',
      question: '今天晚上七点方便上门吗？',
      may: ['reply', 'withdraw'],
    })
    expect(matter.steps.map(({ act, unit, text }) => [act, unit, text])).toEqual([
      ['raise', null, null],
      ['assign', '东一所', null],
      ['ask', '东一所', '今天晚上七点方便上门吗？'],
    ])
    expect(JSON.stringify(matter)).not.toContain(repairer.name)
  })

  test('replies, adds, and has the last word: not solved opens it again, solved settles it', async () => {
    await report()
    await assign()
    await work(repairer, { do: 'ask', question: '今天晚上七点方便上门吗？' })
    expect((await moved({ do: 'reply', text: '七点半以后在家。' })).matter.state).toBe('assigned')
    await moved({ do: 'add', text: '次卧也不热。' })
    await answer()
    expect((await follow()).matter.may).toEqual(['judge'])
    expect((await moved({ do: 'judge', verdict: 'not_solved', reason: '晚上又降到15度。' })).matter).toMatchObject({
      state: 'received',
      level: 1,
    })
    await assign()
    await answer()
    expect((await moved({ do: 'judge', verdict: 'solved' })).matter).toMatchObject({
      state: 'settled',
      verdict: 'solved',
      may: [],
    })
  })

  test('withdraws, and says whether somebody asked him to', async () => {
    await report()
    await moved({ do: 'withdraw', reason: '已经热了', urged: true })
    expect((await follow()).matter.state).toBe('withdrawn')
    const last = world.db.selectFrom('service_request').select('urged').orderBy('id', 'desc').limit(1)
    expect(await last.executeTakeFirst()).toEqual({ urged: true })
  })

  test('does not judge what he has not read, nor make a step that is not his', async () => {
    await report()
    await assign()
    const before = (await follow()).matter.seen
    await answer()
    await expect(moved({ do: 'judge', verdict: 'solved' }, before)).rejects.toMatchObject({ status: 409 })
    await expect(moved({ do: 'withdraw' })).rejects.toMatchObject({ status: 409, code: 'matters.not_now' })
    for (const move of [
      { do: 'assign', unitId: station.id },
      { do: 'answer', kind: 'done', text: '已经热了，没有问题。' },
    ])
      await expect(moved(move as never)).rejects.toMatchObject({ status: 422 })
  })

  test('writes it as people write; any other code finds nothing', async () => {
    await report()
    expect((await follow(receipt.toLowerCase().replace(/(.{4})/g, '$1 '))).address).toBe('示范小区3号楼2单元501')
    for (const code of [newReceiptCode(), '', '暖气'])
      await expect(follow(code)).rejects.toMatchObject({ status: 404, code: 'service.receipt_unknown' })
  })

  test("reaches no matter of the company's people with it", async () => {
    await report()
    const id = await matterId()
    await world.db.updateTable('matters_matter').set({ raiser_id: lead.personId }).where('id', '=', id).execute()
    await expect(follow()).rejects.toMatchObject({ status: 404 })
    await expect(moved({ do: 'add', text: '再看看。' }, 1)).rejects.toMatchObject({ status: 404 })
  })
})

describe('a caller on the line', () => {
  const home = () => world.db.selectFrom('service_household').select('id').where('customer_no', '=', '01000001')
  const takenFor = async (who: Actor, more: object = {}) => {
    const { id } = await home().executeTakeFirstOrThrow()
    return world.call(takeRequest, { id, channel: 'hotline', trouble: 'too_cold', ...more }, { as: who.personId })
  }

  test('is taken down in the name of nobody of the company, by whoever is known to have done it', async () => {
    const taken = await takenFor(hotline, {
      text: '老人一个人住，不会用手机，请打座机。',
      phone: '0431-8123 4567',
      reachBy: 'landline',
    })
    expect(await rowOf(taken.number)).toMatchObject({
      id: taken.matterId,
      raiser_id: null,
      title: '温度不够：示范小区3号楼',
    })
    const kept = world.db.selectFrom('service_request').selectAll().where('matter_id', '=', taken.matterId)
    expect(await kept.executeTakeFirst()).toMatchObject({
      ...{ channel: 'hotline', reach_by: 'landline', taken_by: hotline.personId, flat: '501' },
    })
    const audit = world.db
      .selectFrom('platform_audit_entry')
      .select('actor_id')
      .where('subject_id', '=', taken.matterId)
    expect(await audit.execute()).toEqual([{ actor_id: hotline.personId }])
    const contact = { matterId: taken.matterId, reason: '回电告知结果' }
    expect(await world.call(showRequestContact, contact, { as: dispatcher.personId })).toMatchObject({
      phone: '043181234567',
    })
  })

  test('finds what was reported for the flat before, by whatever way, newest first', async () => {
    const { number } = await report({ trouble: 'noise' })
    const taken = await takenFor(hotline)
    const { id } = await home().executeTakeFirstOrThrow()
    const { rows } = await world.call(listHouseholdRequests, { id }, { as: hotline.personId })
    expect(rows.slice(0, 2)).toMatchObject([
      { number: taken.number, trouble: 'too_cold', state: 'received', level: 0 },
      { number, trouble: 'noise' },
    ])
  })

  test('is refused in words where the number is none, or where the home is not theirs', async () => {
    await expect(takenFor(hotline, { phone: '没有' })).rejects.toMatchObject({ code: 'service.phone_wrong' })
    await expect(takenFor(stranger)).rejects.toMatchObject({ status: 403, code: 'service.not_your_household' })
  })
})

describe('those who work on it', () => {
  test('see whole address and masked contact; a leader elsewhere sees nothing', async () => {
    await report({ phone: '13800004321', name: '欧阳向暖', atHome: '晚上七点后' })
    await assign()
    const id = await matterId()
    const shown = await world.call(getRequest, { matterId: id }, { as: repairer.personId })
    expect(shown).toMatchObject({
      address: '示范小区3号楼2单元501',
      customerNo: '01000001',
      floor: 5,
      atHome: '晚上七点后',
      reporter: '欧*',
      phone: '138****4321',
      may: ['show_contact'],
    })
    expect(shown.network.map(({ name }) => name)).toContain('7号换热站')
    await expect(world.call(getRequest, { matterId: id }, { as: stranger.personId })).rejects.toMatchObject({
      status: 404,
    })
    await expect(world.call(getRequest, { matterId: id })).rejects.toMatchObject({ status: 401 })
  })

  test('are shown the phone for a reason, which the auditor reads', async () => {
    const { number } = await report({ phone: '13800004321' })
    await assign()
    const asked = { matterId: await matterId(), reason: '约定上门时间' }
    expect(await world.call(showRequestContact, asked, { as: repairer.personId })).toEqual({
      reporter: null,
      phone: '13800004321',
    })
    const { rows } = await world.call(listContactsShown, {}, { as: auditor.personId })
    expect(rows[0]).toMatchObject({ whose: number, reason: '约定上门时间' })
    await expect(world.call(showRequestContact, asked, { as: stranger.personId })).rejects.toMatchObject({
      status: 404,
    })
  })
})
