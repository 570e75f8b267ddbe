/** What most people need not change, folded away under what it is now: the browser's own disclosure. */
import type { ReactNode } from 'react'
import { Icon } from './icon.tsx'
import './more.css'

export function More({ title, children }: { title: string; children: ReactNode }) {
  return (
    <details className="more">
      <summary>
        <span>{title}</span>
        <Icon name="next" />
      </summary>
      {children}
    </details>
  )
}
