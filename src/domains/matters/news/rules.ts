/** Who had a matter at a certain event of its history. Pure. */
import type { ClockEvent } from '../clock.ts'

export interface Hands {
  readonly deskUnitId: string | null
  readonly leadUnitId: string | null
  readonly ownerId: string | null
  /** Who had it last, where nobody has it now. */
  readonly lastOwnerId: string | null
}

/** Folds a history up to the event in question. Acts that give it to nobody else leave it where it is. */
export const handsAfter = (events: readonly ClockEvent[]): Hands =>
  events.reduce<Hands>(after, { deskUnitId: null, leadUnitId: null, ownerId: null, lastOwnerId: null })

function after(hands: Hands, { act, data }: ClockEvent): Hands {
  const id = (key: string): string | null => (typeof data[key] === 'string' ? data[key] : null)
  const given = (ownerId: string | null, leadUnitId: string | null): Hands => ({
    ...hands,
    leadUnitId,
    ownerId,
    lastOwnerId: ownerId ?? hands.ownerId ?? hands.lastOwnerId,
  })
  switch (act) {
    case 'raise':
      return { ...hands, deskUnitId: id('deskUnitId') }
    case 'assign':
      return given(id('ownerId'), id('unitId'))
    case 'reassign':
      return given(id('ownerId'), hands.leadUnitId)
    case 'hand_on':
      return data.toSuperior === true
        ? { ...given(null, null), deskUnitId: id('deskUnitId') }
        : given(id('ownerId'), id('unitId'))
    case 'return':
      return given(null, null)
    case 'judge':
    case 'cosign':
      return data.reopens === true ? { ...given(null, null), deskUnitId: id('deskUnitId') } : hands
    default:
      return hands
  }
}
