/** Merged matters: each raiser keeps his thread and inherits the outcome, and nobody learns by it what he may not know. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Loop, openLoop, type Who } from '../../../test/world/loop.ts'
import { openWorld, type World } from '../../../test/world/world.ts'
import { inbox } from './inbox/service.ts'
import { view } from './view/service.ts'

let world: World
let loop: Loop
beforeAll(async () => {
  world = await openWorld()
  loop = await openLoop(world)
})
afterAll(() => world.close())

const seenBy = async (who: Who, id: string) => view(await world.ctxFor(loop.people[who]), { id })
const merge = (id: string, intoId: string) => loop.move('desk', id, loop.says('merge', { intoId }))

/** A matter of the raiser's merged into one of the desk's own; both lie on the same desk. */
async function pair(visibility: { child?: 'handlers'; parent?: 'handlers' } = {}) {
  const text = '值班室热水器又坏了，这是第三次，请彻底换一台新的。'
  const parent = await loop.raise({ by: 'desk', text, visibility: visibility.parent ?? 'company' })
  const child = await loop.raise({ visibility: visibility.child ?? 'company' })
  await merge(child, parent)
  return { child, parent, text }
}

describe('the outcome is inherited', () => {
  test('whoever raised the merged matter reads the answer of the other, and may judge it', async () => {
    const { child, parent } = await pair()
    expect(await seenBy('raiser', child)).toMatchObject({ state: 'merged', answer: null, may: [] })
    await loop.lead(parent, 'assign', 'answer')
    expect(await seenBy('raiser', child)).toMatchObject({
      state: 'merged',
      answer: { kind: 'done', text: '加热管已更换，今晚夜班可以用热水。' },
      mergedInto: { id: parent, state: 'answered' },
      may: ['judge'],
    })
  })

  test('he is told of every step of the other', async () => {
    const { parent } = await pair()
    await loop.lead(parent, 'assign')
    const news = await world.db
      .selectFrom('platform_outbox')
      .select('tell')
      .where('subject_id', '=', parent)
      .orderBy('id', 'desc')
      .executeTakeFirstOrThrow()
    expect((news.tell as { people: string[] }).people).toContain(loop.people.raiser.personId)
  })

  test('his "not solved" opens his own matter again and leaves the other alone', async () => {
    const { child, parent } = await pair()
    await loop.lead(parent, 'assign', 'answer')
    const again = await loop.move('raiser', child, loop.says('judge'))
    expect(again).toMatchObject({
      state: 'received',
      level: 1,
      mergedInto: null,
      answer: null,
      deskUnit: { name: '东城公司' },
    })
    expect((await loop.row(parent)).state).toBe('answered')
  })

  test('his "solved" settles his own matter', async () => {
    const { child, parent } = await pair()
    await loop.lead(parent, 'assign', 'answer')
    expect(await loop.move('raiser', child, { do: 'judge', verdict: 'solved' })).toMatchObject({ state: 'settled' })
    expect((await loop.row(parent)).state).toBe('answered')
  })

  test('when the other is merged further, he inherits from where it went', async () => {
    const { child, parent } = await pair()
    const last = await loop.raise({ by: 'desk' })
    await merge(parent, last)
    await loop.lead(last, 'assign', 'answer')
    for (const id of [child, parent])
      expect(await seenBy(id === child ? 'raiser' : 'desk', id)).toMatchObject({
        mergedInto: { id: last },
        answer: { kind: 'done' },
      })
    const needs = await inbox(await world.ctxFor(loop.people.raiser))
    expect(needs.rows.find((row) => row.id === child)?.why).toBe('judge')
  })

  test('when the other is withdrawn, he keeps the last word on his own', async () => {
    const { child, parent } = await pair()
    await loop.move('desk', parent, { do: 'withdraw' })
    expect((await seenBy('raiser', child)).may).toEqual(['judge'])
    const needs = await inbox(await world.ctxFor(loop.people.raiser))
    expect(needs.rows.find((row) => row.id === child)?.why).toBe('judge')
    expect(await loop.move('raiser', child, loop.says('judge'))).toMatchObject({ state: 'received', mergedInto: null })
  })
})

describe('what merging does not show', () => {
  test('the words of a matter kept to its handlers, to those who see only the one it went into', async () => {
    const { child, parent } = await pair({ child: 'handlers' })
    expect((await seenBy('desk', parent)).mergedFrom.map(({ id }) => id)).toEqual([child])
    expect((await seenBy('raiser', parent)).mergedFrom.map(({ id }) => id)).toEqual([child])
    expect((await seenBy('colleague', parent)).mergedFrom).toEqual([])
  })

  test('the words of a matter kept to its handlers, to the raiser of another such', async () => {
    const { child, parent, text } = await pair({ child: 'handlers', parent: 'handlers' })
    await expect(seenBy('raiser', parent)).rejects.toMatchObject({ code: 'matters.not_found' })
    const mine = await seenBy('raiser', child)
    expect(mine.mergedInto).toMatchObject({ id: parent, title: (await loop.row(parent)).number })
    expect(JSON.stringify(mine)).not.toContain(text.slice(0, 8))
    expect((await seenBy('desk', child)).mergedInto?.title).toBe((await loop.row(parent)).title)
  })

  test('an open matter does not vanish into one that fewer may see', async () => {
    await expect(pair({ parent: 'handlers' })).rejects.toMatchObject({ code: 'matters.merge_target_hidden' })
  })
})

test('the history says into which matter it went', async () => {
  const { child, parent } = await pair()
  const { number } = await loop.row(parent)
  expect((await seenBy('raiser', child)).history.at(-1)).toMatchObject({ act: 'merge', data: { into: number } })
})

test('two matters merged into each other at once: one goes, the other stays open', async () => {
  for (let round = 0; round < 10; round += 1) {
    const [a, b] = [await loop.raise(), await loop.raise()]
    const both = await Promise.allSettled([merge(a, b), merge(b, a)])
    expect(both.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(both.find((one) => one.status === 'rejected')?.reason).toMatchObject({ name: 'Refusal' })
    expect([(await loop.row(a)).state, (await loop.row(b)).state].sort()).toEqual(['merged', 'received'])
  }
})

test('a matter is not merged into itself, into a closed one, or into one the mover may not see', async () => {
  const [id, closed] = [await loop.raise(), await loop.raise()]
  await loop.lead(closed, 'decline')
  const hidden = await loop.raise({ by: 'stranger', visibility: 'handlers' })
  const events = (await loop.row(id)).events
  await expect(merge(id, id)).rejects.toMatchObject({ code: 'matters.merge_into_itself' })
  await expect(merge(id, closed)).rejects.toMatchObject({ code: 'matters.merge_target_closed' })
  await expect(merge(id, hidden)).rejects.toMatchObject({ code: 'matters.merge_target_unknown' })
  await expect(merge(id, loop.units.company.id)).rejects.toMatchObject({ code: 'matters.merge_target_unknown' })
  expect(await loop.row(id)).toMatchObject({ state: 'received', events })
})
