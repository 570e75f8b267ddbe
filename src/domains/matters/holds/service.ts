/**
 * What a floor above does to a matter beside the moves of people: another matter holds its clock, its day is changed, it
 * ends because it is not asked for any more. Each is an event of its history.
 */
import { add, record, type Tx } from '#platform/record.ts'
import { Refusal } from '#platform/refusal.ts'
import type { MatterState, Relation } from '../contract.ts'
import { type Happening, keepEvent } from '../keep.ts'
import type { Matter } from '../rules.ts'
import { lockMatter, type MatterRecord, matterOf } from '../store.ts'
import { heldBy, newHold } from './store.ts'

/** Where somebody is still to answer; and where nothing more comes of a matter. */
const open: readonly MatterState[] = ['received', 'assigned', 'waiting', 'promised']
const over: readonly MatterState[] = ['settled', 'declined', 'merged', 'split', 'withdrawn']

/** Stops the clock of a matter until another one, raised in the same act, is answered or taken back. */
export async function hold(
  tx: Tx,
  id: string,
  by: { id: string; number: string; about: string },
  as: Relation,
): Promise<void> {
  const row = await locked(tx, id)
  if (!open.includes(row.state)) throw new Refusal('conflict', 'matters.not_now')
  add(tx, newHold(id, by.id))
  const data = { byId: by.id, number: by.number, about: by.about }
  await happen(tx, row, matterOf(row), { act: 'hold', relation: as, data })
}

/**
 * What a matter holds, after it has gone from one state into another: the clocks run again once it is answered, so that nobody
 * holds them by not judging the answer, and stand still again where the answer is not accepted.
 */
export async function heldFollow(
  tx: Tx,
  holder: Pick<MatterRecord, 'id' | 'number'>,
  before: MatterState,
  after: MatterState,
): Promise<void> {
  const act = open.includes(after) ? 'hold' : 'release'
  if (before === after || open.includes(before) === (act === 'hold')) return
  for (const id of await heldBy(tx.db, holder.id)) {
    const row = await locked(tx, id)
    if (over.includes(row.state) || (act === 'hold' && !open.includes(row.state))) continue
    const data = { byId: holder.id, number: holder.number, ...(act === 'hold' ? { anew: true } : {}) }
    await happen(tx, row, matterOf(row), { act, relation: null, data })
  }
}

/** Changes what is asked of a matter that is still open. A `dueOn` in `data` is its new day; all of it is told in the history. */
export async function change(tx: Tx, id: string, data: Happening['data'], as: Relation): Promise<void> {
  const row = await locked(tx, id)
  if (!open.includes(row.state)) throw new Refusal('conflict', 'matters.not_now')
  await happen(tx, row, matterOf(row), { act: 'change', relation: as, data })
}

/** Ends a matter because whoever raised it does not ask for it any more. False where it had come to its end before. */
export async function end(tx: Tx, id: string, reason: string, as: Relation): Promise<boolean> {
  const row = await locked(tx, id)
  if (over.includes(row.state)) return false
  const noExtension =
    row.extension === 'asked' ? ({ extension: null, extensionUntil: null, deciderUnitId: null } as const) : {}
  const after: Matter = { ...matterOf(row), state: 'withdrawn', mustDecide: false, ...noExtension }
  await happen(tx, row, after, { act: 'withdraw', relation: as, data: { reason, goesOn: false } })
  await heldFollow(tx, row, row.state, after.state)
  return true
}

async function locked(tx: Tx, id: string): Promise<MatterRecord> {
  const row = await lockMatter(tx.db, id)
  if (row === undefined) throw new Refusal('not_found', 'matters.not_found')
  return row
}

async function happen(tx: Tx, row: MatterRecord, after: Matter, what: Happening): Promise<void> {
  await keepEvent(tx, row, after, what)
  const present = (ids: readonly (string | null)[]) => [...new Set(ids.filter((id) => id !== null))]
  record(tx, {
    act: `matters.${what.act}`,
    subject: { kind: 'matter', id: row.id },
    change: what.data,
    tell: {
      people: present([row.raiser_id, row.owner_id]),
      units: present([row.desk_unit_id, row.lead_unit_id]),
      seq: row.events + 1,
    },
  })
}
