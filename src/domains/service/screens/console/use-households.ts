/** What a search finds, page by page. An answer that comes too late is dropped. Nothing of it is kept: it is personal data. */
import { useEffect, useRef, useState } from 'react'
import { asCallError, type CallError, call } from '#ui/call.ts'
import { findHouseholds, type HouseholdView } from '../../contract.ts'

interface State {
  /** What was looked for; undefined while there is no answer. */
  readonly q: string | undefined
  readonly rows: readonly HouseholdView[]
  readonly next: string | null
  readonly busy: boolean
  readonly error: CallError | null
}
export interface Found extends State {
  readonly more: () => void
  readonly again: () => void
}

const nothing: State = { q: undefined, rows: [], next: null, busy: false, error: null }
const shortest = 2

/** Looks for `q` whenever it changes; too short a text finds nothing. */
export function useHouseholds(q: string): Found {
  const [state, setState] = useState(nothing)
  const [turn, setTurn] = useState(0)
  const wanted = useRef<AbortController | null>(null)

  /** Asks for the rows after a customer number, or for the first ones. */
  const ask = (after: string | null) => {
    const over = new AbortController()
    wanted.current?.abort()
    wanted.current = over
    setState((before) => ({ ...before, busy: true, error: null }))
    call(findHouseholds, { q, ...(after === null ? {} : { after }) }, { signal: over.signal }).then(
      ({ rows, next }) =>
        over.signal.aborted ||
        setState((before) => ({
          q,
          rows: after === null ? rows : [...before.rows, ...rows],
          next,
          busy: false,
          error: null,
        })),
      (thrown) => over.signal.aborted || setState((before) => ({ ...before, busy: false, error: asCallError(thrown) })),
    )
  }

  // biome-ignore lint/correctness/useExhaustiveDependencies: another turn asks the same again
  useEffect(() => {
    if (Array.from(q).length < shortest) setState(nothing)
    else ask(null)
    return () => wanted.current?.abort()
  }, [q, turn])

  return {
    ...state,
    more: () => state.next !== null && !state.busy && ask(state.next),
    again: () => setTurn((n) => n + 1),
  }
}
