/** Issuing and recalling a directive: what each unit gets, what is refused, what is counted, who sees what. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { forget } from '#platform/memory.ts'
import { type Command, openCommand } from '../../../test/world/directives.ts'
import { aPerson, aUnit } from '../../../test/world/people.ts'
import { openWorld, type World } from '../../../test/world/world.ts'
import { checkDirective, issueDirective } from './contract.ts'
import { check, directives, issue } from './service.ts'

let world: World
let command: Command
beforeAll(async () => {
  world = await openWorld()
  command = await openCommand(world)
})
afterAll(() => world.close())

const end = (day: string) => new Date(`${day}T15:59:59.999Z`)

describe('a directive', () => {
  test('gives every unit a matter of its own, at its nearest desk, due on the day that was set', async () => {
    const { id, matterOf } = await command.issue()
    for (const unit of ['one', 'two'] as const) {
      const row = await command.row(matterOf[unit])
      expect(row.number).toMatch(/^JB-2026-\d{6}$/)
      expect(row).toMatchObject({
        ...{ kind: 'directive', state: 'received', visibility: 'handlers', events: 1 },
        ...{ desk_unit_id: command.units[unit].id, raiser_id: command.people.chief.personId },
        ...{ due_at: end('2026-11-30'), act_by: end('2026-11-17') },
      })
    }
    const page = await command.page('chief', id)
    expect(page).toMatchObject({ minutes: 120, totalMinutes: 240, states: { received: 2 }, may: ['recall'] })
    expect(page.units.map(({ unit }) => unit.name).sort()).toEqual(['东一所', '东二所'])
  })

  test('is in the audit log and told to the units', async () => {
    const { id, matterOf } = await command.issue({ to: ['one'] })
    const entries = world.db.selectFrom('platform_audit_entry').select(['act', 'actor_id'])
    const actor_id = command.people.chief.personId
    expect(await entries.where('subject_id', '=', id).execute()).toEqual([{ act: 'directives.issue', actor_id }])
    expect(await entries.where('subject_id', '=', matterOf.one).execute()).toEqual([{ act: 'matters.raise', actor_id }])
    const news = world.db.selectFrom('platform_outbox').select('tell').where('subject_id', '=', id)
    expect((await news.executeTakeFirstOrThrow()).tell).toMatchObject({
      units: [command.units.group.id, command.units.one.id],
    })
  })

  test('is answered by the unit and judged by the sender', async () => {
    const { matterOf } = await command.issue({ to: ['one'] })
    await command.move('oneSecretary', matterOf.one, {
      do: 'assign',
      unitId: command.units.one.id,
      assistingUnitIds: [],
    })
    await command.move('oneHead', matterOf.one, { do: 'answer', kind: 'done', text: '已排查十二栋，要换四处立管。' })
    const settled = await command.move('chief', matterOf.one, { do: 'judge', verdict: 'solved' })
    expect(settled.state).toBe('settled')
  })

  test('leaves the unit no move by which it would be passed on or dropped silently', async () => {
    const { matterOf } = await command.issue({ to: ['one'] })
    for (const move of [
      { do: 'decline', reason: '我所不办理这一项工作。' },
      { do: 'join' },
      { do: 'withdraw' },
    ] as const)
      await expect(command.move('oneSecretary', matterOf.one, move)).rejects.toMatchObject({
        code: 'matters.kind_without_move',
      })
  })

  test('sent twenty times at once is issued once', async () => {
    const key = randomUUID()
    const send = () =>
      world.call(issueDirective, command.said({ title: '同一件事只部署一次' }), {
        as: command.people.chief.personId,
        key,
      })
    const replies = await Promise.all(Array.from({ length: 20 }, send))
    for (const reply of replies) expect(reply).toEqual(replies[0])
    const issued = world.db.selectFrom('directives_directive').select('id').where('title', '=', '同一件事只部署一次')
    expect(await issued.execute()).toHaveLength(1)
  })
})

describe('refused, with nothing kept:', () => {
  const counts = async () =>
    Promise.all(
      (['directives_directive', 'matters_matter', 'platform_audit_entry'] as const).map(async (table) => {
        const all = world.db.selectFrom(table).select((eb) => eb.fn.countAll<number>().as('n'))
        return (await all.executeTakeFirstOrThrow()).n
      }),
    )
  const refused = async (attempt: () => Promise<unknown>, kind: string, code: string) => {
    const before = await counts()
    await expect(attempt()).rejects.toMatchObject({ kind, code })
    expect(await counts()).toEqual(before)
  }

  test.each([
    ['today', '2026-11-16', 'directives.day_must_be_later'],
    ['a Sunday', '2026-11-29', 'directives.day_not_workday'],
    ['a public holiday', '2027-01-01', 'directives.day_not_workday'],
    ['in two years', '2028-11-16', 'directives.day_too_far'],
  ])('due %s', async (_, dueOn, code) => {
    await refused(async () => issue(await command.as('chief'), command.said({ dueOn })), 'bad_input', code)
  })

  test('a make-up workday at a weekend is a workday', async () => {
    const ctx = await world.ctxFor(command.people.chief, { now: new Date('2026-09-16T02:00:00Z') })
    await issue(ctx, command.said({ dueOn: '2026-09-20' }))
  })

  test.each([
    ['to the own unit', 'chief', 'group'],
    ['upwards', 'eastHead', 'group'],
    ['sideways', 'eastHead', 'west'],
  ] as const)('%s', async (_, by, to) => {
    const attempt = async () => issue(await command.as(by), command.said({ to: [to] }))
    await refused(attempt, 'forbidden', 'directives.unit_not_below')
  })

  test('by somebody without a role, or a unit that does not exist', async () => {
    const attempt = async () => issue(await command.as('worker'), command.said())
    await refused(attempt, 'forbidden', 'directives.unit_not_below')
    const nowhere = { ...command.said(), unitIds: [randomUUID()] }
    await refused(async () => issue(await command.as('chief'), nowhere), 'bad_input', 'directives.unit_unknown')
  })

  test('to a unit that only the sender could receive it for', async () => {
    const empty = await aUnit(world.db, { under: command.units.group, name: '新设部门', kind: 'department' })
    const attempt = async () => issue(await command.as('chief'), { ...command.said(), unitIds: [empty.id] })
    await refused(attempt, 'bad_input', 'directives.unit_without_desk')
  })
})

describe('in whose name', () => {
  test('Party affairs of the group issues in the name of the group, a district in its own', async () => {
    const group = await command.issue({ to: ['two', 'west'] }, 'affairs')
    expect((await command.page('affairs', group.id)).sender.name).toBe('集团')
    const district = await command.issue({ to: ['two'] }, 'eastHead')
    expect((await command.page('eastHead', district.id)).sender.name).toBe('东城公司')
  })
})

describe('what it costs', () => {
  test('is told before it is issued: the sum, the workdays, and what each unit was asked this month', async () => {
    const fresh = await aUnit(world.db, { under: command.units.east, name: '东九所' })
    await aPerson(world.db, { unit: fresh, roles: ['secretary'] })
    forget() // the clock stands still, and who receives where is kept in mind for a few seconds
    const input = { ...command.said(), unitIds: [fresh.id] }
    const ask = async (by: 'chief' | 'eastHead', now = world.now()) =>
      check(await world.ctxFor(command.people[by], { now }), {
        ...{ unitIds: [fresh.id, command.units.one.id], dueOn: '2026-11-30', minutes: 45, whats: [] },
      })
    expect(await ask('chief')).toMatchObject({ sender: { name: '集团' }, workdays: 10, totalMinutes: 90 })
    await issue(await command.as('chief'), input)
    await issue(await command.as('eastHead'), { ...input, minutes: 30 })
    const of = async (by: 'chief' | 'eastHead', now?: Date) =>
      (await ask(by, now)).units.find(({ unit }) => unit.id === fresh.id)
    expect(await of('chief')).toMatchObject({ askedByUs: 120, askedByOthers: 30, desk: { name: '东九所' } })
    expect(await of('eastHead')).toMatchObject({ askedByUs: 30, askedByOthers: 120 })
    expect(await of('chief', new Date('2026-12-01T02:00:00Z'))).toMatchObject({ askedByUs: 0, askedByOthers: 0 })
  })

  test('is not counted where it was taken back', async () => {
    const fresh = await aUnit(world.db, { under: command.units.east, name: '东八所' })
    await aPerson(world.db, { unit: fresh, roles: ['secretary'] })
    forget() // the clock stands still, and who receives where is kept in mind for a few seconds
    const { id } = await issue(await command.as('chief'), { ...command.said(), unitIds: [fresh.id] })
    await command.recall(id)
    const { units } = await check(await command.as('chief'), { unitIds: [fresh.id], whats: [] })
    expect(units).toMatchObject([{ askedByUs: 0 }])
  })

  test('is told to nobody about units that are not his to ask', async () => {
    const attempt = world.call(
      checkDirective,
      { unitIds: [command.units.west.id] },
      { as: command.people.eastHead.personId },
    )
    await expect(attempt).rejects.toMatchObject({ status: 403, code: 'directives.unit_not_below' })
  })
})

describe('recalling', () => {
  test('ends every matter that is open, the objections too, and says why; what was settled stays', async () => {
    const { id, matterOf } = await command.issue()
    await command.move('twoHead', matterOf.two, { do: 'assign', unitId: command.units.two.id, assistingUnitIds: [] })
    await command.move('twoHead', matterOf.two, { do: 'answer', kind: 'done', text: '已排查，没有要换的立管。' })
    await command.move('chief', matterOf.two, { do: 'judge', verdict: 'solved' })
    const objection = await command.object(matterOf.one)
    const page = await command.recall(id)
    expect(page).toMatchObject({ recalled: { reason: '与上级新的安排重复。' }, may: [] })
    expect(page.states).toEqual({ withdrawn: 1, settled: 1 })
    expect((await command.row(objection)).state).toBe('withdrawn')
    expect(await command.acts(matterOf.one)).toEqual(['raise', 'hold', 'release', 'withdraw'])
    expect((await command.row(matterOf.one)).due_at).toBeNull()
    await expect(command.recall(id)).rejects.toMatchObject({ kind: 'conflict', code: 'directives.recalled' })
  })

  test('is for the sender only', async () => {
    const { id } = await command.issue({ to: ['one'] })
    await expect(command.recall(id, 'oneSecretary')).rejects.toMatchObject({ kind: 'forbidden' })
    await expect(command.recall(id, 'westHead')).rejects.toMatchObject({ kind: 'not_found' })
    await command.recall(id, 'affairs')
  })
})

describe('who sees it', () => {
  test('the sender sees every unit; a unit sees itself, and of the others how many there are', async () => {
    const { id, matterOf } = await command.issue()
    await command.object(matterOf.two, 'question', 'twoHead')
    expect((await command.page('chief', id)).objections).toMatchObject([{ unit: { name: '东二所' } }])
    const mine = await command.page('oneSecretary', id)
    expect(mine.units.map(({ unit }) => unit.name)).toEqual(['东一所'])
    expect(mine.states).toEqual({ received: 2 })
    expect(mine.objections).toMatchObject([{ unit: null, number: null, matterId: null, about: 'question' }])
    await expect(command.page('westHead', id)).rejects.toMatchObject({ kind: 'not_found' })
  })

  test('lists: issued by us, sent to us, newest first, page by page', async () => {
    const first = await command.issue({ to: ['west'] })
    const second = await command.issue({ to: ['west'] })
    const ids = async (by: 'chief' | 'westHead', way: 'issued' | 'received') =>
      (await directives(await command.as(by), { way })).rows.map(({ id }) => id)
    expect((await ids('chief', 'issued')).slice(0, 2)).toEqual([second.id, first.id])
    expect((await ids('westHead', 'received')).slice(0, 2)).toEqual([second.id, first.id])
    expect(await ids('westHead', 'issued')).toEqual([])
    expect(await ids('chief', 'received')).toEqual([])
    const after = await directives(await command.as('westHead'), { way: 'received', after: second.id })
    expect(after.rows[0]).toMatchObject({ id: first.id, units: 1, openObjections: 0, recalled: false })
  })
})
