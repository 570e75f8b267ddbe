/** Rules of one's own account. Pure. */
import type { SessionInfo } from '#platform/ctx.ts'

/** How fresh a second factor must be to be replaced by another, in minutes. */
const freshMinutes = 15

/**
 * Whether this session may set up a second factor: the first one always, another one only if the one in use has been
 * shown in this session a short while ago. Whoever has the password alone cannot put his own in place of it.
 */
export function mayOfferFactor(
  session: Pick<SessionInfo, 'owes' | 'secondFactorAt'>,
  hasFactor: boolean,
  now: Date,
): boolean {
  if (!hasFactor) return true
  if (session.owes === 'second_factor' || session.secondFactorAt === null) return false
  return now.getTime() - session.secondFactorAt.getTime() <= freshMinutes * 60_000
}
