/** What this may be again, as the program guesses: shown as a guess, to be said by a person with one click. */
import { App, Button } from 'antd'
import { ErrorNote } from '#ui/console/notes.tsx'
import { useFormat } from '#ui/format.ts'
import { useEndpoint } from '#ui/use-endpoint.ts'
import { useWords } from '#ui/words.ts'
import type { MatterView } from '../../contract.ts'
import { guessRepeats } from '../../repeats/contract.ts'
import { repeatWords } from '../../repeats/words.ts'
import { useMove } from './forms/use-move.ts'
import { Heading } from './heading.tsx'
import { MatterLink } from './matter-link.tsx'
import { StateTag } from './state-tag.tsx'
import { matterConsoleWords } from './words.ts'

export function Guesses({ matter, level }: { matter: MatterView; level: 1 | 2 }) {
  const words = useWords(repeatWords)
  const { made } = useWords(matterConsoleWords)
  const { message } = App.useApp()
  const format = useFormat()
  const asked = matter.may.includes('confirm_repeat')
  const rows = useEndpoint(guessRepeats, asked ? { id: matter.id } : null).data?.rows ?? []
  const { run, busy, error } = useMove(matter.id)
  if (!asked || rows.length === 0) return null
  const say = async (name: 'confirm_repeat' | 'reject_repeat', earlierId: string) => {
    const done = await run({ id: matter.id, seen: matter.seen, move: { do: name, earlierId } })
    if (done.ok) message.success(made[name])
  }
  return (
    <section className="guesses" aria-labelledby="matter-guesses">
      <Heading level={level + 1} id="matter-guesses">
        {words.title}
      </Heading>
      <p className="quiet">{words.hint}</p>
      <ul className="plain-list">
        {rows.map(({ id, number, title, text, state, closedAt }) => (
          <li key={id}>
            <p className="row-line">
              <MatterLink id={id}>{`${number} ${title}`}</MatterLink>
              <StateTag state={state} />
              <span className="quiet">{words.closed(format.day(closedAt))}</span>
            </p>
            <p className="said">{text}</p>
            <p className="row-line">
              <Button loading={busy} aria-label={words.sameOf(number)} onClick={() => say('confirm_repeat', id)}>
                {words.same}
              </Button>
              <Button loading={busy} aria-label={words.otherOf(number)} onClick={() => say('reject_repeat', id)}>
                {words.other}
              </Button>
            </p>
          </li>
        ))}
      </ul>
      {error !== null && <ErrorNote error={error} />}
    </section>
  )
}
