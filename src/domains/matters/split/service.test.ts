/** Splitting: each part goes on where the whole stood, nothing is lost, nothing is won by it. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { keepFile } from '#platform/files/files.ts'
import { forget } from '#platform/memory.ts'
import { aPart, type Loop, openLoop, type Who } from '../../../../test/world/loop.ts'
import { openWorld, type World } from '../../../../test/world/world.ts'
import { ledger } from '../../insight/ledger/service.ts'
import type { MatterView } from '../contract.ts'
import { inbox } from '../inbox/service.ts'
import { boardCounts, mine } from '../lists/service.ts'
import { picture } from '../pictures/service.ts'
import { view } from '../view/service.ts'
import type { Part } from './contract.ts'

let world: World
let loop: Loop
beforeAll(async () => {
  world = await openWorld()
  loop = await openLoop(world)
})
afterAll(() => world.close())

const seenBy = async (who: Who, id: string) => view(await world.ctxFor(loop.people[who]), { id })
const one = aPart('值班室的热水器不出热水。')
const two = aPart('报修三次没有人来，请查一查。')
const split = async (who: Who, id: string, parts: readonly Part[] = [one, two], now?: Date): Promise<MatterView> =>
  loop.move(who, id, { do: 'split', parts: [...parts], reason: '一件是设备，一件是报修。' }, now && { now })
const eventsOf = (id: string) =>
  world.db.selectFrom('matters_event').selectAll().where('matter_id', '=', id).orderBy('seq').execute()
let pictures = 0
const aPicture = async (who: Who) =>
  (
    await keepFile(world.db, {
      ...{ bytes: Buffer.from(`picture ${++pictures}`), mediaType: 'image/webp', name: null },
      ...{ uploaderId: loop.people[who].personId, now: world.now() },
    })
  ).id

test('each part has a number, the raiser, the owner, the history and the clock of the whole', async () => {
  const id = await loop.raise()
  await loop.lead(id, 'join', 'assign')
  const whole = await loop.row(id)
  const later = new Date('2026-11-17T06:00:00Z')
  const shown = await split('lead', id, [one, two], later)
  expect(shown).toMatchObject({ state: 'split', dueAt: null, actBy: null, may: [] })
  expect(shown.parts.map(({ title }) => title)).toEqual(['值班室的热水器不出热水', '报修三次没有人来，请查一查'])
  const history = (await eventsOf(id)).slice(0, -1)
  for (const [i, { id: partId, number }] of shown.parts.entries()) {
    const part = await loop.row(partId)
    expect(part).toMatchObject({
      ...{ kind: 'suggestion', visibility: 'company', state: 'assigned', part_of: id, text: [one, two][i]!.text },
      ...{ raiser_id: whole.raiser_id, raised_unit_id: whole.raised_unit_id, raised_at: whole.raised_at },
      ...{ desk_unit_id: whole.desk_unit_id, lead_unit_id: whole.lead_unit_id, owner_id: whole.owner_id },
      ...{ answerable_unit_id: whole.answerable_unit_id, due_at: whole.due_at, act_by: whole.act_by },
      ...{ hand_ons: whole.hand_ons, level: whole.level, events: whole.events + 1 },
    })
    expect(number).not.toBe(whole.number)
    const events = await eventsOf(partId)
    expect(events.slice(0, -1)).toEqual(history.map((event) => ({ ...event, matter_id: partId })))
    expect(events.at(-1)).toMatchObject({ act: 'part', at: later, data: { wholeId: id, nth: i + 1, count: 2 } })
    const seen = await seenBy('joiner', partId)
    expect(seen).toMatchObject({
      joined: true,
      joiners: 1,
      partOf: { id, state: 'split' },
      assisting: [{ name: '东三所' }],
    })
    expect(seen.history.at(-1)!.data).toMatchObject({ whole: whole.number })
  }
  expect(shown.history.at(-1)!.data).toMatchObject({ parts: shown.parts.map(({ number }) => number) })
})

test('the raiser judges each part; one is settled while the other is opened again', async () => {
  const id = await loop.raise()
  await loop.lead(id, 'assign')
  const [a, b] = (await split('owner', id)).parts
  await loop.move('owner', a!.id, loop.says('answer'))
  await loop.move('lead', b!.id, { do: 'hand_on', unitId: loop.units.assisting.id, reason: '报修归三所管。' })
  await loop.move('assisting', b!.id, loop.says('answer'))
  await loop.move('raiser', a!.id, { do: 'judge', verdict: 'solved' })
  await loop.move('raiser', b!.id, loop.says('judge'))
  expect(await loop.row(a!.id)).toMatchObject({ state: 'settled', level: 0 })
  expect(await loop.row(b!.id)).toMatchObject({ state: 'received', level: 1, hand_ons: 0 })
  expect(await loop.row(id)).toMatchObject({ state: 'split', verdict: null })
  const { rows } = await mine(await world.ctxFor(loop.people.raiser), {})
  for (const wanted of [id, a!.id, b!.id]) expect(rows.map((row) => row.id)).toContain(wanted)
})

test('splitting buys no time: a pause, a step of the desk and a second hand-on stay what they were', async () => {
  const id = await loop.raise()
  await loop.lead(id, 'assign')
  await loop.move('owner', id, loop.says('ask'), { now: new Date('2026-11-17T02:00:00Z') })
  await loop.move('raiser', id, loop.says('reply'), { now: new Date('2026-11-18T02:00:00Z') })
  await loop.move('owner', id, loop.says('hand_on'), { now: new Date('2026-11-18T03:00:00Z') })
  const whole = await loop.row(id)
  const [part] = (await split('assisting', id, [one, two], new Date('2026-11-18T04:00:00Z'))).parts
  await loop.move('assisting', part!.id, { do: 'hand_on', unitId: loop.units.lead.id, reason: '还是归二所。' })
  const row = await loop.row(part!.id)
  expect(row).toMatchObject({ state: 'received', must_decide: true, due_at: whole.due_at })

  const late = await loop.raise()
  const after = new Date('2026-11-23T02:00:00Z')
  const [overdue] = (await split('desk', late, [one, two], after)).parts
  expect((await view(await world.ctxFor(loop.people.raiser, { now: after }), { id: overdue!.id })).late).toBe(true)
  const needed = await inbox(await world.ctxFor(loop.people.desk, { now: after }))
  expect(needed.rows.find((found) => found.id === overdue!.id)).toMatchObject({ why: 'route' })
  expect(needed.rows.some((found) => found.id === late)).toBe(false)
})

test('an extension that was asked falls away, one that was granted holds', async () => {
  const asked = await loop.raise()
  await loop.lead(asked, 'assign', 'ask_extension')
  const [a] = (await split('lead', asked)).parts
  expect(await loop.row(a!.id)).toMatchObject({ extension: null, extension_until: null, decider_unit_id: null })
  expect(await loop.row(asked)).toMatchObject({ extension: null, decider_unit_id: null })
  const granted = await loop.raise()
  await loop.lead(granted, 'assign', 'ask_extension', 'grant_extension')
  const [b] = (await split('lead', granted)).parts
  expect(await loop.row(b!.id)).toMatchObject({ extension: 'granted', due_at: new Date('2027-01-15T15:59:59.999Z') })
})

describe('what hangs on the whole', () => {
  test('pictures are seen at the parts that were chosen, by those who may see the part', async () => {
    const [mineA, mineB] = [await aPicture('raiser'), await aPicture('raiser')]
    const id = await loop.raise({ visibility: 'handlers', pictures: [mineA, mineB] })
    const [a, b] = (await split('desk', id, [{ ...one, fileIds: [mineA] }, two])).parts
    expect((await seenBy('raiser', a!.id)).pictures).toEqual([{ fileId: mineA, seq: 1 }])
    expect((await seenBy('raiser', b!.id)).pictures).toEqual([])
    const ask = async (who: Who, matterId: string, fileId: string) =>
      picture(await world.ctxFor(loop.people[who]), { id: matterId, fileId })
    expect((await ask('raiser', a!.id, mineA)).mediaType).toBe('image/webp')
    await expect(ask('raiser', b!.id, mineA)).rejects.toMatchObject({ code: 'platform.file_not_found' })
    await expect(ask('colleague', a!.id, mineA)).rejects.toMatchObject({ code: 'matters.not_found' })
    // a part of a part
    const [c] = (await split('desk', a!.id, [{ ...one, text: '热水器不出热水。', fileIds: [mineA] }, two])).parts
    expect((await seenBy('raiser', c!.id)).pictures).toEqual([{ fileId: mineA, seq: 1 }])
  })

  test('merged matters follow the part that was chosen, else the first, and inherit its outcome', async () => {
    const id = await loop.raise()
    const [x, y] = [await loop.raise({ by: 'joiner' }), await loop.raise({ by: 'owner' })]
    await loop.move('superior', x, { do: 'merge', intoId: id, reason: '同一件事。' })
    await loop.move('superior', y, { do: 'merge', intoId: id, reason: '同一件事。' })
    const [a, b] = (await split('desk', id, [one, { ...two, mergedIds: [x] }])).parts
    expect((await loop.row(x)).merged_into).toBe(b!.id)
    expect((await loop.row(y)).merged_into).toBe(a!.id)
    await loop.lead(b!.id, 'assign', 'answer')
    expect(await seenBy('joiner', x)).toMatchObject({ mergedInto: { id: b!.id, state: 'answered' }, may: ['judge'] })
  })

  test('open actions go over to a part, with their names in both histories; what is done stays', async () => {
    const id = await loop.raise()
    await loop.lead(id, 'assign', 'plan_action')
    const { actions } = await seenBy('owner', id)
    await loop.move('owner', id, loop.says('finish_action', { actionId: actions[0]!.id }))
    await loop.move('owner', id, { ...loop.says('plan_action'), text: '查报修记录' } as never)
    const open = (await seenBy('owner', id)).actions.find(({ doneAt }) => doneAt === null)!
    const shown = await split('lead', id, [one, { ...two, actionIds: [open.id] }])
    expect(shown.actions.map(({ text }) => text)).toEqual(['更换加热管'])
    const [a, b] = await Promise.all(shown.parts.map((part) => seenBy('owner', part.id)))
    expect(a!.actions).toEqual([])
    expect(b!.actions).toMatchObject([{ text: '查报修记录', doneAt: null }])
    expect(b!.history.find(({ act }) => act === 'finish_action')!.data).toMatchObject({ action: '更换加热管' })
    await loop.move('owner', b!.id, loop.says('finish_action', { actionId: open.id }))
  })

  test('what is unknown, or has been named twice, is refused and nothing is changed', async () => {
    const id = await loop.raise()
    const attempts = [
      [one, one],
      [{ ...one, fileIds: [id] }, two],
      [{ ...one, mergedIds: [id] }, two],
    ]
    for (const parts of attempts) await expect(split('desk', id, parts)).rejects.toMatchObject({ kind: 'bad_input' })
    expect(await loop.row(id)).toMatchObject({ state: 'received', events: 1 })
  })
})

test('the desk does not split what another unit works on', async () => {
  const id = await loop.raise()
  await loop.lead(id, 'assign')
  await expect(split('desk', id)).rejects.toMatchObject({ code: 'matters.not_yours' })
})

test('two split at once: one wins, and there are two parts, not four', async () => {
  for (let round = 0; round < 5; round += 1) {
    const id = await loop.raise()
    await loop.lead(id, 'assign')
    const both = await Promise.allSettled([split('lead', id), split('owner', id)])
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const parts = await world.db.selectFrom('matters_matter').select('id').where('part_of', '=', id).execute()
    expect(parts).toHaveLength(2)
  }
})

test('another is merged into it while it is split: it follows a part, or is told that it has changed', async () => {
  for (let round = 0; round < 5; round += 1) {
    const id = await loop.raise()
    const child = await loop.raise({ by: 'joiner' })
    const merge = loop.move('superior', child, { do: 'merge', intoId: id, reason: '同一件事。' })
    const [merged] = await Promise.allSettled([merge, split('desk', id)])
    const row = await loop.row(child)
    const parts = (await seenBy('desk', id)).parts.map((part) => part.id)
    if (merged.status === 'fulfilled') expect(parts).toContain(row.merged_into)
    else expect(row).toMatchObject({ state: 'received', merged_into: null })
  }
})

test('the board and the ledger count the parts instead of the whole', async () => {
  const counted = async () => {
    forget()
    const ctx = await world.ctxFor(loop.people.superior)
    const { counts } = (await ledger(ctx, { period: 'this_month' })).units.find(
      (unit) => unit.id === loop.units.company.id,
    )!
    return { board: (await boardCounts(ctx, {})).states.received ?? 0, ...counts }
  }
  const id = await loop.raise()
  const before = await counted()
  await split('desk', id, [one, two, aPart('值班员喝不上热水，先送桶装水。')])
  const after = await counted()
  expect(after).toEqual({ ...before, board: before.board + 2, made: before.made + 2, open: before.open + 2 })
})

test('each part is told of, to the raiser and to those who handle it', async () => {
  const id = await loop.raise()
  const { parts } = await split('desk', id)
  for (const part of parts) {
    const news = await world.db.selectFrom('platform_outbox').selectAll().where('subject_id', '=', part.id).execute()
    expect(news).toMatchObject([{ act: 'matters.part' }])
    expect((news[0]!.tell as { people: string[] }).people).toContain(loop.people.raiser.personId)
    const entries = world.db.selectFrom('platform_audit_entry').select('act').where('subject_id', '=', part.id)
    expect(await entries.execute()).toEqual([{ act: 'matters.part' }])
  }
})
