/** Blocks of a page that is read: a headed section, a card, what somebody said, and facts with their names. */
import { type ReactNode, useId } from 'react'
import './reading.css'

interface SectionProps {
  title: string
  /** Small, at the right of the heading. */
  aside?: ReactNode
  children: ReactNode
}

export function Section({ title, aside, children }: SectionProps) {
  const id = useId()
  return (
    <section className="section" aria-labelledby={id}>
      <div className="section-head">
        <h2 id={id}>{title}</h2>
        {aside}
      </div>
      {children}
    </section>
  )
}

/** What stands out from the page. `accent`: it asks something of the reader. */
export function Card({ tone = 'plain', children }: { tone?: 'plain' | 'accent' | 'late'; children: ReactNode }) {
  return <div className={`card ${tone}`}>{children}</div>
}

/** A person's own words, line by line as written. */
export function Said({ children }: { children: string }) {
  return <p className="said">{children}</p>
}

/** Named facts; those without a value are left out. */
export function Facts({ rows }: { rows: readonly { name: string; value: ReactNode | null }[] }) {
  return (
    <dl className="facts">
      {rows
        .filter(({ value }) => value !== null)
        .map(({ name, value }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  )
}
