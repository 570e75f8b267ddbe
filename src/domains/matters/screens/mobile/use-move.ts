/** Making a move from the phone: photos first, then the move on the state that was seen. A matter that moved on is read again. */
import { useMemo, useState } from 'react'
import { asCallError, type CallError, call } from '#ui/call.ts'
import { newKey } from '#ui/key.ts'
import { invalidate, patch, useAction } from '#ui/use-endpoint.ts'
import { addPicture, getMatter, type MatterView, type MoveName, moveMatter } from '../../contract.ts'
import { moveOf, type Values } from './move-fields.ts'

interface Moving {
  /** The matter after the move, or null; `error` then says why. */
  readonly run: (move: MoveName, values: Values, photos: readonly Blob[]) => Promise<MatterView | null>
  readonly busy: boolean
  readonly error: CallError | null
}

export function useMove({ id, seen }: Pick<MatterView, 'id' | 'seen'>): Moving {
  const path = `/matters/${id}`
  const action = useAction(moveMatter, [path, '/matters-inbox', '/matters-mine'])
  const uploads = useMemo(openUploads, [])
  const [upload, setUpload] = useState<{ busy: boolean; error: CallError | null }>({ busy: false, error: null })

  const run = async (move: MoveName, values: Values, photos: readonly Blob[]) => {
    let fileIds: readonly string[]
    setUpload({ busy: photos.length > 0, error: null })
    try {
      fileIds = await uploads.idsOf(photos)
    } catch (thrown) {
      setUpload({ busy: false, error: asCallError(thrown) })
      return null
    }
    const done = await action.run({ id, seen, move: moveOf(move, values, fileIds) })
    setUpload({ busy: false, error: null })
    if (done.ok) {
      patch(getMatter, { id }, () => done.reply)
      return done.reply
    }
    if (hasMovedOn(done.error)) invalidate(path)
    return null
  }
  return { run, busy: upload.busy || action.busy, error: upload.error ?? action.error }
}

/** The refusal says that the matter is not any more what the person saw. */
export const hasMovedOn = ({ status }: CallError): boolean => status === 409 || status === 403

/** Each photo goes up once, however often the move is tried. */
function openUploads() {
  const keys = new Map<Blob, string>()
  const ids = new Map<Blob, string>()
  const idOf = async (photo: Blob): Promise<string> => {
    const key = keys.get(photo) ?? newKey()
    keys.set(photo, key)
    const { fileId } = await call(addPicture, {}, { bytes: photo, key })
    ids.set(photo, fileId)
    return fileId
  }
  return {
    /** One after the other: an old phone on a slow line. Throws CallError. */
    async idsOf(photos: readonly Blob[]): Promise<string[]> {
      const found: string[] = []
      for (const photo of photos) found.push(ids.get(photo) ?? (await idOf(photo)))
      return found
    },
  }
}
