/** Arrival: whoever has proven himself gets a session, and his browser its cookies. */

import { localDate } from '#platform/calendar/calendar.ts'
import type { Ctx } from '#platform/ctx.ts'
import { inTransaction, record, type Tx } from '#platform/record.ts'
import { Refusal } from '#platform/refusal.ts'
import { browserOf, giveSession } from '#platform/sign-in/browser.ts'
import { type KnownDevice, rememberDevice } from '#platform/sign-in/device.ts'
import { endSessions, startSession } from '#platform/sign-in/session.ts'
import { loadActor } from '../service.ts'
import type { SignInView } from './contract.ts'
import { carriedFactor, halfWaySpan, homeOf, owesFactor, spanOf, stateOf } from './rules.ts'

export interface Arrival {
  readonly personId: string
  readonly act: 'sign_in.succeeded' | 'sign_in.activated'
  readonly hasTotp: boolean
  /** The password that was shown does not meet today's rules. */
  readonly passwordDue: boolean
  readonly device: KnownDevice | null
  /** The person wants this browser to be known from now on. */
  readonly remember: boolean
  /** What else happens in the same transaction, before. */
  readonly also?: (tx: Tx) => Promise<void>
}

/** Starts a session in place of the browser's earlier one. It may still owe a second factor or a new password. */
export async function arrive(ctx: Ctx, arrival: Arrival): Promise<SignInView> {
  const browser = browserOf(ctx)
  const { personId, hasTotp, device } = arrival
  const actor = await loadActor(ctx.db, personId, localDate(ctx.calendar, ctx.now))
  if (actor === null) throw new Refusal('bad_input', 'sign_in.wrong')
  const granted = actor.grants.map((grant) => grant.role)
  const carried = carriedFactor(granted, device?.secondFactorAt ?? null, ctx.now)
  const owesAFactor = owesFactor(granted, hasTotp, carried)
  const owes = owesAFactor ? 'second_factor' : arrival.passwordDue ? 'password' : null
  const { session, remembered } = await inTransaction({ ...ctx, actor, once: null }, async (tx) => {
    await arrival.also?.(tx)
    await endEarlier(tx, ctx)
    // a browser becomes known only when nothing is owed: half of the proof must not earn it a lock-out of its own
    const remembered =
      arrival.remember && !owesAFactor ? await rememberDevice(tx.db, personId, browser.device, null, ctx.now) : null
    const deviceId = remembered?.id ?? device?.id ?? null
    const span = owesAFactor ? halfWaySpan : spanOf(granted, deviceId !== null)
    const session = await startSession(
      tx.db,
      {
        personId,
        kind: 'normal',
        deviceId,
        agent: browser.agent,
        secondFactorAt: carried,
        passwordDue: arrival.passwordDue,
        span,
      },
      ctx.now,
    )
    record(tx, { act: arrival.act, subject: { kind: 'person', id: personId }, change: { owes } })
    return { session, remembered }
  })
  giveSession(browser, session)
  if (remembered !== null) browser.setCookie('device', remembered.secret, remembered.maxAgeSeconds)
  return { state: stateOf(owes, hasTotp), home: homeOf(granted) }
}

/** Ends the session that the browser came with, whoever's it was. */
export async function endEarlier(tx: Tx, ctx: Ctx): Promise<void> {
  if (ctx.session === null || ctx.actor === null) return
  await endSessions(tx.db, ctx.actor.personId, { only: ctx.session.id }, ctx.now)
}
