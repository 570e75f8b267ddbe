/**
 * Passwords: argon2id over an HMAC with a pepper that lies outside the database, so that a stolen table alone cannot be guessed at.
 * The HMAC also hands argon2 the whole password, however long. Bytes are taken as typed, without normalisation (ASVS 5.0, 6.2.8).
 */
import { createHmac } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'
import { atMost } from '../at-most.ts'
import { isCommonPassword } from './common-passwords.ts'

/** OWASP's minimum for argon2id. `memoryCost` in KiB; `parallelism` is part of the result, not a number of threads at work. */
export type HashParameters = { readonly memoryCost: number; readonly timeCost: number; readonly parallelism: number }
export const hashParameters: HashParameters = { memoryCost: 19 * 1024, timeCost: 2, parallelism: 1 }

const SHORTEST_PASSWORD = 8
const LONGEST_PASSWORD = 128

// More at once would take the threads that file, DNS and TLS work share.
const twoAtOnce = atMost(2)

/** A new salted hash in PHC form (`$argon2id$v=19$m=..,t=..,p=..$salt$hash`). */
export function hashPassword(password: string, pepper: Buffer, parameters = hashParameters): Promise<string> {
  return twoAtOnce(() => hash(peppered(password, pepper), { ...parameters }))
}

/**
 * Whether the password belongs to a stored hash. Pass null for an account that does not exist: the answer is no, after the same work,
 * so that its time does not tell. Rejects with an Error if the stored text is no argon2 hash.
 */
export async function verifyPassword(stored: string | null, password: string, pepper: Buffer): Promise<boolean> {
  const right = await twoAtOnce(() => verify(stored ?? standInHash(), peppered(password, pepper)))
  return right && stored !== null
}

/** Whether a hash was made in another way than today's, and should be made anew at the next sign-in. */
export function needsRehash(stored: string, parameters = hashParameters): boolean {
  return !stored.startsWith(settingsOf(parameters))
}

/** A well-formed hash of nothing, for accounts that do not exist. */
export function standInHash(parameters = hashParameters): string {
  const zeros = (bytes: number) => Buffer.alloc(bytes).toString('base64').replace(/=+$/, '')
  return `${settingsOf(parameters)}${zeros(16)}$${zeros(32)}`
}

export type PasswordProblem =
  | 'platform.password_too_short'
  | 'platform.password_too_long'
  | 'platform.password_too_common'
  | 'platform.password_contains_context'

/**
 * Why a new password will not do, or null. Length is counted in characters. `context` are words that others know of this person
 * (staff number, phone, name, company): the password may hold none of them, nor six characters in a row of a longer one (three, of
 * Chinese). Case, width, spaces and signs do not matter; words under three letters (two Chinese characters) are let pass.
 */
export function passwordProblem(password: string, context: readonly string[]): PasswordProblem | null {
  const length = Array.from(password).length
  if (length < SHORTEST_PASSWORD) return 'platform.password_too_short'
  if (length > LONGEST_PASSWORD) return 'platform.password_too_long'
  if (isCommonPassword(password)) return 'platform.password_too_common'
  const text = lettersOf(password)
  const told = context.flatMap(tellingPieces).some((piece) => text.includes(piece))
  return told ? 'platform.password_contains_context' : null
}

function tellingPieces(word: string): string[] {
  const letters = Array.from(lettersOf(word))
  const [least, size] = /\p{Script=Han}/u.test(word) ? [2, 3] : [3, 6]
  if (letters.length < least) return []
  const pieces = Math.max(1, letters.length - size + 1)
  return Array.from({ length: pieces }, (_, i) => letters.slice(i, i + size).join(''))
}

function lettersOf(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
}

function settingsOf({ memoryCost, timeCost, parallelism }: HashParameters): string {
  return `$argon2id$v=19$m=${memoryCost},t=${timeCost},p=${parallelism}$`
}

function peppered(password: string, pepper: Buffer): string {
  return createHmac('sha256', pepper).update(password, 'utf8').digest('base64')
}
