/** What the own unit had closed and reads alike, while one writes: perhaps it is back. Only the person can say so. */

import { listWords } from '#domains/matters/lists/words.ts'
import { type ClosedRow, listClosedAlike } from '#domains/matters/repeats/contract.ts'
import { useFormat } from '#ui/format.ts'
import { Button, ButtonLink } from '#ui/mobile/button.tsx'
import { Card, Section } from '#ui/mobile/card.tsx'
import { Tag } from '#ui/mobile/list.tsx'
import { useEndpoint } from '#ui/use-endpoint.ts'
import { useWords } from '#ui/words.ts'
import { words as voiceWords } from '../../words.ts'
import { useAskedText } from './similar.tsx'
import type { Suggestion } from './suggestion.ts'

type Again = Suggestion['again']

interface BeforeProps {
  text: string
  again: Again
  onAgain: (again: Again) => void
}

export function Before({ text, again, onAgain }: BeforeProps) {
  const words = useWords(voiceWords).before
  const asked = useAskedText(text)
  const found = useEndpoint(listClosedAlike, asked === null || again !== null ? null : { text: asked }).data?.rows ?? []
  const rows = found.filter(({ state }) => state !== 'answered') // can still be joined: it stands above
  if (again !== null) {
    return (
      <Card tone="accent">
        <p role="status">{words.chosen(again.number)}</p>
        <Button onClick={() => onAgain(null)}>{words.undo}</Button>
      </Card>
    )
  }
  return (
    <>
      <p className="unseen" role="status">
        {rows.length > 0 && words.found(rows.length)}
      </p>
      {rows.length > 0 && (
        <Section title={words.title}>
          <ul className="plain-list">
            {rows.map((row) => (
              <BeforeCard key={row.id} row={row} onAgain={onAgain} />
            ))}
          </ul>
        </Section>
      )}
    </>
  )
}

function BeforeCard({ row, onAgain }: { row: ClosedRow; onAgain: BeforeProps['onAgain'] }) {
  const { before: words, similar } = useWords(voiceWords)
  const { states } = useWords(listWords)
  const format = useFormat()
  const { id, number, title, text, state, closedAt, mine } = row
  const stillMine = mine && state === 'declined' // his own verdict opens it again
  return (
    <li className="card">
      <p className="clamped">{text}</p>
      <p className="tags soft">
        <Tag tone={state === 'settled' ? 'good' : 'neutral'}>{states[state]}</Tag>
        {words.closed(format.day(closedAt))}
      </p>
      {stillMine && <p>{words.judge}</p>}
      <div className="side-by-side">
        <ButtonLink href={`/matters/${id}`}>
          {similar.look} <span className="unseen">{title}</span>
        </ButtonLink>
        {!stillMine && (
          <Button label={words.againNamed(title)} onClick={() => onAgain({ id, number })}>
            {words.again}
          </Button>
        )}
      </div>
    </li>
  )
}
