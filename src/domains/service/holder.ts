/** A holder's name and phone at rest: sealed for their row, and the phone found by keyed fingerprints. */
import { fingerprint, type Keys, open, type Place, seal } from '#platform/sealed.ts'
import { phoneEnd } from './rules.ts'

const sealedIn = (column: 'holder_sealed' | 'phone_sealed', row: string): Place => ({
  table: 'service_household',
  column,
  row,
})

/** The fingerprint of a whole phone, 16 bytes; `digits` as `phoneDigits` gives them. */
export function phonePrint(keys: Keys, digits: string): Buffer {
  return fingerprint(keys, 'service_household.phone', digits).subarray(0, 16)
}

/** The fingerprint of its last four digits, 8 bytes. There are ten thousand of them, so whoever holds the key can guess. */
export function phoneEndPrint(keys: Keys, end: string): Buffer {
  return fingerprint(keys, 'service_household.phone_end', end).subarray(0, 8)
}

/** What the register keeps of a phone. */
export function sealedPhone(keys: Keys, householdId: string, digits: string) {
  return {
    sealed: seal(keys, sealedIn('phone_sealed', householdId), digits),
    fingerprint: phonePrint(keys, digits),
    endFingerprint: phoneEndPrint(keys, phoneEnd(digits)),
  }
}

export function sealedHolder(keys: Keys, householdId: string, name: string): Buffer {
  return seal(keys, sealedIn('holder_sealed', householdId), name)
}

export function openHolder(keys: Keys, row: { id: string; holderSealed: Buffer | null }): string | null {
  return row.holderSealed === null ? null : open(keys, sealedIn('holder_sealed', row.id), row.holderSealed)
}

export function openPhone(keys: Keys, row: { id: string; phoneSealed: Buffer | null }): string | null {
  return row.phoneSealed === null ? null : open(keys, sealedIn('phone_sealed', row.id), row.phoneSealed)
}
