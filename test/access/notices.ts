/** How notices are asked for: the caller's own, or those of somebody who works at a place. */
import { newId } from '#platform/id.ts'
import {
  countNotices,
  getDigest,
  getNoticeSettings,
  listNotices,
  seeNotices,
  setNoticeSettings,
} from '../../src/channels/notices/contract.ts'
import { aCase, type Case, casesOf, type Row, shows } from './case.ts'
import type { Caller, Place, Stage } from './stage.ts'

/** One matter a place is enough for all notices: what is raised anew stands on a desk, and an inbox has an end. */
const matters = new WeakMap<Stage, Map<Place, Promise<{ id: string }>>>()
function aMatterAt(stage: Stage, place: Place): Promise<{ id: string }> {
  const known = matters.get(stage) ?? new Map<Place, Promise<{ id: string }>>()
  matters.set(stage, known)
  const matter = known.get(place) ?? stage.matter(place)
  known.set(place, matter)
  return matter
}

/** A notice for the caller where the row says `mine`, else for somebody who works at the place. */
async function aNotice(stage: Stage, row: Row, caller: Caller): Promise<{ id: string; matterId: string }> {
  const reader = row.mine && caller.actor !== null ? caller.actor : await stage.person(row.place)
  const { id: matterId } = await aMatterAt(stage, row.place)
  const at = stage.world.now()
  const notice = { id: newId(), person_id: reader.personId, relation: 'raised', act: 'assign', at } as const
  const told = { ...notice, matter_id: matterId, event_of: matterId, seq: 1, deliver_at: at }
  await stage.dbOf(row.place).insertInto('channels_notice').values(told).execute()
  return { id: notice.id, matterId }
}

const seen = async (stage: Stage, { place }: Row, id: string): Promise<boolean> => {
  const row = stage.dbOf(place).selectFrom('channels_notice').select('seen').where('id', '=', id)
  return (await row.executeTakeFirstOrThrow()).seen
}

let settings = 0

const alone = (one: Case): Case => ({ ...one, alone: true })

export const noticesCases = casesOf([
  alone(
    aCase(listNotices, async (stage, row, caller) => {
      const { id } = await aNotice(stage, row, caller)
      return { input: {}, there: (reply) => shows(reply, id) }
    }),
  ),
  alone(
    aCase(countNotices, async (stage, row, caller) => {
      await aNotice(stage, row, caller)
      return { input: {}, there: (reply) => (reply as { unseen: number }).unseen === 1 }
    }),
  ),
  {
    ...alone(
      aCase(seeNotices, async (stage, row, caller) => {
        const { id, matterId } = await aNotice(stage, row, caller)
        return { input: { matterId }, there: () => seen(stage, row, id) }
      }),
    ),
    records: 'nothing',
  },
  aCase(getNoticeSettings, async () => ({ input: {}, there: (reply) => shows(reply, 'quietFrom') })),
  aCase(setNoticeSettings, async () => {
    const quietFrom = 22 + (settings++ % 2) // no two wishes in a row are the same
    return { input: { quietFrom }, there: (reply) => (reply as { quietFrom: number }).quietFrom === quietFrom }
  }),
  alone(
    aCase(getDigest, async (stage, row, caller) => {
      const raiser = row.mine && caller.actor !== null ? { raiser: caller.actor } : {}
      const { id } = await stage.matter(row.place, raiser)
      return { input: {}, there: (reply) => shows(reply, id) }
    }),
  ),
])
