/** What the screens have read from the server: one copy for each address, shared, kept fresh, never fetched twice at once. */
import { asCallError, type CallError } from './call.ts'

/** One reading as a screen sees it. Data stays while it is read again and when that fails. */
export interface Reading<T> {
  readonly data: T | undefined
  readonly error: CallError | null
  readonly loading: boolean
}

/** What the cache needs of the world; `later` calls back after milliseconds and returns what cancels it. */
export interface CacheWorld {
  readonly fetch: (path: string, signal: AbortSignal) => Promise<unknown>
  readonly time: () => number
  readonly later: (ms: number, then: () => void) => () => void
}

interface Entry {
  reading: Reading<unknown>
  /** When the data came; 0 when it must be read again. */
  freshAt: number
  giveUp: AbortController | null
  failures: number
  cancelRetry: () => void
  readonly watchers: Set<() => void>
}

const FRESH_MS = 10_000
const FRESH_IN_BACKGROUND_MS = 30_000
const RETRY_MS = [3_000, 10_000, 30_000]
const MOST_ENTRIES = 80

export type EndpointCache = ReturnType<typeof openEndpointCache>

export function openEndpointCache(world: CacheWorld) {
  const entries = new Map<string, Entry>()

  function entryOf(path: string): Entry {
    const known = entries.get(path)
    if (known) return known
    forgetUnwatched()
    const entry: Entry = {
      reading: { data: undefined, error: null, loading: true },
      freshAt: 0,
      giveUp: null,
      failures: 0,
      cancelRetry: () => undefined,
      watchers: new Set(),
    }
    entries.set(path, entry)
    return entry
  }

  function show(entry: Entry, reading: Reading<unknown>): void {
    entry.reading = reading
    for (const watcher of entry.watchers) watcher()
  }

  /** Reads an address again; a read under way is given up, for its answer may be older than what was just done. */
  async function load(path: string): Promise<void> {
    const entry = entryOf(path)
    entry.giveUp?.abort()
    entry.cancelRetry()
    const giveUp = new AbortController()
    entry.giveUp = giveUp
    show(entry, { ...entry.reading, loading: true })
    try {
      const data = await world.fetch(path, giveUp.signal)
      if (entry.giveUp !== giveUp) return
      entry.freshAt = world.time()
      entry.failures = 0
      entry.giveUp = null
      show(entry, { data, error: null, loading: false })
    } catch (thrown) {
      if (entry.giveUp !== giveUp) return
      const error = asCallError(thrown)
      entry.freshAt = 0
      entry.giveUp = null
      // What was refused must not stay in view: it may have been shown to somebody who may see it no more.
      show(entry, { data: error.uncertain ? entry.reading.data : undefined, error, loading: false })
      if (error.uncertain) retryLater(path, entry)
    }
  }

  function retryLater(path: string, entry: Entry): void {
    const wait = RETRY_MS[entry.failures]
    entry.failures += 1
    if (wait === undefined) return
    entry.cancelRetry = world.later(wait, () => {
      if (entry.watchers.size > 0) void load(path)
    })
  }

  function forgetUnwatched(): void {
    for (const [path, entry] of entries) {
      if (entries.size < MOST_ENTRIES) return
      if (entry.watchers.size === 0 && entry.giveUp === null) entries.delete(path)
    }
  }

  function reloadWhere(wanted: (path: string, entry: Entry) => boolean): void {
    for (const [path, entry] of entries) {
      if (!wanted(path, entry)) continue
      if (entry.watchers.size > 0) void load(path)
      else entry.freshAt = 0
    }
  }

  return {
    load,
    reading: (path: string): Reading<unknown> => entryOf(path).reading,

    /** Calls `watcher` on each change and reads the address if what is kept is not fresh. Returns what ends it. */
    watch(path: string, watcher: () => void): () => void {
      const entry = entryOf(path)
      entry.watchers.add(watcher)
      if (entry.giveUp === null && world.time() - entry.freshAt > FRESH_MS) void load(path)
      return () => entry.watchers.delete(watcher)
    },

    /** Everything under a path (`/matters` covers `/matters/7` and `/matters?open=1`) is old; what is in view is read again. */
    invalidate(prefix: string): void {
      reloadWhere((path) => isUnder(path, prefix))
    },

    /** The page is in view again, or the line is back: what failed or has aged is read again. */
    awake(oldest: number = FRESH_IN_BACKGROUND_MS): void {
      reloadWhere((_, entry) => entry.giveUp === null && world.time() - entry.freshAt > oldest)
    },

    /** Shows a change before the server has it. Returns what takes it back, unless the server has answered since. */
    patch(path: string, change: (data: unknown) => unknown): () => void {
      const entry = entries.get(path)
      if (entry === undefined || entry.reading.data === undefined) return () => undefined
      const before = entry.reading
      const patched = { ...before, data: change(before.data) }
      show(entry, patched)
      return () => {
        if (entry.reading.data === patched.data) show(entry, { ...entry.reading, data: before.data })
      }
    },

    /** Another person, or nobody: nothing that was read may be shown again. */
    forgetAll(): void {
      const watched = [...entries].filter(([, entry]) => entry.watchers.size > 0)
      for (const [, entry] of entries) {
        entry.giveUp?.abort()
        entry.giveUp = null
        entry.cancelRetry()
        entry.freshAt = 0
        show(entry, { data: undefined, error: null, loading: true })
      }
      entries.clear()
      for (const [path, entry] of watched) {
        entries.set(path, entry)
        void load(path)
      }
    },
  }
}

function isUnder(path: string, prefix: string): boolean {
  return path.startsWith(prefix) && (prefix.endsWith('/') || ['', '/', '?'].includes(path.charAt(prefix.length)))
}
