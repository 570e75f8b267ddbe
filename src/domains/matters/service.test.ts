/** Every move on real rows: it works, the wrong person is refused, and the record is there. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { keepFile } from '#platform/files/files.ts'
import { type Loop, openLoop, usually, type Who } from '../../../test/world/loop.ts'
import { openWorld, type World } from '../../../test/world/world.ts'
import { type MatterView, type Move, type MoveName, moveNames } from './contract.ts'
import type { MatterRecord } from './store.ts'

let world: World
let loop: Loop
beforeAll(async () => {
  world = await openWorld()
  loop = await openLoop(world)
})
afterAll(() => world.close())

interface Case {
  /** The moves that lead up to it. */
  readonly before: readonly MoveName[]
  readonly wrong: Who
  /** What of the row, and of the view, is so afterwards. */
  readonly row: Partial<MatterRecord>
  readonly view?: Partial<MatterView>
}

const inThreeWorkdays = new Date('2026-11-19T15:59:59.999Z')

function caseOf(name: MoveName): Case {
  const { units, people } = loop
  const open = { state: 'received', lead_unit_id: null, owner_id: null, due_at: inThreeWorkdays } as const
  const closed = { due_at: null, act_by: null } as const
  const cases: Record<MoveName, Case> = {
    assign: {
      before: [],
      wrong: 'stranger',
      row: {
        state: 'assigned',
        lead_unit_id: units.lead.id,
        owner_id: people.owner.personId,
        answerable_unit_id: units.lead.id,
      },
      view: { assisting: [{ id: units.assisting.id, name: '东三所' }] },
    },
    reassign: { before: ['assign'], wrong: 'owner', row: { state: 'assigned', owner_id: people.lead.personId } },
    hand_on: {
      before: ['assign'],
      wrong: 'desk',
      row: {
        lead_unit_id: units.assisting.id,
        owner_id: people.assisting.personId,
        answerable_unit_id: units.lead.id,
        hand_ons: 1,
      },
    },
    return: { before: ['assign'], wrong: 'assisting', row: { ...open, answerable_unit_id: null } },
    ask_extension: {
      before: ['assign'],
      wrong: 'superior',
      row: { extension: 'asked', extension_until: '2027-01-15', decider_unit_id: units.district.id },
    },
    grant_extension: {
      before: ['assign', 'ask_extension'],
      wrong: 'lead',
      row: { extension: 'granted', decider_unit_id: null, due_at: new Date('2027-01-15T15:59:59.999Z') },
    },
    refuse_extension: {
      before: ['assign', 'ask_extension'],
      wrong: 'owner',
      row: { extension: 'refused', decider_unit_id: null, due_at: inThreeWorkdays },
    },
    ask: {
      before: ['assign'],
      wrong: 'desk',
      row: { state: 'waiting', act_by: null },
      view: { question: '是哪一间值班室？' },
    },
    reply: {
      before: ['assign', 'ask'],
      wrong: 'colleague',
      row: { state: 'assigned', act_by: inThreeWorkdays },
      view: { question: null },
    },
    add: { before: [], wrong: 'colleague', row: open },
    plan_action: { before: ['assign'], wrong: 'raiser', row: { state: 'assigned' } },
    finish_action: { before: ['assign', 'plan_action'], wrong: 'raiser', row: { state: 'assigned' } },
    attach_evidence: { before: ['assign'], wrong: 'raiser', row: { state: 'assigned' } },
    answer: {
      before: ['assign'],
      wrong: 'raiser',
      row: { ...closed, state: 'answered', answer_kind: 'done', answer_text: '加热管已更换，今晚夜班可以用热水。' },
    },
    judge: {
      before: ['assign', 'answer'],
      wrong: 'owner',
      row: { ...open, level: 1, desk_unit_id: units.district.id, answer_kind: null },
    },
    merge: { before: [], wrong: 'raiser', row: { ...closed, state: 'merged' } },
    decline: { before: [], wrong: 'raiser', row: { ...closed, state: 'declined' } },
    withdraw: { before: [], wrong: 'desk', row: { ...closed, state: 'withdrawn' } },
    join: { before: [], wrong: 'raiser', row: open, view: { joined: true, joiners: 1 } },
    leave: { before: ['join'], wrong: 'colleague', row: open, view: { joined: false, joiners: 0 } },
    split: { before: [], wrong: 'raiser', row: { ...closed, state: 'split' } },
    cosign: { before: ['decline'], wrong: 'raiser', row: { ...closed, state: 'declined' } },
    uncosign: { before: ['decline', 'cosign'], wrong: 'raiser', row: { ...closed, state: 'declined' } },
    confirm_repeat: { before: [], wrong: 'colleague', row: { ...open, came_back: true }, view: { cameBack: true } },
    reject_repeat: { before: [], wrong: 'colleague', row: { ...open, came_back: false }, view: { repeatOf: [] } },
  }
  return cases[name]
}

async function aFileOf(who: Who): Promise<string> {
  const { personId: uploaderId } = loop.people[who]
  const file = { bytes: Buffer.from('a picture'), mediaType: 'image/webp', name: null, uploaderId, now: world.now() }
  return (await keepFile(world.db, file)).id
}

/** A matter on which the move is the next one, and the move with what it names. */
async function ready(name: MoveName): Promise<{ id: string; move: Move }> {
  const earlierId = name.endsWith('_repeat') ? await loop.raise({ text: '值班室没有热水，请派人来看。' }) : undefined
  if (earlierId !== undefined) await loop.lead(earlierId, 'decline')
  const id = await loop.raise()
  await loop.lead(id, ...caseOf(name).before)
  const action = (await world.db.selectFrom('matters_action').select('id').where('matter_id', '=', id).execute())[0]
  return {
    id,
    move: loop.says(name, {
      ...(action === undefined ? {} : { actionId: action.id }),
      ...(name === 'attach_evidence' ? { fileIds: [await aFileOf(usually[name])] } : {}),
      ...(earlierId === undefined ? {} : { earlierId }),
      ...(name === 'merge' ? { intoId: await loop.raise({ by: 'joiner' }) } : {}),
    }),
  }
}

const everything = (id: string) =>
  Promise.all([
    loop.row(id),
    ...(['matters_event', 'matters_action', 'matters_assisting', 'matters_joiner', 'matters_file'] as const).map(
      (table) => world.db.selectFrom(table).selectAll().where('matter_id', '=', id).execute(),
    ),
  ])

const recordsOf = (id: string) =>
  Promise.all([
    world.db.selectFrom('platform_audit_entry').selectAll().where('subject_id', '=', id).orderBy('id').execute(),
    world.db.selectFrom('platform_outbox').selectAll().where('subject_id', '=', id).orderBy('id').execute(),
  ])

describe.each(moveNames)('the move %s', (name) => {
  test('works, and is in the history, in the audit log and in the outbox', async () => {
    const { id, move } = await ready(name)
    const [earlierEntries, earlierNews] = await recordsOf(id)
    const before = (await loop.row(id)).events
    const view = await loop.move(usually[name], id, move)

    const expected = caseOf(name)
    expect(await loop.row(id)).toMatchObject({ ...expected.row, events: before + 1 })
    expect(view).toMatchObject({ ...expected.view, seen: before + 1 })

    const { personId, unit } = loop.people[usually[name]]
    const event = view.history.at(-1)!
    expect(event).toMatchObject({ seq: before + 1, act: name, by: { name: loop.people[usually[name]].name } })
    const stored = await world.db
      .selectFrom('matters_event')
      .selectAll()
      .where('matter_id', '=', id)
      .where('seq', '=', before + 1)
      .executeTakeFirstOrThrow()
    expect(stored).toMatchObject({ act: name, by_person: personId, by_unit: unit.id, at: world.now() })

    const [entries, news] = await recordsOf(id)
    expect(entries.slice(earlierEntries.length)).toMatchObject([
      { act: `matters.${name}`, subject_kind: 'matter', actor_id: personId, at: world.now() },
    ])
    expect(news.slice(earlierNews.length)).toMatchObject([{ act: `matters.${name}`, subject_kind: 'matter' }])
  })

  test('is refused to the wrong person, and leaves no trace of the attempt', async () => {
    const { id, move } = await ready(name)
    const before = [await everything(id), await recordsOf(id)]
    const code = { join: 'matters.own_matter', cosign: 'matters.own_matter', uncosign: 'matters.not_cosigned' }[
      name as string
    ]
    await expect(loop.move(caseOf(name).wrong, id, move)).rejects.toMatchObject({
      name: 'Refusal',
      code: code ?? 'matters.not_yours',
    })
    expect([await everything(id), await recordsOf(id)]).toEqual(before)
  })
})

test('the news of a move names those it concerns, by id', async () => {
  const id = await loop.raise()
  await loop.lead(id, 'join', 'assign')
  const [, news] = await recordsOf(id)
  const tell = news.at(-1)!.tell as { people: string[]; units: string[] }
  const { people, units } = loop
  expect(new Set(tell.people)).toEqual(new Set([people.raiser.personId, people.joiner.personId, people.owner.personId]))
  expect(new Set(tell.units)).toEqual(new Set([units.station.id, units.lead.id, units.assisting.id]))
})

describe('what a move leaves beside the matter', () => {
  const rowsOf = (table: 'matters_action' | 'matters_assisting' | 'matters_joiner' | 'matters_file', id: string) =>
    world.db.selectFrom(table).selectAll().where('matter_id', '=', id).execute()

  test('an action has an owner and a day, and is finished with a note', async () => {
    const { id, move } = await ready('finish_action')
    const { personId: owner_id } = loop.people.owner
    expect(await rowsOf('matters_action', id)).toMatchObject([{ owner_id, due_on: '2027-01-10', done_at: null }])
    const view = await loop.move('owner', id, move)
    expect(view.actions).toMatchObject([{ text: '更换加热管', doneNote: '已更换并试水。', mine: true }])
    expect(await rowsOf('matters_action', id)).toMatchObject([{ done_at: world.now(), done_note: '已更换并试水。' }])
  })

  test('evidence hangs on the event that brought it', async () => {
    const { id, move } = await ready('attach_evidence')
    const view = await loop.move('assisting', id, move)
    const [fileId] = (move as Extract<Move, { do: 'attach_evidence' }>).fileIds
    expect(view.pictures).toEqual([{ fileId, seq: view.seen }])
    expect(await rowsOf('matters_file', id)).toMatchObject([{ file_id: fileId, seq: view.seen }])
  })

  test('a second assignment replaces the assisting units', async () => {
    const id = await loop.raise()
    await loop.lead(id, 'assign', 'return')
    await loop.move('desk', id, { do: 'assign', unitId: loop.units.assisting.id, assistingUnitIds: [] })
    expect(await rowsOf('matters_assisting', id)).toEqual([])
  })
})

test('what is not audited does not happen: each event of a matter has its entry', async () => {
  const id = await loop.raise()
  await loop.lead(id, 'join', 'assign', 'ask', 'reply', 'plan_action', 'answer', 'judge')
  const [entries] = await recordsOf(id)
  const events = await world.db
    .selectFrom('matters_event')
    .select('act')
    .where('matter_id', '=', id)
    .orderBy('seq')
    .execute()
  expect(entries.map((entry) => entry.act)).toEqual(events.map((event) => `matters.${event.act}`))
})
