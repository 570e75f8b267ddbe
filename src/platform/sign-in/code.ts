/**
 * Codes that people read off one screen or sheet and type into another: Crockford's Base32 (no I, L, O, U), in groups
 * of four, 5 bits a character. Kept only as a keyed fingerprint.
 */
import { randomBytes } from 'node:crypto'
import { fingerprint, type Keys } from '../sealed.ts'

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** A new random code such as `7K2M-0QXZ-4TB9` (groups of four characters, 20 bits a group). */
export function newCode(groups: number): string {
  const text = Array.from(randomBytes(groups * 4), (byte) => alphabet[byte & 31]).join('')
  return text.replace(/(.{4})(?=.)/g, '$1-')
}

/** What was typed, in the spelling of the code: capitals, no separators, look-alikes read as what they look like. */
export function readCode(typed: string): string {
  return typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1')
}

/** How a code is kept and found: 32 bytes, different for each purpose. Accepts the code as typed. */
export function codeHash(keys: Keys, purpose: 'activation' | 'recovery' | 'kiosk', typed: string): Buffer {
  return fingerprint(keys, `code.${purpose}`, readCode(typed))
}
