/** On the page of a matter: the directive behind it, its sender's clocks, and what the unit or the sender can say to it. */
import { useState } from 'react'
import type { MatterView } from '#domains/matters/contract.ts'
import { matterStates } from '#domains/matters/contract.ts'
import { listWords } from '#domains/matters/lists/words.ts'
import { useFormat } from '#ui/format.ts'
import { Button } from '#ui/mobile/button.tsx'
import { Card, Facts, Section } from '#ui/mobile/card.tsx'
import { Dialog } from '#ui/mobile/dialog.tsx'
import { Shown } from '#ui/mobile/shown.tsx'
import { useEndpoint } from '#ui/use-endpoint.ts'
import { useWords } from '#ui/words.ts'
import { type About, abouts, getPiece, type PieceView } from '../../contract.ts'
import { directiveWords } from '../../view/words.ts'
import { DecideForm } from './decide-form.tsx'
import { ObjectForm } from './object-form.tsx'
import { Objections } from './objections.tsx'
import './piece.css'

export function DirectivePiece({ matter }: { matter: MatterView }) {
  const words = useWords(directiveWords)
  const loaded = useEndpoint(getPiece, { matterId: matter.id })
  return (
    <Section title={loaded.data?.objection == null ? words.title : words.behind}>
      <Shown loaded={loaded} rows={3}>
        {(piece) => <Parts piece={piece} matter={matter} />}
      </Shown>
    </Section>
  )
}

function Parts({ piece, matter }: { piece: PieceView; matter: MatterView }) {
  const words = useWords(directiveWords)
  const format = useFormat()
  const { recalled } = piece
  return (
    <>
      <Card>
        {recalled !== null && <p>{words.recalled(format.day(recalled.at), recalled.reason)}</p>}
        <PieceFacts piece={piece} />
        {piece.items.length > 0 && <Items items={piece.items} />}
      </Card>
      <Answers piece={piece} matter={matter} />
      <Objections rows={piece.objections} />
    </>
  )
}

function PieceFacts({ piece }: { piece: PieceView }) {
  const words = useWords(directiveWords)
  const { states } = useWords(listWords)
  const format = useFormat()
  const { decision } = piece.objection ?? { decision: null }
  const counts = matterStates.flatMap((state) => {
    const n = piece.states[state]
    return n === undefined ? [] : [words.count(states[state], n)]
  })
  return (
    <Facts
      rows={[
        { name: words.outcome, value: decision === null ? null : words.decided[decision] },
        { name: words.purpose, value: piece.purpose },
        { name: words.directive, value: piece.objection === null ? null : `${piece.title}（${piece.unit.name}）` },
        { name: words.minutes, value: words.minutesOf(piece.minutes) },
        { name: words.dueOn, value: format.day(piece.dueOn) },
        { name: words.sender, value: `${piece.sender.name} ${piece.issuer}` },
        { name: words.states, value: counts.join(words.and) },
      ]}
    />
  )
}

function Items({ items }: Pick<PieceView, 'items'>) {
  const words = useWords(directiveWords)
  const format = useFormat()
  return (
    <div className="directive-data">
      <h3>{words.items}</h3>
      <ul className="plain-list">
        {items.map(({ what, why, dueOn, heldNotEnough }) => (
          <li key={what}>
            <p>
              {what} <span className="soft">{words.itemBy(format.by(dueOn))}</span>
            </p>
            <p className="soft">{why}</p>
            {heldNotEnough !== null && <p className="soft">{words.itemHeld(heldNotEnough)}</p>}
          </li>
        ))}
      </ul>
    </div>
  )
}

/** The unit's two ways to answer back, or the sender's way to answer an objection. */
function Answers({ piece, matter }: { piece: PieceView; matter: MatterView }) {
  const words = useWords(directiveWords)
  const [open, setOpen] = useState<About | 'decide' | null>(null)
  const labels = { question: words.ask, does_not_fit: words.object, decide: words.decide }
  const close = () => setOpen(null)
  return (
    <>
      {piece.may.includes('object') && (
        <div className="side-by-side">
          {abouts.map((about) => (
            <Button key={about} onClick={() => setOpen(about)}>
              {labels[about]}
            </Button>
          ))}
        </div>
      )}
      {piece.may.includes('decide') && (
        <Button kind="primary" onClick={() => setOpen('decide')}>
          {words.decide}
        </Button>
      )}
      <Dialog open={open !== null} title={open === null ? '' : labels[open]} onClose={close}>
        {open === 'decide' && <DecideForm matter={matter} onDone={close} />}
        {open !== null && open !== 'decide' && <ObjectForm matterId={matter.id} about={open} onDone={close} />}
      </Dialog>
    </>
  )
}
