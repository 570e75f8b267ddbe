/** Raising a suggestion: to whom, by when, what is written down, and what is refused. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Loop, openLoop, someText } from '../../../test/world/loop.ts'
import { aPerson, aUnit } from '../../../test/world/people.ts'
import { openWorld, type World } from '../../../test/world/world.ts'
import { submitSuggestion } from './contract.ts'
import { desks, submit } from './service.ts'

let world: World
let loop: Loop
beforeAll(async () => {
  world = await openWorld()
  loop = await openLoop(world)
})
afterAll(() => world.close())

const plain = { text: someText, about: 'tools', visibility: 'company', pictures: [] } as const
const raise = async (more: Partial<Parameters<typeof submit>[1]> = {}) =>
  submit(await world.ctxFor(loop.people.raiser), { ...plain, pictures: [], ...more })

/** How many rows each table has. */
async function counts(): Promise<number[]> {
  const tables = [
    'voice_suggestion',
    'matters_matter',
    'matters_event',
    'platform_audit_entry',
    'platform_outbox',
  ] as const
  const rows = tables.map((table) =>
    world.db
      .selectFrom(table)
      .select((eb) => eb.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow(),
  )
  return (await Promise.all(rows)).map((row) => row.n)
}

describe('a suggestion', () => {
  test('becomes a matter with a desk, a number, a day by which it is answered, and a first event', async () => {
    const receipt = await raise()
    expect(receipt).toMatchObject({ receivedBy: '东一所', answerBy: '2026-11-19T15:59:59.999Z' })
    expect(receipt.number).toMatch(/^JY-2026-\d{6}$/)
    expect(await loop.row(receipt.matterId)).toMatchObject({
      number: receipt.number,
      kind: 'suggestion',
      title: '夜班值班室的热水器坏了两周，报修三次没有人来，值班人员喝不…',
      text: someText,
      state: 'received',
      visibility: 'company',
      raiser_id: loop.people.raiser.personId,
      raised_unit_id: loop.units.station.id,
      desk_unit_id: loop.units.station.id,
      raised_at: world.now(),
      due_at: new Date('2026-11-19T15:59:59.999Z'),
      act_by: new Date('2026-11-17T15:59:59.999Z'),
      events: 1,
    })
    const events = world.db.selectFrom('matters_event').selectAll().where('matter_id', '=', receipt.matterId)
    expect(await events.execute()).toMatchObject([
      { seq: 1, act: 'raise', by_person: loop.people.raiser.personId, relation: 'raiser', at: world.now() },
    ])
    const suggestion = world.db.selectFrom('voice_suggestion').selectAll().where('id', '=', receipt.id)
    expect(await suggestion.execute()).toEqual([
      {
        id: receipt.id,
        matter_id: receipt.matterId,
        about: 'tools',
        anonymous: false,
        author_id: loop.people.raiser.personId,
      },
    ])
  })

  test('is in the audit log and in the outbox, which tells the raiser and the desk', async () => {
    const { matterId } = await raise()
    const entries = world.db.selectFrom('platform_audit_entry').selectAll().where('subject_id', '=', matterId)
    expect(await entries.execute()).toMatchObject([
      { act: 'matters.raise', actor_id: loop.people.raiser.personId, subject_kind: 'matter' },
    ])
    const news = world.db.selectFrom('platform_outbox').select('tell').where('subject_id', '=', matterId)
    expect(await news.execute()).toEqual([
      { tell: { people: [loop.people.raiser.personId], units: [loop.units.station.id], seq: 1 } },
    ])
  })

  test('has numbers that rise, also when many are raised at once', async () => {
    const receipts = await Promise.all(Array.from({ length: 12 }, () => raise()))
    expect(new Set(receipts.map((receipt) => receipt.number)).size).toBe(12)
  })

  test('about this system has a deadline like every other', async () => {
    const { matterId, answerBy } = await raise({ about: 'this_system', text: '这个系统的照片上传太慢，请改进一下。' })
    expect((await loop.row(matterId)).due_at?.toISOString()).toBe(answerBy)
  })
})

describe('to whom it is raised', () => {
  test('the caller is offered the units on his way up that have somebody to receive it, nearest first', async () => {
    const { desks: offered, answerWithinWorkdays, answerBy } = await desks(await world.ctxFor(loop.people.raiser))
    expect(offered).toEqual([
      { unitId: loop.units.station.id, name: '东一所' },
      { unitId: loop.units.district.id, name: '东城公司' },
    ])
    expect({ answerWithinWorkdays, answerBy }).toEqual({
      answerWithinWorkdays: 3,
      answerBy: '2026-11-19T15:59:59.999Z',
    })
  })

  test('what is offered is what receives it', async () => {
    for (const { unitId, name } of (await desks(await world.ctxFor(loop.people.raiser))).desks)
      expect((await raise({ toUnitId: unitId })).receivedBy).toBe(name)
  })

  test('where nobody at a unit receives it, the next above does', async () => {
    const team = await aUnit(world.db, { under: loop.units.station })
    const worker = await aPerson(world.db, { unit: team })
    expect(await submit(await world.ctxFor(worker), { ...plain, pictures: [] })).toMatchObject({ receivedBy: '东一所' })
  })

  test('a unit that is not on the way up is refused, and so is one below', async () => {
    for (const place of ['lead', 'far'] as const)
      await expect(raise({ toUnitId: loop.units[place].id })).rejects.toMatchObject({
        kind: 'bad_input',
        code: 'voice.unit_not_on_the_way_up',
      })
    const ctx = await world.ctxFor(loop.people.superior)
    await expect(submit(ctx, { ...plain, pictures: [], toUnitId: loop.units.station.id })).rejects.toMatchObject({
      code: 'voice.unit_not_on_the_way_up',
    })
  })

  test('where nobody at all receives, it is refused in words and nothing is kept', async () => {
    const alone = await aPerson(world.db, { unit: await aUnit(world.db) })
    const before = await counts()
    const attempt = submit(await world.ctxFor(alone), { ...plain, pictures: [] })
    await expect(attempt).rejects.toMatchObject({ kind: 'conflict', code: 'matters.nobody_receives' })
    expect(await counts()).toEqual(before)
  })
})

describe('over HTTP', () => {
  const send = (input: object, options: { key?: string; as?: string } = {}) =>
    world.call(submitSuggestion, { text: someText, ...input }, { as: loop.people.raiser.personId, ...options })

  test('a text is trimmed, has ten characters at least and two thousand at most', async () => {
    const { matterId } = await send({ text: `  ${someText}\n ` })
    expect((await loop.row(matterId)).text).toBe(someText)
    for (const text of ['太短了', '　　　　　　　　　　　　', '长'.repeat(2001)])
      await expect(send({ text })).rejects.toMatchObject({ status: 422, code: 'platform.input_invalid' })
    await send({ text: '长'.repeat(2000) })
  })

  test('more than three pictures are refused', async () => {
    const pictures = Array.from({ length: 4 }, () => randomUUID())
    await expect(send({ pictures })).rejects.toMatchObject({ status: 422, code: 'platform.input_invalid' })
  })

  test('nobody raises anything without being signed in, nor in the name of another', async () => {
    await expect(world.call(submitSuggestion, { text: someText })).rejects.toMatchObject({ status: 401 })
    const named = { text: someText, raiserId: loop.people.joiner.personId }
    await expect(send(named)).rejects.toMatchObject({ status: 422 })
  })

  test('sent twenty times at once it is raised once, and every reply is the same', async () => {
    const key = randomUUID()
    const before = await counts()
    const replies = await Promise.all(Array.from({ length: 20 }, () => send({}, { key })))
    for (const reply of replies) expect(reply).toEqual(replies[0])
    const after = await counts()
    expect(after.map((n, i) => n - before[i]!)).toEqual([1, 1, 1, 1, 1])
  })
})
