/** What most people need not change, folded away under what it is now: the browser's own disclosure. */
import type { ReactNode } from 'react'
import { Icon } from './icon.tsx'
import './more.css'

interface MoreProps {
  title: string
  /** Told whether it is open, for what is fetched only then. */
  onToggle?: (open: boolean) => void
  children: ReactNode
}

export function More({ title, onToggle, children }: MoreProps) {
  return (
    <details className="more" onToggle={(event) => onToggle?.(event.currentTarget.open)}>
      <summary>
        <span>{title}</span>
        <Icon name="next" />
      </summary>
      {children}
    </details>
  )
}
