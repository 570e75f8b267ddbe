import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Actor } from '#platform/access.ts'
import { newId } from '#platform/id.ts'
import { type Loop, openLoop } from '../../../../test/world/loop.ts'
import { aPerson, aUnit } from '../../../../test/world/people.ts'
import { openWorld, type World } from '../../../../test/world/world.ts'
import { loadActor } from '../../org/service.ts'
import { submit } from '../../voice/service.ts'
import { getMatter, type MoveName } from '../contract.ts'
import { eventSentence } from '../history.ts'
import { listInbox } from '../inbox/contract.ts'
import { handOver } from './contract.ts'
import { give, waiting } from './service.ts'

let world: World
let loop: Loop
beforeAll(async () => {
  world = await openWorld()
  loop = await openLoop(world)
})
afterAll(() => world.close())

let n = 0
/** A matter that somebody of the lead unit has in hand, led on by further moves. */
async function inHand(owner: Actor, ...then: MoveName[]): Promise<string> {
  const id = await loop.raise({ text: `换热站第${++n}号循环泵夜里响得厉害，请派人检查一下。` })
  await loop.move('desk', id, {
    do: 'assign',
    unitId: loop.units.lead.id,
    ownerId: owner.personId,
    assistingUnitIds: [],
  })
  for (const name of then) await loop.move(name === 'reply' ? 'raiser' : owner, id, loop.says(name))
  return id
}
const worker = () => aPerson(world.db, { unit: loop.units.lead })
const leave = (who: Actor) =>
  world.db.updateTable('org_person').set({ left_on: '2026-11-16' }).where('id', '=', who.personId).execute()
const waitingFor = async (who: Actor) => {
  const { people } = await waiting(await world.ctxFor(loop.people.lead), {})
  return people.find(({ person }) => person.id === who.personId)
}
const toPerson = (who: Actor) => ({ what: 'person', id: who.personId }) as const
const reason = '原承办人已离职'
const handingOver = async (by: Actor, from: Actor, matterIds: string[], to: Parameters<typeof give>[1]['to']) =>
  give(await world.ctxFor(by), { personId: from.personId, matterIds, to, reason })

test('what somebody who left has in hand is shown to the leader of the unit, and to nobody else', async () => {
  const [leaver, stays] = [await worker(), await worker()]
  const [owned] = [await inHand(leaver), await inHand(stays)]
  await loop.move(stays, await inHand(stays), {
    do: 'plan_action',
    text: '更换轴承',
    ownerId: leaver.personId,
    dueOn: '2026-12-01',
  })
  expect(await waitingFor(leaver)).toBeUndefined()
  await leave(leaver)
  const shown = (await waitingFor(leaver))!
  expect([shown.left, shown.matters.length]).toEqual([true, 2])
  expect(shown.matters.find(({ id }) => id === owned)?.owned).toBe(true)
  expect(shown.matters.flatMap(({ actions }) => actions.map(({ text }) => text))).toEqual(['更换轴承'])
  for (const who of ['desk', 'owner', 'stranger', 'assisting'] as const)
    expect((await waiting(await world.ctxFor(loop.people[who]), {})).people).toEqual([])
  expect(await waitingFor(stays)).toBeUndefined()
})

test('somebody who moved to another unit is shown as well, and one who leads the unit from elsewhere is not', async () => {
  const moved = await worker()
  await inHand(moved)
  await world.db
    .updateTable('org_person')
    .set({ unit_id: loop.units.far.id })
    .where('id', '=', moved.personId)
    .execute()
  expect((await waitingFor(moved))!).toMatchObject({ left: false, unitName: '西一所' })
  const unit = await aUnit(world.db, { under: loop.units.district })
  const leads = await aPerson(world.db, { unit: loop.units.far, roles: [{ role: 'leader', at: unit }] })
  const id = await loop.raise({ text: '值班室的窗户关不严，夜里风很大，值班人员受凉。' })
  await loop.move('desk', id, { do: 'assign', unitId: unit.id, assistingUnitIds: [] })
  expect((await loop.row(id)).owner_id).toBe(leads.personId)
  expect((await waiting(await world.ctxFor(leads), {})).people).toEqual([])
})

test('in one act all goes to a colleague: each with its own line of history, its clock and its raiser', async () => {
  const [leaver, heir] = [await worker(), await worker()]
  const ids = [await inHand(leaver), await inHand(leaver, 'ask'), await inHand(leaver, 'plan_action')]
  await loop.move(leaver, ids[0]!, {
    do: 'answer',
    kind: 'by_date',
    text: '需要等停暖以后更换整台泵。',
    promisedOn: '2027-04-20',
  })
  const before = await Promise.all(ids.map((id) => loop.row(id)))
  await leave(leaver)
  expect(await handingOver(loop.people.lead, leaver, ids, toPerson(heir))).toEqual({ moved: 3, stayed: [] })
  for (const [i, id] of ids.entries()) {
    const row = await loop.row(id)
    expect(row.owner_id).toBe(heir.personId)
    for (const same of ['due_at', 'act_by', 'raiser_id', 'state', 'hand_ons', 'answerable_unit_id'] as const)
      expect(row[same]).toEqual(before[i]![same])
    const { history } = await world.call(getMatter, { id }, { as: loop.people.lead.personId })
    expect(history.find(({ act }) => act === 'reassign')?.data).toMatchObject({ note: reason })
    expect(history.map(({ seq }) => seq)).toEqual(Array.from({ length: row.events }, (_, at) => at + 1))
  }
  const { history, actions } = await world.call(getMatter, { id: ids[2]! }, { as: loop.people.lead.personId })
  expect([actions.length, history.at(-1)!.act]).toEqual([1, 'reassign'])
  expect(await waitingFor(leaver)).toBeUndefined()
})

test('planned actions go along, said in words', async () => {
  const [leaver, heir, stays] = [await worker(), await worker(), await worker()]
  const id = await inHand(stays)
  const plan = { do: 'plan_action', text: '更换轴承', ownerId: leaver.personId, dueOn: '2026-12-01' } as const
  await loop.move(stays, id, plan)
  await leave(leaver)
  await handingOver(loop.people.lead, leaver, [id], toPerson(heir))
  const { actions, owner, history } = await world.call(getMatter, { id }, { as: loop.people.lead.personId })
  expect([owner?.id, actions[0]!.owner.id]).toEqual([stays.personId, heir.personId])
  expect(eventSentence(history.at(-1)!, 'zh')).toEqual({
    what: `吴清明（东二所）把措施“更换轴承”改由${heir.name}负责。`,
    said: reason,
  })
  await loop.move(heir, id, { do: 'finish_action', actionId: actions[0]!.id, note: '已更换。' })
})

test('before somebody leaves his matters are found by his name and handed over the same way', async () => {
  const [leaver, heir] = [await worker(), await worker()]
  const id = await inHand(leaver)
  const asked = await waiting(await world.ctxFor(loop.people.lead), { personId: leaver.personId })
  expect(asked.people.map(({ left, matters }) => [left, matters.map((one) => one.id)])).toEqual([[false, [id]]])
  await handingOver(loop.people.lead, leaver, [id], toPerson(heir))
  expect((await loop.row(id)).owner_id).toBe(heir.personId)
  expect((await waiting(await world.ctxFor(loop.people.stranger), { personId: heir.personId })).people).toEqual([])
})

test('to another unit it is handed on: its head owns it; what cannot go there stays and is named', async () => {
  const leaver = await worker()
  const ids = [await inHand(leaver), await inHand(leaver, 'ask')]
  await leave(leaver)
  const done = await handingOver(loop.people.lead, leaver, ids, { what: 'unit', id: loop.units.assisting.id })
  expect(done).toMatchObject({ moved: 1, stayed: [{ id: ids[1], why: 'not_now' }] })
  expect((await loop.row(ids[0]!)).owner_id).toBe(loop.people.assisting.personId)
  expect((await waitingFor(leaver))!.matters.map(({ id }) => id)).toEqual([ids[1]])
})

describe('what is refused', () => {
  test('matters of a unit that one does not lead', async () => {
    const leaver = await worker()
    const id = await inHand(leaver)
    await expect(handingOver(loop.people.stranger, leaver, [id], toPerson(leaver))).rejects.toMatchObject({
      code: 'matters.not_found',
    })
    expect((await loop.row(id)).events).toBe(2)
  })

  test('somebody of another unit, and somebody who has left', async () => {
    const [leaver, gone] = [await worker(), await worker()]
    await leave(gone)
    const id = await inHand(leaver)
    for (const to of [loop.people.colleague, gone])
      expect((await handingOver(loop.people.lead, leaver, [id], toPerson(to))).stayed).toMatchObject([
        { why: 'not_of_unit' },
      ])
    expect((await loop.row(id)).owner_id).toBe(leaver.personId)
  })
})

test('sent twice with one number, it happens once', async () => {
  const [leaver, heir] = [await worker(), await worker()]
  const id = await inHand(leaver)
  const key = newId()
  const input = { personId: leaver.personId, matterIds: [id], to: toPerson(heir), reason }
  const send = () => world.call(handOver, input, { as: loop.people.lead.personId, key })
  expect([await send(), await send()]).toEqual([
    { moved: 1, stayed: [] },
    { moved: 1, stayed: [] },
  ])
  expect((await loop.row(id)).events).toBe(3)
})

test('at once with others: every matter goes to exactly one, and who came late is told which', async () => {
  const leaver = await worker()
  const heirs = [await worker(), await worker(), await worker()]
  const ids: string[] = []
  for (let i = 0; i < 6; i += 1) ids.push(await inHand(leaver))
  await leave(leaver)
  const outcomes = await Promise.all([
    ...heirs.map((heir, i) => handingOver(loop.people.lead, leaver, i === 1 ? ids.toReversed() : ids, toPerson(heir))),
    loop.move('lead', ids[3]!, { do: 'return', reason: '这项工作不归我所。' }).then(
      () => ({ moved: 0, stayed: [] }),
      () => ({ moved: 0, stayed: [] }),
    ),
  ])
  const rows = await Promise.all(ids.map((id) => loop.row(id)))
  const given = rows.filter((row) => heirs.some((heir) => heir.personId === row.owner_id))
  expect(outcomes.reduce((sum, { moved }) => sum + moved, 0)).toBeGreaterThanOrEqual(given.length)
  expect(rows.every((row) => row.owner_id !== leaver.personId)).toBe(true)
  for (const { moved, stayed } of outcomes.slice(0, 3)) expect(moved + stayed.length).toBe(6)
  expect(
    outcomes
      .flatMap(({ stayed }) => stayed.map(({ why }) => why))
      .every((why) => why === 'moved_on' || why === 'not_yours'),
  ).toBe(true)
})

describe('a deputy', () => {
  async function standIn(person: Actor, role: string | null): Promise<Actor> {
    const deputy = await worker()
    const grants = world.db.selectFrom('org_role_grant').select('id').where('person_id', '=', person.personId)
    const grant = role === null ? null : await grants.where('role', '=', role).executeTakeFirstOrThrow()
    await world.db
      .insertInto('org_deputy')
      .values({
        id: newId(),
        person_id: person.personId,
        deputy_id: deputy.personId,
        grant_id: grant?.id ?? null,
        from_on: '2026-11-16',
        until_on: '2026-11-20',
        named_by: person.personId,
        named_at: world.now(),
      })
      .execute()
    return (await loadActor(world.db, deputy.personId, '2026-11-16'))!
  }

  test('finds the person’s matters in his own inbox, marked, and acts in his stead, which the history says', async () => {
    const away = await worker()
    const id = await inHand(away)
    const deputy = await standIn(away, null)
    const { rows } = await world.call(listInbox, {}, { as: deputy.personId })
    expect(rows.map((row) => [row.id, row.why, row.standsInFor])).toEqual([[id, 'handle', away.name]])
    await loop.move(deputy, id, loop.says('answer'))
    const { history } = await world.call(getMatter, { id }, { as: deputy.personId })
    const words = (language: 'zh' | 'en') => eventSentence(history.at(-1)!, language).what
    expect(words('zh')).toBe(`${deputy.name}（东二所，代${away.name}）答复：已经办好。`)
    expect(words('en')).toBe(`${deputy.name} (东二所, for ${away.name}) answered: it has been done.`)
  })

  test('in a role decides at its desk; what his own standing allows is done in his own name', async () => {
    const head = await aPerson(world.db, { unit: loop.units.station, roles: ['secretary'] })
    const deputy = await standIn(head, 'secretary')
    const id = await loop.raise({ text: '食堂门口的路灯坏了一个多星期，夜班下班看不清路。' })
    const { rows } = await world.call(listInbox, {}, { as: deputy.personId })
    expect(rows.find((row) => row.id === id)).toMatchObject({ why: 'route', standsInFor: head.name })
    await loop.move(deputy, id, { do: 'join' })
    await loop.move(deputy, id, loop.says('assign'))
    const events = world.db
      .selectFrom('matters_event')
      .select(['act', 'data'])
      .where('matter_id', '=', id)
      .orderBy('seq')
    expect((await events.execute()).map(({ act, data }) => [act, (data as { forId?: string }).forId])).toEqual([
      ['raise', undefined],
      ['join', undefined],
      ['assign', head.personId],
    ])
  })
})

describe('nothing is stuck when everybody of a unit has left', () => {
  const ways: readonly (readonly MoveName[])[] = [[], ['ask'], ['ask', 'reply'], ['plan_action'], ['ask_extension']]

  test.each(ways.map((way) => [way.join(' ') || 'assigned', way] as const))('%s', async (_, way) => {
    const district = await aUnit(world.db, { under: loop.units.company, name: `区公司${++n}` })
    const unit = await aUnit(world.db, { under: district })
    const chief = await aPerson(world.db, { unit: district, roles: ['leader', 'secretary'] })
    const [head, raiser] = [
      await aPerson(world.db, { unit, roles: ['leader', 'secretary'] }),
      await aPerson(world.db, { unit }),
    ]
    world.pass({ minutes: 1 }) // what is remembered for three seconds is old
    const text = `第${n}个换热站的门锁坏了，晚上没有办法锁上。`
    const said = { text, about: 'work', visibility: 'company', pictures: [] } as const
    const onDesk = (await submit(await world.ctxFor(raiser), { ...said, pictures: [] })).matterId
    const led = (await submit(await world.ctxFor(raiser), { ...said, text: `${text}已经三天。`, pictures: [] }))
      .matterId
    await loop.move(head, led, { do: 'assign', unitId: unit.id, assistingUnitIds: [] })
    for (const name of way) {
      const says = name === 'plan_action' ? { ...loop.says(name), ownerId: head.personId } : loop.says(name)
      await loop.move(name === 'reply' ? raiser : head, led, says as ReturnType<typeof loop.says>)
    }
    await leave(head)
    await world.db
      .updateTable('org_role_grant')
      .set({ revoked_at: world.now() })
      .where('person_id', '=', head.personId)
      .execute()
    world.pass({ minutes: 1 })

    // what waits to be assigned stands in the inbox of the level above
    const { rows } = await world.call(listInbox, {}, { as: chief.personId })
    expect(rows.map((row) => [row.id, row.why])).toContainEqual([onDesk, 'route'])
    // what was in hand is shown to it, and it may take it on itself, in whatever state
    const waits = (await waiting(await world.ctxFor(chief), {})).people
    expect(waits.map(({ person, matters }) => [person.id, matters.map(({ id }) => id)])).toEqual([
      [head.personId, [led]],
    ])
    expect(await handingOver(chief, head, [led], toPerson(chief))).toEqual({ moved: 1, stayed: [] })
    if ((await loop.row(led)).state === 'waiting') await loop.move(raiser, led, loop.says('reply'))
    await loop.move(chief, led, loop.says('answer'))
    await loop.move(raiser, led, { do: 'judge', verdict: 'solved' })
    expect((await loop.row(led)).state).toBe('settled')
  })
})
