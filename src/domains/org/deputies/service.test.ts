import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Actor, type Role, secondFactorOf } from '#platform/access.ts'
import { localDate } from '#platform/calendar/calendar.ts'
import { newId } from '#platform/id.ts'
import { aPerson, aUnit, type TestUnit } from '../../../../test/world/people.ts'
import { openWorld, type World } from '../../../../test/world/world.ts'
import { getMe } from '../me/contract.ts'
import { loadActor } from '../service.ts'
import { endDeputy, findDeputies, listDeputies, nameDeputy } from './contract.ts'
import { name } from './service.ts'

let world: World
let [company, district, station]: TestUnit[] = []
beforeAll(async () => {
  world = await openWorld()
  company = await aUnit(world.db, { name: '集团', kind: 'company' })
  district = await aUnit(world.db, { under: company, name: '东城公司' })
  station = await aUnit(world.db, { under: district, name: '东一所' })
})
afterAll(() => world.close())

const at = (unit: TestUnit | undefined, ...roles: Role[]): Promise<Actor> => aPerson(world.db, { unit: unit!, roles })
const grantOf = async (person: Actor, role: Role): Promise<string> => {
  const rows = world.db.selectFrom('org_role_grant').select('id').where('person_id', '=', person.personId)
  return (await rows.where('role', '=', role).executeTakeFirstOrThrow()).id
}
const days = { from: '2026-11-16', until: '2026-11-20' }
const today = () => localDate(world.home.calendar, world.now())
const nowOf = async (person: Actor) => (await loadActor(world.db, person.personId, today()))!

/** Names a deputy as a page does. */
async function named(by: Actor, person: Actor, deputy: Actor, role: Role | null, when = days) {
  const grantId = role === null ? null : await grantOf(person, role)
  return world.call(
    nameDeputy,
    { id: person.personId, deputyId: deputy.personId, grantId, ...when },
    { as: by.personId },
  )
}
const refused = (code: string) => expect.objectContaining({ code })

describe('a deputy', () => {
  test('may do from the first day to the last, in the company’s zone, what the role allows, and no day longer', async () => {
    const [leader, deputy] = [await at(station, 'leader'), await at(station)]
    await named(leader, leader, deputy, 'leader', { from: '2026-11-17', until: '2026-11-18' })
    const heldOn = async (day: string) => (await loadActor(world.db, deputy.personId, day))!.grants
    const stoodIn = [{ role: 'leader', unitId: station!.id, of: leader.personId }]
    expect([await heldOn('2026-11-16'), await heldOn('2026-11-17')]).toEqual([[], stoodIn])
    expect([await heldOn('2026-11-18'), await heldOn('2026-11-19')]).toEqual([stoodIn, []])
    expect((await loadActor(world.db, deputy.personId))!.grants).toEqual([])
  })

  test('counts at the next request, and ends by itself at midnight of the company', async () => {
    const [leader, deputy] = [await at(station, 'leader'), await at(station)]
    const { cookie } = await world.signIn(deputy.personId)
    const rolesNow = async () => (await world.call(getMe, {}, { as: { cookie } })).roles.map(({ role }) => role)
    expect(await rolesNow()).toEqual([])
    await named(leader, leader, deputy, 'leader', { from: today(), until: today() })
    expect(await rolesNow()).toEqual(['leader'])
    const before = world.now()
    world.setNow('2026-11-16T15:59:00Z') // a minute before midnight in Shanghai
    const late = await world.signIn(deputy.personId)
    expect((await world.call(getMe, {}, { as: late })).roles).toHaveLength(1)
    world.setNow('2026-11-16T16:00:30Z')
    expect((await world.call(getMe, {}, { as: late })).roles).toEqual([])
    world.setNow(before)
  })

  test('owes the second factor that the role owes', async () => {
    const [leader, deputy] = [await at(station, 'leader'), await at(station)]
    const { cookie } = await world.signIn(deputy.personId, { secondFactorAt: null })
    const state = async () => (await world.call(getMe, {}, { as: { cookie } })).session.state
    expect(await state()).toBe('in')
    await named(leader, leader, deputy, 'leader')
    expect(await state()).not.toBe('in')
    expect(secondFactorOf((await nowOf(deputy)).grants.map(({ role }) => role))).toBe('each_sign_in')
  })

  test('ends with the role, with the person who leaves, and when it is ended early', async () => {
    const people = [await at(station, 'leader'), await at(station, 'leader'), await at(station, 'leader')]
    const found: unknown[] = []
    for (const [i, leader] of people.entries()) {
      const deputy = await at(station)
      const { deputies } = await named(leader, leader, deputy, 'leader')
      expect((await nowOf(deputy)).grants).toHaveLength(1)
      if (i === 0)
        await world.db
          .updateTable('org_role_grant')
          .set({ revoked_at: world.now() })
          .where('person_id', '=', leader.personId)
          .execute()
      if (i === 1)
        await world.db.updateTable('org_person').set({ left_on: today() }).where('id', '=', leader.personId).execute()
      if (i === 2) await world.call(endDeputy, { id: deputies[0]!.id }, { as: leader.personId })
      found.push((await nowOf(deputy)).grants)
    }
    expect(found).toEqual([[], [], []])
  })

  test('for the own work has no role, only the person’s matters', async () => {
    const [worker, deputy] = [await at(station), await at(station)]
    const view = await named(worker, worker, deputy, null)
    expect(view.deputies.map(({ role, deputy: who, now }) => [role, who.name, now])).toEqual([
      ['employee', deputy.name, true],
    ])
    const { grants, standsIn } = await nowOf(deputy)
    expect([grants, standsIn]).toEqual([[], [{ personId: worker.personId, name: worker.name, unitId: null }]])
    const his = await world.call(listDeputies, { id: deputy.personId }, { as: deputy.personId })
    expect(his.standsIn.map(({ person }) => person.name)).toEqual([worker.name])
  })
})

describe('who names one', () => {
  test('the person himself, HR, and a leader above: for the own work also the unit’s own', async () => {
    const hr = await at(district, 'hr')
    const [above, leader] = [await at(district, 'leader'), await at(station, 'leader')]
    const may = async (by: Actor, role: 'secretary' | null) => {
      const person = await at(station, 'secretary')
      return named(by, person, await at(station), role).then(
        () => 'yes',
        (error: { code: string }) => error.code,
      )
    }
    expect(await Promise.all([may(hr, 'secretary'), may(above, 'secretary'), may(leader, 'secretary')])).toEqual([
      'yes',
      'yes',
      'org.not_your_unit',
    ])
    expect(await Promise.all([may(hr, null), may(above, null), may(leader, null)])).toEqual(['yes', 'yes', 'yes'])
    expect(await may(await at(station), null)).toBe('org.not_your_unit')
  })

  test('nobody himself for somebody else', async () => {
    const [hr, leader] = [await at(district, 'hr'), await at(station, 'leader')]
    await expect(named(hr, leader, hr, 'leader')).rejects.toEqual(refused('org.deputy_not_yourself'))
    await expect(named(leader, leader, leader, 'leader')).rejects.toEqual(refused('org.deputy_is_himself'))
  })

  test('a deputy names none in the name of the role that he has only as a deputy', async () => {
    const [above, deputy, person] = [await at(district, 'leader'), await at(station), await at(station, 'leader')]
    await named(above, above, deputy, 'leader')
    expect((await nowOf(deputy)).grants).toHaveLength(1)
    await expect(named(deputy, person, await at(station), 'leader')).rejects.toEqual(refused('org.not_your_unit'))
  })

  test('for HR, administrator and auditor only an administrator', async () => {
    const [hr, admin] = [await at(company, 'hr'), await at(company, 'system_admin')]
    const deputy = await at(station)
    await expect(named(hr, hr, deputy, 'hr')).rejects.toEqual(refused('org.deputy_needs_system_admin'))
    await named(admin, hr, deputy, 'hr')
    expect((await nowOf(deputy)).grants).toEqual([{ role: 'hr', unitId: company!.id, of: hr.personId }])
  })

  test('with a second factor shown just now where the role asks for one', async () => {
    const [leader, deputy] = [await at(station, 'leader'), await at(station)]
    const shown = new Date(world.now().getTime() - 16 * 60_000)
    const { cookie } = await world.signIn(leader.personId)
    const session = world.db.updateTable('platform_session').where('person_id', '=', leader.personId)
    await session.set({ second_factor_at: shown, started_at: shown }).execute()
    const wish = { id: leader.personId, deputyId: deputy.personId, ...days }
    const grantId = await grantOf(leader, 'leader')
    await expect(world.call(nameDeputy, { ...wish, grantId }, { as: { cookie } })).rejects.toEqual(
      refused('platform.second_factor_needed'),
    )
    await world.call(nameDeputy, { ...wish, grantId: null }, { as: { cookie } })
  })
})

describe('what is refused', () => {
  test('two deputies for the same post on one day; one after the other is fine', async () => {
    const [leader, one, two] = [await at(station, 'leader'), await at(station), await at(station)]
    await named(leader, leader, one, 'leader')
    await expect(named(leader, leader, two, 'leader', { from: days.until, until: '2026-12-01' })).rejects.toEqual(
      refused('org.deputy_overlaps'),
    )
    await named(leader, leader, two, 'leader', { from: '2026-11-21', until: '2026-12-01' })
  })

  test('a deputy of a deputy, from whichever end it begins', async () => {
    const [a, b, c] = [await at(station, 'leader'), await at(station, 'secretary'), await at(station)]
    await named(a, a, b, 'leader')
    await expect(named(b, b, c, 'secretary')).rejects.toEqual(refused('org.deputy_stands_in'))
    const d = await at(station, 'leader')
    await expect(named(d, d, a, 'leader')).rejects.toEqual(refused('org.deputy_is_away'))
  })

  test('administrator and auditor in one hand, as the own role or as a deputy’s', async () => {
    const [admin, auditor, another] = [
      await at(company, 'system_admin'),
      await at(company, 'auditor'),
      await at(company, 'system_admin'),
    ]
    await expect(named(admin, auditor, another, 'auditor')).rejects.toEqual(refused('org.roles_exclude_each_other'))
    const plain = await at(station)
    await named(admin, auditor, plain, 'auditor')
    await expect(named(admin, another, plain, 'system_admin')).rejects.toEqual(refused('org.roles_exclude_each_other'))
    // granted later by whatever way: the own role counts, the other does not
    await world.db
      .insertInto('org_role_grant')
      .values({
        id: newId(),
        person_id: plain.personId,
        role: 'system_admin',
        unit_id: company!.id,
        granted_at: world.now(),
      })
      .execute()
    expect((await nowOf(plain)).grants.map(({ role }) => role)).toEqual(['system_admin'])
  })

  test('days past, turned round, or too far away', async () => {
    const [leader, deputy] = [await at(station, 'leader'), await at(station)]
    const on = (from: string, until: string) => named(leader, leader, deputy, 'leader', { from, until })
    await expect(on('2026-11-15', '2026-11-20')).rejects.toEqual(refused('org.deputy_days_past'))
    await expect(on('2026-11-20', '2026-11-19')).rejects.toEqual(refused('org.deputy_days_turned'))
    await expect(on('2026-11-20', '2027-11-19')).rejects.toEqual(refused('org.deputy_days_far'))
  })

  test('a role that the person does not hold himself', async () => {
    const [leader, other] = [await at(station, 'leader'), await at(station, 'leader')]
    const wish = { id: other.personId, deputyId: (await at(station)).personId, ...days }
    const asked = world.call(nameDeputy, { ...wish, grantId: await grantOf(leader, 'leader') }, { as: other.personId })
    await expect(asked).rejects.toEqual(refused('org.role_not_held'))
  })
})

test('named at once in a ring, no two of three become deputies of deputies', async () => {
  const people = [await at(station, 'leader'), await at(station, 'leader'), await at(station, 'leader')]
  const outcomes = await Promise.allSettled(
    people.map(async (person, i) => {
      const input = {
        id: person.personId,
        deputyId: people[(i + 1) % 3]!.personId,
        grantId: await grantOf(person, 'leader'),
        ...days,
      }
      return name(await world.ctxFor(person), input)
    }),
  )
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
})

test('whoever looks for a deputy finds colleagues beside him, never himself', async () => {
  const unit = await aUnit(world.db, { under: district!, name: '东二所' })
  const [worker, mate] = [await aPerson(world.db, { unit, name: '何白露' }), await aPerson(world.db, { unit })]
  const far = await aPerson(world.db, { unit: company!, name: '何寒露' })
  const near = await aPerson(world.db, { unit: station!, name: '何霜降' })
  const found = async (q: string) =>
    (await world.call(findDeputies, { id: worker.personId, q }, { as: worker.personId })).rows.map(({ id }) => id)
  expect(await found('')).toEqual([mate.personId])
  expect(await found('何')).toEqual([near.personId])
  expect(await found('何')).not.toContain(far.personId)
})

test('that a deputy was named and ended is written down', async () => {
  const [leader, deputy] = [await at(station, 'leader'), await at(station)]
  const { deputies } = await named(leader, leader, deputy, 'leader')
  await world.call(endDeputy, { id: deputies[0]!.id }, { as: leader.personId })
  const entries = world.db.selectFrom('platform_audit_entry').select('act').where('subject_id', '=', leader.personId)
  expect((await entries.orderBy('id').execute()).map(({ act }) => act)).toEqual([
    'org.deputy_named',
    'org.deputy_ended',
  ])
  await expect(world.call(endDeputy, { id: deputies[0]!.id }, { as: leader.personId })).rejects.toEqual(
    refused('org.deputy_not_found'),
  )
})
