/** R8, R12, R14, R15 and R19 as matters live them: no picture is needed, no trace closes, complaints are answered. */
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '#platform/id.ts'
import { matterStates, moveNames, type Relation, relations } from '../../src/domains/matters/contract.ts'
import { aKind, aMatter, around } from '../../src/domains/matters/factory.ts'
import { judge } from '../../src/domains/matters/rules.ts'
import { view } from '../../src/domains/matters/view/service.ts'
import { abouts, submitSuggestion } from '../../src/domains/voice/contract.ts'
import { type Loop, openLoop } from '../world/loop.ts'
import { openWorld, type World } from '../world/world.ts'
import { screenFiles } from './screens.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
let world: World
let loop: Loop
beforeAll(async () => {
  world = await openWorld()
  loop = await openLoop(world)
})
afterAll(() => world.close())

test('R8: a matter is raised, handled, answered and settled without a single picture', async () => {
  const id = await loop.raise()
  await loop.lead(id, 'assign', 'plan_action', 'answer')
  await loop.move('raiser', id, { do: 'judge', verdict: 'solved' })
  expect((await loop.row(id)).state).toBe('settled')
  const pictures = world.db.selectFrom('matters_file').select('file_id').where('matter_id', '=', id)
  expect(await pictures.execute()).toEqual([])
})

describe('R12', () => {
  /** Everything that can happen to a matter: each move, in each state, by each relation, saying all it can say. */
  const happenings = () =>
    matterStates.flatMap((state) =>
      moveNames.flatMap((name) =>
        relations.flatMap((relation) =>
          [loop.says(name), ...(name === 'judge' ? [{ do: 'judge', verdict: 'solved' } as const] : [])].flatMap(
            (move) => {
              const facts = around({
                relations: new Set<Relation>([relation]),
                other: aMatter('answered', { id: 'other' }),
              })
              const matter = aMatter(state, {
                extension: name.endsWith('_extension') && name !== 'ask_extension' ? 'asked' : null,
              })
              const verdict = judge(aKind, matter, move.do === 'merge' ? { ...move, intoId: 'other' } : move, facts)
              return verdict.ok ? [{ from: state, to: verdict.matter.state, name, relation }] : []
            },
          ),
        ),
      ),
    )

  test('R12: only the verdict of the raiser settles a matter', () => {
    const settling = happenings().filter((one) => one.to === 'settled' && one.from !== 'settled')
    expect(settling.length).toBeGreaterThan(0)
    for (const one of settling) expect(one).toMatchObject({ name: 'judge', relation: 'raiser' })
  })

  test('R12: whatever else ends a matter can be opened again by its raiser, or was his own wish', () => {
    const all = happenings()
    expect(new Set(all.map((one) => one.name)).size).toBe(moveNames.length - 2) // finish_action names an action, uncosign takes back
    for (const state of ['answered', 'declined', 'merged'] as const)
      expect(all.some((one) => one.from === state && one.name === 'judge' && one.to === 'received')).toBe(true)
    for (const one of all.filter(({ to }) => to === 'withdrawn')) expect(one.relation).toBe('raiser')
  })

  test('R12: a trace (an action, a picture, a note) never changes where a matter stands', () => {
    const traces = ['plan_action', 'finish_action', 'attach_evidence', 'add'] as const
    const left = happenings().filter((one) => (traces as readonly string[]).includes(one.name))
    expect(left.length).toBeGreaterThan(0)
    for (const one of left) expect(one.to).toBe(one.from)
  })
})

describe('R14', () => {
  test('R14: whoever complains about this system is answered by a day, like everybody else', async () => {
    expect(abouts).toContain('this_system')
    const input = { text: '这个系统要求重复填报，觉得是负担，请简化。', about: 'this_system' } as const
    const receipt = await world.call(submitSuggestion, input, { as: loop.people.colleague.personId })
    expect(await loop.row(receipt.matterId)).toMatchObject({ state: 'received', due_at: new Date(receipt.answerBy) })
    const row = world.db.selectFrom('voice_suggestion').select('about').where('id', '=', receipt.id)
    expect(await row.execute()).toEqual([{ about: 'this_system' }])
  })

  test('R14: the phone has an entry for it', async () => {
    const entries = (await screenFiles(root)).filter(
      ({ at, text }) => at.startsWith('src/mobile/') && text.includes('about=this_system'),
    )
    expect(entries.map(({ at }) => at)).not.toEqual([])
  })
})

test('R15: anonymous means that the author is not known, by constraint', async () => {
  const suggestion = { id: newId(), matter_id: newId(), about: 'other' as const, anonymous: true }
  const named = { ...suggestion, author_id: loop.people.raiser.personId }
  await expect(world.db.insertInto('voice_suggestion').values(named).execute()).rejects.toMatchObject({
    constraint: 'anonymous_means_no_author',
  })
})

describe('R19', () => {
  test('R19: the raiser sees by when those above must act, also when it has gone up', async () => {
    const id = await loop.raise()
    await loop.lead(id, 'assign', 'answer', 'judge')
    const seen = await view(await world.ctxFor(loop.people.raiser), { id })
    expect(seen).toMatchObject({ state: 'received', level: 1, deskUnit: { name: '东城公司' } })
    expect(seen.actBy).toBe('2026-11-17T15:59:59.999Z')
    const colleague = await view(await world.ctxFor(loop.people.colleague), { id })
    expect([colleague.actBy, colleague.dueAt]).toEqual([seen.actBy, seen.dueAt])
  })
})
