/** How many notices wait, kept fresh: by the news that pages hear, and at the moment at which quiet hours end. */
import { useEffect } from 'react'
import { invalidate, useEndpoint } from '#ui/use-endpoint.ts'
import { countNotices } from '../../contract.ts'

/** Timers of browsers go no further. */
const furthest = 2_147_483_647

export function useNoticeCount(): number {
  const { data } = useEndpoint(countNotices, {})
  const nextAt = data?.nextAt ?? null
  useEffect(() => {
    if (nextAt === null) return
    const wait = Math.min(Math.max(new Date(nextAt).getTime() - Date.now(), 1_000), furthest)
    const timer = setTimeout(() => invalidate('/notices'), wait)
    return () => clearTimeout(timer)
  }, [nextAt])
  return data?.unseen ?? 0
}
