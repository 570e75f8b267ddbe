/** A link to another matter, which leads back to where one came from. */
import type { ReactNode } from 'react'
import { Link, useLocation, useSearch } from 'wouter'

/** What a list or a matter leaves in the browser's history for the matter that it leads to. */
export interface CameFrom {
  /** Where it leads back to, below /console. */
  readonly back?: string
}

export function MatterLink({ id, children }: { id: string; children: ReactNode }) {
  const [location] = useLocation()
  const search = useSearch()
  const state: CameFrom = { back: search === '' ? location : `${location}?${search}` }
  return (
    <Link href={`/matters/${id}`} state={state}>
      {children}
    </Link>
  )
}
