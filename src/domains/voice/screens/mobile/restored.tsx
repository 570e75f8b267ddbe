/** Says that the form begins with what was written before, and lets one begin anew. */
import { useState } from 'react'
import type { Draft } from '#ui/drafts.ts'
import { Button } from '#ui/mobile/button.tsx'
import { Dialog } from '#ui/mobile/dialog.tsx'
import { useWords } from '#ui/words.ts'
import { words as voiceWords } from '../../words.ts'
import type { Suggestion } from './suggestion.ts'

export function Restored({ draft }: { draft: Draft<Suggestion> }) {
  const words = useWords(voiceWords)
  const [asking, setAsking] = useState(false)
  if (!draft.restored || (draft.value.text === '' && draft.value.photos.length === 0)) return null
  return (
    <div className="outbox-note">
      <p role="status">{words.restored}</p>
      <Button onClick={() => setAsking(true)}>{words.startAnew}</Button>
      <Dialog
        open={asking}
        title={words.startAnew}
        onClose={() => setAsking(false)}
        actions={
          <>
            <Button
              kind="danger"
              onClick={() => {
                setAsking(false)
                draft.done()
              }}
            >
              {words.startAnew}
            </Button>
            <Button onClick={() => setAsking(false)}>{words.keep}</Button>
          </>
        }
      >
        <p>{words.startAnewSure}</p>
      </Dialog>
    </div>
  )
}
