/** The head of a console page: its title, told to the window and to a screen reader, and what stands at the right of it. */
import { type ReactNode, useEffect, useRef } from 'react'
import { uiWords } from '#ui/ui-words.ts'
import { useWords } from '#ui/words.ts'

let arrived = false

/** After the first page of a visit, a new page takes the focus to its heading, so that its change is heard. */
export function PageHead({ title, children }: { title: string; children?: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null)
  useTitle(title)
  useEffect(() => {
    if (arrived) heading.current?.focus({ preventScroll: true })
    arrived = true
  }, [])
  return (
    <div className="page-head">
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      {children}
    </div>
  )
}

/** The title of the window: the page, then the product. */
export function useTitle(title: string): void {
  const words = useWords(uiWords)
  useEffect(() => {
    document.title = `${title} · ${words.product}`
  }, [title, words])
}
