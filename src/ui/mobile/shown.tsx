/** What was read from the server, or why it is not there: its shape while it comes, the fault and a way to try again. */
import type { ReactNode } from 'react'
import type { Loaded } from '#ui/use-endpoint.ts'
import { ErrorNote, Loading } from './notes.tsx'

interface ShownProps<T> {
  loaded: Loaded<T>
  /** How tall it will be, in rows. */
  rows?: number
  children: (data: T) => ReactNode
}

export function Shown<T>({ loaded, rows = 3, children }: ShownProps<T>) {
  const { data, error, reload } = loaded
  if (data !== undefined) return <>{children(data)}</>
  return error === null ? <Loading rows={rows} /> : <ErrorNote error={error} onRetry={reload} />
}
