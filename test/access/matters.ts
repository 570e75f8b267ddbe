/** How matters, their lists and choices, and suggestions are asked for. */
import sharp from 'sharp'
import { getWorkdays, listHeads } from '../../src/domains/matters/choices/contract.ts'
import { addPicture, getMatter, getPicture, type Move, moveMatter } from '../../src/domains/matters/contract.ts'
import { followMatter, unfollowMatter } from '../../src/domains/matters/following/contract.ts'
import { listInbox } from '../../src/domains/matters/inbox/contract.ts'
import { countBoard, countWall, listBoard, listMine, listSimilar } from '../../src/domains/matters/lists/contract.ts'
import { takePicture } from '../../src/domains/matters/pictures/service.ts'
import { getClock } from '../../src/domains/matters/reckoning/contract.ts'
import { guessRepeats, listClosedAlike } from '../../src/domains/matters/repeats/contract.ts'
import { findMatter } from '../../src/domains/matters/store.ts'
import { submitSuggestion, suggestTo } from '../../src/domains/voice/contract.ts'
import { aPart } from '../world/loop.ts'
import { aCase, type Case, casesOf, type Row, shows } from './case.ts'
import type { MatterWish, Stage } from './stage.ts'

let drawn: Promise<Buffer> | null = null
export const aPicture = (): Promise<Buffer> => {
  drawn ??= sharp({ create: { width: 20, height: 20, channels: 3, background: '#c40' } })
    .jpeg()
    .toBuffer()
  return drawn
}

const visibility = ({ variant }: Row) => (variant.includes('hidden') ? 'handlers' : 'company')

/** The matter that a row speaks of; `mine` is raised by the caller. */
const matterOf = (stage: Stage, row: Row, caller: Parameters<Case['ask']>[2], wish: MatterWish = {}) =>
  stage.matter(row.place, {
    visibility: visibility(row),
    ...(row.mine && caller.actor !== null ? { raiser: caller.actor } : {}),
    ...wish,
  })

/** A list shows the matter of the row. `input` narrows it down. */
const inList = (
  endpoint: Case['endpoint'],
  input: (stage: Stage, row: Row, text: string) => Record<string, unknown> = () => ({}),
  wish: MatterWish = {},
): Case =>
  aCase(endpoint, async (stage, row, caller) => {
    const { id, text } = await matterOf(stage, row, caller, wish)
    return { input: input(stage, row, text), there: (reply) => shows(reply, id) }
  })

const byUnit = (stage: Stage, { place, variant }: Row) =>
  variant.includes('by unit') ? { unitId: stage.locals[place].unit.id } : {}

/** Each move with how far the matter must be for it. */
const moves: Readonly<
  Record<string, { upTo: NonNullable<MatterWish['upTo']>; move: (stage: Stage, row: Row) => Move | Promise<Move> }>
> = {
  assign: {
    upTo: 'received',
    move: (stage, { place }) => ({ do: 'assign', unitId: stage.locals[place].unit.id, assistingUnitIds: [] }),
  },
  decline: { upTo: 'received', move: () => ({ do: 'decline', reason: '已有同样的安排，不再重复。' }) },
  answer: { upTo: 'assigned', move: () => ({ do: 'answer', kind: 'done', text: '已经办好，请您看看是否解决。' }) },
  grant: { upTo: 'extension', move: () => ({ do: 'grant_extension' }) },
  judge: { upTo: 'answered', move: () => ({ do: 'judge', verdict: 'solved' }) },
  split: {
    upTo: 'received',
    move: () => ({ do: 'split', parts: [aPart('第一件事的内容。'), aPart('第二件事的内容。')], reason: '是两件事。' }),
  },
  cosign: { upTo: 'declined', move: () => ({ do: 'cosign' }) },
  repeat: {
    upTo: 'received',
    move: async (stage, { place }) => ({ do: 'confirm_repeat', earlierId: await stage.closed(place) }),
  },
  join: { upTo: 'received', move: () => ({ do: 'join' }) },
  withdraw: { upTo: 'received', move: () => ({ do: 'withdraw' }) },
}

const byMove = aCase(moveMatter, async (stage, row, caller) => {
  const [name = ''] = row.variant.split(' ')
  const { upTo, move } = moves[name]!
  const wanted = await move(stage, row) // what it names is there before
  const { id, events } = await matterOf(stage, row, caller, { upTo })
  const input = { id, seen: events, move: wanted }
  return { input, there: async () => (await findMatter(stage.dbOf(row.place), id))?.events === events + 1 }
})

const pictureOf = aCase(getPicture, async (stage, row) => {
  const { worker } = stage.locals[row.place]
  const ctx = await stage.ctxAt(row.place, worker)
  const { fileId } = await takePicture({ ...ctx, bytes: await aPicture() }, {})
  const { id } = await stage.matter(row.place, { visibility: visibility(row), pictures: [fileId] })
  return { input: { id, fileId }, there: (_, headers) => /^image\//.test(String(headers['content-type'])) }
})

const upload = aCase(addPicture, async (stage) => ({
  input: {},
  bytes: { content: await aPicture(), type: 'image/jpeg' },
  there: async (reply) => {
    const { fileId } = reply as { fileId: string }
    const file = stage.world.db.selectFrom('platform_file').select('id').where('id', '=', fileId)
    return (await file.executeTakeFirst()) !== undefined
  },
}))

const suggestion = aCase(submitSuggestion, async (stage, row) => {
  const text = stage.text()
  const { worker, unit } = stage.locals[row.place]
  const ctx = await stage.ctxAt(row.place, worker)
  const foreign =
    row.variant === 'with a picture of somebody'
      ? (await takePicture({ ...ctx, bytes: await aPicture() }, {})).fileId
      : null
  const input = foreign === null ? { text, toUnitId: unit.id } : { text, pictures: [foreign] }
  const raised = () => stage.world.db.selectFrom('matters_matter').select('id').where('text', '=', text).execute()
  return { input, there: async () => (await raised()).length === 1 }
})

async function followersOf({ world }: Stage, id: string): Promise<number> {
  const rows = world.db.selectFrom('matters_follower').select('person_id').where('matter_id', '=', id)
  return (await rows.execute()).length
}

export const mattersCases = casesOf([
  aCase(getMatter, async (stage, row, caller) => {
    const { id, text } = await matterOf(stage, row, caller)
    return { input: { id }, there: (reply) => shows(reply, text) }
  }),
  aCase(getClock, async (stage, row, caller) => {
    const { id } = await matterOf(stage, row, caller)
    return { input: { id }, there: (reply) => shows(reply, 'endsAt') }
  }),
  aCase(followMatter, async (stage, row, caller) => {
    const { id } = await matterOf(stage, row, caller)
    return { input: { id }, there: async () => (await followersOf(stage, id)) === 1 }
  }),
  aCase(unfollowMatter, async (stage, row, caller) => {
    const { id } = await matterOf(stage, row, caller)
    const followed = { matter_id: id, person_id: caller.actor?.personId ?? '', at: stage.world.now() }
    const here = row.place !== 'other' && caller.actor !== null
    if (here) await stage.world.db.insertInto('matters_follower').values(followed).execute()
    return { input: { id }, there: async () => (await followersOf(stage, id)) === 0 }
  }),
  { ...byMove, alone: true },
  inList(listInbox, () => ({ all: 'true' }), { urgent: true }), // an inbox ends after two hundred
  { ...inList(listMine), alone: true },
  inList(listBoard, byUnit),
  aCase(countBoard, async (stage, row) => {
    await stage.matter(row.place)
    const counted = (reply: unknown) => (reply as { states: { received?: number } }).states.received
    return { input: byUnit(stage, row), there: (reply) => (counted(reply) ?? 0) > 0 }
  }),
  aCase(countWall, async (stage, row) => {
    await stage.matter(row.place)
    const counted = (reply: unknown) => (reply as { states: { received?: number } }).states.received
    return { input: {}, there: (reply) => (counted(reply) ?? 0) > 0 }
  }),
  inList(listSimilar, (_stage, _row, text) => ({ text })),
  aCase(listClosedAlike, async (stage, row, caller) => {
    const { id, text } = await matterOf(stage, row, caller, { upTo: 'declined' })
    return { input: { text }, there: (reply) => shows(reply, id) }
  }),
  aCase(guessRepeats, async (stage, row, caller) => {
    const earlier = await matterOf(stage, row, caller, { upTo: 'declined' })
    const { id } = await matterOf(stage, row, caller, { text: earlier.text })
    return { input: { id }, there: (reply) => shows(reply, earlier.id) }
  }),
  aCase(listHeads, async (stage, { place }) => ({
    input: { unitId: [stage.locals[place].unit.id] },
    there: (reply) => shows(reply, stage.locals[place].secretary.personId),
  })),
  aCase(getWorkdays, async () => ({ input: {}, there: (reply) => shows(reply, '2026-11-21') })),
  upload,
  pictureOf,
  suggestion,
  aCase(suggestTo, async (stage, { place }) => ({
    input: {},
    there: (reply) => shows(reply, stage.locals[place].unit.id),
  })),
])
