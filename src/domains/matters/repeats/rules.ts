/** What may be said about two matters: the same trouble again, or another one. Pure. */
import type { RefusalCode } from '#platform/refusal.ts'
import type { MatterState } from '../contract.ts'

/** What is over, and can come back. */
export const closedStates = ['settled', 'answered', 'declined'] as const satisfies readonly MatterState[]

/** From this overlap on two texts are taken for the same trouble; less is a shared word. A guess, whatever the number. */
export const sameFrom = 0.35
/** More guesses than this at once are no help. */
export const guessesAtMost = 3

interface Pair {
  readonly id: string
  readonly kind: string
  readonly before: boolean
  readonly said: { readonly same: boolean; readonly byRaiser: boolean } | null
}

/** Why it cannot be said that a matter is (`same`) or is not an earlier one again; null if it can. The raiser's own word is his. */
export function repeated(
  matter: { readonly id: string; readonly kind: string },
  same: boolean,
  earlier: Pair | null,
  asRaiser: boolean,
): RefusalCode | null {
  if (earlier === null || earlier.id === matter.id || earlier.kind !== matter.kind) return 'matters.earlier_unknown'
  if (!earlier.before) return 'matters.earlier_not_closed'
  if (earlier.said === null) return null
  if (earlier.said.same === same) return 'matters.said_already'
  return earlier.said.byRaiser && !asRaiser ? 'matters.raiser_said_so' : null
}
