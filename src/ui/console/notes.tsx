/** What a console page says when there is nothing, nothing yet, or something went wrong. */
import { Alert, Button, Empty, Skeleton } from 'antd'
import type { ReactNode } from 'react'
import { adviceFor } from '#ui/advice.ts'
import type { CallError } from '#ui/call.ts'
import { uiWords } from '#ui/ui-words.ts'
import { useWords } from '#ui/words.ts'

/** Nothing here: why, and what one can do. */
export function EmptyNote({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="empty-note">
      <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={title}>
        {children}
      </Empty>
    </div>
  )
}

/** The shape of what will be here. */
export function LoadingNote({ rows = 4 }: { rows?: number }) {
  const words = useWords(uiWords)
  return (
    <div className="loading-note" role="status">
      <span className="unseen">{words.loading}</span>
      <Skeleton active title={false} paragraph={{ rows }} />
    </div>
  )
}

/** What happened, what to do now, and the number to tell when it stays so. */
export function ErrorNote({ error, onRetry }: { error: CallError; onRetry?: () => void }) {
  const words = useWords(uiWords)
  const advice = words.whatToDo[adviceFor(error)]
  const number = error.requestId !== undefined && error.status >= 500 ? ` ${words.number(error.requestId)}` : ''
  return (
    <Alert
      className="error-note"
      type="warning"
      showIcon
      role="alert"
      title={error.message}
      description={advice + number}
      action={onRetry === undefined ? undefined : <Button onClick={onRetry}>{words.retry}</Button>}
    />
  )
}
