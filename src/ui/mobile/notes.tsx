/** What a page says when there is nothing, nothing yet, or something went wrong. */
import type { ReactNode } from 'react'
import { adviceFor } from '#ui/advice.ts'
import type { CallError } from '#ui/call.ts'
import { uiWords } from '#ui/ui-words.ts'
import { useWords } from '#ui/words.ts'
import { Button } from './button.tsx'
import { Icon } from './icon.tsx'

/** Nothing here: why, and what one can do. */
export function Empty({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="empty">
      <Icon name="empty" />
      <p className="empty-title">{title}</p>
      {children}
    </div>
  )
}

/** The shape of what will be here. */
export function Loading({ rows = 3 }: { rows?: number }) {
  const words = useWords(uiWords)
  return (
    <div className="loading" role="status">
      <span className="unseen">{words.loading}</span>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows are all alike
        <div key={row} className="bone" />
      ))}
    </div>
  )
}

/** What happened, what to do now, and the number to tell when it stays so. */
export function ErrorNote({ error, onRetry }: { error: CallError; onRetry?: () => void }) {
  const words = useWords(uiWords)
  const advice = adviceFor(error)
  return (
    <div className="error-note" role="alert">
      <Icon name="alert" />
      <div>
        <p className="error-title">{error.message}</p>
        <p>
          {words.whatToDo[advice]}
          {error.requestId !== undefined && error.status >= 500 && ` ${words.number(error.requestId)}`}
        </p>
        {advice === 'signIn' ? (
          <Button onClick={() => location.reload()}>{words.signInAgain}</Button>
        ) : (
          onRetry !== undefined && <Button onClick={onRetry}>{words.retry}</Button>
        )}
      </div>
    </div>
  )
}
