/**
 * Matters led at random through what is allowed. After every step: the stored clocks are those that the history tells, the
 * view of each person offers exactly what the verb accepts, and no constraint of the database is met.
 */
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Loop, openLoop, type Who } from '../../../test/world/loop.ts'
import { countedOf, talliedOf, tallyRows } from '../../../test/world/tally.ts'
import { openWorld, type World } from '../../../test/world/world.ts'
import { clocksOf } from './clock.ts'
import { type MatterView, type Move, type MoveName, moveNames } from './contract.ts'
import { aKind } from './factory.ts'
import { drawTally } from './store.ts'
import { sees, view } from './view/service.ts'

let world: World
let loop: Loop
let everybody: Who[]
/** Indexes beyond everybody mean the superior, who has something to do least often. */
const mostOften = 12
const someone = (n: number): number => (n < everybody.length ? n : everybody.indexOf('superior'))
beforeAll(async () => {
  world = await openWorld()
  loop = await openLoop(world)
  everybody = Object.keys(loop.people) as Who[]
})
afterAll(() => world.close())

/** One step: who is looked at first, which of his moves is made, how it is said, and what time passes before it. */
interface Step {
  readonly who: number
  readonly which: number
  readonly how: number
  readonly minutes: number
  /** Somebody who tries what may not be his. */
  readonly probe: { readonly who: number; readonly move: number }
}
const whichMost = 999
// evenly spread: by habit fast-check prefers the ends of a range
const upTo = (max: number) => fc.noBias(fc.nat({ max }))
const aStep = fc.record<Step>({
  who: upTo(mostOften),
  which: upTo(whichMost),
  how: upTo(2),
  minutes: fc.oneof(upTo(30), upTo(3 * 24 * 60)),
  probe: fc.record({ who: upTo(8), move: upTo(24) }),
})

/** How likely a move is taken against the others that are open: those that end a matter early are rare, so that walks go far. */
const weight: Readonly<Record<MoveName, number>> = {
  ...{ assign: 20, reassign: 2, hand_on: 3, return: 2, ask_extension: 6, grant_extension: 8, refuse_extension: 8 },
  ...{ ask: 4, reply: 8, add: 1, plan_action: 4, finish_action: 6, answer: 5, judge: 6 },
  ...{ merge: 1, decline: 2, withdraw: 1, join: 1, leave: 1, split: 1, cosign: 8, uncosign: 3 },
  ...{ confirm_repeat: 0, reject_repeat: 0 }, // need what was closed before: repeats/service.test.ts
  attach_evidence: 0, // needs a file of one's own: pictures.test.ts
}

/** One of the moves by weight; `which` counts to `whichMost`. */
function choose(may: readonly MoveName[], which: number): MoveName | undefined {
  const tickets = may.flatMap((name) => Array<MoveName>(weight[name]).fill(name))
  return tickets[Math.floor((which / (whichMost + 1)) * tickets.length)]
}

/** Different things that one move can say, all of them allowed in the state the view shows. */
function saying(name: MoveName, how: number, shown: MatterView, other: string): Move {
  const { units, people } = loop
  const openAction = shown.actions.find((action) => action.doneAt === null)
  if (name === 'hand_on')
    return {
      do: name,
      unitId: shown.leadUnit?.id === units.assisting.id ? units.lead.id : units.assisting.id,
      reason: '不归我管。',
    }
  if (name === 'reassign' || name === 'plan_action') {
    const ownerId = shown.leadUnit?.id === units.assisting.id ? people.assisting.personId : people.lead.personId
    return name === 'reassign' ? { do: name, ownerId } : ({ ...loop.says(name), do: name, ownerId } as Move)
  }
  if (name === 'assign' && how > 0) return { do: name, unitId: units.assisting.id, assistingUnitIds: [] }
  if (name === 'answer' && how === 1 && shown.state !== 'promised')
    return { do: name, kind: 'by_date', text: '本月内更换为新的热水器。', promisedOn: '2027-03-01' }
  if (name === 'answer' && how === 2)
    return { do: name, kind: 'policy', text: '按规定该值班室不配备热水器。', policyRule: '公司后勤管理办法第七条' }
  const outcome = shown.mergedInto?.state ?? shown.state
  if (name === 'judge' && how > 0 && outcome !== 'promised') return { do: name, verdict: 'solved' }
  return loop.says(name, { intoId: other, ...(openAction === undefined ? {} : { actionId: openAction.id }) })
}

async function seenBy(who: Who, id: string, now: Date): Promise<MatterView | null> {
  const ctx = await world.ctxFor(loop.people[who], { now })
  return view(ctx, { id }).catch((error) => {
    if (error.code === 'matters.not_found') return null
    throw error
  })
}

async function expectClocksOfHistory(id: string): Promise<void> {
  const row = await loop.row(id)
  const stored = await world.db
    .selectFrom('matters_event')
    .selectAll()
    .where('matter_id', '=', id)
    .orderBy('seq')
    .execute()
  const events = stored.map(({ act, at, data }) => ({ act, at, data: data as Record<string, unknown> }))
  const { dueAt, actBy } = clocksOf(aKind, world.home.calendar, events)
  expect({ dueAt: row.due_at, actBy: row.act_by, events: row.events }).toEqual({ dueAt, actBy, events: stored.length })
}

/** What is not offered is refused, and leaves the matter as it was. */
async function expectRefused(who: Who, id: string, name: MoveName, now: Date): Promise<void> {
  const shown = await seenBy(who, id, now)
  const row = await loop.row(id)
  expect(await sees(loop.people[who], world.db, row)).toBe(shown !== null) // a list shows what its page shows
  if (shown?.may.includes(name) === true) return
  const { events } = row
  const attempt = loop.move(who, id, loop.says(name), { now })
  await expect(attempt, `${who} ${name}`).rejects.toMatchObject({ name: 'Refusal' })
  expect((await loop.row(id)).events).toBe(events)
}

/** The first, from this person on, who may do something (`weighty`: more than join, add or withdraw), and what he sees. */
async function nextMover(
  from: number,
  id: string,
  now: Date,
  weighty: boolean,
): Promise<{ who: Who; shown: MatterView } | null> {
  for (let i = 0; i < everybody.length; i += 1) {
    const who = everybody[(from + i) % everybody.length]!
    const shown = await seenBy(who, id, now)
    if (shown?.may.some((name) => weight[name] > (weighty ? 1 : 0))) return { who, shown }
  }
  return null
}

test('a hundred matters led at random keep their clocks, their rules and their constraints', async () => {
  const other = await loop.raise({ by: 'desk' })
  const made = new Map<MoveName, number>()
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('company', 'handlers'),
      fc.array(aStep, { minLength: 4, maxLength: 12 }),
      async (visibility, steps) => {
        const id = await loop.raise({ visibility })
        let now = world.now()
        for (const { who: from, which, how, minutes, probe } of steps) {
          now = new Date(now.getTime() + minutes * 60_000)
          await expectRefused(everybody[probe.who]!, id, moveNames[probe.move]!, now)
          const mover =
            (which > whichMost / 3 ? await nextMover(someone(from), id, now, true) : null) ??
            (await nextMover(someone(from), id, now, false))
          if (mover === null) break
          const { who, shown } = mover
          const name = choose(shown.may, which)
          if (name === undefined) continue
          await loop.move(who, id, saying(name, how, shown, other), { now })
          made.set(name, (made.get(name) ?? 0) + 1)
          await expectClocksOfHistory(id)
        }
      },
    ),
    { numRuns: 100, seed: 20261116, endOnFailure: true },
  )
  // the walk must have been everywhere
  expect(moveNames.filter((name) => !made.has(name))).toEqual(['attach_evidence', 'confirm_repeat', 'reject_repeat'])

  // what boards sum up is what there is, before and after the worker has drawn it together, and it draws only what is new
  const counted = await countedOf(world.db)
  expect(counted.length).toBeGreaterThan(10)
  expect(await talliedOf(world.db)).toEqual(counted)
  expect(await tallyRows(world.db)).toBeGreaterThan(counted.length)
  for (let times = 0; times < 2; times += 1) {
    await drawTally(world.db)
    expect(await talliedOf(world.db)).toEqual(counted)
    expect(await tallyRows(world.db)).toBe(counted.length)
  }
}, 300_000)
