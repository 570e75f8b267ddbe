/** What this may be again, as the program guesses: shown as a guess, to be said by a person. */
import { useFormat } from '#ui/format.ts'
import { Button, ButtonLink } from '#ui/mobile/button.tsx'
import { Section } from '#ui/mobile/card.tsx'
import { Tag } from '#ui/mobile/list.tsx'
import { ErrorNote } from '#ui/mobile/notes.tsx'
import { useEndpoint } from '#ui/use-endpoint.ts'
import { useWords } from '#ui/words.ts'
import type { MatterView } from '../../contract.ts'
import { listWords } from '../../lists/words.ts'
import { guessRepeats } from '../../repeats/contract.ts'
import { repeatWords } from '../../repeats/words.ts'
import { useMove } from './use-move.ts'

export function Guesses({ matter }: { matter: MatterView }) {
  const words = useWords(repeatWords)
  const { states } = useWords(listWords)
  const format = useFormat()
  const asked = matter.may.includes('confirm_repeat')
  const rows = useEndpoint(guessRepeats, asked ? { id: matter.id } : null).data?.rows ?? []
  const { run, busy, error } = useMove(matter)
  if (!asked || rows.length === 0) return null
  const say = (move: 'confirm_repeat' | 'reject_repeat', earlierId: string) => void run(move, { earlierId }, [])
  return (
    <Section title={words.title}>
      <p className="soft">{words.hint}</p>
      <ul className="plain-list">
        {rows.map(({ id, number, title, text, state, closedAt }) => (
          <li key={id} className="card">
            <p className="clamped">{text}</p>
            <p className="tags soft">
              <Tag>{states[state]}</Tag>
              {`${number} · ${words.closed(format.day(closedAt))}`}
            </p>
            <ButtonLink href={`/matters/${id}`}>
              {words.look} <span className="unseen">{title}</span>
            </ButtonLink>
            <div className="side-by-side">
              <Button busy={busy} label={words.otherOf(number)} onClick={() => say('reject_repeat', id)}>
                {words.other}
              </Button>
              <Button busy={busy} label={words.sameOf(number)} onClick={() => say('confirm_repeat', id)}>
                {words.same}
              </Button>
            </div>
          </li>
        ))}
      </ul>
      {error !== null && <ErrorNote error={error} />}
    </Section>
  )
}
