/** Words: every sentence people read exists in Chinese and in English; a missing one does not compile. Pure, for server and browser. */

export type Language = 'zh' | 'en'

export const languages: readonly Language[] = ['zh', 'en']

/** The BCP 47 tag of a language, for Intl, `<html lang>` and `Accept-Language`. */
export const tagOf: Readonly<Record<Language, string>> = { zh: 'zh-CN', en: 'en-GB' }

/**
 * The shape the second language must have: the same keys all the way down, a sentence where there is a sentence, and a
 * function of the same parameters where a sentence has parameters.
 */
export type Widen<Z> = Z extends string
  ? string
  : Z extends (...args: infer A) => string
    ? (...args: A) => string
    : { readonly [K in keyof Z]: Widen<Z[K]> }

/** The same words `W` in each language. */
export type Dictionary<W> = Readonly<Record<Language, W>>

/**
 * The words of one domain. Chinese is the original and gives the shape, English must match it.
 * Values are sentences, functions that return a sentence, or further objects of them.
 */
export function dictionary<Z>(zh: Z, en: Widen<NoInfer<Z>>): Dictionary<Widen<Z>> {
  return { zh: zh as Widen<Z>, en }
}

/**
 * The language for a person's stated preferences, best first: `navigator.languages`, or an `Accept-Language` header as
 * it is. The first that names Chinese or English decides (quality values are read); Chinese when neither is named.
 */
export function languageOf(wanted: readonly string[] | string | undefined): Language {
  const list = typeof wanted === 'string' ? wanted.split(',') : (wanted ?? [])
  const weighed = list.map((entry) => {
    const [tag = '', ...parameters] = entry.trim().toLowerCase().split(';')
    const quality = parameters.map((p) => /^\s*q=([\d.]+)/.exec(p)?.[1]).find((q) => q !== undefined)
    return { tag, quality: quality === undefined ? 1 : Number(quality) }
  })
  const known = weighed.filter(({ tag, quality }) => quality > 0 && /^(zh|en)(-|$)/.test(tag))
  const best = known.sort((a, b) => b.quality - a.quality)[0]
  return best?.tag.startsWith('en') === true ? 'en' : 'zh'
}
