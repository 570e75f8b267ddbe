/** Accounts: who keeps other people's ways in. Nobody keeps his own, and nobody ever sees a password or a secret. */
import { z } from 'zod'
import { endpoint } from '#platform/endpoint.ts'
import { rosterRoles } from '../contract.ts'

const PersonName = z.object({ id: z.uuid(), name: z.string(), staffNo: z.string() })

/** A second factor reported lost: one keeper has asked, another must confirm. */
export const FactorLossView = z.object({
  askedBy: PersonName,
  askedAt: z.iso.datetime(),
  until: z.iso.datetime(),
})
export type FactorLossView = z.infer<typeof FactorLossView>

export const AccountMove = z.enum(['issue_activation', 'unlock', 'report_factor_loss', 'confirm_factor_loss'])
export type AccountMove = z.infer<typeof AccountMove>

export const AccountView = z.object({
  person: PersonName.extend({ unitName: z.string() }),
  /** `none`: never activated; `invited`: a code waits to be used; `active`: has a password. */
  state: z.enum(['none', 'invited', 'active']),
  activationUntil: z.iso.datetime().nullable(),
  secondFactor: z.boolean(),
  /** Until when guesses are refused, on at least one device. */
  waitsUntil: z.iso.datetime().nullable(),
  factorLoss: FactorLossView.nullable(),
  may: z.array(AccountMove),
})
export type AccountView = z.infer<typeof AccountView>

const ofPerson = z.object({ personId: z.uuid() })

export const getAccount = endpoint({
  method: 'GET',
  path: '/accounts/:personId',
  summary: 'How somebody below my unit can sign in.',
  caller: rosterRoles,
  input: ofPerson,
  output: AccountView,
})

export const issueActivation = endpoint({
  method: 'POST',
  path: '/accounts/:personId/activation',
  summary: 'Makes a one-time code, good for 24 hours, by which the person sets a (new) password. Shown this once.',
  caller: rosterRoles,
  keepReply: false,
  freshSecondFactorMinutes: 15,
  input: ofPerson,
  output: z.object({ code: z.string(), until: z.iso.datetime(), account: AccountView }),
})

export const unlockAccount = endpoint({
  method: 'POST',
  path: '/accounts/:personId/unlock',
  summary: 'Ends the waits after wrong guesses.',
  caller: rosterRoles,
  input: ofPerson,
  output: AccountView,
})

export const reportFactorLoss = endpoint({
  method: 'POST',
  path: '/accounts/:personId/factor-loss',
  summary: 'Says that the person has lost the second factor. Another keeper must confirm within 24 hours.',
  caller: rosterRoles,
  freshSecondFactorMinutes: 15,
  input: ofPerson,
  output: AccountView,
})

export const confirmFactorLoss = endpoint({
  method: 'POST',
  path: '/accounts/:personId/factor-loss/confirm',
  summary: 'Confirms as a second keeper that it is lost: it is taken off, and a new one set up at the next sign-in.',
  caller: rosterRoles,
  freshSecondFactorMinutes: 15,
  input: ofPerson,
  output: AccountView,
})

export const listFactorLosses = endpoint({
  method: 'GET',
  path: '/factor-losses',
  summary: 'Lost second factors below my unit that wait for a second keeper.',
  caller: rosterRoles,
  input: z.object({}),
  output: z.object({ losses: z.array(FactorLossView.extend({ person: PersonName })) }),
})
