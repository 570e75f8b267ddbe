/** Deadlines in words: how long there is, or how long it has passed, said calmly and never of a person. */
import { type Formatter, useFormat } from '#ui/format.ts'
import { useWords } from '#ui/words.ts'
import type { MatterRow } from '../../contract.ts'
import type { InboxRow } from '../../inbox/contract.ts'
import { matterConsoleWords } from './words.ts'
import './matters.css'

type Words = (typeof matterConsoleWords)['zh']

export interface Due {
  readonly text: string
  readonly tone: 'plain' | 'soon' | 'late'
}

/** How far away an instant is, by local days. */
export function dueIn(at: string, words: Words['clock'], format: Formatter, now: Date = new Date()): Due {
  const days = format.daysUntil(at, now)
  if (new Date(at) < now) return { text: words.late(-days), tone: 'late' }
  if (days === 0) return { text: words.today, tone: 'soon' }
  return days === 1 ? { text: words.tomorrow, tone: 'soon' } : { text: words.left(days), tone: 'plain' }
}

/** In a table: the day, and how far away it is where that matters. */
export function DueCell({ row }: { row: Pick<MatterRow, 'paused' | 'dueAt'> }) {
  const words = useWords(matterConsoleWords).clock
  const format = useFormat()
  if (row.dueAt === null) return null
  if (row.paused) return <span className="quiet">{words.pausedShort}</span>
  const { text, tone } = dueIn(row.dueAt, words, format)
  return (
    <span className={`due-cell due-${tone}`}>
      <span>{format.day(row.dueAt)}</span> {tone !== 'plain' && <span>{text}</span>}
    </span>
  )
}

/** In the inbox: what is to be done by when. */
export function StepBy({ row }: { row: Pick<InboxRow, 'why' | 'by' | 'state'> }) {
  const words = useWords(matterConsoleWords)
  const format = useFormat()
  // what was promised is to be done by its day, not answered
  const step = words.inbox.steps[row.why === 'handle' && row.state === 'promised' ? 'action' : row.why]
  if (row.by === null) return <span className="quiet">{step('')}</span>
  const { text, tone } = dueIn(row.by, words.clock, format)
  return (
    <span className={`due-${tone}`}>
      {step(format.by(row.by))} · {text}
    </span>
  )
}
