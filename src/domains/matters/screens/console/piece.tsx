/** What the domain of a matter's facts shows on its page, where it has something to show. */
import { Suspense } from 'react'
import { LoadingNote } from '#ui/console/notes.tsx'
import { openSlot } from '#ui/slot.ts'
import type { MatterView } from '../../contract.ts'

interface PieceProps {
  readonly matter: MatterView
  readonly level: 1 | 2
}

/** By kind of matter. */
export const matterPieces = openSlot<PieceProps>()

export function Piece({ matter, level }: PieceProps) {
  const Found = matterPieces.of(matter.kind)
  return Found === null ? null : (
    <Suspense fallback={<LoadingNote rows={4} />}>
      <Found matter={matter} level={level} />
    </Suspense>
  )
}
