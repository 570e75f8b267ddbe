/** The verbs of wall screens. */
import { type Actor, holds } from '#platform/access.ts'
import type { Ctx } from '#platform/ctx.ts'
import type { ParsedInputOf } from '#platform/endpoint.ts'
import { forget } from '#platform/memory.ts'
import { inTransaction, record } from '#platform/record.ts'
import { Refusal } from '#platform/refusal.ts'
import type { SignedIn } from '#platform/routes.ts'
import { browserOf, giveSession } from '#platform/sign-in/browser.ts'
import { codeHash, newCode } from '#platform/sign-in/code.ts'
import * as store from '#platform/sign-in/kiosk.ts'
import { endSessions, startSession } from '#platform/sign-in/session.ts'
import { loadActor, peopleById, type Unit, unitsById } from '../service.ts'
import { endEarlier } from '../sign-in/arrival.ts'
import { guess, guesserOf, nobody } from '../sign-in/guess.ts'
import { addressLimit, kioskSpan } from '../sign-in/rules.ts'
import type * as contract from './contract.ts'
import { type KioskView, kioskRoles, type WallScreenView } from './contract.ts'

const codeMinutes = 60

const covers = (actor: Actor, unit: Unit | undefined): boolean => unit !== undefined && holds(actor, kioskRoles, unit)

/** The wall screens of my units. */
export async function kiosks(ctx: SignedIn): Promise<{ kiosks: KioskView[] }> {
  const live = await store.liveKiosks(ctx.db, ctx.now)
  const units = await unitsById(
    ctx.db,
    live.map((kiosk) => kiosk.unitId),
  )
  return {
    kiosks: await views(
      ctx,
      live.filter((kiosk) => covers(ctx.actor, units.get(kiosk.unitId))),
    ),
  }
}

async function views(ctx: Ctx, live: readonly store.Kiosk[]): Promise<KioskView[]> {
  const [units, people] = await Promise.all([
    unitsById(
      ctx.db,
      live.map((kiosk) => kiosk.unitId),
    ),
    peopleById(
      ctx.db,
      live.map((kiosk) => kiosk.madeBy),
    ),
  ])
  return live.map((kiosk) => ({
    id: kiosk.id,
    name: kiosk.name,
    unit: { id: kiosk.unitId, name: units.get(kiosk.unitId)?.name ?? '' },
    madeBy: { id: kiosk.madeBy, name: people.get(kiosk.madeBy)?.name ?? '' },
    madeAt: kiosk.madeAt.toISOString(),
    state: kiosk.sessionId === null ? 'waiting' : 'showing',
    until: kiosk.until.toISOString(),
  }))
}

/** Makes the code of a new wall screen for a unit of mine. */
export function make(ctx: SignedIn, { name, unitId }: ParsedInputOf<typeof contract.makeKiosk>) {
  const code = newCode(3)
  return inTransaction(ctx, async (tx) => {
    const unit = (await unitsById(tx.db, [unitId])).get(unitId)
    if (unit === undefined) throw new Refusal('not_found', 'org.unit_not_found')
    if (!covers(ctx.actor, unit)) throw new Refusal('forbidden', 'org.not_your_unit')
    const codeUntil = new Date(ctx.now.getTime() + codeMinutes * 60_000)
    const spec = { name, unitId, madeBy: ctx.actor.personId, codeHash: codeHash(ctx.keys, 'kiosk', code), codeUntil }
    const id = await store.makeKiosk(tx.db, spec, ctx.now)
    record(tx, { act: 'kiosk.make', subject: { kind: 'kiosk', id }, change: { name, unitId } })
    const kiosk = await store.kioskById(tx.db, id, ctx.now)
    const [view] = await views({ ...ctx, db: tx.db }, [kiosk!])
    return { code, kiosk: view! }
  })
}

/** Ends a wall screen of one of my units, or its code. */
export async function end(ctx: SignedIn, { id }: ParsedInputOf<typeof contract.endKiosk>) {
  const left = await inTransaction(ctx, async (tx) => {
    const kiosk = await store.kioskById(tx.db, id, ctx.now)
    if (kiosk === null) throw new Refusal('not_found', 'kiosk.not_found')
    const unit = (await unitsById(tx.db, [kiosk.unitId])).get(kiosk.unitId)
    if (!covers(ctx.actor, unit)) throw new Refusal('forbidden', 'org.not_your_unit')
    if (!(await store.endKiosk(tx.db, id, ctx.now))) throw new Refusal('not_found', 'kiosk.not_found')
    if (kiosk.sessionId !== null) await endSessions(tx.db, kiosk.madeBy, { only: kiosk.sessionId }, ctx.now)
    record(tx, { act: 'kiosk.end', subject: { kind: 'kiosk', id } })
    return kiosks({ ...ctx, db: tx.db })
  })
  forget()
  return left
}

/** A screen enters its code and may look for 30 days. Its place is lent by whoever made it, and ends when he leaves. */
export async function enter(ctx: Ctx, { code }: ParsedInputOf<typeof contract.enterKiosk>): Promise<WallScreenView> {
  const browser = browserOf(ctx)
  const limits = [addressLimit(guesserOf(ctx, nobody, '', null).address)]
  const entered = await guess(ctx, { personId: nobody, limits, wrong: 'kiosk.wrong_code' }, () =>
    inTransaction({ ...ctx, once: null }, async (tx) => {
      const kiosk = await store.spendKioskCode(tx.db, codeHash(ctx.keys, 'kiosk', code), ctx.now)
      if (kiosk === null || (await loadActor(tx.db, kiosk.madeBy)) === null) throw wrongCode
      await endEarlier(tx, ctx)
      const unproven = { deviceId: null, secondFactorAt: null, passwordDue: false }
      const spec = {
        personId: kiosk.madeBy,
        kind: 'kiosk',
        agent: browser.agent,
        span: kioskSpan,
        ...unproven,
      } as const
      const session = await startSession(tx.db, spec, ctx.now)
      await store.joinKiosk(tx.db, kiosk.id, session.id)
      record(tx, { act: 'kiosk.enter', subject: { kind: 'kiosk', id: kiosk.id } })
      return { session, screen: await screenOf({ ...ctx, db: tx.db }, session.id) }
    }).catch((error: unknown) => {
      if (error === wrongCode) return null
      throw error
    }),
  )
  giveSession(browser, entered.session)
  return entered.screen
}

const wrongCode = new Error('no wall screen waits for this code')

/** Which wall screen this is. */
export function wallScreen(ctx: SignedIn): Promise<WallScreenView> {
  if (ctx.session?.kind !== 'kiosk') throw new Refusal('not_found', 'kiosk.not_found')
  return screenOf(ctx, ctx.session.id)
}

/** The unit that a wall screen was put up for. Refused to whoever is none. */
export async function unitOfWallScreen(ctx: SignedIn): Promise<Unit> {
  if (ctx.session?.kind !== 'kiosk') throw new Refusal('not_found', 'kiosk.not_found')
  return (await kioskOf(ctx, ctx.session.id)).unit
}

async function screenOf(ctx: Ctx, sessionId: string): Promise<WallScreenView> {
  const { kiosk, unit } = await kioskOf(ctx, sessionId)
  return { company: ctx.tenant.name, name: kiosk.name, unitName: unit.name, until: kiosk.until.toISOString() }
}

async function kioskOf(ctx: Ctx, sessionId: string): Promise<{ kiosk: store.Kiosk; unit: Unit }> {
  const kiosk = await store.kioskOfSession(ctx.db, sessionId, ctx.now)
  const unit = kiosk === null ? undefined : (await unitsById(ctx.db, [kiosk.unitId])).get(kiosk.unitId)
  if (kiosk === null || unit === undefined) throw new Refusal('not_found', 'kiosk.not_found')
  return { kiosk, unit }
}
