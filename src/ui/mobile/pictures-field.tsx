/** Photos: always optional, three at most, from the camera or the album, made small before they go anywhere. */
import { type ChangeEvent, useEffect, useId, useRef, useState } from 'react'
import { uiWords } from '#ui/ui-words.ts'
import { useWords } from '#ui/words.ts'
import { FieldError } from './field.tsx'
import { Icon } from './icon.tsx'
import { shrink } from './shrink.ts'

const MOST = 3

interface PicturesFieldProps {
  label: string
  pictures: readonly Blob[]
  onPictures: (pictures: readonly Blob[]) => void
}

export function PicturesField({ label, pictures, onPictures }: PicturesFieldProps) {
  const all = useWords(uiWords)
  const words = all.pictures
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const [busy, setBusy] = useState(false)
  const [fault, setFault] = useState<string | undefined>(undefined)

  const add = async (event: ChangeEvent<HTMLInputElement>) => {
    const chosen = Array.from(event.currentTarget.files ?? [])
    event.currentTarget.value = '' // so that the same photo can be chosen again after it was removed
    const room = MOST - pictures.length
    setBusy(true)
    setFault(chosen.length > room ? words.tooMany(MOST) : undefined)
    const added: Blob[] = []
    // One after the other: three large photos at once are too much for an old phone.
    for (const file of chosen.slice(0, room)) {
      try {
        added.push(await shrink(file))
      } catch {
        setFault(words.notAPicture(file.name))
      }
    }
    setBusy(false)
    onPictures([...pictures, ...added])
  }

  const remove = (at: number) => {
    onPictures(pictures.filter((_, n) => n !== at))
    setFault(undefined)
    input.current?.focus()
  }

  return (
    <fieldset className="field" aria-describedby={`${id}-hint`}>
      <legend>
        {label} <span className="optional">{all.optional}</span>
      </legend>
      <p id={`${id}-hint`} className="hint">
        {words.limit(MOST)}
      </p>
      <div className="pictures">
        {pictures.map((picture, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: photos have no name, only their place
          <div key={at} className="picture">
            <Preview picture={picture} label={words.one(at + 1)} />
            <button type="button" className="icon-button" aria-label={words.remove(at + 1)} onClick={() => remove(at)}>
              <Icon name="close" />
            </button>
          </div>
        ))}
        <label className={pictures.length < MOST ? 'picture-add' : 'unseen'}>
          <input
            ref={input}
            type="file"
            accept="image/*"
            multiple
            disabled={busy}
            aria-disabled={pictures.length >= MOST || undefined}
            onChange={add}
          />
          <Icon name="camera" />
          <span>{busy ? words.shrinking : words.add}</span>
        </label>
      </div>
      <div role="status">{fault !== undefined && <FieldError id={`${id}-fault`} text={fault} />}</div>
    </fieldset>
  )
}

function Preview({ picture, label }: { picture: Blob; label: string }) {
  const [address, setAddress] = useState<string | undefined>(undefined)
  useEffect(() => {
    const made = URL.createObjectURL(picture)
    setAddress(made)
    return () => URL.revokeObjectURL(made)
  }, [picture])
  return address === undefined ? null : <img src={address} alt={label} />
}
