/** Rules of keeping accounts: who may do what for whom. Pure. */
import { type Actor, holds } from '#platform/access.ts'
import type { RefusalCode } from '#platform/refusal.ts'
import { rosterRoles } from '../contract.ts'
import { protectedRoles } from '../rules.ts'
import type { AccountMove } from './contract.ts'

/** How long an activation code, or a report of a loss, is good. */
export const codeHours = 24

/** What of an account decides who may do what with it. */
export interface Keepable {
  readonly secondFactor: boolean
  readonly waits: boolean
  /** Who reported the second factor lost, if that is open. */
  readonly lossAskedBy: string | null
}

/** Why a keeper may not do this for the person, or null. The account's own state is judged as well. */
export function whyNot(
  move: AccountMove,
  keeper: Actor,
  person: Actor,
  account: Keepable,
): { kind: 'forbidden' | 'conflict'; code: RefusalCode } | null {
  if (keeper.personId === person.personId) return { kind: 'forbidden', code: 'account.not_your_own' }
  if (!holds(keeper, rosterRoles, person.unit)) return { kind: 'forbidden', code: 'org.not_your_unit' }
  const isProtected = person.grants.some((grant) => protectedRoles.includes(grant.role))
  // HR may be the second who confirms, but not the one who opens the way into an account that runs the system
  if (isProtected && move !== 'confirm_factor_loss' && !holds(keeper, ['system_admin'], person.unit)) {
    return { kind: 'forbidden', code: 'account.needs_system_admin' }
  }
  return stateForbids(move, keeper, account)
}

function stateForbids(
  move: AccountMove,
  keeper: Actor,
  account: Keepable,
): { kind: 'forbidden' | 'conflict'; code: RefusalCode } | null {
  switch (move) {
    case 'issue_activation':
      return null
    case 'unlock':
      return account.waits ? null : { kind: 'conflict', code: 'account.not_locked' }
    case 'report_factor_loss':
      if (!account.secondFactor) return { kind: 'conflict', code: 'account.no_second_factor' }
      return account.lossAskedBy === null ? null : { kind: 'conflict', code: 'account.loss_reported_already' }
    case 'confirm_factor_loss':
      if (account.lossAskedBy === null) return { kind: 'conflict', code: 'account.no_loss_reported' }
      return account.lossAskedBy === keeper.personId
        ? { kind: 'forbidden', code: 'account.needs_a_second_keeper' }
        : null
  }
}
