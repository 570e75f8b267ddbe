/** What happened, what is happening and what comes next, in order. */
import type { ReactNode } from 'react'
import { uiWords } from '#ui/ui-words.ts'
import { useWords } from '#ui/words.ts'

export interface Step {
  id: string
  state: 'done' | 'now' | 'next'
  /** What, in words. */
  title: string
  /** Who and when. */
  line?: string
  /** The words that were said, or what is expected. */
  children?: ReactNode
}

export function Timeline({ label, steps }: { label: string; steps: readonly Step[] }) {
  const words = useWords(uiWords)
  return (
    <ol className="timeline" aria-label={label}>
      {steps.map(({ id, state, title, line, children }) => (
        <li key={id} className={state} aria-current={state === 'now' ? 'step' : undefined}>
          <span className="unseen">{words.step[state]}</span>
          <p className="step-title">{title}</p>
          {line !== undefined && <p className="step-line">{line}</p>}
          {children !== undefined && <div className="step-words">{children}</div>}
        </li>
      ))}
    </ol>
  )
}
