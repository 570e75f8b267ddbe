/** The one way for screens to read and to act: `useEndpoint` reads, `useAction` acts, `invalidate` says what became old. */
import { useCallback, useMemo, useState, useSyncExternalStore } from 'react'
import type { InputOf, OutputOf } from '#platform/endpoint.ts'
import { openAttempts } from './attempts.ts'
import { asCallError, type Callable, type CallError, call, requestOf, send } from './call.ts'
import { openEndpointCache, type Reading } from './endpoint-cache.ts'
import { onPersonChange } from './person.ts'
import { onLanguageChange } from './words.ts'

const cache = openEndpointCache({
  fetch: (path, signal) => send({ method: 'GET', path, signal }),
  time: () => Date.now(),
  later: (ms, then) => {
    const timer = setTimeout(then, ms)
    return () => clearTimeout(timer)
  },
})

const nothing: Reading<undefined> = { data: undefined, error: null, loading: false }
let listening = false

/** From the first reading on: what the page shows follows the person, the language, the line and the screen. */
function listen(): void {
  if (listening) return
  listening = true
  // Whoever signs in finds what was refused to nobody; whoever leaves takes along what he read.
  onPersonChange((_, before) => (before === null ? cache.awake() : cache.forgetAll()))
  onLanguageChange(() => cache.invalidate('/'))
  window.addEventListener('online', () => cache.awake())
  window.addEventListener('pageshow', () => cache.awake())
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') cache.awake()
  })
}

export interface Loaded<T> extends Reading<T> {
  readonly reload: () => void
}

/** Reads an endpoint and keeps it fresh while the screen is there. `null` as input: nothing is asked yet. */
export function useEndpoint<E extends Callable>(endpoint: E, input: InputOf<E> | null): Loaded<OutputOf<E>> {
  const path = input === null ? null : readPath(endpoint, input)
  const watch = useCallback(
    (watcher: () => void) => {
      if (path === null) return () => undefined
      listen()
      return cache.watch(path, watcher)
    },
    [path],
  )
  const reading = useSyncExternalStore(watch, () => (path === null ? nothing : cache.reading(path)))
  const reload = useCallback(() => {
    if (path !== null) void cache.load(path)
  }, [path])
  return { ...(reading as Reading<OutputOf<E>>), reload }
}

export type Done<T> = { readonly ok: true; readonly reply: T } | { readonly ok: false; readonly error: CallError }

export interface Action<E> {
  /** Acts. Never throws; tapped again while under way with the same input, it gives the same outcome. */
  readonly run: (input: InputOf<E>, bytes?: Blob) => Promise<Done<OutputOf<E>>>
  readonly busy: boolean
  readonly error: CallError | null
  readonly reset: () => void
}

/** An act of the person. `changes` names the paths that it makes old, for example `['/matters']`. */
export function useAction<E extends Callable>(endpoint: E, changes: readonly string[] = []): Action<E> {
  const [state, setState] = useState<{ busy: boolean; error: CallError | null }>({ busy: false, error: null })
  const attempts = useMemo(() => openAttempts(), [])
  const underway = useMemo(() => new Map<string, Promise<Done<OutputOf<E>>>>(), [])

  const run = (input: InputOf<E>, bytes?: Blob): Promise<Done<OutputOf<E>>> => {
    const key = attempts.keyFor(JSON.stringify(requestOf(endpoint, input)), bytes)
    const same = underway.get(key)
    if (same) return same
    const outcome = act(key, input, bytes).finally(() => underway.delete(key))
    underway.set(key, outcome)
    return outcome
  }

  const act = async (key: string, input: InputOf<E>, bytes?: Blob): Promise<Done<OutputOf<E>>> => {
    setState({ busy: true, error: null })
    try {
      const reply = await call(endpoint, input, { key, ...(bytes ? { bytes } : {}) })
      attempts.ended(null)
      setState({ busy: false, error: null })
      for (const prefix of changes) cache.invalidate(prefix)
      return { ok: true, reply }
    } catch (thrown) {
      const error = asCallError(thrown)
      attempts.ended(error)
      setState({ busy: false, error })
      return { ok: false, error }
    }
  }

  return { run, ...state, reset: () => setState({ busy: false, error: null }) }
}

/** What lies under this path has changed: it is read again where it is in view. */
export const invalidate = (prefix: string): void => cache.invalidate(prefix)

/** Anything may have changed: all that is in view is read again, unless that is under way. */
export const refresh = (): void => cache.awake(0)

/** Shows a change at once, before the server has it. Returns what takes it back when the act fails. */
export function patch<E extends Callable>(
  endpoint: E,
  input: InputOf<E>,
  change: (data: OutputOf<E>) => OutputOf<E>,
): () => void {
  return cache.patch(readPath(endpoint, input), (data) => change(data as OutputOf<E>))
}

function readPath(endpoint: Callable, input: unknown): string {
  const { method, path } = requestOf(endpoint, input)
  if (method !== 'GET') throw new TypeError(`${endpoint.path} acts; use useAction`)
  return path
}
