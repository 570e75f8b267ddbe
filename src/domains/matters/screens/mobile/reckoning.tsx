/** How the deadlines of a matter come about: day by day as a strip, and step by step in words. */
import { Link } from 'wouter'
import { DayStrip } from '#ui/day-strip.tsx'
import { useFormat } from '#ui/format.ts'
import { Shown } from '#ui/mobile/shown.tsx'
import { useEndpoint } from '#ui/use-endpoint.ts'
import { useLanguage, useWords } from '#ui/words.ts'
import { getClock } from '../../reckoning/contract.ts'
import { told } from '../../reckoning/told.ts'
import { reckoningWords } from '../../reckoning/words.ts'

export function Reckoning({ id }: { id: string }) {
  const words = useWords(reckoningWords)
  const language = useLanguage()
  const format = useFormat()
  return (
    <Shown loaded={useEndpoint(getClock, { id })}>
      {({ clocks }) =>
        clocks.length === 0 ? (
          <p className="soft">{words.none}</p>
        ) : (
          clocks.map((clock) => {
            const { title, lines, end, ahead, inLedger, strip, cells } = told(clock, language, format)
            return (
              <section key={clock.clock} className="reckoning" aria-label={title}>
                <h3>{title}</h3>
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
                    <h4>{words.aheadTitle}</h4>
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
          })
        )
      }
    </Shown>
  )
}
