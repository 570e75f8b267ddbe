/** A list that is read page by page: the first page stays fresh by itself, further ones are read when asked for. */
import { useState } from 'react'
import { asCallError, type CallError } from '#ui/call.ts'
import type { Loaded } from '#ui/use-endpoint.ts'

interface PageOf<R, N> {
  readonly rows: readonly R[]
  readonly next: N | null
}

/** `readAfter` reads the page that begins after `next`. When the first page is read again, further ones fall away. */
export function usePages<R, N>(first: Loaded<PageOf<R, N>>, readAfter: (next: N) => Promise<PageOf<R, N>>) {
  const [more, setMore] = useState<(PageOf<R, N> & { readonly after: unknown }) | null>(null)
  const [state, setState] = useState<{ busy: boolean; error: CallError | null }>({ busy: false, error: null })
  const further = more !== null && more.after === first.data ? more : null
  const next = further === null ? (first.data?.next ?? null) : further.next

  const loadMore = async () => {
    if (next === null || state.busy) return
    setState({ busy: true, error: null })
    try {
      const page = await readAfter(next)
      setMore({ rows: [...(further?.rows ?? []), ...page.rows], next: page.next, after: first.data })
      setState({ busy: false, error: null })
    } catch (thrown) {
      setState({ busy: false, error: asCallError(thrown) })
    }
  }
  return {
    rows: first.data === undefined ? undefined : [...first.data.rows, ...(further?.rows ?? [])],
    error: first.error ?? state.error,
    loading: first.loading,
    reload: first.reload,
    hasMore: next !== null,
    loadMore: () => void loadMore(),
    loadingMore: state.busy,
  }
}
