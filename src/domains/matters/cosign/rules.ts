/** Who co-signs a declined matter, read from its history: since it was last declined, each person once. Pure. */
import { addDays, type Calendar, endOfLocalDay, localDate } from '#platform/calendar/calendar.ts'
import type { MatterKind } from '../kinds.ts'

/** An event as co-signing sees it. */
export interface SignedEvent {
  readonly seq: number
  readonly act: string
  readonly at: Date
  readonly by: string | null
}

export interface Cosigns {
  /** Of the event that declined it: whoever co-signs has seen this reason. */
  readonly declinedSeq: number
  readonly signers: ReadonlySet<string>
  readonly needed: number
  readonly until: Date
}

/** Co-signing as it stands; null where the kind has none or the matter was never declined. Whether it is declined now, its state says. */
export function cosignsOf(kind: MatterKind, cal: Calendar, events: readonly SignedEvent[]): Cosigns | null {
  const declined = events.findLast(({ act }) => act === 'decline')
  if (kind.cosign === null || declined === undefined) return null
  const signers = new Set<string>()
  for (const { seq, act, by } of events) {
    if (seq < declined.seq || by === null) continue
    if (act === 'cosign') signers.add(by)
    if (act === 'uncosign') signers.delete(by)
  }
  const lastDay = addDays(localDate(cal, declined.at), kind.cosign.days)
  return { declinedSeq: declined.seq, signers, needed: kind.cosign.n, until: endOfLocalDay(cal, lastDay) }
}
