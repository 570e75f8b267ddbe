/** Objections: whose turn it is then, what stands still, what each decision does, and who has the last word. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Command, openCommand, someDecision } from '../../../../test/world/directives.ts'
import { openWorld, type World } from '../../../../test/world/world.ts'
import { inbox } from '../../matters/inbox/service.ts'
import { view } from '../../matters/view/service.ts'

let world: World
let command: Command
beforeAll(async () => {
  world = await openWorld()
  command = await openCommand(world)
})
afterAll(() => world.close())

const end = (day: string) => new Date(`${day}T15:59:59.999Z`)
const start = '2026-11-16T02:00:00Z'

describe('an objection', () => {
  test('is a matter whose desk, owner and clock are the sender’s, and it is in his inbox', async () => {
    const { id, matterOf } = await command.issue()
    const objection = await command.object(matterOf.one)
    expect(await command.row(objection)).toMatchObject({
      ...{ kind: 'objection', state: 'assigned', visibility: 'handlers', events: 2 },
      ...{ raiser_id: command.people.oneSecretary.personId, desk_unit_id: command.units.group.id },
      ...{ lead_unit_id: command.units.group.id, owner_id: command.people.chief.personId },
      ...{ due_at: end('2026-11-19'), act_by: end('2026-11-19') },
    })
    expect(await command.acts(objection)).toEqual(['raise', 'assign'])
    const { rows } = await inbox(await command.as('chief'))
    expect(rows.find((row) => row.id === objection)).toMatchObject({ why: 'handle' })
    const entries = world.db.selectFrom('platform_audit_entry').select('act').where('subject_id', '=', id)
    expect((await entries.orderBy('id').execute()).map(({ act }) => act)).toEqual([
      'directives.issue',
      'directives.object',
    ])
  })

  test('stops the clock of that unit, and of no other', async () => {
    const { matterOf } = await command.issue()
    await command.object(matterOf.one)
    expect(await command.row(matterOf.one)).toMatchObject({ paused_since: world.now(), act_by: null })
    expect(await command.row(matterOf.two)).toMatchObject({ paused_since: null, act_by: end('2026-11-17') })
    world.setNow('2026-12-07T02:00:00Z')
    const [held, late] = [
      await view(await command.as('oneSecretary'), { id: matterOf.one }),
      await view(await command.as('twoHead'), { id: matterOf.two }),
    ]
    expect([held.late, held.paused, late.late]).toEqual([false, true, true])
    world.setNow(start)
  })

  test('is raised by those who have the directive in hand, not by others', async () => {
    const { matterOf } = await command.issue()
    await expect(command.object(matterOf.one, 'question', 'worker')).rejects.toMatchObject({ kind: 'not_found' })
    await expect(command.object(matterOf.one, 'question', 'twoHead')).rejects.toMatchObject({ kind: 'not_found' })
    for (const above of ['eastHead', 'chief'] as const) {
      await expect(command.object(matterOf.one, 'question', above)).rejects.toMatchObject({ kind: 'forbidden' })
      expect((await command.piece(above, matterOf.one)).may).toEqual([])
    }
    await command.move('oneSecretary', matterOf.one, {
      ...{ do: 'assign', unitId: command.units.one.id, ownerId: command.people.worker.personId, assistingUnitIds: [] },
    })
    await command.object(matterOf.one, 'question', 'worker')
  })

  test('of each kind one is open at a time; a question and an objection are one pause, nested', async () => {
    const { matterOf } = await command.issue()
    const question = await command.object(matterOf.one, 'question')
    const objection = await command.object(matterOf.one)
    const again = command.object(matterOf.one)
    await expect(again).rejects.toMatchObject({ kind: 'conflict', code: 'directives.objection_open' })
    await command.decide(question, 'explained')
    expect((await command.row(matterOf.one)).paused_since).not.toBeNull()
    await command.move('oneSecretary', question, { do: 'judge', verdict: 'solved' })
    expect((await command.row(matterOf.one)).paused_since).not.toBeNull()
    await command.decide(objection, 'explained')
    expect(await command.row(matterOf.one)).toMatchObject({ paused_since: null, act_by: end('2026-11-17') })
    await command.move('oneSecretary', objection, { do: 'judge', verdict: 'solved' })
    await command.object(matterOf.one)
  })

  test('two at once: one is raised, the other refused', async () => {
    const { matterOf } = await command.issue()
    const tries = await Promise.allSettled([
      command.object(matterOf.one),
      command.object(matterOf.one, 'does_not_fit', 'oneHead'),
    ])
    expect(tries.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  })
})

test('those who answer for the unit read the objection that one of them raised, and what came of it', async () => {
  const { matterOf } = await command.issue()
  const objection = await command.object(matterOf.one)
  await command.decide(objection, 'explained')
  const seen = await view(await command.as('oneHead'), { id: objection })
  expect(seen).toMatchObject({ mine: false, may: [], answer: { text: someDecision, byDomain: true } })
  await expect(view(await command.as('twoHead'), { id: objection })).rejects.toMatchObject({ kind: 'not_found' })
})

describe('the sender decides', () => {
  test('it stands, with reasons: the answer lets the clock run again, later by what was paused, and the verdict changes nothing', async () => {
    const { matterOf } = await command.issue()
    world.setNow('2026-11-16T16:00:00Z') // Tuesday begins
    const objection = await command.object(matterOf.one)
    world.setNow('2026-11-18T16:00:00Z') // Thursday begins: two workdays later
    await command.decide(objection, 'explained')
    await command.move('oneSecretary', objection, { do: 'judge', verdict: 'solved' })
    expect(await command.row(matterOf.one)).toMatchObject({ paused_since: null, due_at: end('2026-12-02') })
    expect(await command.acts(matterOf.one)).toEqual(['raise', 'hold', 'release'])
    world.setNow(start)
  })

  test('not convinced: the objection is opened again, and the clock is paused again until the next answer', async () => {
    const { matterOf } = await command.issue()
    const objection = await command.object(matterOf.one)
    await command.decide(objection, 'explained')
    await command.move('oneSecretary', objection, { do: 'judge', verdict: 'not_solved', reason: '没有说明为什么。' })
    expect(await command.row(objection)).toMatchObject({ state: 'received', level: 1, act_by: end('2026-11-17') })
    expect((await command.row(matterOf.one)).paused_since).not.toBeNull()
    const { history } = await view(await command.as('oneSecretary'), { id: matterOf.one })
    expect(history.map(({ act }) => act)).toEqual(['raise', 'hold', 'release', 'hold'])
    expect(history.at(-1)?.data).toMatchObject({ anew: true })
  })

  test('whoever objected and judges nothing holds nothing up', async () => {
    const { matterOf } = await command.issue()
    world.setNow('2026-11-16T16:00:00Z') // Tuesday begins
    const objection = await command.object(matterOf.one)
    world.setNow('2026-11-17T16:00:00Z')
    await command.decide(objection, 'explained')
    world.setNow('2026-12-09T02:00:00Z')
    expect(await view(await command.as('oneSecretary'), { id: matterOf.one })).toMatchObject({
      late: true,
      paused: false,
    })
    world.setNow(start)
  })

  test('it is not asked of this unit any more: its matter ends, the others go on', async () => {
    const { id, matterOf } = await command.issue()
    const objection = await command.object(matterOf.one)
    expect(await command.decide(objection, 'withdrawn')).toMatchObject({
      objection: { decision: 'withdrawn' },
      states: { withdrawn: 1, received: 1 },
    })
    const ended = await view(await command.as('oneSecretary'), { id: matterOf.one })
    expect(ended).toMatchObject({ state: 'withdrawn', dueAt: null })
    expect(ended.history.at(-1)).toMatchObject({ act: 'withdraw', data: { reason: someDecision } })
    expect((await command.page('chief', id)).totalMinutes).toBe(120)
    await command.move('oneSecretary', objection, { do: 'judge', verdict: 'solved' })
    expect(await command.acts(matterOf.one)).toEqual(['raise', 'hold', 'release', 'withdraw'])
  })

  test('it is changed: the new day and minutes hold for this unit and stand in its history', async () => {
    const { id, matterOf } = await command.issue()
    const objection = await command.object(matterOf.one)
    await command.decide(objection, 'changed', { dueOn: '2026-12-04', minutes: 30 })
    await command.move('oneSecretary', objection, { do: 'judge', verdict: 'solved' })
    expect(await command.row(matterOf.one)).toMatchObject({ due_at: end('2026-12-04') })
    const { history } = await view(await command.as('oneSecretary'), { id: matterOf.one })
    expect(history.find(({ act }) => act === 'change')?.data).toMatchObject({ dueOn: '2026-12-04', minutes: 30 })
    const page = await command.page('chief', id)
    expect(Object.fromEntries(page.units.map(({ unit, minutes }) => [unit.name, minutes]))).toEqual({
      东一所: 30,
      东二所: 120,
    })
    expect(await command.piece('oneSecretary', matterOf.one)).toMatchObject({ dueOn: '2026-12-04', minutes: 30 })
  })

  test.each([
    ['a change of nothing', 'changed', {}, 'directives.change_needs_something'],
    ['a day beside an explanation', 'explained', { dueOn: '2026-12-04' }, 'directives.change_only'],
    ['a free day', 'changed', { dueOn: '2026-12-05' }, 'directives.day_not_workday'],
  ] as const)('%s is refused, and nothing is answered', async (_, decision, more, code) => {
    const { matterOf } = await command.issue()
    const objection = await command.object(matterOf.one)
    await expect(command.decide(objection, decision, more)).rejects.toMatchObject({ kind: 'bad_input', code })
    expect((await command.row(objection)).state).toBe('assigned')
  })

  test('Party affairs of the sending unit decides as well as whoever issued it', async () => {
    const { matterOf } = await command.issue()
    const objection = await command.object(matterOf.one)
    expect((await command.decide(objection, 'explained', {}, 'affairs')).objection?.decision).toBe('explained')
  })

  const byCode = { oneSecretary: 'matters.not_yours', eastHead: 'matters.not_found' }
  test('nobody else decides, and none by the plain answer', async () => {
    const { matterOf } = await command.issue()
    const objection = await command.object(matterOf.one)
    for (const by of ['oneSecretary', 'eastHead'] as const)
      await expect(command.decide(objection, 'withdrawn', {}, by)).rejects.toMatchObject({ code: byCode[by] })
    await expect(command.decide(objection, 'withdrawn', {}, 'westHead')).rejects.toMatchObject({ kind: 'not_found' })
    const plain = command.move('chief', objection, { do: 'answer', kind: 'done', text: '这项工作还是要办的。' })
    await expect(plain).rejects.toMatchObject({ code: 'matters.kind_without_move' })
  })

  test('on what is there now: an older state is refused', async () => {
    const { matterOf } = await command.issue()
    const objection = await command.object(matterOf.one)
    const old = command.decide(objection, 'explained', { seen: 1 })
    await expect(old).rejects.toMatchObject({ kind: 'conflict', code: 'platform.changed_meanwhile' })
  })
})

test('taken back by the unit itself, the clock runs again', async () => {
  const { matterOf } = await command.issue()
  const objection = await command.object(matterOf.one)
  await command.move('oneSecretary', objection, { do: 'withdraw' })
  expect((await command.row(matterOf.one)).paused_since).toBeNull()
  expect(await command.acts(matterOf.one)).toEqual(['raise', 'hold', 'release'])
})

test('what has been answered is not objected to any more', async () => {
  const { matterOf } = await command.issue()
  await command.move('oneSecretary', matterOf.one, { do: 'assign', unitId: command.units.one.id, assistingUnitIds: [] })
  await command.move('oneHead', matterOf.one, { do: 'answer', kind: 'done', text: '已经排查，没有要换的。' })
  expect((await command.piece('oneHead', matterOf.one)).may).toEqual([])
  await expect(command.object(matterOf.one, 'question', 'oneHead')).rejects.toMatchObject({ code: 'matters.not_now' })
})
