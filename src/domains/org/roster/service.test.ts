import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Actor } from '#platform/access.ts'
import { aPerson, aUnit, type TestUnit } from '../../../../test/world/people.ts'
import { openWorld, type World } from '../../../../test/world/world.ts'
import { loadActor, personByLogin, phoneOfPerson } from '../service.ts'
import { csvOf, header, type Rows, workbookOf } from './factory.ts'
import { confirm, getImport, listLines, upload } from './service.ts'

let world: World
let root: TestUnit
let hr: Actor
let admin: Actor

beforeAll(async () => {
  world = await openWorld()
  root = await aUnit(world.db, { name: '北辰热力', kind: 'company' })
  hr = await aPerson(world.db, { unit: root, roles: ['hr'] })
  admin = await aPerson(world.db, { unit: root, roles: ['system_admin'] })
})
afterAll(() => world.close())

let made = 0
/** Staff numbers and phones that no other test has. */
let a: string
let b: string
let phone: string
beforeEach(() => {
  made += 1
  a = `N${made}A`
  b = `N${made}B`
  phone = `139${String(made).padStart(8, '0')}`
})

const look = async (rows: Rows, by: Actor = hr, absentLeave: 'yes' | 'no' = 'no') => {
  const bytes = new TextEncoder().encode(csvOf([header, ...rows]))
  return upload(await world.ctxFor(by, { bytes }), { fileName: '花名册.csv', absentLeave })
}
const decide = async (id: string, by: Actor = hr) => confirm(await world.ctxFor(by), { id })
const bring = async (...rows: Rows) => {
  const seen = await look(rows)
  expect(seen.state).toBe('checked')
  return decide(seen.id)
}
const line = (staffNo: string, name: string, unit = '北辰热力/东城公司', ...more: string[]) => [
  staffNo,
  name,
  unit,
  ...more,
]
const personOf = (staffNo: string) =>
  world.db.selectFrom('org_person').selectAll().where('staff_no', '=', staffNo).executeTakeFirst()
const acts = (subjectId: string) =>
  world.db
    .selectFrom('platform_audit_entry')
    .select(['act', 'actor_id'])
    .where('subject_id', '=', subjectId)
    .orderBy('id')
    .execute()

describe('a file that is looked at and confirmed', () => {
  test('brings people with unit, post, phone, Party membership and roles, and is written down', async () => {
    const done = await bring(line(a, '张春分', '北辰热力/东城公司/东一所', '所长', phone, '中共党员', '负责人'))
    expect(done).toMatchObject({ state: 'done', doneRows: done.totalRows })
    const person = (await personOf(a))!
    const actor = (await loadActor(world.db, person.id))!
    expect(actor.grants).toEqual([{ role: 'leader', unitId: person.unit_id }])
    expect(actor.unit.path).toHaveLength(3)
    expect(person.party_status).toBe('member')
    expect(await phoneOfPerson(world.db, world.keys, person.id)).toBe(phone)
    expect((await personByLogin(world.db, world.keys, phone))?.id).toBe(person.id)
    expect(await acts(person.id)).toEqual([
      { act: 'org.person_added', actor_id: hr.personId },
      { act: 'org.role_granted', actor_id: hr.personId },
    ])
    expect((await acts(done.id)).map((one) => one.act)).toEqual(['org.roster_checked', 'org.roster_imported'])
  })

  test('changes nothing until it is confirmed', async () => {
    await look([line(a, '张春分')])
    expect(await personOf(a)).toBeUndefined()
  })

  test('changes nothing the second time', async () => {
    await bring(line(a, '张春分', '北辰热力', '抄表员', phone, '群众', '书记'))
    const again = await look([line(a, '张春分', '北辰热力', '抄表员', phone, '群众', '书记')])
    expect(again.counts).toMatchObject({ new: 0, changed: 0, unchanged: 1, rolesGranted: 0, rolesRevoked: 0 })
    expect(again.totalRows).toBe(0)
  })

  test('shows its lines in the language of the reader, with masked phones', async () => {
    const seen = await look([line(a, '张春分', '北辰热力', '', phone), line('', '无号')])
    const ctx = await world.ctxFor(hr, { language: 'en' })
    const added = await listLines(ctx, { id: seen.id, part: 'new', after: 0 })
    expect(JSON.stringify(added)).toContain(`139****${phone.slice(-4)}`)
    expect(JSON.stringify(added)).not.toContain(phone)
    const errors = await listLines(ctx, { id: seen.id, part: 'errors', after: 0 })
    expect(errors.rows[0]).toMatchObject({ line: 3, column: 'A 工号', problem: 'The staff number is missing' })
  })

  test('is taken from Excel as well', async () => {
    const bytes = await workbookOf({ 人员: [header, line(a, '张春分')] })
    const seen = await upload(await world.ctxFor(hr, { bytes }), { fileName: '花名册.xlsx', absentLeave: 'no' })
    expect(seen.counts).toMatchObject({ new: 1, errors: 0 })
  })
})

test('one bad row keeps the whole file out', async () => {
  const seen = await look([line(a, '张春分'), line(b, '李夏至', '北辰热力', '', '12345')])
  expect(seen).toMatchObject({ state: 'refused', counts: { errors: 1, new: 2 } })
  await expect(decide(seen.id)).rejects.toMatchObject({ code: 'org.roster_has_errors' })
  expect(await personOf(a)).toBeUndefined()
})

test('an import that breaks half-way leaves nothing behind and can be tried again', async () => {
  const seen = await look([line(a, '张春分', '北辰热力/半路公司'), line(b, '李夏至', '北辰热力', '', phone)])
  // somebody takes the staff number where no plan can see it, so the database itself must refuse
  const blocker = await world.pool.connect()
  try {
    await blocker.query('set search_path to main')
    await blocker.query('begin')
    await blocker.query(
      `insert into org_person (id, staff_no, name, unit_id, terms) values (gen_random_uuid(), $1, '占号', $2, '')`,
      [b, root.id],
    )
    const running = decide(seen.id)
    await waitUntilRunning(seen.id)
    await blocker.query('commit')
    await expect(running).rejects.toThrow()
  } finally {
    blocker.release()
  }
  expect(await personOf(a)).toBeUndefined()
  const units = await world.db.selectFrom('org_unit').select('id').where('name', '=', '半路公司').execute()
  expect(units).toEqual([])
  expect(await getImport(await world.ctxFor(hr), { id: seen.id })).toMatchObject({ state: 'checked', doneRows: 0 })
})

async function waitUntilRunning(id: string): Promise<void> {
  for (;;) {
    const now = await getImport(await world.ctxFor(hr), { id })
    if (now.state === 'running' && now.doneRows > 0) return
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

test('what changed between look and confirmation asks for a new look', async () => {
  await bring(line(a, '张春分', '北辰热力/东城公司'))
  const seen = await look([line(a, '张春分', '北辰热力/西城公司')])
  await bring(line(a, '张清明', '北辰热力/东城公司'))
  await expect(decide(seen.id)).rejects.toMatchObject({ code: 'org.roster_changed_meanwhile' })
  expect((await getImport(await world.ctxFor(hr), { id: seen.id })).state).toBe('overtaken')
  await expect(decide(seen.id)).rejects.toMatchObject({ code: 'org.roster_already_decided' })
  expect((await personOf(a))!.name).toBe('张清明')
})

test('two confirmations at once import once', async () => {
  const seen = await look([line(a, '张春分')])
  const outcomes = await Promise.allSettled([decide(seen.id), decide(seen.id)])
  expect(outcomes.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected'])
  expect((await acts(seen.id)).map((one) => one.act)).toEqual(['org.roster_checked', 'org.roster_imported'])
})

test('nothing of a preview is kept in the clear, and nothing at all once it is decided', async () => {
  const seen = await look([line(a, '张春分', '北辰热力', '', phone)])
  const row = () =>
    world.db.selectFrom('org_roster_import').selectAll().where('id', '=', seen.id).executeTakeFirstOrThrow()
  const kept = (await row()).preview_sealed!
  expect(kept.includes(phone) || kept.includes('张春分')).toBe(false)
  expect(JSON.stringify((await row()).counts)).not.toContain('张春分')
  await decide(seen.id)
  expect((await row()).preview_sealed).toBeNull()
})

test('a preview that nobody confirms for a day is forgotten', async () => {
  const seen = await look([line(a, '张春分')])
  world.pass({ hours: 25 })
  await look([line(b, '李夏至')])
  await expect(decide(seen.id)).rejects.toMatchObject({ code: 'org.roster_already_decided' })
  await expect(listLines(await world.ctxFor(hr), { id: seen.id, part: 'new', after: 0 })).rejects.toMatchObject({
    code: 'org.roster_already_decided',
  })
})

describe('people who move, leave and come back', () => {
  test('a move takes post and role along to the new unit', async () => {
    await bring(line(a, '张春分', '北辰热力/东城公司', '经理', '', '', '负责人'))
    await bring(line(a, '张春分', '北辰热力/西城公司', '经理', '', '', '负责人'))
    const person = (await personOf(a))!
    const posts = await world.db.selectFrom('org_post').selectAll().where('person_id', '=', person.id).execute()
    expect(posts.map((post) => [post.unit_id === person.unit_id, post.until === null])).toEqual([
      [false, false],
      [true, true],
    ])
    expect((await loadActor(world.db, person.id))!.grants).toEqual([{ role: 'leader', unitId: person.unit_id }])
  })

  test('who leaves is out at once: session, roles, posts; the outbox tells it on', async () => {
    await bring(line(a, '张春分', '北辰热力', '抄表员', phone, '', '书记'))
    const { id } = (await personOf(a))!
    const { cookie } = await world.signIn(id)
    expect(cookie).toContain('nq=')
    await bring(line(a, '张春分', '', '', '', '', '', '离职', '2026-11-01'))
    expect((await personOf(a))!.left_on).toBe('2026-11-01')
    expect(await loadActor(world.db, id)).toBeNull()
    const open = await world.db
      .selectFrom('platform_session')
      .select('id')
      .where('person_id', '=', id)
      .where('ended_at', 'is', null)
      .execute()
    expect(open).toEqual([])
    const told = await world.db.selectFrom('platform_outbox').select('act').where('subject_id', '=', id).execute()
    expect(told).toEqual([{ act: 'org.person_left' }])
    expect(await personByLogin(world.db, world.keys, phone)).toBeNull()
  })

  test('who comes back under the same staff number is the same person, without the former roles', async () => {
    await bring(line(a, '张春分', '北辰热力', '', phone, '', '书记'))
    const { id } = (await personOf(a))!
    await bring(line(a, '张春分', '', '', '', '', '', '离职'))
    const back = await bring(line(a, '张春分', '北辰热力/东城公司'))
    expect(back.counts.rejoined).toBe(1)
    expect((await personOf(a))!.id).toBe(id)
    expect((await loadActor(world.db, id))!.grants).toEqual([])
  })

  test('two people swap phones in one file', async () => {
    const other = `138${phone.slice(3)}`
    await bring(line(a, '张春分', '北辰热力', '', phone), line(b, '李夏至', '北辰热力', '', other))
    await bring(line(a, '张春分', '北辰热力', '', other), line(b, '李夏至', '北辰热力', '', phone))
    expect((await personByLogin(world.db, world.keys, phone))?.staffNo).toBe(b)
  })

  test('a unit that moves takes everything below it along', async () => {
    await bring(line(a, '张春分', `北辰热力/甲${made}/乙${made}/丙${made}`))
    const unit = (name: string) =>
      world.db.selectFrom('org_unit').selectAll().where('name', '=', name).executeTakeFirstOrThrow()
    const moving = await unit(`乙${made}`)
    const bytes = await workbookOf({
      单位: [
        ['单位编码', '单位名称', '上级编码', '类型'],
        [moving.code, moving.name, (await unit('北辰热力')).code, ''],
      ],
    })
    const seen = await upload(await world.ctxFor(hr, { bytes }), { fileName: '单位.xlsx', absentLeave: 'yes' })
    expect(seen.counts).toMatchObject({ units: 1, left: 0, absent: 0 })
    await decide(seen.id)
    expect((await unit(`丙${made}`)).path).toEqual([root.id, moving.id, (await unit(`丙${made}`)).id])
    expect((await loadActor(world.db, (await personOf(a))!.id))!.unit.path).toHaveLength(3)
  })
})

describe('who may import', () => {
  test('HR of a part of the company is refused', async () => {
    const part = await aUnit(world.db, { under: root, name: `部分${made}` })
    const local = await aPerson(world.db, { unit: part, roles: ['hr'] })
    await expect(look([line(a, '张春分')], local)).rejects.toMatchObject({ code: 'org.roster_not_allowed' })
  })

  test("somebody else's preview is not found", async () => {
    const seen = await look([line(a, '张春分')])
    await expect(decide(seen.id, admin)).rejects.toMatchObject({ code: 'org.roster_not_found' })
    await expect(getImport(await world.ctxFor(admin), { id: seen.id })).rejects.toMatchObject({
      code: 'org.roster_not_found',
    })
  })

  test('HR cannot make an administrator by a file, an administrator can', async () => {
    const rows = [line(a, '张春分', '北辰热力', '', '', '', '系统管理员')]
    expect((await look(rows)).state).toBe('refused')
    expect((await look(rows, admin)).state).toBe('checked')
  })
})
