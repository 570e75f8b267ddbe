/** The board's filter as it stands in the address, so that a list can be kept, sent and come back to. Pure. */
import type { InputOf } from '#platform/endpoint.ts'
import { type MatterState, matterStates } from '../../contract.ts'
import type { listBoard } from '../../lists/contract.ts'

/** The groups of states that the tabs offer; `closed` holds all that is over. */
export const tabs = ['all', 'received', 'assigned', 'waiting', 'promised', 'answered', 'closed'] as const
export type Tab = (typeof tabs)[number]

const closed: readonly MatterState[] = ['settled', 'declined', 'merged', 'withdrawn', 'split']

export interface BoardFilter {
  readonly unitId: string | null
  readonly tab: Tab
  readonly late: boolean
  readonly cameBack: boolean
  readonly kind: string | null
  readonly q: string
}

export const everything: BoardFilter = { unitId: null, tab: 'all', late: false, cameBack: false, kind: null, q: '' }

/** The filter of an address' query, with or without its question mark; what makes no sense in it is left out. */
export function filterOf(query: string): BoardFilter {
  const from = new URLSearchParams(query)
  return {
    unitId: from.get('unit') || null,
    tab: tabs.find((tab) => tab === from.get('state')) ?? 'all',
    late: from.get('late') === '1',
    cameBack: from.get('back') === '1',
    kind: from.get('kind') || null,
    q: (from.get('q') ?? '').slice(0, 60),
  }
}

/** The query for a filter, '' where nothing is filtered. */
export function queryOf({ unitId, tab, late, cameBack, kind, q }: BoardFilter): string {
  const to = new URLSearchParams()
  if (unitId !== null) to.set('unit', unitId)
  if (tab !== 'all') to.set('state', tab)
  if (late) to.set('late', '1')
  if (cameBack) to.set('back', '1')
  if (kind !== null) to.set('kind', kind)
  if (q !== '') to.set('q', q)
  return to.toString()
}

/** What the server is asked for. */
export function inputOf({ unitId, tab, late, cameBack, kind, q }: BoardFilter): InputOf<typeof listBoard> {
  return {
    ...(unitId === null ? {} : { unitId }),
    ...(tab === 'all' ? {} : { state: statesOf(tab) }),
    ...(late ? { late: 'true' as const } : {}),
    ...(cameBack ? { cameBack: 'true' as const } : {}),
    ...(kind === null ? {} : { kind }),
    ...(q.trim() === '' ? {} : { q: q.trim() }),
  }
}

function statesOf(tab: Exclude<Tab, 'all'>): MatterState[] {
  return tab === 'closed' ? [...closed] : matterStates.filter((state) => state === tab)
}
