/** What happened on a matter since somebody began to write, so that nobody answers to what is not so any more. */
import { useLanguage, useWords } from '#ui/words.ts'
import type { EventView, MatterView } from '../../contract.ts'
import { eventSentence } from '../../history.ts'
import { matterWords } from '../../view/words.ts'

export const newsSince = ({ history }: MatterView, seen: number): EventView[] => history.filter(({ seq }) => seq > seen)

/** `possible`: whether what is being written can still be sent. */
export function Meanwhile({ news, possible }: { news: readonly EventView[]; possible: boolean }) {
  const words = useWords(matterWords)
  const language = useLanguage()
  return (
    <div role="status">
      {news.length > 0 && (
        <div className="outbox-note">
          <p>{possible ? words.news : words.gone}</p>
          <ul className="plain-list">
            {news.map((event) => (
              <li key={event.seq}>{eventSentence(event, language).what}</li>
            ))}
          </ul>
        </div>
      )}
    </div>
  )
}
