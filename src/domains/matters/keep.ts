/** Writes one event of a matter and what follows from it: the clocks as they then run, and where the matter stands. */
import type { Tx } from '#platform/record.ts'
import { clocksOf } from './clock.ts'
import type { Relation } from './contract.ts'
import { kindOf } from './kinds.ts'
import type { Matter } from './rules.ts'
import { type EventRecord, insertEvent, listEvents, type MatterRecord, saveMatter } from './store.ts'

export interface Happening {
  readonly act: string
  /** As whom the acting person did it; null where it follows by itself. */
  readonly relation: Relation | null
  readonly data: Readonly<Record<string, unknown>>
}

/** `row` as it was locked, `after` as it becomes. Gives the whole history. */
export async function keepEvent(
  tx: Tx,
  row: MatterRecord,
  after: Matter,
  what: Happening,
): Promise<readonly EventRecord[]> {
  const { ctx, db } = tx
  const seq = row.events + 1
  const { act, relation, data } = what
  const by = relation === null ? null : ctx.actor
  const event = { matterId: row.id, seq, act, personId: by?.personId ?? null, unitId: by?.unit.id ?? null, data }
  await insertEvent(db, { ...event, relation: relation ?? 'clock' }, ctx.now)
  const history = await listEvents(db, row.id)
  const events = history.map(({ act: name, at, data: said }) => ({
    act: name,
    at,
    data: said as Record<string, unknown>,
  }))
  const clocks = clocksOf(kindOf(row.kind), ctx.calendar, events)
  const stateSince = after.state === row.state ? row.state_since : ctx.now
  await saveMatter(db, row, after, { ...clocks, stateSince, events: seq })
  return history
}
