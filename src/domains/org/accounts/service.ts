/** The verbs of keeping accounts. */
import { type Actor, holds } from '#platform/access.ts'
import type { Ctx } from '#platform/ctx.ts'
import { forget } from '#platform/memory.ts'
import { inTransaction, record, type Tx } from '#platform/record.ts'
import { Refusal } from '#platform/refusal.ts'
import type { SignedIn } from '#platform/routes.ts'
import { accountStates, offerActivation } from '#platform/sign-in/account.ts'
import { codeHash, newCode } from '#platform/sign-in/code.ts'
import { forgetDevices } from '#platform/sign-in/device.ts'
import { askFactorLoss, confirmFactorLoss as confirmLoss, openFactorLosses } from '#platform/sign-in/factor-loss.ts'
import { clearLimits, waitOf } from '#platform/sign-in/limit.ts'
import { endSessions } from '#platform/sign-in/session.ts'
import { rosterRoles } from '../contract.ts'
import { staffNoOf } from '../rules.ts'
import { loadActor, peopleById, unitsById } from '../service.ts'
import { limitsOf } from '../sign-in/rules.ts'
import { type AccountMove, type AccountView, AccountMove as moves } from './contract.ts'
import { codeHours, whyNot } from './rules.ts'
import { grantSystemAdmin, hasSystemAdmin, holdFirstAdministrator, personWith, topUnit } from './store.ts'

type OfPerson = { readonly personId: string }

const inADay = (now: Date): Date => new Date(now.getTime() + codeHours * 3_600_000)
const asSubject = (personId: string) => ({ kind: 'person', id: personId })

/** How somebody below my unit can sign in. */
export async function account(ctx: SignedIn, { personId }: OfPerson): Promise<AccountView> {
  const person = await keptPerson(ctx, personId)
  return viewOf(ctx, person)
}

/** The person, if the caller keeps accounts at his unit. */
async function keptPerson(ctx: SignedIn, personId: string): Promise<Actor> {
  const person = await loadActor(ctx.db, personId)
  if (person === null) throw new Refusal('not_found', 'org.person_not_found')
  if (!holds(ctx.actor, rosterRoles, person.unit)) throw new Refusal('forbidden', 'org.not_your_unit')
  return person
}

async function stateOf(ctx: SignedIn, personId: string) {
  const [[known], losses, waitsUntil] = await Promise.all([
    accountStates(ctx.db, [personId]),
    openFactorLosses(ctx.db, ctx.now),
    waitOf(ctx.db, limitsOf(personId), ctx.now),
  ])
  const loss = losses.find((one) => one.personId === personId) ?? null
  const secondFactor = known?.secondFactor ?? false
  return { known, loss, waitsUntil, secondFactor, waits: waitsUntil !== null, lossAskedBy: loss?.askedBy ?? null }
}

async function viewOf(ctx: SignedIn, person: Actor): Promise<AccountView> {
  const state = await stateOf(ctx, person.personId)
  const { known, loss, waitsUntil } = state
  const [units, people] = await Promise.all([
    unitsById(ctx.db, [person.unit.id]),
    peopleById(ctx.db, loss === null ? [] : [loss.askedBy]),
  ])
  const invited = known?.activationUntil != null && known.activationUntil > ctx.now
  return {
    person: {
      id: person.personId,
      name: person.name,
      staffNo: person.staffNo,
      unitName: units.get(person.unit.id)?.name ?? '',
    },
    state: known?.active === true ? 'active' : invited ? 'invited' : 'none',
    activationUntil: invited ? known.activationUntil!.toISOString() : null,
    secondFactor: state.secondFactor,
    waitsUntil: waitsUntil?.toISOString() ?? null,
    factorLoss:
      loss === null
        ? null
        : {
            askedBy: nameOf(people, loss.askedBy),
            askedAt: loss.askedAt.toISOString(),
            until: loss.until.toISOString(),
          },
    may: moves.options.filter((move) => whyNot(move, ctx.actor, person, state) === null),
  }
}

function nameOf(people: Awaited<ReturnType<typeof peopleById>>, id: string) {
  const person = people.get(id)
  return { id, name: person?.name ?? '', staffNo: person?.staffNo ?? '' }
}

/** One move of a keeper on somebody's account, judged and recorded. */
async function keep<T>(
  ctx: SignedIn,
  personId: string,
  move: AccountMove,
  work: (tx: Tx, inside: SignedIn, person: Actor) => Promise<T>,
): Promise<T> {
  return inTransaction(ctx, async (tx) => {
    const inside = { ...ctx, db: tx.db }
    const person = await keptPerson(inside, personId)
    const no = whyNot(move, ctx.actor, person, await stateOf(inside, personId))
    if (no !== null) throw new Refusal(no.kind, no.code)
    return work(tx, inside, person)
  })
}

/** Makes a one-time code for a first or a new password. The password in use, and the second factor, stay until then. */
export function issue(ctx: SignedIn, { personId }: OfPerson) {
  const code = newCode(3)
  const until = inADay(ctx.now)
  return keep(ctx, personId, 'issue_activation', async (tx, inside, person) => {
    await offerActivation(tx.db, personId, codeHash(ctx.keys, 'activation', code), until)
    record(tx, { act: 'account.issue_activation', subject: asSubject(personId) })
    return { code, until: until.toISOString(), account: await viewOf(inside, person) }
  })
}

/** Ends the waits after wrong guesses, on all devices. */
export function unlock(ctx: SignedIn, { personId }: OfPerson): Promise<AccountView> {
  return keep(ctx, personId, 'unlock', async (tx, inside, person) => {
    await clearLimits(tx.db, limitsOf(personId))
    record(tx, { act: 'account.unlock', subject: asSubject(personId) })
    return viewOf(inside, person)
  })
}

/** Says that the second factor is lost. */
export function reportLoss(ctx: SignedIn, { personId }: OfPerson): Promise<AccountView> {
  return keep(ctx, personId, 'report_factor_loss', async (tx, inside, person) => {
    const report = { personId, askedBy: ctx.actor.personId, askedAt: ctx.now, until: inADay(ctx.now) }
    const id = await askFactorLoss(tx.db, report)
    if (id === null) throw new Refusal('conflict', 'account.loss_reported_already')
    record(tx, { act: 'account.report_factor_loss', subject: asSubject(personId) })
    return viewOf(inside, person)
  })
}

/** Confirms the loss: the second factor is taken off, and whatever was opened with it ends. */
export async function confirmLossOf(ctx: SignedIn, { personId }: OfPerson): Promise<AccountView> {
  const view = await keep(ctx, personId, 'confirm_factor_loss', async (tx, inside, person) => {
    const loss = (await openFactorLosses(tx.db, ctx.now)).find((one) => one.personId === personId)
    const confirmed = loss !== undefined && (await confirmLoss(tx.db, loss, ctx.actor.personId, ctx.now))
    if (!confirmed) throw new Refusal('conflict', 'account.no_loss_reported')
    await endSessions(tx.db, personId, {}, ctx.now)
    await forgetDevices(tx.db, personId, {})
    record(tx, { act: 'account.confirm_factor_loss', subject: asSubject(personId) })
    return viewOf(inside, person)
  })
  forget()
  return view
}

/** Lost second factors below my unit that wait for a second keeper. */
export async function losses(ctx: SignedIn) {
  const open = await openFactorLosses(ctx.db, ctx.now)
  const people = await peopleById(
    ctx.db,
    open.flatMap((loss) => [loss.personId, loss.askedBy]),
  )
  const mine = await Promise.all(
    open.map(async (loss) => {
      const person = await loadActor(ctx.db, loss.personId)
      return person !== null && holds(ctx.actor, rosterRoles, person.unit) ? [loss] : []
    }),
  )
  return {
    losses: mine.flat().map((loss) => ({
      person: nameOf(people, loss.personId),
      askedBy: nameOf(people, loss.askedBy),
      askedAt: loss.askedAt.toISOString(),
      until: loss.until.toISOString(),
    })),
  }
}

/**
 * Makes the first system administrator, on the command line only: there is no default account. Adds the person, and the
 * unit at the top, where they do not exist. The returned code is the only copy.
 */
export function createFirstAdministrator(
  ctx: Ctx,
  { staffNo, name }: { staffNo: string; name: string },
): Promise<{ activationCode: string }> {
  return inTransaction(ctx, async (tx) => {
    await holdFirstAdministrator(tx.db)
    if (await hasSystemAdmin(tx.db)) throw new Refusal('conflict', 'account.first_administrator_exists')
    const unitId = await topUnit(tx.db, ctx.tenant.name)
    const person = await personWith(tx.db, staffNoOf(staffNo), name.trim(), unitId)
    if (person.name !== name.trim()) throw new Refusal('conflict', 'account.person_has_another_name')
    await grantSystemAdmin(tx.db, person.id, unitId, ctx.now)
    const activationCode = newCode(3)
    await offerActivation(tx.db, person.id, codeHash(ctx.keys, 'activation', activationCode), inADay(ctx.now))
    record(tx, { act: 'account.create_first_administrator', subject: asSubject(person.id) })
    return { activationCode }
  })
}
