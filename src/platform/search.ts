/**
 * Text search in Chinese and Latin script: texts become lexemes of a tsvector (`searchVector`, or `array_to_tsvector` of `searchTerms`) under a GIN index, queries a
 * `$1::tsquery`, and every row found is checked again with `matchesQuery`, because neighbouring bigrams are not yet a phrase.
 *
 * Lexemes: each run of Han characters gives its bigrams and its last character; each run of other letters and digits gives itself.
 * A query of one Han character is asked as a prefix: every character either begins a bigram or ends a run, so nothing is missed.
 * Indexing every single character instead would find the same. Measured on 100,000 texts of 80 characters, table and index together
 * (PostgreSQL 15, characters spread evenly and by Zipf's law): run ends cost 1 to 5 % more than bigrams alone, singles 32 to 40 %;
 * the first 20 rows take 1 to 2 ms, by the rarest and the commonest character alike.
 */
const LONGEST_WORD = 64
/** The fewest terms a likeness is counted over. */
const LIKENESS_FLOOR = 6

/** One spelling for what people see as the same: compatibility forms, case, and no invisible characters. */
function normalised(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\p{Default_Ignorable_Code_Point}/gu, '')
}

/** Runs of Han characters (with a group of their own) and of other letters, marks and digits; everything else separates. */
const runs = /(\p{Script=Han}+)|(?:(?!\p{Script=Han})[\p{L}\p{M}\p{N}])+/gu

/** Adds each two neighbours of a run of Han characters; returns its last one. */
function bigrams(han: string, found: Set<string>): string {
  let before = ''
  for (const character of han) {
    if (before !== '') found.add(before + character)
    before = character
  }
  return before
}

/** Long runs (serial numbers, base64) are cut: a lexeme has at most 2 KB, and `matchesQuery` sees the whole text anyway. */
function word(run: string): string {
  return run.length <= LONGEST_WORD ? run : Array.from(run).slice(0, LONGEST_WORD).join('')
}

/** The lexemes under which a text is found, each once. About one a character; 80,000 characters fit a tsvector (1 MB). */
export function searchTerms(text: string): string[] {
  const terms = new Set<string>()
  for (const [run, han] of normalised(text).matchAll(runs))
    terms.add(han === undefined ? word(run) : bigrams(han, terms))
  return [...terms]
}

/** The lexemes of a text as the text of a tsvector. */
export const searchVector = (text: string): string => searchTerms(text).map(quoted).join(' ')

/**
 * The lexemes a query asks for, each once. Those of one Han character and those of Latin letters and digits stand for every lexeme
 * that begins with them; a Han query of two or more characters gives bigrams only, all of which are terms of any text holding it.
 */
export function queryTerms(query: string): string[] {
  const terms = new Set<string>()
  for (const [run, han] of normalised(query).matchAll(runs)) {
    if (han === undefined) terms.add(word(run))
    else {
      const last = bigrams(han, terms)
      if (last === han) terms.add(last)
    }
  }
  return [...terms]
}

/** A query as the text of a tsquery (cast it: `$1::tsquery`), or null if there is nothing in it to search for. */
export function searchQuery(query: string): string | null {
  const isBigram = /^\p{Script=Han}{2}$/u
  const lexemes = queryTerms(query).map((term) => `${quoted(term)}${isBigram.test(term) ? '' : ':*'}`)
  return lexemes.length === 0 ? null : lexemes.join(' & ')
}

/** Terms as the text of a tsquery that any of them answers. */
export const anyTerm = (terms: readonly string[]): string => terms.map(quoted).join(' | ')

/** A lexeme in tsquery's own quotes. No term holds a quote or backslash today; the query must stay safe if that changes. */
function quoted(term: string): string {
  return `'${term.replace(/['\\]/g, '$&$&')}'`
}

/** Whether every word of the query (split at white space) stands somewhere in the text; true for an empty query. */
export function matchesQuery(text: string, query: string): boolean {
  const haystack = normalised(text)
  return normalised(query)
    .split(/\s+/)
    .every((part) => haystack.includes(part))
}

/**
 * How alike two texts are, from their terms: 0 nothing in common, 1 the smaller one lies within the larger (overlap coefficient over
 * terms of two or more characters). A text still being typed is short: overlap does not hold that against it, as Dice would, and
 * counting at least six terms keeps a first word from resembling everything.
 */
export function similarity(a: readonly string[], b: readonly string[]): number {
  const [left, right] = [a, b].map((terms) => new Set(terms.filter((term) => Array.from(term).length > 1)))
  const shared = [...left!].filter((term) => right!.has(term)).length
  return shared / Math.max(Math.min(left!.size, right!.size), LIKENESS_FLOOR)
}
