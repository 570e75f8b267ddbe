/** What the domain of a matter's facts shows on its page, where it has something to show. */
import { Suspense } from 'react'
import { Loading } from '#ui/mobile/notes.tsx'
import { openSlot } from '#ui/slot.ts'
import type { MatterView } from '../../contract.ts'

interface PieceProps {
  readonly matter: MatterView
}

/** By kind of matter. */
export const matterPieces = openSlot<PieceProps>()

export function Piece({ matter }: PieceProps) {
  const Found = matterPieces.of(matter.kind)
  return Found === null ? null : (
    <Suspense fallback={<Loading />}>
      <Found matter={matter} />
    </Suspense>
  )
}
