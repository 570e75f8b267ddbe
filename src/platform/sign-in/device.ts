/** Known devices: a browser on which a person has signed in before, proven by a cookie whose hash lies in the database. */
import type { Db } from '../db.ts'
import { newId } from '../id.ts'
import { hashOf, newSecret } from './session.ts'

/** How long a device is remembered after its last sign-in. */
export const deviceDays = 180
const day = 86_400_000

export interface KnownDevice {
  readonly id: string
  /** When the person last showed a second factor on it, or null. */
  readonly secondFactorAt: Date | null
}

/** The person's device behind a cookie, or null where the cookie proves nothing for this person. */
export async function knownDevice(
  db: Db,
  personId: string,
  secret: string | null,
  now: Date,
): Promise<KnownDevice | null> {
  const row = await db
    .selectFrom('platform_device')
    .select(['id', 'second_factor_at as secondFactorAt'])
    .where('person_id', '=', personId)
    .where('secret_hash', '=', hashOf(secret ?? ''))
    .where('until', '>', now)
    .executeTakeFirst()
  return row ?? null
}

/**
 * Remembers the browser for this person. A browser that has a cookie keeps its secret, so that several people can use
 * it; `secret` is what its cookie is to be set to.
 */
export async function rememberDevice(
  db: Db,
  personId: string,
  cookie: string | null,
  secondFactorAt: Date | null,
  now: Date,
): Promise<{ id: string; secret: string; maxAgeSeconds: number }> {
  const secret = cookie !== null && /^[\w-]{43}$/.test(cookie) && (await isOurs(db, cookie)) ? cookie : newSecret()
  const until = new Date(now.getTime() + deviceDays * day)
  const row = await db
    .insertInto('platform_device')
    .values({ id: newId(), person_id: personId, secret_hash: hashOf(secret), second_factor_at: secondFactorAt, until })
    .onConflict((conflict) =>
      conflict.constraint('platform_device_known_once').doUpdateSet((eb) => ({
        until,
        second_factor_at: secondFactorAt ?? eb.ref('platform_device.second_factor_at'),
      })),
    )
    .returning('id')
    .executeTakeFirstOrThrow()
  return { id: row.id, secret, maxAgeSeconds: deviceDays * 24 * 3600 }
}

/** Whether we made this secret: one that a stranger planted in the browser is not taken over. */
async function isOurs(db: Db, secret: string): Promise<boolean> {
  const row = await db
    .selectFrom('platform_device')
    .select('id')
    .where('secret_hash', '=', hashOf(secret))
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** Forgets devices of a person: one, or all but one. */
export async function forgetDevices(
  db: Db,
  personId: string,
  which: { only?: string; except?: string | null },
): Promise<void> {
  let query = db.deleteFrom('platform_device').where('person_id', '=', personId)
  if (which.only !== undefined) query = query.where('id', '=', which.only)
  if (which.except !== undefined && which.except !== null) query = query.where('id', '<>', which.except)
  await query.execute()
}
