/** What somebody means who looks for a matter by its number. Pure. */

const whole = /^([a-z]{2,4})[-\s]?(\d{4})[-\s]?(\d{1,9})$/i
const digits = /^\d{1,9}$/
/** How far back a bare number is looked for. */
const years = 5

/**
 * The full numbers a text may mean: `jy 2026 12` is JY-2026-000012; a bare `12` is that number of any kind, in this year
 * and the four before. Empty where the text is no number.
 */
export function numbersMeant(text: string, prefixes: readonly string[], thisYear: number): string[] {
  const wanted = text.normalize('NFKC').trim()
  const found = whole.exec(wanted)
  if (found !== null) return [numberOf(found[1]!.toUpperCase(), Number(found[2]), found[3]!)]
  if (!digits.test(wanted)) return []
  return prefixes.flatMap((prefix) =>
    Array.from({ length: years }, (_, back) => numberOf(prefix, thisYear - back, wanted)),
  )
}

const numberOf = (prefix: string, year: number, count: string): string =>
  `${prefix}-${year}-${String(Number(count)).padStart(6, '0')}`
