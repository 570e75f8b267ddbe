/** What of the data that a directive asks for is held already, by neighbouring characters. Pure. */
import { queryTerms, searchTerms, similarity } from '#platform/search.ts'

/** From this overlap on, an earlier request reads like this one. */
const alikeFrom = 0.5

/** Whether one of the words, all of its terms, stands in what is asked for. */
export function names(what: string, words: readonly string[]): boolean {
  const terms = new Set(searchTerms(what))
  return words.some((word) => queryTerms(word).every((term) => terms.has(term)))
}

/** The earlier requests that read like this one, the most alike first. */
export function readsLike<E extends { readonly what: string }>(what: string, earlier: readonly E[]): E[] {
  const terms = searchTerms(what)
  return earlier
    .map((one) => ({ one, likeness: similarity(terms, searchTerms(one.what)) }))
    .filter(({ likeness }) => likeness >= alikeFrom)
    .sort((a, b) => b.likeness - a.likeness)
    .map(({ one }) => one)
}
