/**
 * Receipt codes: 80 random bits, made on the device that reports, so that a report whose reply is lost can be sent again and be
 * followed all the same; the company keeps only their hash. Written in Crockford's base 32 (no I, L, O, U) in four groups of four.
 * Pure, but for the random source of `newReceiptCode`, which browsers and Node have alike.
 */

const digits = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const length = 16

export function newReceiptCode(): string {
  return [...crypto.getRandomValues(new Uint8Array(length))].map((byte) => digits[byte % 32]).join('')
}

/** The code that a text means: small letters, spaces and dashes do not matter, O is 0, I and L are 1. Null where it means none. */
export function receiptCodeOf(text: string): string | null {
  const code = text.normalize('NFKC').toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1')
  return code.length === length && [...code].every((digit) => digits.includes(digit)) ? code : null
}

/** As people read it: 7K2M-9QXT-0A4B-HJ3C. */
export const shownCode = (code: string): string => code.match(/.{4}/g)!.join('-')
