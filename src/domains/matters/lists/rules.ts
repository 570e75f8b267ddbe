/** What somebody means who looks for a matter by its number, and by which words a text is compared. Pure. */

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

/** The words of a text bring at most about this share of all matters to be compared with it, but this many words count always. */
const [shareCompared, fewest] = [0.05, 3]

/**
 * The terms of a text that tell most: the rarest ones. `shares` says of the common ones in what share of all matters they stand;
 * what is not in it is rare. A text is alike to what shares some of these; words that everybody uses would bring everything.
 */
export function tellingTerms(terms: readonly string[], shares: ReadonlyMap<string, number>): string[] {
  let sum = 0
  return terms
    .map((term) => ({ term, share: shares.get(term) ?? 0 }))
    .sort((a, b) => a.share - b.share)
    .filter(({ share }, i) => {
      sum += share
      return i < fewest || sum <= shareCompared
    })
    .map(({ term }) => term)
}
