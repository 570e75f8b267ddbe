/** A few views of the same thing, one at a time. Arrow keys move between them as screen readers expect. */
import { type KeyboardEvent, type ReactNode, useId, useRef } from 'react'

interface TabsProps<T extends string> {
  /** What the views are of. */
  label: string
  tabs: readonly { id: T; label: string; count?: number | undefined }[]
  current: T
  onCurrent: (id: T) => void
  /** The view that is open. */
  children: ReactNode
}

export function Tabs<T extends string>({ label, tabs, current, onCurrent, children }: TabsProps<T>) {
  const base = useId()
  const list = useRef<HTMLDivElement>(null)

  const move = (event: KeyboardEvent) => {
    const at = tabs.findIndex(({ id }) => id === current)
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key]
    const next = to === undefined ? undefined : tabs[(to + tabs.length) % tabs.length]
    if (next === undefined) return
    event.preventDefault()
    onCurrent(next.id)
    list.current?.querySelectorAll<HTMLElement>('[role=tab]')[tabs.indexOf(next)]?.focus()
  }

  return (
    <div className="tabs">
      <div ref={list} role="tablist" aria-label={label} onKeyDown={move}>
        {tabs.map(({ id, label: text, count }) => (
          <button
            key={id}
            type="button"
            role="tab"
            id={`${base}-${id}`}
            aria-controls={`${base}-panel`}
            aria-selected={id === current}
            tabIndex={id === current ? 0 : -1}
            onClick={() => onCurrent(id)}
          >
            {text}
            {count !== undefined && <span className="number"> {count}</span>}
          </button>
        ))}
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a panel without controls of its own must be reachable by keyboard */}
      <div role="tabpanel" id={`${base}-panel`} aria-labelledby={`${base}-${current}`} tabIndex={0}>
        {children}
      </div>
    </div>
  )
}
