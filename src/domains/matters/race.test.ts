/** Several people, or one request several times, at once: one wins, the others are told, nothing is half done. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Loop, openLoop } from '../../../test/world/loop.ts'
import { openWorld, type World } from '../../../test/world/world.ts'
import { moveMatter } from './contract.ts'

let world: World
let loop: Loop
beforeAll(async () => {
  world = await openWorld()
  loop = await openLoop(world)
})
afterAll(() => world.close())

const eventsOf = async (id: string) =>
  (await world.db.selectFrom('matters_event').select('act').where('matter_id', '=', id).orderBy('seq').execute()).map(
    (event) => event.act,
  )

test('two people answering at once: one wins, the other is told that it has changed', async () => {
  for (let round = 0; round < 10; round += 1) {
    const id = await loop.raise()
    await loop.lead(id, 'assign')
    const { events: seen } = await loop.row(id)
    const both = await Promise.allSettled([
      loop.move('owner', id, { do: 'answer', kind: 'done', text: '承办人：加热管已更换完毕。' }, { seen }),
      loop.move('lead', id, { do: 'answer', kind: 'done', text: '负责人：加热管已更换完毕。' }, { seen }),
    ])
    const won = both.filter((one) => one.status === 'fulfilled')
    const lost = both.find((one) => one.status === 'rejected')
    expect(won).toHaveLength(1)
    expect(lost?.reason).toMatchObject({ kind: 'conflict', code: 'platform.changed_meanwhile' })
    expect(await eventsOf(id)).toEqual(['raise', 'assign', 'answer'])
    expect((await loop.row(id)).answer_text).toBe(won[0]!.value.answer!.text)
  }
})

test('a move made on an old view is refused, also where it would still be allowed', async () => {
  const id = await loop.raise()
  await loop.lead(id, 'assign')
  const { events: seen } = await loop.row(id)
  await loop.lead(id, 'add')
  await expect(loop.move('owner', id, loop.says('answer'), { seen })).rejects.toMatchObject({
    code: 'platform.changed_meanwhile',
    details: { seen: seen + 1 },
  })
})

test('the raiser reopening while a joiner agrees: the order decides, and the history has both or one', async () => {
  for (let round = 0; round < 5; round += 1) {
    const id = await loop.raise()
    await loop.lead(id, 'join', 'assign', 'answer')
    const { events: seen } = await loop.row(id)
    const both = await Promise.allSettled([
      loop.move('raiser', id, loop.says('judge'), { seen }),
      loop.move('joiner', id, { do: 'judge', verdict: 'solved' }, { seen }),
    ])
    expect(both.filter((one) => one.status === 'fulfilled')).toHaveLength(1)
    expect((await eventsOf(id)).filter((act) => act === 'judge')).toHaveLength(1)
  }
})

test('a request sent twenty times at once over HTTP moves the matter once, and all get the same reply', async () => {
  const id = await loop.raise()
  const input = { id, seen: 1, move: loop.says('assign') }
  const options = { as: loop.people.desk.personId, key: randomUUID() }
  const replies = await Promise.all(Array.from({ length: 20 }, () => world.call(moveMatter, input, options)))
  for (const reply of replies) expect(reply).toEqual(replies[0])
  expect(await eventsOf(id)).toEqual(['raise', 'assign'])
  const audited = await world.db.selectFrom('platform_audit_entry').select('id').where('subject_id', '=', id).execute()
  expect(audited).toHaveLength(2)
})

test('colleagues who join at once are all counted, each once', async () => {
  const id = await loop.raise()
  const { joiner, colleague, stranger, lead, owner, superior } = loop.people
  const joining = [joiner, colleague, stranger, lead, owner, superior]
  const tryJoin = async (who: (typeof joining)[number]): Promise<void> => {
    for (;;) {
      const done = await loop.move(who, id, { do: 'join' }).then(
        () => true,
        (error) => {
          if (error.code !== 'platform.changed_meanwhile') throw error
          return false
        },
      )
      if (done) return
    }
  }
  await Promise.all(joining.map(tryJoin))
  const rows = await world.db.selectFrom('matters_joiner').select('person_id').where('matter_id', '=', id).execute()
  expect(new Set(rows.map((row) => row.person_id))).toEqual(new Set(joining.map((one) => one.personId)))
  expect((await loop.row(id)).events).toBe(1 + joining.length)
})
