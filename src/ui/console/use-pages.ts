/** A list that is read page by page: the first stays fresh, further ones are read when asked for and follow it. */
import { useEffect, useRef, useState } from 'react'
import type { InputOf, OutputOf } from '#platform/endpoint.ts'
import { asCallError, type Callable, type CallError, call } from '#ui/call.ts'
import { useEndpoint } from '#ui/use-endpoint.ts'

interface Page<R> {
  readonly rows: readonly R[]
  readonly next: string | null
  readonly hidden?: number
}

export interface Pages<R, E> {
  /** The first page as the server gave it. */
  readonly first: OutputOf<E> | undefined
  readonly rows: readonly R[]
  /** How many rows the server kept back on the pages read so far, where it says so. */
  readonly hidden: number
  readonly hasMore: boolean
  readonly loading: boolean
  readonly loadingMore: boolean
  readonly error: CallError | null
  readonly more: () => void
  readonly reload: () => void
}

async function pageAfter<R>(endpoint: Callable, input: unknown, after: string): Promise<Page<R>> {
  return (await call(endpoint, { ...(input as object), after } as never)) as Page<R>
}

/**
 * Reads the pages of a list endpoint for `input`: its `after` asks for what follows, its `next` says after what. Another input begins anew; when the first page is read again, so are the others.
 */
export function usePages<R extends { readonly id: string }, E extends Callable>(
  endpoint: E,
  input: InputOf<E>,
): Pages<R, E> {
  const { data, error, loading, reload } = useEndpoint(endpoint, input)
  const first = data as (OutputOf<E> & Page<R>) | undefined
  const wanted = JSON.stringify(input)
  const [rest, setRest] = useState<{ of: string; pages: readonly Page<R>[] }>({ of: wanted, pages: [] })
  const [more, setMore] = useState<{ busy: boolean; error: CallError | null }>({ busy: false, error: null })
  const pages = rest.of === wanted ? rest.pages : []
  const latest = useRef({ wanted, pages })
  useEffect(() => {
    latest.current = { wanted, pages }
  })

  // rows that moved between pages while the first was read again would be missed or doubled
  const shown = useRef(first)
  useEffect(() => {
    const before = shown.current
    shown.current = first
    if (first === undefined || before === undefined || before === first || latest.current.pages.length === 0) return
    const again = async () => {
      const found: Page<R>[] = []
      let after = first.next
      for (let n = latest.current.pages.length; n > 0 && after !== null; n -= 1) {
        const page = await pageAfter<R>(endpoint, JSON.parse(wanted), after)
        found.push(page)
        after = page.next
      }
      if (latest.current.wanted === wanted) setRest({ of: wanted, pages: found })
    }
    again().catch(() => undefined)
  }, [endpoint, first, wanted])

  const last = pages.at(-1) ?? first
  const loadMore = async () => {
    if (last === undefined || last.next === null || more.busy) return
    setMore({ busy: true, error: null })
    try {
      const page = await pageAfter<R>(endpoint, input, last.next)
      if (latest.current.wanted === wanted) setRest({ of: wanted, pages: [...latest.current.pages, page] })
      setMore({ busy: false, error: null })
    } catch (thrown) {
      setMore({ busy: false, error: asCallError(thrown) })
    }
  }

  const rows = new Map<string, R>()
  let hidden = 0
  for (const page of first === undefined ? [] : [first, ...pages]) {
    hidden += page.hidden ?? 0
    for (const row of page.rows) if (!rows.has(row.id)) rows.set(row.id, row)
  }
  return {
    first,
    rows: [...rows.values()],
    hidden,
    hasMore: (last?.next ?? null) !== null,
    loading,
    loadingMore: more.busy,
    error: error ?? more.error,
    more: loadMore,
    reload,
  }
}
