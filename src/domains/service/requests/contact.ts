/** Name and phone of whoever reported something at rest: sealed for their row, the phone found as those of households are. */
import { createHash } from 'node:crypto'
import { type Keys, open, type Place, seal } from '#platform/sealed.ts'
import { phoneEndPrint, phonePrint } from '../holder.ts'
import { phoneEnd } from '../rules.ts'

const sealedIn = (column: 'reporter_sealed' | 'phone_sealed', row: string): Place => ({
  table: 'service_request',
  column,
  row,
})

export const sealedReporter = (keys: Keys, requestId: string, name: string): Buffer =>
  seal(keys, sealedIn('reporter_sealed', requestId), name)

/** What a request keeps of a phone; `digits` as `phoneDigits` gives them. */
export const sealedCaller = (keys: Keys, requestId: string, digits: string) => ({
  sealed: seal(keys, sealedIn('phone_sealed', requestId), digits),
  fingerprint: phonePrint(keys, digits),
  endFingerprint: phoneEndPrint(keys, phoneEnd(digits)),
})

export function openContact(
  keys: Keys,
  row: { readonly id: string; readonly reporterSealed: Buffer | null; readonly phoneSealed: Buffer | null },
): { reporter: string | null; phone: string | null } {
  const shown = (column: 'reporter_sealed' | 'phone_sealed', sealed: Buffer | null) =>
    sealed === null ? null : open(keys, sealedIn(column, row.id), sealed)
  return { reporter: shown('reporter_sealed', row.reporterSealed), phone: shown('phone_sealed', row.phoneSealed) }
}

/** Of a receipt code only this is kept; the code has 80 random bits, so its hash is found and not guessed. */
export const receiptHash = (code: string): Buffer => createHash('sha256').update(`nuanqiao receipt ${code}`).digest()
