/** What still waits on this phone for the line, and what the server refused meanwhile. Nothing when all is sent. */
import { uiWords } from '#ui/ui-words.ts'
import { useOutbox } from '#ui/use-outbox.ts'
import { useWords } from '#ui/words.ts'
import { Button } from './button.tsx'
import { Icon } from './icon.tsx'

export function OutboxNote() {
  const words = useWords(uiWords).outbox
  const { durable, waiting, refused, sending, sendNow, discard } = useOutbox()
  return (
    <div role="status">
      {waiting.length > 0 && (
        <div className="outbox-note">
          <p>{sending ? words.sending : words.waiting(waiting.length)}</p>
          {!durable && <p>{words.keepOpen}</p>}
          {!sending && <Button onClick={sendNow}>{words.sendNow}</Button>}
        </div>
      )}
      {refused.map(({ id, about, refusal }) => (
        <div key={id} className="error-note">
          <Icon name="alert" />
          <div>
            <p className="error-title">{words.refused(about)}</p>
            <p>{refusal?.message}</p>
            <Button onClick={() => discard(id)}>{words.discard}</Button>
          </div>
        </div>
      ))}
    </div>
  )
}
