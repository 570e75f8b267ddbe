/** The language of the page: chosen by the reader, remembered on the device, otherwise what the browser prefers. */
import { useSyncExternalStore } from 'react'
import { type Dictionary, type Language, languageOf, languages, tagOf } from '#platform/words.ts'

const KEPT_AS = 'nuanqiao.language'
const listeners = new Set<() => void>()
let current: Language | undefined

/** The language now. The first call decides it and tells the document. */
export function language(): Language {
  if (current === undefined) {
    current = kept() ?? languageOf(typeof navigator === 'undefined' ? undefined : navigator.languages)
    tellDocument(current)
  }
  return current
}

/** The reader's choice. Every component that reads words is drawn again. */
export function setLanguage(next: Language): void {
  current = next
  tellDocument(next)
  try {
    localStorage.setItem(KEPT_AS, next)
  } catch {
    // Storage may be forbidden; the choice then lasts as long as the page.
  }
  for (const listener of listeners) listener()
}

export function onLanguageChange(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const useLanguage = (): Language => useSyncExternalStore(onLanguageChange, language)

/** One dictionary in the reader's language: `const words = useWords(voiceWords)`. */
export const useWords = <W>(dictionary: Dictionary<W>): W => dictionary[useLanguage()]

function kept(): Language | undefined {
  try {
    const value = localStorage.getItem(KEPT_AS)
    return languages.find((one) => one === value)
  } catch {
    return undefined
  }
}

function tellDocument(chosen: Language): void {
  if (typeof document !== 'undefined') document.documentElement.lang = tagOf[chosen]
}
