/** The people of the demo as large cards: one tap, and one is inside. */
import { useState } from 'react'
import { Section } from '#ui/mobile/card.tsx'
import { Tag } from '#ui/mobile/list.tsx'
import { Empty } from '#ui/mobile/notes.tsx'
import { useAction } from '#ui/use-endpoint.ts'
import { useLanguage, useWords } from '#ui/words.ts'
import { type DemoEntryView, enterDemo } from '../../contract.ts'
import { useGoOn } from './go-on.ts'
import { Refused } from './refusal.tsx'
import { words as signInWords } from './words.ts'
import './demo-ways.css'

export function DemoWays({ entries }: { entries: readonly DemoEntryView[] }) {
  const words = useWords(signInWords)
  const language = useLanguage()
  const goOn = useGoOn()
  const action = useAction(enterDemo)
  const [chosen, setChosen] = useState<string | null>(null)

  const enter = async (personId: string) => {
    if (action.busy) return
    setChosen(personId)
    const done = await action.run({ personId })
    if (done.ok) goOn(done.reply)
  }

  if (entries.length === 0) return <Empty title={words.noEntries} />
  return (
    <Section title={words.asWhom}>
      <p className="soft">{words.asWhomMore}</p>
      <Refused error={action.error} />
      <ul className="ways">
        {entries.map((entry) => (
          <li key={entry.key}>
            <button
              type="button"
              className="way"
              data-key={entry.key}
              aria-busy={(action.busy && chosen === entry.personId) || undefined}
              onClick={() => void enter(entry.personId)}
            >
              <span className="row-title">
                {entry.title[language]} {entry.home === 'console' && <Tag>{words.onConsole}</Tag>}
              </span>
              <span className="way-who">
                {entry.name} · {entry.unitName}
              </span>
              <span>{action.busy && chosen === entry.personId ? words.entering : entry.hint[language]}</span>
            </button>
          </li>
        ))}
      </ul>
    </Section>
  )
}
