/** The complete history of a matter, each event a sentence with what was said and shown; the newest first. */
import { useFormat } from '#ui/format.ts'
import { useLanguage, useWords } from '#ui/words.ts'
import type { MatterView } from '../../contract.ts'
import { eventSentence } from '../../history.ts'
import { matterWords } from '../../view/words.ts'
import { Heading } from './heading.tsx'
import { Pictures } from './pictures.tsx'
import { matterConsoleWords } from './words.ts'

export function MatterHistory({ matter, level }: { matter: MatterView; level: 1 | 2 }) {
  const words = useWords(matterWords)
  const own = useWords(matterConsoleWords)
  const language = useLanguage()
  const format = useFormat()
  return (
    <section aria-labelledby="matter-history">
      <Heading level={level + 1} id="matter-history">
        {words.history} <small className="quiet">{own.historyOrder}</small>
      </Heading>
      <ol className="history" reversed>
        {matter.history.toReversed().map((event) => {
          const { what, said } = eventSentence(event, language)
          return (
            <li key={event.seq}>
              <time className="quiet" dateTime={event.at}>
                {format.moment(event.at)}
              </time>
              <p>{what}</p>
              {said !== null && <p className="said">{said}</p>}
              {event.seq > 1 && <Pictures matter={matter} seq={event.seq} />}
            </li>
          )
        })}
      </ol>
    </section>
  )
}
