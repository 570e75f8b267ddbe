/** What a directive would cost and which of its data is held, asked again as it is written. An answer that comes late is dropped. */
import { useEffect, useRef, useState } from 'react'
import type { InputOf } from '#platform/endpoint.ts'
import { asCallError, type CallError, call } from '#ui/call.ts'
import { checkDirective, type DirectiveCheck } from '../../contract.ts'

/** Nobody types faster than this and wants to know in between. */
const pauseMillis = 300

interface Checked {
  readonly check: DirectiveCheck | null
  readonly error: CallError | null
}

export function useCheck(input: InputOf<typeof checkDirective>): Checked {
  const [state, setState] = useState<Checked>({ check: null, error: null })
  const wanted = JSON.stringify(input)
  const latest = useRef(input)
  latest.current = input
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is asked again when what is wanted reads differently
  useEffect(() => {
    const over = new AbortController()
    const ask = () =>
      call(checkDirective, latest.current, { signal: over.signal }).then(
        (check) => over.signal.aborted || setState({ check, error: null }),
        (thrown) => over.signal.aborted || setState((before) => ({ ...before, error: asCallError(thrown) })),
      )
    const timer = setTimeout(ask, pauseMillis)
    return () => {
      clearTimeout(timer)
      over.abort()
    }
  }, [wanted])
  return state
}
