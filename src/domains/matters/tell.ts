/** Whom a move concerns: the people and units that are told that something moved. Pure. */
import type { Move } from './contract.ts'
import type { Matter } from './rules.ts'
import type { Surroundings } from './standing/service.ts'
import type { EventRecord, listMerged } from './store.ts'

export function peopleToTell(
  before: Matter,
  after: Matter,
  near: Surroundings,
  move: Move,
  merged: Awaited<ReturnType<typeof listMerged>>,
): string[] {
  const all = [
    after.raiserId,
    ...merged.map((other) => other.raiser_id),
    before.ownerId,
    after.ownerId,
    ...near.joiners,
    ...near.actions.map((action) => action.owner_id),
    move.do === 'plan_action' ? move.ownerId : null,
  ]
  return [...new Set(all.filter((id) => id !== null))]
}

export function unitsToTell(before: Matter, after: Matter, near: Surroundings, move: Move): string[] {
  const all = [
    before.deskUnitId,
    after.deskUnitId,
    before.leadUnitId,
    after.leadUnitId,
    after.answerableUnitId,
    after.deciderUnitId,
    ...near.assisting,
    ...(move.do === 'assign' ? move.assistingUnitIds : []),
  ]
  return [...new Set(all.filter((id) => id !== null))]
}

/** Whoever has co-signed hears that it was opened again. */
export function cosignersTold(events: readonly EventRecord[], data: Readonly<Record<string, unknown>>): string[] {
  if (data.reopens !== true) return []
  return events.filter(({ act }) => act === 'cosign').flatMap(({ by_person }) => by_person ?? [])
}
