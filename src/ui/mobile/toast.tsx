/** A short word that something worked. Faults are never said here: they stay where they are, see `ErrorNote`. */
import { useSyncExternalStore } from 'react'

const SHOWN_MS = 6_000
const listeners = new Set<() => void>()
let current = ''
let timer: ReturnType<typeof setTimeout> | undefined

/** Shows a sentence for a few seconds and has it read out. */
export function toast(text: string): void {
  show(text)
  clearTimeout(timer)
  timer = setTimeout(() => show(''), SHOWN_MS)
}

/** Where toasts appear; once in the roof, and there from the start, or readers do not hear the first. */
export function Toasts() {
  const text = useSyncExternalStore(listen, () => current)
  return (
    <div className="toasts" role="status">
      {text !== '' && <p className="toast">{text}</p>}
    </div>
  )
}

function show(text: string): void {
  current = text
  for (const listener of listeners) listener()
}

function listen(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
