/** Guesses: every try at a password or code is counted before it is judged, and a wrong one is written down. */

import type { Ctx } from '#platform/ctx.ts'
import { inTransaction, record } from '#platform/record.ts'
import { Refusal, type RefusalCode } from '#platform/refusal.ts'
import { fingerprint } from '#platform/sealed.ts'
import { browserOf, networkOf } from '#platform/sign-in/browser.ts'
import type { KnownDevice } from '#platform/sign-in/device.ts'
import { giveBack, type Limit, takeTry } from '#platform/sign-in/limit.ts'
import { phoneOf, staffNoOf } from '../rules.ts'
import type { Guesser } from './rules.ts'

/** Stands for the person of an account that does not exist: the same work is done for it, with the same outcome. */
export const nobody = '00000000-0000-0000-0000-000000000000'

/** Who guesses, in names that tell nobody anything: an unknown login is counted as if it were an account. */
export function guesserOf(ctx: Ctx, personId: string, login: string, device: KnownDevice | null): Guesser {
  const short = (purpose: string, text: string) =>
    fingerprint(ctx.keys, `limit.${purpose}`, text).toString('base64url').slice(0, 16)
  return {
    who: personId === nobody ? short('login', phoneOf(login) ?? staffNoOf(login)) : personId,
    deviceId: device?.id ?? null,
    address: short('address', networkOf(browserOf(ctx).address)),
  }
}

export interface Guess {
  /** Whose account was guessed at; `nobody` where there is none. */
  readonly personId: string
  /** The first of them is the lock-out; further ones slow down. */
  readonly limits: readonly Limit[]
  readonly wrong: RefusalCode
}

/**
 * Judges one guess. Refuses at once while a wait runs; a wrong one is recorded and refused, a right one gives its try
 * back. `judge` must do the same work for an account that does not exist.
 */
export async function guess<T>(ctx: Ctx, spec: Guess, judge: () => Promise<T | null>): Promise<T> {
  const taken = await takeTry(ctx.db, spec.limits, ctx.now)
  if (!taken.ok) {
    const retryAfterSeconds = Math.ceil((taken.waitUntil.getTime() - ctx.now.getTime()) / 1000)
    throw new Refusal('too_many', 'sign_in.wait', { retryAfterSeconds })
  }
  const right = await judge()
  if (right === null) {
    await recordWrong(ctx, spec, taken.usedUp.includes(spec.limits[0]!.name))
    throw new Refusal('bad_input', spec.wrong)
  }
  await giveBack(ctx.db, spec.limits)
  return right
}

function recordWrong(ctx: Ctx, { personId, wrong }: Guess, locked: boolean): Promise<void> {
  const subject = { kind: 'person', id: personId }
  // the request may be repeated as it is: it is then judged, and counted, again
  return inTransaction({ ...ctx, once: null }, async (tx) => {
    record(tx, { act: 'sign_in.failed', subject, change: { wrong } })
    if (locked) record(tx, { act: 'sign_in.locked', subject })
  })
}
