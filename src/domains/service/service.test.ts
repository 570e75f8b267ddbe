/** Finding households and showing a contact: who finds whom, what stays hidden, what is written down. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Actor } from '#platform/access.ts'
import { aPerson, aUnit, type TestUnit } from '../../../test/world/people.ts'
import { openWorld, type World } from '../../../test/world/world.ts'
import { findHouseholds, listContactsShown, showHouseholdContact } from './contract.ts'
import { anEstate } from './factory.ts'
import { contact, find } from './service.ts'

let world: World
let company: TestUnit
let east: TestUnit
let station: TestUnit
let crew: TestUnit
let far: TestUnit
let hotline: Actor
let keeper: Actor
let repairer: Actor
let secretary: Actor
let auditor: Actor
let homes: string[]
let farHome: string

beforeAll(async () => {
  world = await openWorld()
  company = await aUnit(world.db, { name: '北辰热力', kind: 'company' })
  east = await aUnit(world.db, { under: company, name: '东城公司', kind: 'district' })
  station = await aUnit(world.db, { under: east, name: '东一所' })
  crew = await aUnit(world.db, { under: station, name: '维修班', kind: 'team' })
  far = await aUnit(world.db, { under: company, name: '西一所' })
  const center = await aUnit(world.db, { under: company, name: '客户服务中心', kind: 'department' })
  hotline = await aPerson(world.db, { unit: center, name: '话务甲', roles: ['hotline'] })
  keeper = await aPerson(world.db, { unit: station, roles: ['grid_keeper'] })
  repairer = await aPerson(world.db, { unit: crew, roles: ['repairer'] })
  secretary = await aPerson(world.db, { unit: east, roles: ['secretary'] })
  auditor = await aPerson(world.db, { unit: company, roles: ['auditor'] })
  homes = await anEstate(world.ctxOfNobody(), { stationUnitId: station.id, name: '示范小区' }, [
    { customerNo: '01000001', flat: '501', floor: 5, heatedArea: 86.4, holder: '欧阳向暖', phone: '138 0000 4321' },
    { customerNo: '01000002', flat: '502', holder: '李恒热', phone: '13900004321' },
    { customerNo: '01000003', flat: '503', holder: '王知温', phone: null },
    { customerNo: '01000004', flat: '504', holder: null, phone: null },
  ])
  const elsewhere = { stationUnitId: far.id, name: '样板家园' }
  farHome = (await anEstate(world.ctxOfNobody(), elsewhere, [{ customerNo: '11000001', phone: '13800004321' }]))[0]!
})
afterAll(() => world.close())

const found = async (actor: Actor, q: string, after?: string): Promise<string[]> =>
  (await find(await world.ctxFor(actor), { q, after })).rows.map(({ customerNo }) => customerNo)

describe('a household is found', () => {
  test.each([
    ['01000001', ['01000001']],
    ['11000', ['11000001']],
    ['13800004321', ['01000001', '11000001']],
    ['+86 139-0000-4321', ['01000002']],
    ['4321', ['01000001', '01000002', '11000001']],
    ['示范小区 3号楼', ['01000001', '01000002', '01000003', '01000004']],
    ['示范小区3栋2单元503', ['01000003']],
    ['3-2-504', ['01000004']],
    ['样板', ['11000001']],
    ['板样', []],
    ['示范小区 2号楼', []],
    ['9999', []],
    ['101', []],
    ['?!', []],
  ])('by %s', async (q, expected) => expect(await found(hotline, q)).toEqual(expected))

  test('with its address, station, network and area, and nothing of the holder but what tells him from others', async () => {
    const { rows, next } = await find(await world.ctxFor(hotline), { q: '01000001' })
    expect(next).toBeNull()
    expect(rows).toEqual([
      {
        id: homes[0],
        customerNo: '01000001',
        address: '示范小区3号楼2单元501',
        floor: 5,
        station: '东一所',
        network: [
          { kind: 'source', name: '第一热源厂' },
          { kind: 'branch', name: '东一支线' },
          { kind: 'exchange_station', name: '7号换热站' },
          { kind: 'zone', name: '低区机组' },
          { kind: 'riser', name: '2单元立管' },
        ],
        heatedArea: 86.4,
        holder: '欧*',
        phone: '138****4321',
        may: ['show_contact', 'take_request'],
      },
    ])
  })

  test('page by page where there are many', async () => {
    const many = Array.from({ length: 60 }, (_, i) => ({ customerNo: `5500${String(i).padStart(4, '0')}` }))
    await anEstate(world.ctxOfNobody(), { stationUnitId: station.id, name: '演示新村' }, many)
    const first = await find(await world.ctxFor(hotline), { q: '演示新村' })
    expect(first.rows).toHaveLength(50)
    expect(first.next).toBe('55000049')
    expect(await found(hotline, '演示新村', first.next!)).toEqual(many.slice(50).map(({ customerNo }) => customerNo))
  })
})

describe('where a role reaches', () => {
  const everywhere = ['01000001', '01000002', '11000001']
  const own = ['01000001', '01000002']
  test('hotline and dispatcher serve the whole company, wherever they sit', async () => {
    const dispatcher = await aPerson(world.db, { unit: far, roles: ['dispatcher'] })
    expect(await found(hotline, '4321')).toEqual(everywhere)
    expect(await found(dispatcher, '4321')).toEqual(everywhere)
  })

  test('everybody else his unit and those below, a team those of its station', async () => {
    const head = await aPerson(world.db, { unit: company, roles: ['leader'] })
    expect(await found(head, '4321')).toEqual(everywhere)
    for (const actor of [keeper, repairer, secretary]) expect(await found(actor, '4321')).toEqual(own)
    const stranger = await aPerson(world.db, { unit: far, roles: ['grid_keeper'] })
    expect(await found(stranger, '4321')).toEqual(['11000001'])
    const worker = await aPerson(world.db, { unit: station })
    expect(await found(worker, '4321')).toEqual([])
  })

  test('whoever looks after people, not flats, finds households and is offered no phone', async () => {
    const { rows } = await find(await world.ctxFor(secretary), { q: '01000001' })
    expect(rows[0]).toMatchObject({ phone: '138****4321', may: [] })
  })

  test('a home of which nobody is known has no contact to show', async () => {
    const { rows } = await find(await world.ctxFor(hotline), { q: '01000004' })
    expect(rows[0]).toMatchObject({ holder: null, phone: null, may: ['take_request'] })
  })
})

const shownOf = async (householdId: string) => ({
  rows: await world.db
    .selectFrom('service_contact_shown')
    .select(['by_person', 'reason'])
    .where('household_id', '=', householdId)
    .execute(),
  acts: await world.db
    .selectFrom('platform_audit_entry')
    .select(['act', 'actor_id'])
    .where('subject_id', '=', householdId)
    .execute(),
})

describe('name and phone of a holder', () => {
  const reason = '停热回电'

  test('are shown for a reason, and that they were is written down', async () => {
    const shown = await contact(await world.ctxFor(repairer), { id: homes[0]!, reason })
    expect(shown).toEqual({ holder: '欧阳向暖', phone: '13800004321' })
    expect(await shownOf(homes[0]!)).toEqual({
      rows: [{ by_person: repairer.personId, reason }],
      acts: [{ act: 'service.contact_shown', actor_id: repairer.personId }],
    })
  })

  test('are shown as far as they are known', async () => {
    const shown = await contact(await world.ctxFor(hotline), { id: homes[2]!, reason })
    expect(shown).toEqual({ holder: '王知温', phone: null })
  })

  test('are not shown to whoever looks after other homes, nor where there are none, and nothing is written down', async () => {
    const tried = async (actor: Actor, id: string) => contact(await world.ctxFor(actor), { id, reason })
    await expect(tried(keeper, farHome)).rejects.toMatchObject({
      kind: 'forbidden',
      code: 'service.not_your_household',
    })
    await expect(tried(secretary, homes[1]!)).rejects.toMatchObject({ code: 'service.not_your_household' })
    await expect(tried(hotline, homes[3]!)).rejects.toMatchObject({ code: 'service.no_contact' })
    await expect(tried(hotline, station.id)).rejects.toMatchObject({ code: 'service.household_not_found' })
    for (const id of [farHome, homes[1]!, homes[3]!, station.id])
      expect(await shownOf(id)).toEqual({ rows: [], acts: [] })
  })
})

describe('over the line', () => {
  const secrets = ['欧阳', '向暖', '恒热', '13800004321', '13900004321', '0000432']

  test('no reply of a search holds a name or a phone', async () => {
    for (const q of ['13800004321', '4321', '01000', '示范小区']) {
      const answer = await world.ask('POST', '/api/service/households/find', JSON.stringify({ q }), {
        as: hotline.personId,
      })
      expect(answer.status).toBe(200)
      expect(JSON.parse(answer.text).rows.length).toBeGreaterThan(1)
      for (const secret of secrets) expect(answer.text).not.toContain(secret)
    }
  })

  test('whoever has none of the roles is refused', async () => {
    const worker = await aPerson(world.db, { unit: station })
    for (const as of [worker.personId, auditor.personId]) {
      await expect(world.call(findHouseholds, { q: '4321' }, { as })).rejects.toMatchObject({ status: 403 })
      const asked = { id: homes[0]!, reason: '想知道一下' }
      await expect(world.call(showHouseholdContact, asked, { as })).rejects.toMatchObject({ status: 403 })
    }
    await expect(world.call(findHouseholds, { q: '4321' })).rejects.toMatchObject({ status: 401 })
    await expect(world.call(listContactsShown, {}, { as: hotline.personId })).rejects.toMatchObject({ status: 403 })
  })

  test('a contact is shown and kept nowhere, and without a reason there is none', async () => {
    const asked = { id: homes[1]!, reason: '约定上门时间' }
    const shown = await world.call(showHouseholdContact, asked, { as: hotline.personId })
    expect(shown).toEqual({ holder: '李恒热', phone: '13900004321' })
    const kept = await world.db.selectFrom('platform_once').selectAll().execute()
    expect(JSON.stringify(kept)).not.toContain('13900004321')
    const unasked = world.call(showHouseholdContact, { ...asked, reason: '  ' }, { as: hotline.personId })
    await expect(unasked).rejects.toMatchObject({ status: 422 })
  })

  test('the auditor reads whose contact was shown to whom and why', async () => {
    const { rows } = await world.call(listContactsShown, {}, { as: auditor.personId })
    expect(rows[0]).toMatchObject({ whose: '01000002', by: '话务甲', reason: '约定上门时间' })
    expect(JSON.stringify(rows.map(({ id: _, ...row }) => row))).not.toContain('4321')
  })

  test('another company has households of its own', async () => {
    const { db } = world.other
    const there = await aUnit(db, { name: '邻城一所' })
    const operator = await aPerson(db, { unit: there, roles: ['hotline'] })
    const asOther = { as: operator.personId, host: 'other.localhost' }
    expect(await world.call(findHouseholds, { q: '4321' }, asOther)).toEqual({ rows: [], next: null })
    const asked = { id: homes[0]!, reason: '停热回电' }
    await expect(world.call(showHouseholdContact, asked, asOther)).rejects.toMatchObject({
      code: 'service.household_not_found',
    })
  })
})

test('the register holds no name and no phone in the clear', async () => {
  const rows = await world.db.selectFrom('service_household').selectAll().execute()
  const text = rows.map((row) => Object.values(row).map(String).join(' ')).join('\n')
  expect(text).toContain('01000001')
  for (const secret of ['欧阳', '向暖', '13800004321', '4321']) expect(text).not.toContain(secret)
})
