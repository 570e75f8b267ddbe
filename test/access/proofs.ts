/** Accounts whose proofs a test knows: the password is hashed once, because hashing is slow on purpose. */

import { type Keys, seal } from '#platform/sealed.ts'
import { pepperOf } from '#platform/sign-in/account.ts'
import { hashPassword } from '#platform/sign-in/password.ts'
import { newSecret, totpAt } from '#platform/sign-in/totp.ts'
import type { Stage } from './stage.ts'

export const password = '北风吹过第三座桥 then it snowed'
let hashed: Promise<string> | null = null

/** The secret of a one-time code as an account keeps it. */
export function sealedTotp(keys: Keys, row: string, secret: Buffer, column = 'totp_sealed'): Buffer {
  return seal(keys, { table: 'platform_account', column, row }, secret.toString('base64url'))
}

/** Gives a person of the test company a password, and a second factor in use or offered if wished. Returns its code of now. */
export async function anAccount(stage: Stage, personId: string, factor: 'none' | 'used' | 'offered'): Promise<string> {
  const { db, keys, now } = stage.world
  hashed ??= hashPassword(password, pepperOf(keys))
  const secret = newSecret()
  const account = {
    password_hash: await hashed,
    password_set_at: new Date(0),
    totp_sealed: factor === 'used' ? sealedTotp(keys, personId, secret) : null,
    totp_offered_sealed: factor === 'offered' ? sealedTotp(keys, personId, secret, 'totp_offered_sealed') : null,
  }
  await db
    .insertInto('platform_account')
    .values({ person_id: personId, ...account })
    .onConflict((on) => on.column('person_id').doUpdateSet(account))
    .execute()
  return totpAt(secret, Math.floor(now().getTime() / 30_000))
}
