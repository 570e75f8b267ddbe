/**
 * Finding a household while its holder is on the line: one field, what it finds, and one household at the right edge, where what he
 * says is taken down. A telephone system opens it with `?phone=`.
 */
import { useEffect, useRef, useState } from 'react'
import { FreshFactor } from '#domains/org/screens/console/fresh-factor.tsx'
import { Views } from '#domains/org/views/screens/console/views.tsx'
import { ExportButton } from '#ui/console/export-button.tsx'
import { EmptyNote, ErrorNote, LoadingNote } from '#ui/console/notes.tsx'
import { PageHead } from '#ui/console/page-head.tsx'
import { useWords } from '#ui/words.ts'
import { exportHouseholds, type HouseholdView } from '../../contract.ts'
import { HouseholdDrawer } from './household-drawer.tsx'
import { HouseholdSearch } from './household-search.tsx'
import { HouseholdTable } from './household-table.tsx'
import { useHouseholds } from './use-households.ts'
import { householdWords } from './words.ts'
import './households.css'

export function Households() {
  const words = useWords(householdWords)
  const [caller] = useState(() => new URLSearchParams(window.location.search).get('phone'))
  const [q, setQ] = useState(caller ?? '')
  // it has been read; addresses are written down by whatever lies on the way
  useEffect(() => {
    if (caller !== null) window.history.replaceState(null, '', window.location.pathname)
  }, [caller])
  // what a view looks for goes into the field, as if it were typed; another turn is another field
  const [wanted, setWanted] = useState({ q: caller ?? '', turn: 0 })
  const found = useHouseholds(q)
  const [shown, setShown] = useState<{ household: HouseholdView; open: boolean } | null>(null)
  const page = useRef<HTMLDivElement>(null)
  const focusRow = (id?: string) =>
    page.current?.querySelector<HTMLElement>(id === undefined ? '[data-row]' : `[data-row="${id}"]`)?.focus()

  const close = () => setShown((now) => (now === null ? null : { ...now, open: false }))
  const gone = () => {
    if (shown !== null) focusRow(shown.household.id)
    setShown(null)
  }

  return (
    <div ref={page} className="page">
      <PageHead title={words.title}>
        {found.rows.length > 0 && (
          <ExportButton
            endpoint={exportHouseholds}
            input={{ q }}
            refusal={(error, retry) => <FreshFactor error={error} onRetry={retry} />}
          />
        )}
      </PageHead>
      <Views
        list="households"
        query={q === '' ? '' : new URLSearchParams({ q }).toString()}
        onOpen={(query) => setWanted({ q: new URLSearchParams(query).get('q') ?? '', turn: wanted.turn + 1 })}
      />
      <HouseholdSearch
        key={wanted.turn}
        initial={wanted.q}
        busy={found.busy}
        onSearch={setQ}
        onDown={() => focusRow()}
      />
      {found.error !== null && <ErrorNote error={found.error} onRetry={found.again} />}
      {found.q === undefined && found.busy && <LoadingNote rows={6} />}
      {found.q === undefined && !found.busy && found.error === null && (
        <EmptyNote title={words.start}>
          <ul className="quiet">
            {words.ways.map((way) => (
              <li key={way}>{way}</li>
            ))}
          </ul>
        </EmptyNote>
      )}
      {found.q !== undefined && found.rows.length === 0 && (
        <EmptyNote title={words.none(found.q)}>
          <p className="quiet">{words.noneMore}</p>
        </EmptyNote>
      )}
      {found.rows.length > 0 && (
        <HouseholdTable found={found} onOpen={(household) => setShown({ household, open: true })} />
      )}
      <HouseholdDrawer
        household={shown?.household ?? null}
        open={shown?.open === true}
        caller={caller}
        onClose={close}
        onGone={gone}
      />
    </div>
  )
}
