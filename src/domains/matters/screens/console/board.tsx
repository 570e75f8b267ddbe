/** The board of a unit and all below it: a filter that stands in the address, counts by state, and a dense table. */
import { Button } from 'antd'
import { useEffect, useRef } from 'react'
import { useLocation, useSearch } from 'wouter'
import { useHistoryState } from 'wouter/use-browser-location'
import { Views } from '#domains/org/views/screens/console/views.tsx'
import { ExportButton } from '#ui/console/export-button.tsx'
import { EmptyNote, ErrorNote, LoadingNote } from '#ui/console/notes.tsx'
import { PageHead } from '#ui/console/page-head.tsx'
import { usePages } from '#ui/console/use-pages.ts'
import { useEndpoint } from '#ui/use-endpoint.ts'
import { useWords } from '#ui/words.ts'
import type { MatterRow } from '../../contract.ts'
import { countBoard, exportBoard, listBoard } from '../../lists/contract.ts'
import { type BoardFilter, everything, filterOf, inputOf, queryOf } from './board-address.ts'
import { BoardFilters } from './board-filters.tsx'
import { BoardTable } from './board-table.tsx'
import { BoardTabs } from './board-tabs.tsx'
import { matterConsoleWords } from './words.ts'
import './matters.css'

export function Board() {
  const words = useWords(matterConsoleWords).board
  const [, navigate] = useLocation()
  const filter = filterOf(useSearch())
  const counts = useEndpoint(countBoard, filter.unitId === null ? {} : { unitId: filter.unitId })
  const pages = usePages<MatterRow, typeof listBoard>(listBoard, inputOf(filter))
  const address = addressOf(filter)
  useComeBack(pages.rows.length > 0)

  const change = (next: Partial<BoardFilter>) => navigate(addressOf({ ...filter, ...next }), { replace: true })
  const filtered = queryOf({ ...filter, unitId: null }) !== ''

  return (
    <div className="board">
      <PageHead title={words.title}>
        <ExportButton endpoint={exportBoard} input={inputOf(filter)} />
      </PageHead>
      <Views list="board" query={queryOf(filter)} onOpen={(query) => navigate(addressOf(filterOf(query)))} />
      <BoardFilters filter={filter} unit={pages.first?.unit} counts={counts.data} onChange={change} />
      <BoardTabs filter={filter} counts={counts.data} onChange={change} />
      {pages.error !== null && <ErrorNote error={pages.error} onRetry={pages.reload} />}
      {pages.first === undefined && pages.loading && <LoadingNote rows={12} />}
      {pages.rows.length > 0 && <BoardTable pages={pages} address={address} />}
      {pages.first !== undefined && pages.rows.length === 0 && (
        <EmptyNote title={filtered ? words.none : words.empty}>
          <p className="quiet">{filtered ? words.noneMore : words.emptyMore}</p>
          {filtered && <Button onClick={() => change({ ...everything, unitId: filter.unitId })}>{words.clear}</Button>}
        </EmptyNote>
      )}
    </div>
  )
}

const addressOf = (filter: BoardFilter): string => {
  const query = queryOf(filter)
  return query === '' ? '/board' : `/board?${query}`
}

/** Whoever comes back from a matter finds the focus on its row. */
function useComeBack(ready: boolean): void {
  const row = useHistoryState<{ row?: string } | null>()?.row
  const done = useRef(false)
  useEffect(() => {
    if (!ready || row === undefined || done.current) return
    done.current = true
    document.querySelector<HTMLElement>(`[data-row="${row}"]`)?.focus()
  }, [ready, row])
}
