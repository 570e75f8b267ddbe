/** Keys for named purposes, all derived from one of 32 bytes by HKDF-SHA-256 (RFC 5869). Pure. */
import { hkdfSync } from 'node:crypto'
import type { PurposeKeys } from '../sealed.ts'

/** Throws Error for any other length than 32 bytes. */
export function purposeKeys(seed: Uint8Array): PurposeKeys {
  if (seed.byteLength !== 32) throw new Error('a key has 32 bytes')
  const own = Buffer.from(seed)
  return { for: (purpose) => Buffer.from(hkdfSync('sha256', own, '', `nuanqiao/${purpose}`, 32)) }
}
