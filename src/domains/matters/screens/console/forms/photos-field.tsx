/** Up to three photos, made small and sent as they are chosen; the form holds their ids. */
import { CloseOutlined, PlusOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { type ChangeEvent, useEffect, useRef, useState } from 'react'
import { asCallError, call } from '#ui/call.ts'
import { shrink } from '#ui/mobile/shrink.ts'
import { uiWords } from '#ui/ui-words.ts'
import { useWords } from '#ui/words.ts'
import { addPicture } from '../../../contract.ts'
import { formWords } from './words.ts'

const MOST = 3

interface Photo {
  readonly fileId: string
  readonly address: string
}

interface PhotosFieldProps {
  readonly id?: string
  readonly onChange?: (fileIds: string[]) => void
}

/** `onChange` comes from the form around it. */
export function PhotosField({ id, onChange }: PhotosFieldProps) {
  const words = useWords(formWords).photos
  const ui = useWords(uiWords)
  const input = useRef<HTMLInputElement>(null)
  const [photos, setPhotos] = useState<readonly Photo[]>([])
  const [busy, setBusy] = useState(false)
  const [fault, setFault] = useState<string | null>(null)
  const shown = useRef<readonly Photo[]>([])
  useEffect(() => {
    shown.current = photos
  }, [photos])
  useEffect(
    () => () => {
      for (const { address } of shown.current) URL.revokeObjectURL(address)
    },
    [],
  )

  const show = (next: readonly Photo[]) => {
    setPhotos(next)
    onChange?.(next.map(({ fileId }) => fileId))
  }
  const add = async (event: ChangeEvent<HTMLInputElement>) => {
    const chosen = Array.from(event.currentTarget.files ?? [])
    event.currentTarget.value = ''
    setBusy(true)
    setFault(chosen.length > MOST - photos.length ? ui.pictures.tooMany(MOST) : null)
    const added: Photo[] = []
    for (const file of chosen.slice(0, MOST - photos.length)) {
      try {
        const small = await shrink(file)
        const { fileId } = await call(addPicture, {}, { bytes: small })
        added.push({ fileId, address: URL.createObjectURL(small) })
      } catch (thrown) {
        setFault(thrown instanceof TypeError ? words.notAPicture(file.name) : asCallError(thrown).message)
      }
    }
    setBusy(false)
    show([...photos, ...added])
  }
  const remove = (fileId: string) => {
    show(photos.filter((photo) => photo.fileId !== fileId))
    setFault(null)
  }
  return (
    <div className="photos-field">
      <input
        ref={input}
        {...(id === undefined ? {} : { id })}
        className="unseen"
        tabIndex={-1}
        type="file"
        accept="image/*"
        multiple
        onChange={add}
      />
      {photos.map(({ fileId, address }, n) => (
        <span key={fileId} className="photo">
          <img src={address} alt={words.one(n + 1)} />
          <Button
            size="small"
            icon={<CloseOutlined />}
            aria-label={words.remove(n + 1)}
            onClick={() => remove(fileId)}
          />
        </span>
      ))}
      {photos.length < MOST && (
        <Button loading={busy} icon={<PlusOutlined />} onClick={() => input.current?.click()}>
          {words.add}
        </Button>
      )}
      <p role="alert">{fault}</p>
    </div>
  )
}
