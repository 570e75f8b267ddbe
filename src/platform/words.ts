/** Words: typed dictionaries in two languages. A message missing in one of them is a compile error. */

export type Language = 'zh' | 'en'

/** The shape of the Chinese dictionary with its texts widened, so that the English one can differ in text only. */
export type Widen<T> = T extends string
  ? string
  : T extends (...args: infer A) => string
    ? (...args: A) => string
    : { readonly [K in keyof T]: Widen<T[K]> }

export interface Dictionary<Z> {
  readonly zh: Z
  readonly en: Widen<Z>
}

/** Pairs the Chinese dictionary with an English one of the same shape. */
export function dictionary<const Z>(zh: Z, en: Widen<Z>): Dictionary<Z> {
  return { zh, en }
}

/** The first of our languages that an Accept-Language header (or navigator.language) asks for; Chinese by default. */
export function languageOf(header: string | undefined): Language {
  for (const part of (header ?? '').split(',')) {
    const tag = part.trim().toLowerCase()
    if (tag.startsWith('zh')) return 'zh'
    if (tag.startsWith('en')) return 'en'
  }
  return 'zh'
}
