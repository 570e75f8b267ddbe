/** Rows that lead somewhere, and the small marks on them. */
import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { Icon } from './icon.tsx'

export function List({ label, children }: { label?: string; children: ReactNode }) {
  return (
    <ul className="list" aria-label={label}>
      {children}
    </ul>
  )
}

interface ListRowProps {
  href: string
  title: string
  /** A line or two below the title. */
  children?: ReactNode
  /** What to notice first. */
  tag?: ReactNode
}

export function ListRow({ href, title, children, tag }: ListRowProps) {
  return (
    <li>
      <Link href={href} className="row">
        <span className="row-text">
          <span className="row-title">{title}</span>
          {(tag !== undefined || children !== undefined) && (
            <span className="row-more">
              {tag}
              {children}
            </span>
          )}
        </span>
        <Icon name="next" />
      </Link>
    </li>
  )
}

type Tone = 'neutral' | 'accent' | 'good' | 'wait' | 'late'

/** A word on a coloured ground. The word says it; the colour only helps. */
export function Tag({ tone = 'neutral', children }: { tone?: Tone; children: ReactNode }) {
  return <span className={`tag ${tone}`}>{children}</span>
}
