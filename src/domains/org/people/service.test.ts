import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Actor } from '#platform/access.ts'
import { aPerson, aUnit, type TestUnit } from '../../../../test/world/people.ts'
import { openWorld, type World } from '../../../../test/world/world.ts'
import { grantRole, listUnitPeople, revokeRole } from '../contract.ts'
import { personByLogin, setPhone } from '../service.ts'
import { grant, onePerson, phone, phonesShown, revoke, search, unitPeople, unitTree } from './service.ts'

let world: World
let root: TestUnit
let east: TestUnit
let west: TestUnit
let hr: Actor
let admin: Actor
let secretary: Actor

beforeAll(async () => {
  world = await openWorld()
  root = await aUnit(world.db, { name: '北辰热力', kind: 'company' })
  east = await aUnit(world.db, { under: root, name: '东城公司' })
  west = await aUnit(world.db, { under: root, name: '西城公司' })
  hr = await aPerson(world.db, { unit: root, name: '人事甲', roles: ['hr'] })
  admin = await aPerson(world.db, { unit: root, name: '管理乙', roles: ['system_admin'] })
  secretary = await aPerson(world.db, { unit: east, name: '书记丙', roles: ['secretary'] })
})
afterAll(() => world.close())

const actsOn = async (personId: string) =>
  (
    await world.db
      .selectFrom('platform_audit_entry')
      .select('act')
      .where('subject_id', '=', personId)
      .orderBy('id')
      .execute()
  ).map((one) => one.act)

describe('search', () => {
  test('finds people by name, part of a name or staff number, and never tells a phone', async () => {
    const ctx = await world.ctxFor(secretary)
    const person = await aPerson(world.db, { unit: west, name: '欧阳白露' })
    for (const q of ['欧阳白露', '白露', '欧', '露', person.staffNo.toLowerCase()]) {
      const { rows } = await search(ctx, { q })
      expect(rows.map((row) => row.id)).toContain(person.personId)
    }
    expect((await search(ctx, { q: '白露' })).rows).toEqual(
      [{ id: person.personId, name: '欧阳白露', staffNo: person.staffNo, unitId: west.id, unitName: '西城公司' }].map(
        (row) => expect.objectContaining(row),
      ),
    )
    expect((await search(ctx, { q: '露白' })).rows).toEqual([])
    expect((await search(ctx, { q: '白露', unitId: east.id })).rows).toEqual([])
    expect((await search(ctx, { q: '!?' })).rows).toEqual([])
  })
})

test('the tree names parents before their children, in the order of their codes', async () => {
  const { units } = await unitTree(await world.ctxFor(secretary))
  const seen = new Set<string | null>([null])
  for (const unit of units) {
    expect(seen.has(unit.parentId)).toBe(true)
    seen.add(unit.id)
  }
})

describe('the people of a unit', () => {
  test('are shown to whoever looks after it, with those below on request', async () => {
    const station = await aUnit(world.db, { under: east, name: '东一所' })
    const person = await aPerson(world.db, { unit: station, roles: ['grid_keeper'] })
    const ctx = await world.ctxFor(secretary)
    const own = await unitPeople(ctx, { id: east.id, below: 'no' })
    expect(own.rows.map((row) => row.id)).not.toContain(person.personId)
    const all = await unitPeople(ctx, { id: east.id, below: 'yes' })
    const shown = all.rows.find((row) => row.id === person.personId)!
    expect(shown).toMatchObject({ unitName: '东城公司 / 东一所', partyStatus: 'none', may: [] })
    expect(shown.grants.map((one) => one.role)).toEqual(['grid_keeper'])
  })

  test('are refused to the secretary of another unit', async () => {
    const ctx = await world.ctxFor(secretary)
    const person = await aPerson(world.db, { unit: west })
    const refused = { code: 'org.not_your_unit' }
    await expect(unitPeople(ctx, { id: west.id, below: 'no' })).rejects.toMatchObject(refused)
    await expect(onePerson(ctx, { id: person.personId })).rejects.toMatchObject(refused)
    expect((await onePerson(await world.ctxFor(hr), { id: person.personId })).may).toEqual(['grant_role'])
  })

  test('are shown to the system administrator without Party membership', async () => {
    const { rows } = await unitPeople(await world.ctxFor(admin), { id: east.id, below: 'yes' })
    expect(rows.every((row) => row.partyStatus === undefined)).toBe(true)
  })
})

describe('roles', () => {
  test('are granted and taken back, both written down', async () => {
    const person = await aPerson(world.db, { unit: east })
    const granted = await grant(await world.ctxFor(hr), { id: person.personId, role: 'leader', unitId: east.id })
    expect(granted.grants).toMatchObject([{ role: 'leader', unitName: '东城公司', source: 'console' }])
    const grantId = granted.grants[0]!.id
    const left = await revoke(await world.ctxFor(hr), { id: person.personId, grantId })
    expect(left.grants).toEqual([])
    expect(await actsOn(person.personId)).toEqual(['org.role_granted', 'org.role_revoked'])
  })

  test('given or taken back here count at the next request', async () => {
    const person = await aPerson(world.db, { unit: east })
    const look = () => world.call(listUnitPeople, { id: east.id, below: 'no' }, { as: person.personId })
    await expect(look()).rejects.toMatchObject({ code: 'platform.not_allowed' })
    const input = { id: person.personId, role: 'secretary', unitId: east.id } as const
    const { grants } = await world.call(grantRole, input, { as: hr.personId })
    expect((await look()).rows.length).toBeGreaterThan(0)
    await world.call(revokeRole, { id: person.personId, grantId: grants[0]!.id }, { as: hr.personId })
    await expect(look()).rejects.toMatchObject({ code: 'platform.not_allowed' })
  })

  test("are not granted to oneself, twice, outside of one's units, or to somebody who is not there", async () => {
    const person = await aPerson(world.db, { unit: east, roles: ['leader'] })
    const local = await aPerson(world.db, { unit: east, roles: ['hr'] })
    const tried = async (by: Actor, id: string, unitId: string) =>
      grant(await world.ctxFor(by), { id, role: 'leader', unitId })
    await expect(tried(hr, hr.personId, east.id)).rejects.toMatchObject({ code: 'org.not_your_own_roles' })
    await expect(tried(hr, person.personId, east.id)).rejects.toMatchObject({ code: 'org.role_already_held' })
    await expect(tried(local, person.personId, west.id)).rejects.toMatchObject({ code: 'org.not_your_unit' })
    await expect(tried(hr, east.id, east.id)).rejects.toMatchObject({ code: 'org.person_not_found' })
    await expect(tried(hr, person.personId, hr.personId)).rejects.toMatchObject({ code: 'org.unit_not_found' })
  })

  test('that run or watch the system are given by an administrator, for the company, never both', async () => {
    const person = await aPerson(world.db, { unit: root })
    const tried = async (by: Actor, role: 'auditor' | 'system_admin', unitId: string) =>
      grant(await world.ctxFor(by), { id: person.personId, role, unitId })
    await expect(tried(hr, 'auditor', root.id)).rejects.toMatchObject({ code: 'org.role_needs_system_admin' })
    await expect(tried(admin, 'auditor', east.id)).rejects.toMatchObject({ code: 'org.role_only_at_company' })
    await tried(admin, 'auditor', root.id)
    await expect(tried(admin, 'system_admin', root.id)).rejects.toMatchObject({ code: 'org.roles_exclude_each_other' })
  })

  test('the last administrator stays, even when two take it from each other at once', async () => {
    const other = await aPerson(world.db, { unit: root, roles: ['system_admin'] })
    const grantOf = async (actor: Actor) => {
      const { rows } = await unitPeople(await world.ctxFor(admin), { id: root.id, below: 'no' })
      return rows.find((row) => row.id === actor.personId)!.grants.find((one) => one.role === 'system_admin')!.id
    }
    const [first, second] = [await grantOf(admin), await grantOf(other)]
    const outcomes = await Promise.allSettled([
      revoke(await world.ctxFor(other), { id: admin.personId, grantId: first }),
      revoke(await world.ctxFor(admin), { id: other.personId, grantId: second }),
    ])
    expect(outcomes.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected'])
    const refused = outcomes.find((one) => one.status === 'rejected')!
    expect(refused).toMatchObject({ reason: { code: 'org.last_system_admin' } })
  })
})

describe('a phone', () => {
  test('is shown for a reason to whoever looks after the unit; whose, to whom and why stays for the auditor', async () => {
    const person = await aPerson(world.db, { unit: east, name: '李夏至' })
    await setPhone(world.db, world.keys, person.personId, '13800000009')
    expect((await personByLogin(world.db, world.keys, ' 138 0000 0009'))?.id).toBe(person.personId)
    const asked = { id: person.personId, reason: '夜间停热要联系值班' }
    expect(await phone(await world.ctxFor(secretary), asked)).toEqual({ phone: '13800000009' })
    expect(await actsOn(person.personId)).toEqual(['org.phone_shown'])
    const { rows } = await phonesShown(await world.ctxFor(admin), {})
    expect(rows[0]).toMatchObject({ person: '李夏至', by: '书记丙', reason: asked.reason })
  })

  test('is not shown to the secretary of another unit, nor where none is known', async () => {
    const person = await aPerson(world.db, { unit: west })
    const asked = { id: person.personId, reason: '想知道一下' }
    await expect(phone(await world.ctxFor(secretary), asked)).rejects.toMatchObject({ code: 'org.not_your_unit' })
    await expect(phone(await world.ctxFor(hr), asked)).rejects.toMatchObject({ code: 'org.no_phone' })
    expect(await actsOn(person.personId)).toEqual([])
  })
})
