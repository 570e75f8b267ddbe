/** Who sees a matter, and whose names he sees in it. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Loop, openLoop, type Who } from '../../../../test/world/loop.ts'
import { openWorld, type World } from '../../../../test/world/world.ts'
import { view } from './service.ts'

let world: World
let loop: Loop
beforeAll(async () => {
  world = await openWorld()
  loop = await openLoop(world)
})
afterAll(() => world.close())

const seenBy = async (who: Who, id: string) => view(await world.ctxFor(loop.people[who]), { id })
const everybody = (): Who[] => Object.keys(loop.people) as Who[]

/** Those who see it, of everybody. */
async function readers(id: string): Promise<Who[]> {
  const tried = await Promise.all(
    everybody().map((who) =>
      seenBy(who, id).then(
        () => who,
        (error) => {
          expect(error).toMatchObject({ kind: 'not_found', code: 'matters.not_found' })
          return null
        },
      ),
    ),
  )
  return tried.filter((who) => who !== null).sort()
}

describe('a matter kept to its handlers', () => {
  test('is seen by its raiser, the desk and who is above, and does not exist for anybody else', async () => {
    const id = await loop.raise({ visibility: 'handlers' })
    expect(await readers(id)).toEqual(['desk', 'raiser', 'superior'])
    await loop.lead(id, 'assign')
    expect(await readers(id)).toEqual(['assisting', 'desk', 'lead', 'owner', 'raiser', 'superior'])
  })

  test('is shown to its owner a last time when he returns it or hands it on, and then no more', async () => {
    for (const move of ['return', 'hand_on'] as const) {
      const id = await loop.raise({ visibility: 'handlers' })
      await loop.lead(id, 'assign')
      expect(await loop.move('owner', id, loop.says(move))).toMatchObject({ id, may: [] })
      expect(await readers(id)).not.toContain('owner')
    }
  })

  test('is not moved by anybody else either, and nothing tells that it exists', async () => {
    const id = await loop.raise({ visibility: 'handlers' })
    for (const name of ['join', 'judge', 'assign', 'leave'] as const)
      await expect(loop.move('colleague', id, loop.says(name))).rejects.toMatchObject({ code: 'matters.not_found' })
  })
})

test('a matter open to the company is seen by everybody', async () => {
  expect(await readers(await loop.raise())).toEqual(everybody().sort())
})

test('what does not exist is refused like what may not be seen', async () => {
  await expect(seenBy('desk', loop.units.company.id)).rejects.toMatchObject({ code: 'matters.not_found' })
})

describe('names of the raiser and of those who joined', () => {
  const handlers: readonly Who[] = ['desk', 'lead', 'owner', 'assisting', 'superior']

  test('are known to those who handle the matter', async () => {
    const id = await loop.raise()
    await loop.lead(id, 'join', 'assign')
    for (const who of handlers)
      expect((await seenBy(who, id)).raiser).toMatchObject({ id: loop.people.raiser.personId, name: '钱立春' })
  })

  test('stand nowhere in what colleagues, joiners and the raiser get to see of each other', async () => {
    const id = await loop.raise()
    await loop.lead(id, 'join', 'assign', 'ask', 'reply', 'add')
    await loop.move('joiner', id, { do: 'add', text: '我们所也一样。' })
    await loop.lead(id, 'plan_action', 'answer')
    await loop.move('joiner', id, { do: 'judge', verdict: 'solved' })
    await loop.lead(id, 'judge')
    const { raiser, joiner } = loop.people
    const hidden: [Who, (typeof raiser)[]][] = [
      ['colleague', [raiser, joiner]],
      ['joiner', [raiser]],
      ['raiser', [joiner]],
      ['stranger', [raiser, joiner]],
    ]
    for (const [who, unknown] of hidden) {
      const reply = JSON.stringify(await seenBy(who, id))
      for (const person of unknown) {
        expect(reply).not.toContain(person.name)
        expect(reply).not.toContain(person.personId)
        expect(reply).not.toContain(person.staffNo)
      }
    }
    // and the same search does find them where they may be known
    expect(JSON.stringify(await seenBy('superior', id))).toContain(raiser.name)
    expect(JSON.stringify(await seenBy('superior', id))).toContain(joiner.name)
  })

  test('stay unknown to the colleague in whose name it goes on after a withdrawal', async () => {
    const id = await loop.raise()
    await loop.lead(id, 'join', 'assign')
    await loop.lead(id, 'withdraw')
    expect(await loop.row(id)).toMatchObject({ state: 'assigned', raiser_id: loop.people.joiner.personId })
    const taken = await seenBy('joiner', id)
    expect(taken).toMatchObject({ mine: true, joined: false, raiser: { name: loop.people.joiner.name } })
    expect(JSON.stringify(taken)).not.toContain(loop.people.raiser.name)
    expect(JSON.stringify(taken)).not.toContain(loop.people.raiser.personId)
  })
})

test('a matter withdrawn by its raiser goes on with its clock for those who joined', async () => {
  const id = await loop.raise()
  await loop.lead(id, 'join', 'assign')
  const { due_at, act_by } = await loop.row(id)
  await loop.lead(id, 'withdraw')
  expect(await loop.row(id)).toMatchObject({ due_at, act_by })
  await loop.lead(id, 'answer')
  expect((await seenBy('joiner', id)).may).toContain('judge')
  expect(await loop.move('joiner', id, { do: 'judge', verdict: 'solved' })).toMatchObject({ state: 'settled' })
})
