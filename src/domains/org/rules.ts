/** Org rules: how staff numbers and phones are read. Pure. */

/** A staff number as it is kept and compared: full-width folded (NFKC), without spaces, in capitals. */
export function staffNoOf(text: string): string {
  return text.normalize('NFKC').replace(/\s+/g, '').toUpperCase()
}

/** The eleven digits of a mainland mobile number (YD/T 1-series, a leading +86 dropped), or null if it is not one. */
export function phoneOf(text: string): string | null {
  const digits = text
    .normalize('NFKC')
    .replace(/[\s().-]/g, '')
    .replace(/^(\+|00)?86(?=1\d{10}$)/, '')
  return /^1\d{10}$/.test(digits) ? digits : null
}
