/** The public ledger in the console: the tree of units with their figures, and the matters behind a figure at the right edge. */
import { useRef } from 'react'
import { useLocation, useSearch } from 'wouter'
import { ExportButton } from '#ui/console/export-button.tsx'
import { EmptyNote, ErrorNote, LoadingNote } from '#ui/console/notes.tsx'
import { PageHead } from '#ui/console/page-head.tsx'
import { useFormat } from '#ui/format.ts'
import { useEndpoint } from '#ui/use-endpoint.ts'
import { useWords } from '#ui/words.ts'
import { addressOf, choiceOf, type LedgerChoice, spanAsked } from '../../address.ts'
import { exportLedger, getLedger, periodNames } from '../../contract.ts'
import { ledgerWords } from '../../words.ts'
import { MattersDrawer } from './matters-drawer.tsx'
import { Period } from './period.tsx'
import { UnitTable } from './unit-table.tsx'
import './ledger.css'

export function Ledger() {
  const words = useWords(ledgerWords)
  const format = useFormat()
  const [, navigate] = useLocation()
  const choice = choiceOf(useSearch())
  const asked = spanAsked(choice)
  const { data, error, loading, reload } = useEndpoint(getLedger, asked)
  const opened = useRef<string | null>(null)
  const change = (next: Partial<LedgerChoice>) =>
    navigate(addressOf('/ledger', { ...choice, ...next }), { replace: true })
  const gone = () => document.querySelector<HTMLElement>(`[data-figure="${opened.current}"]`)?.focus()
  const promised = data?.units.some(({ counts }) => counts.made + counts.reopened > 0) === true

  return (
    <div className="page">
      <PageHead title={words.title}>
        {data !== undefined && <span className="quiet">{words.span(format.day(data.from), format.day(data.to))}</span>}
        {asked !== null && promised && <ExportButton endpoint={exportLedger} input={asked} />}
      </PageHead>
      <Period choice={choice} periods={data?.periods ?? periodNames} onChange={change} />
      {error !== null && <ErrorNote error={error} onRetry={reload} />}
      {data === undefined && loading && <LoadingNote rows={10} />}
      {data !== undefined && !promised && (
        <EmptyNote title={words.empty}>
          <p className="quiet">{words.emptyMore}</p>
        </EmptyNote>
      )}
      {data !== undefined && promised && (
        <UnitTable
          units={data.units}
          onOpen={(unitId, figure) => {
            opened.current = `${unitId}.${figure}`
            change({ unitId, figure })
          }}
        />
      )}
      <details className="ledger-meaning">
        <summary>{words.meaning}</summary>
        <ul>
          {words.meanings.map((meaning) => (
            <li key={meaning}>{meaning}</li>
          ))}
        </ul>
      </details>
      <MattersDrawer choice={choice} onClose={() => change({ unitId: null, figure: null })} onGone={gone} />
    </div>
  )
}
