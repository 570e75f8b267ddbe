/** Sign-in rules: what is still owed, how long a session lives, how often a guess is allowed. Pure. */
import { type Role, roles, secondFactorOf } from '#platform/access.ts'
import type { SessionInfo } from '#platform/ctx.ts'
import type { Limit } from '#platform/sign-in/limit.ts'
import type { SessionSpan } from '#platform/sign-in/session.ts'
import type { Home, SignInState } from './contract.ts'

const minute = 60
const hour = 60 * minute
const day = 24 * hour

/** How long a second factor shown on a remembered device does for roles that ask once a device. */
export const secondFactorDays = 30

/** Where a holder of these roles works: at the desk if any of them has a place there. */
export function homeOf(granted: readonly Role[]): Home {
  return granted.some((role) => roles[role].console) ? 'console' : 'phone'
}

/** What a session with these debts needs next. */
export function stateOf(owes: SessionInfo['owes'], hasTotp: boolean): SignInState {
  if (owes === 'second_factor') return hasTotp ? 'second_factor' : 'set_up_second_factor'
  return owes === 'password' ? 'change_password' : 'in'
}

/** The instant of an earlier second factor that still does on this device, or null if it has to be shown (again). */
export function carriedFactor(granted: readonly Role[], shownOnDevice: Date | null, now: Date): Date | null {
  if (shownOnDevice === null || secondFactorOf(granted) === 'each_sign_in') return null
  return now.getTime() - shownOnDevice.getTime() < secondFactorDays * day * 1000 ? shownOnDevice : null
}

/** Whether the holder of these roles must show a second factor that he has not carried along. */
export function owesFactor(granted: readonly Role[], hasTotp: boolean, carried: Date | null): boolean {
  return carried === null && (hasTotp || secondFactorOf(granted) !== 'none')
}

/**
 * How long a session lives (ASVS 5.0, 7.3): a remembered phone of somebody without a desk role a month; a desk 30 minutes
 * without use and 12 hours in all; whoever runs the system or the roster 15 minutes.
 */
export function spanOf(granted: readonly Role[], remembered: boolean): SessionSpan {
  const lifeMinutes = (12 * hour) / minute
  if (granted.some((role) => role === 'system_admin' || role === 'hr')) return { idleMinutes: 15, lifeMinutes }
  if (secondFactorOf(granted) === 'each_sign_in') return { idleMinutes: 30, lifeMinutes }
  const month = (30 * day) / minute
  return remembered ? { idleMinutes: month, lifeMinutes: month } : { idleMinutes: 30, lifeMinutes }
}

/** A session that owes its second factor: long enough to set one up, no longer. */
export const halfWaySpan: SessionSpan = { idleMinutes: 30, lifeMinutes: 30 }

/** A wall screen shows for 30 days without being touched. */
export const kioskSpan: SessionSpan = { idleMinutes: (30 * day) / minute, lifeMinutes: (30 * day) / minute }

export const demoSpan: SessionSpan = { idleMinutes: day / minute, lifeMinutes: day / minute }

/** Who is guessing: `who` is the account or, alike for outsiders, what stands for an unknown one. */
export interface Guesser {
  readonly who: string
  /** The device on which this person has signed in before, or null. */
  readonly deviceId: string | null
  /** What stands for the network address. */
  readonly address: string
}

/** All counts of one person begin so. */
export const limitsOf = (who: string): string => `${who}/`

/**
 * The limits of one guess at a password. A known device is counted by itself: nobody who guesses elsewhere can lock it.
 * Unknown devices share five guesses and then 30 minutes for the account, a wait that doubles for the same address and
 * account, and a limit of the address, wide because a whole station may sit behind one.
 */
export function passwordLimits({ who, deviceId, address }: Guesser): Limit[] {
  const half = { firstWaitSeconds: 30 * minute, longestWaitSeconds: 30 * minute, windowSeconds: 30 * minute }
  if (deviceId !== null) return [{ name: `${who}/password/device/${deviceId}`, free: 5, ...half }]
  return [
    { name: `${who}/password/elsewhere`, free: 5, ...half },
    {
      name: `${who}/password/at/${address}`,
      free: 3,
      firstWaitSeconds: 5,
      longestWaitSeconds: 12 * hour,
      windowSeconds: day,
    },
    addressLimit(address),
  ]
}

/** The limits of one guess at the old password, by somebody who has the person's open session before him. */
export function passwordChangeLimits(personId: string): Limit[] {
  const half = { firstWaitSeconds: 30 * minute, longestWaitSeconds: 30 * minute, windowSeconds: 30 * minute }
  return [{ name: `${limitsOf(personId)}password/change`, free: 5, ...half }]
}

/** The limits of one guess at a second factor, by somebody who knew the password. */
export function factorLimits({ who, deviceId }: Guesser): Limit[] {
  const name = deviceId === null ? `${who}/factor/elsewhere` : `${who}/factor/device/${deviceId}`
  return [{ name, free: 5, firstWaitSeconds: minute, longestWaitSeconds: 12 * hour, windowSeconds: day }]
}

/**
 * The limits of one try at an activation code. Its 60 bits cannot be guessed, so the waits stay short: a colleague who
 * types nonsense must not keep a newcomer out.
 */
export function activationLimits({ who, address }: Guesser): Limit[] {
  return [
    {
      name: `${who}/activation/at/${address}`,
      free: 5,
      firstWaitSeconds: 2,
      longestWaitSeconds: minute,
      windowSeconds: hour,
    },
    addressLimit(address),
  ]
}

/** Wrong answers from one address, whoever they were for. */
export function addressLimit(address: string): Limit {
  return {
    name: `address/${address}`,
    free: 100,
    firstWaitSeconds: 10,
    longestWaitSeconds: 5 * minute,
    windowSeconds: hour,
  }
}

/** Whoever runs the system or the roster needs a longer password than others (ASVS 5.0, 6.2.1). */
export function isTooShortFor(granted: readonly Role[], password: string): boolean {
  return granted.some((role) => role === 'system_admin' || role === 'hr') && Array.from(password).length < 12
}
