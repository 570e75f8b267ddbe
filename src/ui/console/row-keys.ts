/** Moving through the rows of a list with j and k. A row is a link or button marked `data-row`. */
import { type RefObject, useRef } from 'react'
import { useWords } from '#ui/words.ts'
import { useKeys } from './use-keys.tsx'
import { consoleWords } from './words.ts'

/** Gives j and k to a list. `title` names it in the help; `onEnd` is asked for more when the last row is passed. */
export function useRowKeys<E extends HTMLElement>(title: string, onEnd?: () => void): RefObject<E | null> {
  const words = useWords(consoleWords)
  const list = useRef<E>(null)
  const last = useRef(-1)

  const go = (step: 1 | 0 | -1) => {
    const rows = [...(list.current?.querySelectorAll<HTMLElement>('[data-row]') ?? [])]
    if (rows.length === 0) return
    const focused = rows.indexOf(document.activeElement as HTMLElement)
    const current = rows.findIndex((row) => row.getAttribute('aria-current') === 'true')
    // a row that has left the list gives way to the one that took its place
    const at = focused >= 0 ? focused + step : current >= 0 ? current + step : last.current + (step < 0 ? -1 : 0)
    const next = Math.min(Math.max(at, 0), rows.length - 1)
    if (at >= rows.length) onEnd?.()
    last.current = next
    rows[next]?.focus()
    rows[next]?.scrollIntoView({ block: 'nearest' })
  }

  useKeys(title, [
    { press: 'j', does: words.next, run: () => go(1) },
    { press: 'k', does: words.previous, run: () => go(-1) },
    // on a row Enter is the row's own; from elsewhere it leads to the row
    { press: 'Enter', does: words.open, run: () => go(0) },
  ])
  return list
}
