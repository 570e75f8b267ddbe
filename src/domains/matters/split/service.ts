/** Splitting a matter: its parts come into being with the move that ends the whole, in one transaction. */
import { localDate } from '#platform/calendar/calendar.ts'
import { newId } from '#platform/id.ts'
import { record, type Tx } from '#platform/record.ts'
import type { Move, Relation } from '../contract.ts'
import { kindOf } from '../kinds.ts'
import { listPictures } from '../pictures/store.ts'
import type { Surroundings } from '../standing/service.ts'
import { insertEvent, listMerged, type MatterRecord, nextNumber } from '../store.ts'
import { titleOf } from '../title.ts'
import { divide } from './rules.ts'
import { followPart, insertPart, sharePictures } from './store.ts'

type Split = Extract<Move, { do: 'split' }>

/** Makes the parts and gives what the event of the whole tells of them. The rules have said that it can be done. */
export async function splitOff(
  tx: Tx,
  whole: MatterRecord,
  near: Surroundings,
  move: Split,
  relation: Relation,
): Promise<{ partIds: readonly string[] }> {
  const { ctx, db } = tx
  const actor = ctx.actor!
  const merged = await listMerged(db, whole.id)
  const divided = divide(move.parts, {
    fileIds: (await listPictures(db, whole.id)).map((file) => file.file_id),
    mergedIds: merged.map(({ id }) => id),
    openActionIds: near.actions.filter((action) => action.done_at === null).map(({ id }) => id),
  })
  if (!divided.ok) throw new Error('split against the rules')
  const year = localDate(ctx.calendar, ctx.now).slice(0, 4)
  const partIds: string[] = []
  for (const [i, { text, fileIds, actionIds, mergedIds }] of divided.parts.entries()) {
    const id = newId()
    const count = String(await nextNumber(ctx.db, db)).padStart(6, '0')
    const number = `${kindOf(whole.kind).prefix}-${year}-${count}`
    await insertPart(db, whole, { id, number, title: titleOf(text), text })
    const data = { wholeId: whole.id, nth: i + 1, count: divided.parts.length, reason: move.reason }
    const by = { personId: actor.personId, unitId: actor.unit.id, relation }
    await insertEvent(db, { matterId: id, seq: whole.events + 1, act: 'part', ...by, data }, ctx.now)
    await sharePictures(db, whole.id, id, fileIds)
    await followPart(db, id, actionIds, mergedIds)
    const following = merged.filter((one) => mergedIds.includes(one.id)).map((one) => one.raiser_id)
    record(tx, {
      act: 'matters.part',
      subject: { kind: 'matter', id },
      change: { number, text, ...data },
      tell: {
        people: known([whole.raiser_id, whole.owner_id, ...near.joiners, ...following]),
        units: known([whole.desk_unit_id, whole.lead_unit_id, ...near.assisting]),
        seq: whole.events + 1,
      },
    })
    partIds.push(id)
  }
  return { partIds }
}

const known = (ids: readonly (string | null)[]): string[] => [...new Set(ids.filter((id) => id !== null))]
