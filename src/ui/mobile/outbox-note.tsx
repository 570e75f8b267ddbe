/** What still waits on this phone for the line, and what the server refused meanwhile. Nothing when all is sent. */

import type { Parcel } from '#ui/outbox.ts'
import { uiWords } from '#ui/ui-words.ts'
import { useOutbox } from '#ui/use-outbox.ts'
import { useWords } from '#ui/words.ts'
import { Button } from './button.tsx'
import { Icon } from './icon.tsx'

interface OutboxNoteProps {
  /** Takes a refused act back into its form; the form is then its only keeper. */
  onEdit?: (parcel: Parcel) => void
}

export function OutboxNote({ onEdit }: OutboxNoteProps) {
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
      {refused.map((parcel) => (
        <div key={parcel.id} className="error-note">
          <Icon name="alert" />
          <div>
            <p className="error-title">{words.refused(parcel.about)}</p>
            <p>{parcel.refusal?.message}</p>
            {onEdit !== undefined && (
              <Button
                onClick={() => {
                  onEdit(parcel)
                  discard(parcel.id)
                }}
              >
                {words.edit}
              </Button>
            )}{' '}
            <Button onClick={() => discard(parcel.id)}>{words.discard}</Button>
          </div>
        </div>
      ))}
    </div>
  )
}
