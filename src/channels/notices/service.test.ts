/** Notices from the outbox to the reader: who hears what and as what, when, and what he may still see of it. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Actor } from '#platform/access.ts'
import { drainOutbox } from '#platform/news/outbox.ts'
import { type Loop, openLoop, type Who } from '../../../test/world/loop.ts'
import { openWorld, type World } from '../../../test/world/world.ts'
import { watchClocks } from '../../domains/matters/escalation/service.ts'
import { follow, unfollow } from '../../domains/matters/following/service.ts'
import { receiversOf } from '../../house.ts'
import { makeDigests } from './jobs.ts'
import { count, digest, notices, see, set, settings } from './service.ts'
import { noticeSentence } from './words.ts'

let world: World
let loop: Loop
beforeAll(async () => {
  world = await openWorld()
  loop = await openLoop(world)
})
beforeEach(async () => {
  await drain()
  await world.db.deleteFrom('channels_notice').execute()
})
afterAll(() => world.close())

const drain = async () => {
  const receivers = receiversOf([world.home])
  while ((await drainOutbox(world.db, world.home.tenant.schema, 200, receivers)) > 0);
}
const as = (who: Who | Actor, now = world.now()) =>
  world.ctxFor(typeof who === 'string' ? loop.people[who] : who, { now })
/** Whoever heard of it, as what: 'raised assign'. */
async function heard(matterId?: string): Promise<Readonly<Record<string, string[]>>> {
  await drain()
  const rows = await world.db.selectFrom('channels_notice').selectAll().orderBy('id').execute()
  const nameOf = (id: string) => Object.entries(loop.people).find(([, { personId }]) => personId === id)?.[0] ?? id
  const told: Record<string, string[]> = {}
  for (const { person_id, relation, act, event_of } of rows) {
    if (matterId !== undefined && event_of !== matterId) continue
    const name = nameOf(person_id)
    told[name] = [...(told[name] ?? []), `${relation} ${act}`]
  }
  return told
}

describe('who hears', () => {
  test('each as what he is to the matter, once, and nobody of his own act', async () => {
    const id = await loop.raise()
    await loop.lead(id, 'join')
    await follow(await as('colleague'), { id })
    expect(await heard()).toEqual({ desk: ['assigned raise'] })
    await loop.lead(id, 'assign')
    expect(await heard()).toEqual({
      desk: ['assigned raise'],
      owner: ['own assign'],
      raiser: ['raised assign'],
      joiner: ['joined assign'],
      lead: ['assigned assign'],
      assisting: ['assigned assign'],
      colleague: ['follow assign'],
    })
  })

  test('of an answer and a verdict', async () => {
    const id = await loop.raise()
    await loop.lead(id, 'join', 'assign')
    await drain()
    await world.db.deleteFrom('channels_notice').execute()
    await loop.lead(id, 'answer', 'judge')
    expect(await heard()).toEqual({
      raiser: ['raised answer'],
      joiner: ['joined answer', 'joined judge'],
      owner: ['own judge'],
      superior: ['assigned judge'],
    })
  })

  test('reminders reach the owner alone, and a passed deadline the superior alone', async () => {
    const id = await loop.raise()
    await loop.lead(id, 'join', 'assign')
    await drain()
    await world.db.deleteFrom('channels_notice').execute()
    const look = (now: string) => watchClocks(world.ctxOfNobody({ now: new Date(now) }))
    await look('2026-11-19T15:00:00+08:00')
    expect(await heard(id)).toEqual({ owner: ['own remind'] })
    await look('2026-11-20T09:00:00+08:00')
    expect(await heard(id)).toEqual({ owner: ['own remind'], superior: ['above escalate'] })
  })

  test('a desk that has not assigned is reminded as a desk', async () => {
    const id = await loop.raise()
    await drain()
    await world.db.deleteFrom('channels_notice').execute()
    await watchClocks(world.ctxOfNobody({ now: new Date('2026-11-17T16:00:00+08:00') }))
    const told = await heard()
    expect(told.desk).toContain('assigned remind')
    expect(
      Object.values(told)
        .flat()
        .every((one) => one.endsWith('remind')),
    ).toBe(true)
    expect((await loop.row(id)).state).toBe('received')
  })

  test('whoever raised a matter that was merged hears of the outcome under his own', async () => {
    const [one, into] = [await loop.raise({ by: 'colleague' }), await loop.raise()]
    await loop.move('stranger', one, loop.says('merge', { intoId: into }))
    await drain()
    await world.db.deleteFrom('channels_notice').execute()
    await loop.lead(into, 'assign', 'answer')
    expect((await heard()).colleague).toEqual(['raised answer'])
    const { groups } = await notices(await as('colleague'), {})
    expect(groups.map(({ matter }) => matter?.id)).toEqual([one])
    expect(groups[0]!.notices[0]!.facts.kind).toBe('done')
  })

  test('an extension that is asked for reaches whoever decides', async () => {
    const id = await loop.raise()
    await loop.lead(id, 'assign')
    await drain()
    await world.db.deleteFrom('channels_notice').execute()
    await loop.lead(id, 'ask_extension')
    expect(await heard()).toEqual({ superior: ['above ask_extension'] })
  })

  test('told again after a failure, nobody hears twice', async () => {
    await loop.raise()
    const failing = () => Promise.reject(new Error('later'))
    const receivers = [...receiversOf([world.home]), failing]
    await expect(drainOutbox(world.db, world.home.tenant.schema, 200, receivers)).rejects.toThrow('later')
    expect(await world.db.selectFrom('channels_notice').select('id').execute()).toEqual([])
    await Promise.all([drain(), drain()])
    expect(await heard()).toEqual({ desk: ['assigned raise'] })
  })
})

describe('what the reader sees', () => {
  test('the newest first, by matter, in words made now', async () => {
    const [first, second] = [await loop.raise(), await loop.raise({ text: '更衣室的柜子不够用，请添几个。' })]
    await loop.lead(first, 'assign')
    await loop.lead(second, 'assign')
    await loop.lead(first, 'answer')
    await drain()
    const { groups, next } = await notices(await as('raiser'), {})
    expect(next).toBeNull()
    const told = groups.map(({ matter, notices: some }) => [matter?.id, some.map((one) => noticeSentence(one, 'zh'))])
    expect(told).toEqual([
      [first, ['您提出的事项有了答复：已经办好。是否解决，请您评价。', '您提出的事项已交办，由东二所主办。']],
      [second, ['您提出的事项已交办，由东二所主办。']],
    ])
  })

  test('a matter that he may no longer see shows nothing and is not counted', async () => {
    const id = await loop.raise({ visibility: 'handlers' })
    await drain()
    expect((await count(await as('desk'))).unseen).toBe(1)
    const former: Actor = { ...loop.people.desk, grants: [] }
    expect((await notices(await as(former), {})).groups).toEqual([])
    expect((await count(await as(former))).unseen).toBe(0)
    expect((await notices(await as('desk'), {})).groups.map(({ matter }) => matter?.id)).toEqual([id])
  })

  test('no notice carries what was said, or a name', async () => {
    const id = await loop.raise()
    await loop.lead(id, 'join', 'assign', 'ask', 'reply', 'answer', 'judge')
    await drain()
    for (const who of ['raiser', 'joiner', 'owner', 'desk', 'superior'] as const) {
      const told = JSON.stringify((await notices(await as(who), {})).groups.map((group) => group.notices))
      for (const { name } of Object.values(loop.people)) expect(told).not.toContain(name)
      expect(told).not.toContain('二楼东侧')
    }
  })

  test('seen is his own mark: by matter or all at once, and nobody else’s changes', async () => {
    const [first, second] = [await loop.raise(), await loop.raise({ text: '食堂的门帘破了，风直往里灌。' })]
    await loop.lead(first, 'assign')
    await loop.lead(second, 'assign')
    await drain()
    const before = (await count(await as('owner'))).unseen
    expect(await see(await as('raiser'), { matterId: first })).toEqual({ unseen: 1 })
    expect(await see(await as('raiser'), {})).toEqual({ unseen: 0 })
    expect((await count(await as('owner'))).unseen).toBe(before)
    expect(
      (await notices(await as('raiser'), {})).groups.flatMap((group) => group.notices.map(({ seen }) => seen)),
    ).toEqual([true, true])
  })

  test('marking as seen leaves no trace but the mark: no record, no time', async () => {
    await loop.raise()
    await drain()
    const acts = () => world.db.selectFrom('platform_audit_entry').select('id').execute()
    const [before, rows] = [await acts(), await world.db.selectFrom('channels_notice').selectAll().execute()]
    await see(await as('desk'), {})
    expect(await acts()).toEqual(before)
    const after = await world.db.selectFrom('channels_notice').selectAll().execute()
    expect(after).toEqual(rows.map((row) => ({ ...row, seen: true })))
  })
})

describe('quiet hours', () => {
  test('what happens at night is neither listed nor counted before the morning', async () => {
    const id = await loop.raise()
    const night = new Date('2026-11-16T22:00:00+08:00')
    await loop.move('desk', id, loop.says('assign'), { now: night })
    await drain()
    expect(await count(await as('raiser', night))).toEqual({ unseen: 0, nextAt: '2026-11-16T23:00:00.000Z' })
    expect((await notices(await as('raiser', night), {})).groups).toEqual([])
    const morning = new Date('2026-11-17T07:00:00+08:00')
    expect(await count(await as('raiser', morning))).toEqual({ unseen: 1, nextAt: null })
    expect((await notices(await as('raiser', morning), {})).groups).toHaveLength(1)
  })

  test('everybody sets his own, within what is offered, and an earlier morning comes earlier', async () => {
    expect(await settings(await as('joiner'))).toMatchObject({
      quietFrom: 21,
      quietTo: 7,
      restDays: false,
      digest: true,
    })
    expect(await set(await as('joiner'), { quietTo: 6 })).toMatchObject({ quietFrom: 21, quietTo: 6, digest: true })
    await expect(set(await as('joiner'), { quietFrom: 12 })).rejects.toMatchObject({ code: 'channels.not_such_hours' })
    const id = await loop.raise()
    await loop.lead(id, 'join')
    await loop.move('desk', id, loop.says('assign'), { now: new Date('2026-11-16T22:00:00+08:00') })
    await drain()
    const at = async (who: Who) => (await count(await as(who, new Date('2026-11-16T22:00:00+08:00')))).nextAt
    expect([await at('joiner'), await at('raiser')]).toEqual(['2026-11-16T22:00:00.000Z', '2026-11-16T23:00:00.000Z'])
  })
})

describe('following', () => {
  test('is nobody else’s to see, and ends when wished', async () => {
    const id = await loop.raise()
    await follow(await as('colleague'), { id })
    await unfollow(await as('colleague'), { id })
    await follow(await as('colleague'), { id })
    await follow(await as('colleague'), { id })
    const events = world.db.selectFrom('matters_event').select('act').where('matter_id', '=', id)
    expect((await events.execute()).map(({ act }) => act)).toEqual(['raise'])
    const subjects = world.db
      .selectFrom('platform_audit_entry')
      .select('subject_id')
      .where('act', 'like', 'matters.%follow')
    expect(new Set((await subjects.execute()).map(({ subject_id }) => subject_id))).toEqual(
      new Set([loop.people.colleague.personId]),
    )
    await unfollow(await as('colleague'), { id })
    await loop.lead(id, 'assign')
    expect((await heard()).colleague).toBeUndefined()
  })

  test('only what one may see can be followed', async () => {
    const id = await loop.raise({ visibility: 'handlers' })
    await expect(follow(await as('colleague'), { id })).rejects.toMatchObject({ code: 'matters.not_found' })
  })
})

describe('the weekly digest', () => {
  const monday = new Date('2026-11-23T05:30:00+08:00')
  const eight = new Date('2026-11-23T08:00:00+08:00')
  const make = (now: Date) => makeDigests(world.ctxOfNobody({ now }))

  test('comes once, on Monday morning, to whoever has something in it and wants it', async () => {
    const id = await loop.raise()
    await loop.lead(id, 'assign')
    await set(await as('owner'), { digest: false })
    await drain()
    await world.db.deleteFrom('channels_notice').execute()
    await Promise.all([make(monday), make(monday)])
    await make(new Date('2026-11-24T05:30:00+08:00'))
    const told = await heard()
    expect(told.raiser).toEqual(['digest digest'])
    expect(told.owner).toBeUndefined()
    expect(told.stranger).toBeUndefined()
    expect((await count(await as('raiser', monday))).unseen).toBe(0)
    expect((await count(await as('raiser', eight))).unseen).toBe(1)
    await set(await as('owner'), { digest: true })
  })

  test('missed on Monday, it comes on the day on which the worker is back', async () => {
    await loop.raise()
    await drain()
    await world.db.deleteFrom('channels_notice').execute()
    await make(new Date('2026-11-25T05:30:00+08:00'))
    expect((await heard()).raiser).toEqual(['digest digest'])
  })

  test('tells what I raised, what waits for me and what was settled, and of nobody else', async () => {
    const [open, done] = [await loop.raise(), await loop.raise({ text: '巡检用的手电筒光太暗，看不清表。' })]
    await loop.lead(open, 'assign')
    await loop.lead(done, 'assign', 'answer')
    await loop.move('raiser', done, { do: 'judge', verdict: 'solved' })
    const mineNow = await digest(await as('raiser'))
    expect(mineNow.raised.map(({ id }) => id)).toContain(open)
    expect(mineNow.raised.map(({ id }) => id)).not.toContain(done)
    expect(mineNow.settled.map(({ id }) => id)).toContain(done)
    const owners = await digest(await as('owner'))
    expect(owners.waiting.map(({ id }) => id)).toContain(open)
    expect(owners.raised).toEqual([])
    expect((await digest(await as('stranger'))).settled).toEqual([])
  })
})
