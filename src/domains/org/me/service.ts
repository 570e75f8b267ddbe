/** The verbs of looking after one's own account. */
import { renderSVG } from 'uqr'
import { secondFactorOf } from '#platform/access.ts'
import type { SessionInfo } from '#platform/ctx.ts'
import type { ParsedInputOf } from '#platform/endpoint.ts'
import { forget } from '#platform/memory.ts'
import { inTransaction, record } from '#platform/record.ts'
import { Refusal } from '#platform/refusal.ts'
import type { SignedIn } from '#platform/routes.ts'
import * as account from '#platform/sign-in/account.ts'
import { deviceOf } from '#platform/sign-in/agent.ts'
import { browserOf, giveSession, takeSession } from '#platform/sign-in/browser.ts'
import { codeHash, newCode } from '#platform/sign-in/code.ts'
import { forgetDevices, knownDevice, rememberDevice } from '#platform/sign-in/device.ts'
import { hashPassword, verifyPassword } from '#platform/sign-in/password.ts'
import { endSessions, liveSessions, rotateSession } from '#platform/sign-in/session.ts'
import { base32Encode, newSecret, otpauthUri, verifyTotp } from '#platform/sign-in/totp.ts'
import { unitsById } from '../service.ts'
import type { SignInView } from '../sign-in/contract.ts'
import { guess, guesserOf } from '../sign-in/guess.ts'
import { faultOf } from '../sign-in/new-password.ts'
import { factorLimits, homeOf, passwordChangeLimits, spanOf, stateOf } from '../sign-in/rules.ts'
import { realSession } from '../sign-in/service.ts'
import type * as contract from './contract.ts'
import type { MeView, SecondFactorOffer } from './contract.ts'
import { mayOfferFactor } from './rules.ts'

const rolesOf = (ctx: SignedIn) => ctx.actor.grants.map((grant) => grant.role)
const meAsSubject = (ctx: SignedIn) => ({ kind: 'person', id: ctx.actor.personId })

/** Who I am here, and what my session still needs. */
export async function me(ctx: SignedIn): Promise<MeView> {
  const { actor, session, tenant } = ctx
  if (session === null || session.kind === 'kiosk') throw new Refusal('unauthenticated', 'platform.sign_in_first')
  const [units, proofs, recoveryCodesLeft] = await Promise.all([
    unitsById(ctx.db, [actor.unit.id, ...actor.grants.map((grant) => grant.unitId)]),
    account.proofsOf(ctx.db, actor.personId),
    account.recoveryCodesLeft(ctx.db, actor.personId),
  ])
  const unitName = (id: string) => ({ id, name: units.get(id)?.name ?? '' })
  const isSet = proofs.totpSealed !== null
  return {
    person: { id: actor.personId, name: actor.name, staffNo: actor.staffNo, unit: unitName(actor.unit.id) },
    roles: actor.grants.map((grant) => ({ role: grant.role, unit: unitName(grant.unitId) })),
    company: tenant.name,
    mode: tenant.mode,
    language: ctx.language,
    home: homeOf(rolesOf(ctx)),
    session: {
      kind: session.kind,
      state: stateOf(session.owes, isSet),
      expiresAt: session.expiresAt.toISOString(),
    },
    secondFactor: {
      asked: secondFactorOf(rolesOf(ctx)),
      isSet,
      shownAt: session.secondFactorAt?.toISOString() ?? null,
      recoveryCodesLeft,
    },
  }
}

/** Where I am signed in. */
export async function sessions(ctx: SignedIn) {
  const live = await liveSessions(ctx.db, ctx.actor.personId, ctx.now)
  return {
    sessions: live.flatMap(({ id, kind, agent, startedAt, expiresAt }) =>
      kind === 'kiosk'
        ? []
        : [
            {
              id,
              kind,
              device: deviceOf(agent),
              startedAt: startedAt.toISOString(),
              expiresAt: expiresAt.toISOString(),
              current: id === ctx.session?.id,
            },
          ],
    ),
  }
}

/** Signs out there. A device that I no longer have must not pass for mine, so it is forgotten as well. */
export async function endOne(ctx: SignedIn, { id }: ParsedInputOf<typeof contract.endSession>) {
  const left = await inTransaction(ctx, async (tx) => {
    const live = await liveSessions(tx.db, ctx.actor.personId, ctx.now)
    const there = live.find((session) => session.id === id)
    if (there === undefined) throw new Refusal('not_found', 'me.session_not_found')
    await endSessions(tx.db, ctx.actor.personId, { only: id }, ctx.now)
    if (there.deviceId !== null && id !== ctx.session?.id) {
      await forgetDevices(tx.db, ctx.actor.personId, { only: there.deviceId })
    }
    record(tx, { act: 'sign_in.ended_there', subject: { kind: 'session', id } })
    return sessions({ ...ctx, db: tx.db })
  })
  if (id === ctx.session?.id) takeSession(browserOf(ctx))
  else forget()
  return left
}

/** Changes my password. What was opened with the old one elsewhere ends, and this session gets a new token. */
export async function changeOwnPassword(
  ctx: SignedIn,
  input: ParsedInputOf<typeof contract.changePassword>,
): Promise<SignInView> {
  const browser = browserOf(ctx)
  const session = realSession(ctx)
  // a password alone must not be turned into another one past the second factor
  if (session.owes === 'second_factor') throw new Refusal('forbidden', 'platform.second_factor_needed')
  const { personId } = ctx.actor
  const proofs = await account.proofsOf(ctx.db, personId)
  const pepper = account.pepperOf(ctx.keys)
  const limits = passwordChangeLimits(personId)
  const before = await guess(ctx, { personId, limits, wrong: 'me.wrong_old_password' }, async () => {
    const right = await verifyPassword(proofs.passwordHash, input.old, pepper)
    return right ? proofs.passwordHash : null
  })
  if (input.new === input.old) throw new Refusal('bad_input', 'me.same_password')
  const fault = await faultOf(ctx, personId, input.new)
  if (fault !== null) throw new Refusal('bad_input', fault)
  const hash = await hashPassword(input.new, pepper)
  const device = await knownDevice(ctx.db, personId, browser.device, ctx.now)
  const rotated = await inTransaction(ctx, async (tx) => {
    const changed = await account.setPassword(tx.db, personId, hash, before, ctx.now)
    if (!changed) throw new Refusal('conflict', 'me.password_changed_meanwhile')
    await endSessions(tx.db, personId, { except: session.id }, ctx.now)
    await forgetDevices(tx.db, personId, { except: device?.id ?? null })
    record(tx, { act: 'sign_in.password_changed', subject: meAsSubject(ctx) })
    const span = spanOf(rolesOf(ctx), device !== null)
    const rotated = await rotateSession(tx.db, session.id, { span, passwordDue: false }, ctx.now)
    if (rotated === null) throw new Refusal('unauthenticated', 'platform.sign_in_first')
    return rotated
  })
  giveSession(browser, rotated)
  return { state: 'in', home: homeOf(rolesOf(ctx)) }
}

/**
 * Proves once more that it is me: by my password, and a second factor shown a short while ago where I have one. A demo, which is entered
 * without either, asks for neither. Refuses with `me.wrong_password` and `platform.second_factor_needed`.
 */
export async function proveAgain(ctx: SignedIn, password: string): Promise<void> {
  const session = realSessionOrDemo(ctx)
  if (session.kind === 'demo') return
  const { personId } = ctx.actor
  const proofs = await account.proofsOf(ctx.db, personId)
  if (!mayOfferFactor(session, proofs.totpSealed !== null, ctx.now)) {
    throw new Refusal('forbidden', 'platform.second_factor_needed')
  }
  const limits = passwordChangeLimits(personId)
  await guess(ctx, { personId, limits, wrong: 'me.wrong_password' }, async () => {
    const right = await verifyPassword(proofs.passwordHash, password, account.pepperOf(ctx.keys))
    return right ? true : null
  })
}

/** A session of a person, not of a wall screen. */
function realSessionOrDemo({ session }: SignedIn): SessionInfo {
  if (session === null || session.kind === 'kiosk') throw new Refusal('unauthenticated', 'platform.sign_in_first')
  return session
}

/** Offers a new second factor; it is in use only once proven. */
export async function beginFactor(ctx: SignedIn): Promise<SecondFactorOffer> {
  const session = realSession(ctx)
  const { personId, staffNo } = ctx.actor
  const proofs = await account.proofsOf(ctx.db, personId)
  if (!mayOfferFactor(session, proofs.totpSealed !== null, ctx.now)) {
    throw new Refusal('forbidden', 'platform.second_factor_needed')
  }
  const secret = newSecret()
  await inTransaction(ctx, async (tx) => {
    await account.offerTotp(tx.db, ctx.keys, personId, secret)
    record(tx, { act: 'sign_in.second_factor_offered', subject: meAsSubject(ctx) })
  })
  const uri = otpauthUri(ctx.tenant.name, staffNo, secret)
  return { uri, secret: base32Encode(secret), qr: renderSVG(uri, { border: 2 }) }
}

/** Puts the offered second factor in use. My other sessions end; the recovery codes are shown this once. */
export async function confirmFactor(
  ctx: SignedIn,
  input: ParsedInputOf<typeof contract.confirmSecondFactor>,
): Promise<SignInView & { recoveryCodes: string[] }> {
  const browser = browserOf(ctx)
  const session = realSession(ctx)
  const { personId } = ctx.actor
  const proofs = await account.proofsOf(ctx.db, personId)
  if (!mayOfferFactor(session, proofs.totpSealed !== null, ctx.now)) {
    throw new Refusal('forbidden', 'platform.second_factor_needed')
  }
  const secret = account.totpSecret(ctx.keys, personId, proofs, 'offered')
  const sealed = proofs.totpOfferedSealed
  if (secret === null || sealed === null) throw new Refusal('conflict', 'me.begin_second_factor_first')
  const device = await knownDevice(ctx.db, personId, browser.device, ctx.now)
  const limits = factorLimits(guesserOf(ctx, personId, '', device))
  const step = await guess(ctx, { personId, limits, wrong: 'sign_in.wrong_second_factor' }, async () =>
    verifyTotp(secret, input.code, ctx.now, null),
  )
  const recoveryCodes = Array.from({ length: 10 }, () => newCode(3))
  const recoveryHashes = recoveryCodes.map((code) => codeHash(ctx.keys, 'recovery', code))
  const { rotated, remembered } = await inTransaction(ctx, async (tx) => {
    const taken = await account.takeTotp(tx.db, ctx.keys, personId, { sealed, secret, step, recoveryHashes })
    if (!taken) throw new Refusal('conflict', 'me.begin_second_factor_first')
    await endSessions(tx.db, personId, { except: session.id }, ctx.now)
    await forgetDevices(tx.db, personId, { except: device?.id ?? null })
    const remembered = input.rememberDevice
      ? await rememberDevice(tx.db, personId, browser.device, ctx.now, ctx.now)
      : null
    const deviceId = remembered?.id ?? device?.id ?? null
    const span = spanOf(rolesOf(ctx), deviceId !== null)
    const rotated = await rotateSession(tx.db, session.id, { span, deviceId, secondFactorAt: ctx.now }, ctx.now)
    if (rotated === null) throw new Refusal('unauthenticated', 'platform.sign_in_first')
    record(tx, { act: 'sign_in.second_factor_set', subject: meAsSubject(ctx) })
    return { rotated, remembered }
  })
  giveSession(browser, rotated)
  if (remembered !== null) browser.setCookie('device', remembered.secret, remembered.maxAgeSeconds)
  const state = stateOf(rotated.passwordDue ? 'password' : null, true)
  return { state, home: homeOf(rolesOf(ctx)), recoveryCodes }
}
