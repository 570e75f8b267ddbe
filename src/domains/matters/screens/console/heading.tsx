/** A heading of the level that its place asks for: a matter is a page of its own, or stands beside a list. */
import type { ReactNode, RefObject } from 'react'

interface HeadingProps {
  readonly level: number
  readonly id?: string
  readonly className?: string
  /** Given where the focus is to come here. */
  readonly at?: RefObject<HTMLHeadingElement | null>
  readonly children: ReactNode
}

export function Heading({ level, id, className, at, children }: HeadingProps) {
  const Tag = `h${level}` as 'h1'
  return (
    <Tag
      {...(id === undefined ? {} : { id })}
      className={className ?? 'section-title'}
      {...(at && { ref: at, tabIndex: -1 })}
    >
      {children}
    </Tag>
  )
}
