/** Sign-in verbs: demo entry, password, second factor, activation, sign-out. */

import type { Ctx } from '#platform/ctx.ts'
import type { ParsedInputOf } from '#platform/endpoint.ts'
import { inTransaction, record, type Tx } from '#platform/record.ts'
import { Refusal } from '#platform/refusal.ts'
import type { SignedIn } from '#platform/routes.ts'
import * as account from '#platform/sign-in/account.ts'
import { browserOf, giveSession, takeSession } from '#platform/sign-in/browser.ts'
import { codeHash } from '#platform/sign-in/code.ts'
import { forgetDevices, knownDevice, rememberDevice } from '#platform/sign-in/device.ts'
import { clearLimits } from '#platform/sign-in/limit.ts'
import { hashPassword, needsRehash, verifyPassword } from '#platform/sign-in/password.ts'
import { endSessions, rotateSession, startSession } from '#platform/sign-in/session.ts'
import { verifyTotp } from '#platform/sign-in/totp.ts'
import { loadActor, personByLogin, unitsById } from '../service.ts'
import { arrive, endEarlier } from './arrival.ts'
import type * as contract from './contract.ts'
import type { EntryView, SignInView } from './contract.ts'
import { type Guess, guess, guesserOf, nobody } from './guess.ts'
import { faultOf } from './new-password.ts'
import { activationLimits, demoSpan, factorLimits, homeOf, passwordLimits, spanOf, stateOf } from './rules.ts'
import { type DemoEntry, replaceDemoEntries, selectDemoEntries } from './store.ts'

export type { DemoEntry } from './store.ts'

/** What the entry page shows. */
export async function entry(ctx: Ctx): Promise<EntryView> {
  const { name: company, mode } = ctx.tenant
  if (mode !== 'demo') return { company, mode, demoEntries: [] }
  const entries = await selectDemoEntries(ctx.db)
  const units = await unitsById(
    ctx.db,
    entries.map(({ unitId }) => unitId),
  )
  return {
    company,
    mode,
    demoEntries: entries.map(({ unitId, order: _, ...shown }) => ({
      ...shown,
      unitName: units.get(unitId)?.name ?? '',
    })),
  }
}

/** Says as whom a visitor of the demo may enter, in place of all said before. For the loader of the demo world. */
export function offerDemoEntry(tx: Tx, entries: readonly DemoEntry[]): Promise<void> {
  return replaceDemoEntries(tx.db, entries)
}

/** Enters as one of the people of the demo. In production there is no such address. */
export async function enterAs(ctx: Ctx, { personId }: ParsedInputOf<typeof contract.enterDemo>): Promise<SignInView> {
  if (ctx.tenant.mode !== 'demo') throw new Refusal('not_found', 'platform.no_such_address')
  const browser = browserOf(ctx)
  const way = (await selectDemoEntries(ctx.db)).find((one) => one.personId === personId)
  const actor = way === undefined ? null : await loadActor(ctx.db, personId)
  if (way === undefined || actor === null) throw new Refusal('not_found', 'sign_in.no_such_demo_entry')
  const session = await inTransaction({ ...ctx, actor, once: null }, async (tx) => {
    await endEarlier(tx, ctx)
    record(tx, { act: 'sign_in.demo', subject: { kind: 'person', id: personId } })
    const unproven = { deviceId: null, secondFactorAt: null, passwordDue: false }
    return startSession(tx.db, { personId, kind: 'demo', agent: browser.agent, span: demoSpan, ...unproven }, ctx.now)
  })
  giveSession(browser, session)
  return { state: 'in', home: way.home }
}

/** Signs in by staff number or phone and password. Who does not exist is refused alike, after the same work. */
export async function signInBy(ctx: Ctx, input: ParsedInputOf<typeof contract.signIn>): Promise<SignInView> {
  const browser = browserOf(ctx)
  const person = await personByLogin(ctx.db, ctx.keys, input.login)
  const personId = person?.id ?? nobody
  const proofs = await account.proofsOf(ctx.db, personId)
  const device = await knownDevice(ctx.db, personId, browser.device, ctx.now)
  const guesser = guesserOf(ctx, personId, input.login, device)
  const tried: Guess = { personId, limits: passwordLimits(guesser), wrong: 'sign_in.wrong' }
  const hash = await guess(ctx, tried, async () => {
    const right = await verifyPassword(proofs.passwordHash, input.password, account.pepperOf(ctx.keys))
    return right ? proofs.passwordHash : null
  })
  if (device !== null) await clearLimits(ctx.db, tried.limits[0]!.name)
  const passwordDue = (await faultOf(ctx, personId, input.password)) !== null
  const stronger = needsRehash(hash) ? await hashPassword(input.password, account.pepperOf(ctx.keys)) : null
  return arrive(ctx, {
    personId,
    act: 'sign_in.succeeded',
    hasTotp: proofs.totpSealed !== null,
    passwordDue,
    device,
    remember: input.rememberDevice,
    also: async (tx) => {
      if (stronger !== null) await account.rehashPassword(tx.db, personId, stronger, hash)
    },
  })
}

/** Spends a one-time code on a password of one's own. All sessions and known devices end; the second factor stays. */
export async function activateBy(ctx: Ctx, input: ParsedInputOf<typeof contract.activate>): Promise<SignInView> {
  browserOf(ctx)
  const person = await personByLogin(ctx.db, ctx.keys, input.login)
  const personId = person?.id ?? nobody
  const proofs = await account.proofsOf(ctx.db, personId)
  const code = codeHash(ctx.keys, 'activation', input.code)
  const limits = activationLimits(guesserOf(ctx, personId, input.login, null))
  const wrong = 'sign_in.wrong_activation_code'
  await guess(ctx, { personId, limits, wrong }, async () =>
    (await account.activationFits(ctx.db, personId, code, ctx.now)) ? true : null,
  )
  const fault = await faultOf(ctx, personId, input.password)
  if (fault !== null) throw new Refusal('bad_input', fault)
  const hash = await hashPassword(input.password, account.pepperOf(ctx.keys))
  return arrive(ctx, {
    personId,
    act: 'sign_in.activated',
    hasTotp: proofs.totpSealed !== null,
    passwordDue: false,
    device: null,
    remember: input.rememberDevice,
    also: async (tx) => {
      const spent = await account.activate(tx.db, personId, code, hash, ctx.now)
      if (!spent) throw new Refusal('bad_input', wrong)
      await endSessions(tx.db, personId, {}, ctx.now)
      await forgetDevices(tx.db, personId, {})
    },
  })
}

/** Shows the second factor: a one-time code, each good once, or one of the recovery codes. The session gets a new token. */
export async function showFactor(
  ctx: SignedIn,
  input: ParsedInputOf<typeof contract.showSecondFactor>,
): Promise<SignInView> {
  const browser = browserOf(ctx)
  const session = realSession(ctx)
  const { personId } = ctx.actor
  const proofs = await account.proofsOf(ctx.db, personId)
  const secret = account.totpSecret(ctx.keys, personId, proofs, 'used')
  if (secret === null) throw new Refusal('conflict', 'sign_in.no_second_factor')
  const device = await knownDevice(ctx.db, personId, browser.device, ctx.now)
  const limits = factorLimits(guesserOf(ctx, personId, '', device))
  const step = verifyTotp(secret, input.code, ctx.now, proofs.totpLastStep)
  const granted = ctx.actor.grants.map((grant) => grant.role)

  const shown = await guess(ctx, { personId, limits, wrong: 'sign_in.wrong_second_factor' }, () =>
    spending(ctx, async (tx) => {
      const spent =
        step === null
          ? await account.spendRecoveryCode(tx.db, personId, codeHash(ctx.keys, 'recovery', input.code))
          : await account.spendTotpStep(tx.db, personId, step)
      if (!spent) throw notSpent
      const remembered = input.rememberDevice
        ? await rememberDevice(tx.db, personId, browser.device, ctx.now, ctx.now)
        : null
      const deviceId = remembered?.id ?? device?.id ?? null
      const span = spanOf(granted, deviceId !== null)
      const rotated = await rotateSession(tx.db, session.id, { span, deviceId, secondFactorAt: ctx.now }, ctx.now)
      if (rotated === null) throw new Refusal('unauthenticated', 'platform.sign_in_first')
      const subject = { kind: 'person', id: personId }
      record(tx, { act: step === null ? 'sign_in.recovery_code_used' : 'sign_in.second_factor_shown', subject })
      return { rotated, remembered }
    }),
  )
  giveSession(browser, shown.rotated)
  if (shown.remembered !== null) {
    browser.setCookie('device', shown.remembered.secret, shown.remembered.maxAgeSeconds)
  }
  return { state: stateOf(shown.rotated.passwordDue ? 'password' : null, true), home: homeOf(granted) }
}

/** The session of somebody who signed in himself; a demo has no passwords and no second factor. */
export function realSession(ctx: SignedIn): NonNullable<Ctx['session']> {
  if (ctx.session === null) throw new Refusal('unauthenticated', 'platform.sign_in_first')
  if (ctx.session.kind !== 'normal') throw new Refusal('conflict', 'sign_in.not_in_demo')
  return ctx.session
}

const notSpent = new Error('the code has been spent before, or is wrong')

/** A transaction that finds the code worth nothing is undone and gives null. */
function spending<T>(ctx: Ctx, work: (tx: Tx) => Promise<T>): Promise<T | null> {
  return inTransaction(ctx, work).catch((error: unknown) => {
    if (error === notSpent) return null
    throw error
  })
}

/** Ends the session of this browser; the device stays known. */
export async function leave(ctx: Ctx): Promise<Record<string, never>> {
  const browser = browserOf(ctx)
  const { actor, session } = ctx
  if (actor !== null && session !== null) {
    await inTransaction({ ...ctx, once: null }, async (tx) => {
      await endSessions(tx.db, actor.personId, { only: session.id }, ctx.now)
      record(tx, { act: 'sign_in.out', subject: { kind: 'session', id: session.id } })
    })
  }
  takeSession(browser)
  return {}
}
