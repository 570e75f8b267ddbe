/** The moves that are mine on this matter: the likeliest within reach of the thumb, the others one tap away. */
import { useState } from 'react'
import { Button } from '#ui/mobile/button.tsx'
import { Dialog } from '#ui/mobile/dialog.tsx'
import { useWords } from '#ui/words.ts'
import type { MoveName } from '../../contract.ts'
import { matterWords } from '../../view/words.ts'

/** These stand in the page itself, where one reads what they are about. */
const inPage: readonly MoveName[] = ['reply', 'judge', 'cosign', 'uncosign', 'confirm_repeat', 'reject_repeat']
/** What is most likely wanted of whoever may do it. */
const wanted: readonly MoveName[] = ['answer', 'assign', 'grant_extension', 'finish_action', 'join']

/** Those of the moves that I may make which the page does not offer itself. */
export const inFoot = (may: readonly MoveName[]): MoveName[] => may.filter((move) => !inPage.includes(move))

interface MoveButtonsProps {
  /** At least one. */
  moves: readonly MoveName[]
  onMove: (move: MoveName) => void
}

export function MoveButtons({ moves, onMove }: MoveButtonsProps) {
  const words = useWords(matterWords)
  const [open, setOpen] = useState(false)
  const first = [...wanted, 'add' as const].find((move) => moves.includes(move))
  const others = moves.filter((move) => move !== first)
  const take = (move: MoveName) => {
    setOpen(false)
    onMove(move)
  }
  return (
    <div className="side-by-side">
      {others.length > 0 && <Button onClick={() => setOpen(true)}>{words.more}</Button>}
      {first !== undefined && (
        <Button kind={wanted.includes(first) ? 'primary' : 'plain'} onClick={() => take(first)}>
          {words.moves[first]}
        </Button>
      )}
      <Dialog open={open} title={words.moreTitle} onClose={() => setOpen(false)}>
        {others.map((move) => (
          <Button key={move} onClick={() => take(move)}>
            {words.moves[move]}
          </Button>
        ))}
      </Dialog>
    </div>
  )
}
