/** How many matters need somebody, of which the inbox shows the first page. */
import type { OutputOf } from '#platform/endpoint.ts'
import type { listInbox } from './contract.ts'

export function countOf(inbox: Pick<OutputOf<typeof listInbox>, 'counts'> | undefined): number {
  return Object.values(inbox?.counts ?? {}).reduce((sum, n) => sum + n, 0)
}
