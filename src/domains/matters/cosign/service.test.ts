/** Co-signing: enough colleagues in time open again what was declined, by rule, once, however many sign at the same moment. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Loop, openLoop, type Who } from '../../../../test/world/loop.ts'
import { aPerson } from '../../../../test/world/people.ts'
import { openWorld, type World } from '../../../../test/world/world.ts'
import { aKind } from '../factory.ts'
import { view } from '../view/service.ts'

let world: World
let loop: Loop
const { n: needed, days } = aKind.cosign!
beforeAll(async () => {
  world = await openWorld()
  loop = await openLoop(world)
})
afterAll(() => world.close())

const colleagues = (count: number) =>
  Promise.all(Array.from({ length: count }, () => aPerson(world.db, { unit: loop.units.far })))

async function declined(): Promise<string> {
  const id = await loop.raise()
  await loop.lead(id, 'decline')
  return id
}

const actsOf = async (id: string) =>
  (
    await world.db
      .selectFrom('matters_event')
      .select(['act', 'data'])
      .where('matter_id', '=', id)
      .orderBy('seq')
      .execute()
  ).map(({ act, data }) => ((data as { reopens?: boolean }).reopens === true ? `${act}!` : act))

test('the last of those needed opens it again, one level up, with a fresh clock', async () => {
  const id = await declined()
  const signers = await colleagues(needed)
  for (const [i, signer] of signers.entries()) {
    const before = await loop.row(id)
    const shown = await loop.move(signer, id, { do: 'cosign' })
    if (i < needed - 1) {
      expect(shown).toMatchObject({ state: 'declined', cosign: { more: needed - 1 - i, needed, mine: true } })
      expect(shown.may).toContain('uncosign')
      expect((await loop.row(id)).state_since).toEqual(before.state_since)
    }
  }
  const row = await loop.row(id)
  expect(row).toMatchObject({ state: 'received', level: 1, desk_unit_id: loop.units.district.id, events: 2 + needed })
  expect(row.due_at).toEqual(new Date('2026-11-19T15:59:59.999Z'))
  const seen = await view(await world.ctxFor(loop.people.superior), { id })
  expect(seen).toMatchObject({ cosign: null, mustDecide: false })
  expect(seen.may).toContain('assign')
})

test('fifty at once: exactly one of them opens it again, the others are told that it has moved on', async () => {
  const id = await declined()
  const { events: seen } = await loop.row(id)
  const all = await Promise.allSettled(
    (await colleagues(50)).map((signer) => loop.move(signer, id, { do: 'cosign' }, { seen })),
  )
  const refused = all.flatMap((one) => (one.status === 'rejected' ? [one.reason.code] : []))
  expect(new Set(refused)).toEqual(new Set(['matters.not_now']))
  expect(refused).toHaveLength(50 - needed)
  expect(await actsOf(id)).toEqual(['raise', 'decline', ...Array(needed - 1).fill('cosign'), 'cosign!'])
  expect((await loop.row(id)).level).toBe(1)
}, 60_000)

test('each person counts once, also when he signs many times at once', async () => {
  const id = await declined()
  const { events: seen } = await loop.row(id)
  const [one] = await colleagues(1)
  const all = await Promise.allSettled(
    Array.from({ length: 10 }, () => loop.move(one!, id, { do: 'cosign' }, { seen })),
  )
  expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  for (const other of all) if (other.status === 'rejected') expect(other.reason.code).toBe('matters.already_cosigned')
  expect((await loop.row(id)).state).toBe('declined')
})

test('it can be taken back while the matter is declined, and then counts no more', async () => {
  const id = await declined()
  const signers = await colleagues(needed)
  await loop.move(signers[0]!, id, { do: 'cosign' })
  expect(await loop.move(signers[0]!, id, { do: 'uncosign' })).toMatchObject({ cosign: { more: needed, mine: false } })
  for (const signer of signers.slice(1)) await loop.move(signer, id, { do: 'cosign' })
  expect((await loop.row(id)).state).toBe('declined')
  await loop.move(signers[0]!, id, { do: 'cosign' })
  expect((await loop.row(id)).state).toBe('received')
  await expect(loop.move(signers[1]!, id, { do: 'uncosign' })).rejects.toMatchObject({ code: 'matters.not_now' })
})

test('declined again, it begins anew', async () => {
  const id = await declined()
  const signers = await colleagues(needed)
  for (const signer of signers) await loop.move(signer, id, { do: 'cosign' })
  await loop.move('superior', id, loop.says('decline'))
  expect(await view(await world.ctxFor(signers[0]!), { id })).toMatchObject({ cosign: { more: needed, mine: false } })
  await loop.move(signers[0]!, id, { do: 'cosign' })
  expect((await loop.row(id)).state).toBe('declined')
})

describe('who may not', () => {
  test('the raiser has his own word, and so has who said "me too"', async () => {
    const id = await loop.raise()
    await loop.lead(id, 'join', 'decline')
    await expect(loop.move('raiser', id, { do: 'cosign' })).rejects.toMatchObject({ code: 'matters.own_matter' })
    await expect(loop.move('joiner', id, { do: 'cosign' })).rejects.toMatchObject({ code: 'matters.judge_instead' })
  })

  test('nobody who may not see the matter', async () => {
    const id = await loop.raise({ visibility: 'handlers' })
    await loop.lead(id, 'decline')
    await expect(loop.move('colleague', id, { do: 'cosign' })).rejects.toMatchObject({ code: 'matters.not_found' })
    expect(await view(await world.ctxFor(loop.people.desk), { id })).toMatchObject({ cosign: null })
  })

  test('nobody after its last day, which ends at midnight', async () => {
    const id = await declined()
    const { until } = (await view(await world.ctxFor(loop.people.colleague), { id })).cosign!
    expect(until).toBe('2026-12-16T15:59:59.999Z')
    expect(days).toBe(30)
    await loop.move('colleague', id, { do: 'cosign' }, { now: new Date(until) })
    const after = { now: new Date(Date.parse(until) + 1) }
    const [late] = await colleagues(1)
    await expect(loop.move(late!, id, { do: 'cosign' }, after)).rejects.toMatchObject({
      code: 'matters.cosign_too_late',
    })
    expect(await view(await world.ctxFor(late!, after), { id })).toMatchObject({ cosign: null })
  })

  test('nobody who has not seen the reason it was declined for', async () => {
    const id = await declined()
    for (const signer of await colleagues(needed)) await loop.move(signer, id, { do: 'cosign' })
    await loop.move('superior', id, loop.says('decline'))
    const old = loop.move('colleague', id, { do: 'cosign' }, { seen: 3 })
    await expect(old).rejects.toMatchObject({ code: 'platform.changed_meanwhile' })
  })
})

test('others see no names, those who decide do; whoever co-signed is told that it is open again', async () => {
  const id = await declined()
  const signers = await colleagues(needed)
  await loop.move(signers[0]!, id, { do: 'cosign', reason: '我们班也没有热水。' })
  const said = async (who: Who) => (await view(await world.ctxFor(loop.people[who]), { id })).history.at(-1)!
  expect(await said('colleague')).toMatchObject({ by: null, data: { reason: '我们班也没有热水。' } })
  expect(await said('raiser')).toMatchObject({ by: null })
  expect((await said('desk')).by).not.toBeNull()
  for (const signer of signers.slice(1)) await loop.move(signer, id, { do: 'cosign' })
  const news = await world.db
    .selectFrom('platform_outbox')
    .select('tell')
    .where('subject_id', '=', id)
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow()
  const told = (news.tell as { people: string[] }).people
  for (const { personId } of [...signers, loop.people.raiser]) expect(told).toContain(personId)
})
