/** Accounts: how a person proves who he is. The mechanics on the tables; who may do what is said by `org`. */
import { sql } from 'kysely'
import type { Db } from '../db.ts'
import { type Keys, open, seal } from '../sealed.ts'

/** The pepper of all passwords: known to the program, not to the database. */
export const pepperOf = (keys: Keys): Buffer => keys.for('password-pepper')

/** What sign-in needs to know of an account. All null where there is none. */
export interface Proofs {
  readonly passwordHash: string | null
  readonly totpSealed: Buffer | null
  readonly totpOfferedSealed: Buffer | null
  readonly totpLastStep: number | null
}

const none: Proofs = { passwordHash: null, totpSealed: null, totpOfferedSealed: null, totpLastStep: null }

export async function proofsOf(db: Db, personId: string): Promise<Proofs> {
  const row = await db
    .selectFrom('platform_account')
    .select(['password_hash as passwordHash', 'totp_sealed as totpSealed', 'totp_last_step as totpLastStep'])
    .select('totp_offered_sealed as totpOfferedSealed')
    .where('person_id', '=', personId)
    .executeTakeFirst()
  return row ?? none
}

/** Sets a new password, and an activation code is worth nothing any more. `before`: only if this is still the hash. */
export async function setPassword(
  db: Db,
  personId: string,
  passwordHash: string,
  before: string,
  now: Date,
): Promise<boolean> {
  const result = await db
    .updateTable('platform_account')
    .set({ password_hash: passwordHash, password_set_at: now, activation_hash: null, activation_until: null })
    .where('person_id', '=', personId)
    .where('password_hash', '=', before)
    .executeTakeFirst()
  return Number(result.numUpdatedRows) === 1
}

/** The same password under stronger parameters; when it was set does not change. */
export async function rehashPassword(db: Db, personId: string, passwordHash: string, before: string): Promise<void> {
  await db
    .updateTable('platform_account')
    .set({ password_hash: passwordHash })
    .where('person_id', '=', personId)
    .where('password_hash', '=', before)
    .execute()
}

/** Gives a person a one-time activation code in place of any before; a password in use stays in use until then. */
export async function offerActivation(db: Db, personId: string, codeHash: Buffer, until: Date): Promise<void> {
  const offer = { activation_hash: codeHash, activation_until: until }
  await db
    .insertInto('platform_account')
    .values({ person_id: personId, ...offer })
    .onConflict((conflict) => conflict.column('person_id').doUpdateSet(offer))
    .execute()
}

/** Whether this is the person's code and still good. */
export async function activationFits(db: Db, personId: string, codeHash: Buffer, now: Date): Promise<boolean> {
  const row = await db
    .selectFrom('platform_account')
    .select('person_id')
    .where('person_id', '=', personId)
    .where('activation_hash', '=', codeHash)
    .where('activation_until', '>', now)
    .executeTakeFirst()
  return row !== undefined
}

/** Spends the code on a password; false where it was spent or ran out meanwhile. The second factor stays as it is. */
export async function activate(
  db: Db,
  personId: string,
  codeHash: Buffer,
  passwordHash: string,
  now: Date,
): Promise<boolean> {
  const result = await db
    .updateTable('platform_account')
    .set({ password_hash: passwordHash, password_set_at: now, activation_hash: null, activation_until: null })
    .where('person_id', '=', personId)
    .where('activation_hash', '=', codeHash)
    .where('activation_until', '>', now)
    .executeTakeFirst()
  return Number(result.numUpdatedRows) === 1
}

/** Keeps a new second factor that still has to be proven by a first code. The account must exist. */
export async function offerTotp(db: Db, keys: Keys, personId: string, secret: Buffer): Promise<void> {
  await db
    .updateTable('platform_account')
    .set({ totp_offered_sealed: seal(keys, place(personId, 'totp_offered_sealed'), secret.toString('base64url')) })
    .where('person_id', '=', personId)
    .execute()
}

/** The secret of the second factor: the one in use, or the one offered. Null where there is none. */
export function totpSecret(keys: Keys, personId: string, proofs: Proofs, which: 'used' | 'offered'): Buffer | null {
  const sealed = which === 'used' ? proofs.totpSealed : proofs.totpOfferedSealed
  if (sealed === null) return null
  const column = which === 'used' ? 'totp_sealed' : 'totp_offered_sealed'
  return Buffer.from(open(keys, place(personId, column), sealed), 'base64url')
}

/**
 * The offered second factor, proven by the code of `step`, becomes the one in use, with recovery codes of its own.
 * False where it was proven, or offered anew, meanwhile.
 */
export async function takeTotp(
  db: Db,
  keys: Keys,
  personId: string,
  offered: { sealed: Buffer; secret: Buffer; step: number; recoveryHashes: readonly Buffer[] },
): Promise<boolean> {
  const result = await db
    .updateTable('platform_account')
    .set({
      totp_sealed: seal(keys, place(personId, 'totp_sealed'), offered.secret.toString('base64url')),
      totp_offered_sealed: null,
      totp_last_step: offered.step,
    })
    .where('person_id', '=', personId)
    .where('totp_offered_sealed', '=', offered.sealed)
    .executeTakeFirst()
  if (Number(result.numUpdatedRows) !== 1) return false
  await db.deleteFrom('platform_recovery_code').where('person_id', '=', personId).execute()
  await db
    .insertInto('platform_recovery_code')
    .values(offered.recoveryHashes.map((code_hash) => ({ person_id: personId, code_hash })))
    .execute()
  return true
}

/** Spends the code of a time step; false where this step or a later one has been spent (RFC 6238, 5.2). */
export async function spendTotpStep(db: Db, personId: string, step: number): Promise<boolean> {
  const result = await db
    .updateTable('platform_account')
    .set({ totp_last_step: step })
    .where('person_id', '=', personId)
    .where((eb) => eb.or([eb('totp_last_step', 'is', null), eb('totp_last_step', '<', step)]))
    .executeTakeFirst()
  return Number(result.numUpdatedRows) === 1
}

/** Spends a recovery code; false where the person has no such code (any more). */
export async function spendRecoveryCode(db: Db, personId: string, codeHash: Buffer): Promise<boolean> {
  const result = await db
    .deleteFrom('platform_recovery_code')
    .where('person_id', '=', personId)
    .where('code_hash', '=', codeHash)
    .executeTakeFirst()
  return Number(result.numDeletedRows) === 1
}

export async function recoveryCodesLeft(db: Db, personId: string): Promise<number> {
  const row = await db
    .selectFrom('platform_recovery_code')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('person_id', '=', personId)
    .executeTakeFirstOrThrow()
  return row.n
}

/** Takes the second factor off an account, so that a new one has to be set up. */
export async function dropTotp(db: Db, personId: string): Promise<void> {
  await db.deleteFrom('platform_recovery_code').where('person_id', '=', personId).execute()
  await db
    .updateTable('platform_account')
    .set({ totp_sealed: null, totp_offered_sealed: null, totp_last_step: null })
    .where('person_id', '=', personId)
    .execute()
}

/** What a keeper of accounts sees of one: never a secret. */
export interface AccountState {
  readonly personId: string
  readonly active: boolean
  readonly activationUntil: Date | null
  readonly secondFactor: boolean
}

/** The accounts of these people; who has none is left out. */
export function accountStates(db: Db, personIds: readonly string[]): Promise<AccountState[]> {
  return db
    .selectFrom('platform_account')
    .select(['person_id as personId', 'activation_until as activationUntil'])
    .select(sql<boolean>`password_hash is not null`.as('active'))
    .select(sql<boolean>`totp_sealed is not null`.as('secondFactor'))
    .where(sql<boolean>`person_id = any(${personIds}::uuid[])`)
    .execute()
}

const place = (row: string, column: 'totp_sealed' | 'totp_offered_sealed') => ({
  table: 'platform_account',
  column,
  row,
})
