/** A trouble that comes back: guessed by place and words, linked by people, never the other way round. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { forget } from '#platform/memory.ts'
import { type Loop, openLoop, type Who } from '../../../../test/world/loop.ts'
import { openWorld, type World } from '../../../../test/world/world.ts'
import type { LedgerRow } from '../../insight/ledger/contract.ts'
import { ledger, ledgerMatters } from '../../insight/ledger/service.ts'
import { aKind } from '../factory.ts'
import { unitBoard } from '../lists/service.ts'
import { view } from '../view/service.ts'
import { closedAlike, guesses } from './service.ts'

let world: World
let loop: Loop
const text = '夜班值班室的热水器坏了，值班人员喝不上热水。'
const again = '值班室热水器又坏了，夜班喝不上热水。'
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())
beforeEach(async () => {
  forget() // the clock stands still, and who receives what is kept in mind for a few seconds
  loop = await openLoop(world)
})

const guessedFor = async (who: Who, id: string) =>
  (await guesses(await world.ctxFor(loop.people[who]), { id })).rows.map((row) => row.id)
const seenBy = async (who: Who, id: string) => view(await world.ctxFor(loop.people[who]), { id })

/** One that was settled, and what is raised after it. */
async function pair(given: { by?: Who; text?: string; visibility?: 'company' | 'handlers' } = {}) {
  const earlier = await loop.raise({ text })
  await loop.lead(earlier, 'assign', 'answer')
  await loop.move('raiser', earlier, { do: 'judge', verdict: 'solved' })
  const later = await loop.raise({ text: again, ...given })
  return { earlier, later }
}

describe('a guess', () => {
  test('is what the same place has had closed and reads alike; nothing is written down for it', async () => {
    const { earlier, later } = await pair()
    await loop.raise({ text: '停车场没有照明，下夜班看不清路。' })
    for (const who of ['raiser', 'desk'] as const) expect(await guessedFor(who, later)).toEqual([earlier])
    const [row] = (await guesses(await world.ctxFor(loop.people.desk), { id: later })).rows
    expect(row).toMatchObject({ state: 'settled', mine: false, unit: { name: '东二所' } })
    expect(await seenBy('desk', later)).toMatchObject({ cameBack: false, repeatOf: [] })
    expect(await world.db.selectFrom('matters_repeat').selectAll().where('matter_id', '=', later).execute()).toEqual([])
  })

  test('is shown to those who can say whether it is so, not to colleagues', async () => {
    const { later } = await pair()
    expect(await guessedFor('colleague', later)).toEqual([])
  })

  test('is none for another place, for other words, for what is still open, or was closed too long ago', async () => {
    const { later: elsewhere } = await pair({ by: 'stranger' })
    expect(await guessedFor('stranger', elsewhere)).toEqual([])
    const { later: otherWords } = await pair({ text: '食堂周末不开门，倒班的人没有地方吃饭。' })
    expect(await guessedFor('desk', otherWords)).toEqual([])
  })

  test('reaches as far back as the rule pack says, to the day', async () => {
    const earlier = await loop.raise({ text })
    await loop.lead(earlier, 'decline')
    const start = world.now()
    const alikeAfter = async (days: number) => {
      world.setNow(start)
      world.pass({ days })
      const { rows } = await closedAlike(await world.ctxFor(loop.people.raiser), { text: again })
      world.setNow(start)
      return rows.map((row) => row.id)
    }
    expect(await alikeAfter(aKind.repeat!.days)).toEqual([earlier])
    expect(await alikeAfter(aKind.repeat!.days + 1)).toEqual([])
  })

  test('never shows what the guesser’s reader may not see', async () => {
    const hidden = await loop.raise({ by: 'raiser', text, visibility: 'handlers' })
    await loop.lead(hidden, 'decline')
    const later = await loop.raise({ by: 'desk', text: again })
    await loop.lead(later, 'assign')
    expect(await guessedFor('owner', later)).toEqual([])
    const colleague = loop.people.raiser
    expect((await closedAlike(await world.ctxFor(colleague), { text: again })).rows).toMatchObject([
      { id: hidden, mine: true },
    ])
  })
})

describe('what people say', () => {
  test('links both matters, marks the later one, and is in its history in words', async () => {
    const { earlier, later } = await pair()
    await loop.move('desk', later, { do: 'confirm_repeat', earlierId: earlier })
    const numbers = { earlier: (await loop.row(earlier)).number, later: (await loop.row(later)).number }
    const shown = await seenBy('colleague', later)
    expect(shown).toMatchObject({
      cameBack: true,
      repeatOf: [{ id: earlier, number: numbers.earlier, byRaiser: false }],
    })
    expect(shown.history.at(-1)).toMatchObject({ act: 'confirm_repeat', data: { earlier: numbers.earlier } })
    expect((await seenBy('raiser', earlier)).repeatedBy).toMatchObject([{ id: later, number: numbers.later }])
    expect(await guessedFor('desk', later)).toEqual([])
    const said = await world.db.selectFrom('matters_repeat').selectAll().where('matter_id', '=', later).execute()
    expect(said).toMatchObject([{ same: true, by_raiser: false, by_person: loop.people.desk.personId }])
  })

  test('"not the same" ends the guess, and a mistake can be put right', async () => {
    const { earlier, later } = await pair()
    await loop.move('desk', later, { do: 'reject_repeat', earlierId: earlier })
    expect(await guessedFor('desk', later)).toEqual([])
    expect((await loop.row(later)).came_back).toBe(false)
    await loop.move('desk', later, { do: 'confirm_repeat', earlierId: earlier })
    const twice = loop.move('desk', later, { do: 'confirm_repeat', earlierId: earlier })
    await expect(twice).rejects.toMatchObject({ code: 'matters.said_already' })
    await loop.move('desk', later, { do: 'reject_repeat', earlierId: earlier })
    expect(await seenBy('desk', later)).toMatchObject({ cameBack: false, repeatOf: [] })
  })

  test('the raiser says it while raising; nobody but he takes it back', async () => {
    const { earlier } = await pair()
    const later = await loop.raise({ text: again, again: earlier })
    const { number } = await loop.row(earlier)
    const shown = await seenBy('colleague', later)
    expect(shown).toMatchObject({ cameBack: true, repeatOf: [{ id: earlier, byRaiser: true }] })
    expect(shown.history[0]!.data).toMatchObject({ again: number })
    const others = loop.move('desk', later, { do: 'reject_repeat', earlierId: earlier })
    await expect(others).rejects.toMatchObject({ code: 'matters.raiser_said_so' })
    await loop.move('raiser', later, { do: 'reject_repeat', earlierId: earlier })
    expect((await loop.row(later)).came_back).toBe(false)
  })

  test.each([
    ['what is still open', {}, 'matters.earlier_not_closed'],
    ['what he may not see', { by: 'stranger', visibility: 'handlers' }, 'matters.earlier_unknown'],
  ] as const)('nobody says so of %s', async (_, given, code) => {
    const other = await loop.raise({ text, ...given })
    if (code === 'matters.earlier_unknown') await loop.move('stranger', other, loop.says('decline'))
    await expect(loop.raise({ text: again, again: other })).rejects.toMatchObject({ code })
    const later = await loop.raise({ text: again })
    await expect(loop.move('raiser', later, { do: 'confirm_repeat', earlierId: other })).rejects.toMatchObject({ code })
  })

  test('two say it at once: it is written once, and the second is told', async () => {
    const { earlier, later } = await pair()
    const both = await Promise.allSettled(
      (['desk', 'raiser'] as const).map((who) => loop.move(who, later, { do: 'confirm_repeat', earlierId: earlier })),
    )
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect((await loop.row(later)).events).toBe(2)
  })
})

test('the board can be narrowed down to what came back', async () => {
  const { earlier, later } = await pair()
  await loop.raise({ text: '停车场没有照明，下夜班看不清路。' })
  await loop.move('desk', later, { do: 'confirm_repeat', earlierId: earlier })
  const ctx = await world.ctxFor(loop.people.superior)
  const { rows } = await unitBoard(ctx, { cameBack: 'true' })
  expect(rows.map((row) => [row.id, row.cameBack])).toEqual([[later, true]])
})

test('the ledger counts it with the unit that had closed it, only when a person has said so, and leads on to the later one', async () => {
  const { earlier, later } = await pair()
  const ctx = await world.ctxFor(loop.people.colleague)
  const counted = async (unitId: string) => {
    forget()
    return (await ledger(ctx, { period: 'this_month' })).units.find(({ id }) => id === unitId)!.counts
  }
  expect(await counted(loop.units.lead.id)).toMatchObject({ kept: 1, cameBack: 0 })
  await loop.move('desk', later, { do: 'confirm_repeat', earlierId: earlier })
  expect(await counted(loop.units.lead.id)).toMatchObject({ made: 1, kept: 1, cameBack: 1 })
  expect(await counted(loop.units.station.id)).toMatchObject({ cameBack: 0 })
  expect(await counted(loop.units.company.id)).toMatchObject({ cameBack: 1 })
  const { rows, total } = await ledgerMatters(ctx, {
    ...{ period: 'this_month', figure: 'came_back', unitId: loop.units.company.id },
  })
  const { number } = await loop.row(later)
  const expected: Partial<LedgerRow> = { matterId: earlier, cameBackAs: [{ id: later, number }] }
  expect([total, rows]).toMatchObject([1, [expected]])
  await loop.move('desk', later, { do: 'reject_repeat', earlierId: earlier })
  expect(await counted(loop.units.company.id)).toMatchObject({ cameBack: 0 })
})
