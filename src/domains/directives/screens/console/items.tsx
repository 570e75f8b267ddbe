/** The data that a directive asks for: what, what for, by when, and why what is held does not do. */
import { useFormat } from '#ui/format.ts'
import { useWords } from '#ui/words.ts'
import type { PieceView } from '../../contract.ts'
import { directiveWords } from '../../view/words.ts'

export function Items({ items }: Pick<PieceView, 'items'>) {
  const words = useWords(directiveWords)
  const format = useFormat()
  return (
    <ul className="plain-list directive-items">
      {items.map(({ what, why, dueOn, heldNotEnough }) => (
        <li key={what}>
          <p>
            {what} <span className="quiet">{words.itemBy(format.by(dueOn))}</span>
          </p>
          <p className="quiet">{why}</p>
          {heldNotEnough !== null && <p className="quiet">{words.itemHeld(heldNotEnough)}</p>}
        </li>
      ))}
    </ul>
  )
}
