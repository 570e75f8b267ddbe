/** Buttons, and links that look like them. One primary a page. */
import type { MouseEvent, ReactNode } from 'react'
import { Link } from 'wouter'
import { uiWords } from '#ui/ui-words.ts'
import { useWords } from '#ui/words.ts'

type Kind = 'primary' | 'plain' | 'quiet' | 'danger'

interface ButtonProps {
  kind?: Kind
  type?: 'button' | 'submit'
  /** The id of the form it submits, when it stands outside of it, as in a page's actions. */
  form?: string
  /** Under way: cannot be pressed again, keeps its place and focus. */
  busy?: boolean
  disabled?: boolean
  /** Its whole name where the words on it say too little by themselves; it begins with them. */
  label?: string
  onClick?: () => void
  children: ReactNode
}

export function Button({
  kind = 'plain',
  type = 'button',
  form,
  busy = false,
  disabled = false,
  label,
  onClick,
  children,
}: ButtonProps) {
  const words = useWords(uiWords)
  const press = (event: MouseEvent) => {
    if (busy) event.preventDefault()
    else onClick?.()
  }
  return (
    <button
      type={type}
      form={form}
      className={`button ${kind}`}
      disabled={disabled}
      aria-label={label}
      aria-disabled={busy || undefined}
      aria-busy={busy || undefined}
      onClick={press}
    >
      {busy && <span className="spinner" />}
      {children}
      {busy && <span className="unseen">{words.working}</span>}
    </button>
  )
}

export function ButtonLink({ href, kind = 'plain', children }: { href: string; kind?: Kind; children: ReactNode }) {
  return (
    <Link href={href} className={`button ${kind}`}>
      {children}
    </Link>
  )
}
