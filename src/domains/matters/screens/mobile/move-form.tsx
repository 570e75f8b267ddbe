/** The form of one move: what it asks, what will happen, what happened meanwhile. What is written is kept as a draft. */
import { useId, useState } from 'react'
import { useDraft } from '#ui/drafts.ts'
import { Button } from '#ui/mobile/button.tsx'
import { Dialog } from '#ui/mobile/dialog.tsx'
import { Form } from '#ui/mobile/form.tsx'
import { ErrorNote } from '#ui/mobile/notes.tsx'
import { toTop } from '#ui/mobile/page.tsx'
import { PicturesField } from '#ui/mobile/pictures-field.tsx'
import { toast } from '#ui/mobile/toast.tsx'
import { useWords } from '#ui/words.ts'
import type { MatterView, MoveName } from '../../contract.ts'
import { matterWords } from '../../view/words.ts'
import { Meanwhile, newsSince } from './meanwhile.tsx'
import { MoveFieldInput } from './move-field.tsx'
import { asked, type MoveField, startOf, unfilled, type Values } from './move-fields.ts'
import { hasMovedOn, useMove } from './use-move.ts'

interface MoveFormProps {
  matter: MatterView
  move: MoveName
  /** It is made; the form is not needed any more. */
  onDone?: () => void
}

/** As a sheet over the matter. Stays open, with all that was written, when the matter has moved on meanwhile. */
export function MoveSheet({ matter, move, onClose }: { matter: MatterView; move: MoveName; onClose: () => void }) {
  const words = useWords(matterWords)
  return (
    <Dialog open={true} title={words.moves[move]} onClose={onClose}>
      {words.effects[move] !== '' && <p className="soft">{words.effects[move]}</p>}
      <MoveForm matter={matter} move={move} onDone={onClose} />
    </Dialog>
  )
}

interface Written {
  readonly values: Values
  readonly photos: readonly Blob[]
}

export function MoveForm({ matter, move, onDone }: MoveFormProps) {
  const words = useWords(matterWords)
  const form = useId()
  const start = { values: startOf(move, matter), photos: [] }
  const { value, change, done, ready, restored } = useDraft<Written>(`matter:${matter.id}:${move}`, start)
  const [seenFirst] = useState(matter.seen)
  const [seenWriting, setSeenWriting] = useState<number | null>(null)
  const [tried, setTried] = useState(false)
  const { run, busy, error } = useMove(matter)
  const { values, photos } = value
  const news = newsSince(matter, seenWriting ?? (restored ? seenFirst : matter.seen))
  const missing = unfilled(move, values)
  const photosMissing = move === 'attach_evidence' && photos.length === 0

  const write = (next: Written) => {
    setSeenWriting((at) => at ?? matter.seen)
    change(next)
  }

  const submit = async () => {
    setTried(true)
    if (missing.length > 0 || photosMissing) return
    setSeenWriting((at) => at ?? matter.seen)
    const after = await run(move, values, photos)
    if (after === null) return
    setTried(false)
    setSeenWriting(null)
    done()
    onDone?.()
    requestAnimationFrame(() => toTop()) // once the sheet is gone: what is behind it cannot be focused
    toast(toldOf(move, after, words))
  }

  if (!ready) return null
  return (
    <Form id={form} onSubmit={submit}>
      {asked(move, values).map((field) => (
        <MoveFieldInput
          key={field.name}
          field={field}
          matter={matter}
          value={values[field.name] ?? ''}
          error={tried && missing.includes(field) ? faultOf(field, words) : undefined}
          onValue={(next) => write({ ...value, values: { ...values, [field.name]: next } })}
        />
      ))}
      {move === 'attach_evidence' && (
        <PicturesField
          label={words.fields.photos}
          pictures={photos}
          onPictures={(next) => write({ ...value, photos: next })}
        />
      )}
      {tried && photosMissing && <p role="alert">{words.photosMissing}</p>}
      <Meanwhile news={news} possible={matter.may.includes(move)} />
      {error !== null && !(hasMovedOn(error) && news.length > 0) && <ErrorNote error={error} />}
      <Button
        type="submit"
        kind={move === 'withdraw' || move === 'decline' ? 'danger' : 'primary'}
        busy={busy}
        disabled={!matter.may.includes(move)}
      >
        {move === 'judge' ? words.judge.submit : words.moves[move]}
      </Button>
    </Form>
  )
}

type Words = (typeof matterWords)['zh']

function faultOf({ least, as }: MoveField, words: Words): string {
  return least > 1 && (as === 'text' || as === 'line') ? words.tooShort(least) : words.missing
}

function toldOf(move: MoveName, after: MatterView, words: Words): string {
  if (move !== 'judge') return words.done(words.moves[move])
  if (after.state === 'settled') return words.judge.thanks
  return after.state === 'received' ? words.judge.reopened : words.judge.noted
}
