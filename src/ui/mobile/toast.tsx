/** A short word that something worked. Faults are never said here: they stay where they are, see `ErrorNote`. */
import { useSyncExternalStore } from 'react'

const SHOWN_MS = 6_000
/** Long enough to find the button by ear. */
const SHOWN_WITH_UNDO_MS = 15_000

interface Undo {
  readonly label: string
  readonly run: () => void
}
interface Toast {
  readonly text: string
  readonly undo: Undo | null
}

const listeners = new Set<() => void>()
let current: Toast | null = null
let timer: ReturnType<typeof setTimeout> | undefined

/** Shows a sentence for a few seconds and has it read out; with `undo`, a button that takes back what was done. */
export function toast(text: string, undo: Undo | null = null): void {
  show({ text, undo })
  clearTimeout(timer)
  timer = setTimeout(() => show(null), undo === null ? SHOWN_MS : SHOWN_WITH_UNDO_MS)
}

/** Where toasts appear; once in the roof, and there from the start, or readers do not hear the first. */
export function Toasts() {
  const shown = useSyncExternalStore(listen, () => current)
  const take = (undo: Undo) => {
    show(null)
    undo.run()
  }
  return (
    <div className="toasts" role="status">
      {shown !== null && (
        <p className="toast">
          {shown.text}
          {shown.undo !== null && (
            <button type="button" onClick={() => take(shown.undo!)}>
              {shown.undo.label}
            </button>
          )}
        </p>
      )}
    </div>
  )
}

function show(next: Toast | null): void {
  current = next
  for (const listener of listeners) listener()
}

function listen(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
