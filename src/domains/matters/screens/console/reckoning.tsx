/** How the deadlines of a matter come about, opened from its facts: day by day as a strip, and step by step in words. */
import { Link } from 'wouter'
import { ErrorNote, LoadingNote } from '#ui/console/notes.tsx'
import { DayStrip } from '#ui/day-strip.tsx'
import { useFormat } from '#ui/format.ts'
import { useEndpoint } from '#ui/use-endpoint.ts'
import { useLanguage, useWords } from '#ui/words.ts'
import { getClock, type ReckoningView } from '../../reckoning/contract.ts'
import { told } from '../../reckoning/told.ts'
import { reckoningWords } from '../../reckoning/words.ts'
import { Heading } from './heading.tsx'

export function Reckoning({ id, level }: { id: string; level: number }) {
  const words = useWords(reckoningWords)
  const { data, error, reload } = useEndpoint(getClock, { id })
  if (data === undefined)
    return error === null ? <LoadingNote rows={4} /> : <ErrorNote error={error} onRetry={reload} />
  if (data.clocks.length === 0) return <p className="quiet">{words.none}</p>
  return data.clocks.map((clock) => <OneClock key={clock.clock} clock={clock} level={level} />)
}

function OneClock({ clock, level }: { clock: ReckoningView; level: number }) {
  const { title, lines, end, ahead, inLedger, strip, cells } = told(clock, useLanguage(), useFormat())
  const words = useWords(reckoningWords)
  return (
    <section className="reckoning" aria-label={title}>
      <Heading level={level} className="reckoning-title">
        {title}
      </Heading>
      <DayStrip label={strip} cells={cells} />
      <ol>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ol>
      <p>
        <strong>{end}</strong>
      </p>
      {ahead.length > 0 && (
        <>
          <p className="quiet">{words.aheadTitle}</p>
          <ul>
            {ahead.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </>
      )}
      {inLedger && <Link href="/ledger">{words.ledger}</Link>}
    </section>
  )
}
