/** Why a step of signing in was refused, and for how long there is to wait. */
import type { CallError } from '#ui/call.ts'
import { ErrorNote } from '#ui/mobile/notes.tsx'
import { useWords } from '#ui/words.ts'
import { words as signInWords } from './words.ts'

export function Refused({ error }: { error: CallError | null }) {
  const words = useWords(signInWords)
  if (error === null) return null
  const seconds = error.details.retryAfterSeconds
  return (
    <>
      <ErrorNote error={error} />
      {typeof seconds === 'number' && <p>{words.waitMinutes(Math.ceil(seconds / 60))}</p>}
    </>
  )
}
