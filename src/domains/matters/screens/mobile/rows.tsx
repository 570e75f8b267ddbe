/** A matter in a list on the phone: its title, where it stands or what it needs, and by when. */
import { useFormat } from '#ui/format.ts'
import { ListRow, Tag } from '#ui/mobile/list.tsx'
import { useWords } from '#ui/words.ts'
import type { MatterRow, MatterState } from '../../contract.ts'
import type { InboxRow } from '../../inbox/contract.ts'
import { listWords } from '../../lists/words.ts'

type Tone = 'neutral' | 'accent' | 'good' | 'wait' | 'late'

const toneOf: Readonly<Record<MatterState, Tone>> = {
  received: 'neutral',
  assigned: 'neutral',
  waiting: 'wait',
  promised: 'neutral',
  answered: 'wait',
  settled: 'good',
  declined: 'neutral',
  merged: 'neutral',
  withdrawn: 'neutral',
  split: 'neutral',
}

export function StateTag({ state }: { state: MatterState }) {
  const words = useWords(listWords)
  return <Tag tone={toneOf[state]}>{words.states[state]}</Tag>
}

/** One of my own: its state, and by when it is answered while it is open. */
export function MineRow({ row }: { row: MatterRow }) {
  const words = useWords(listWords)
  const format = useFormat()
  // while the clock is paused, there is no day to name
  const by = row.dueAt === null || row.paused ? null : format.by(row.dueAt)
  const deadline = by === null ? null : row.state === 'promised' ? words.promisedBy(by) : words.answerBy(by)
  return (
    <ListRow href={`/matters/${row.id}`} title={row.title} tag={<StateTag state={row.state} />}>
      {row.late && <Tag tone="late">{words.late}</Tag>}
      {row.cameBack && <Tag tone="wait">{words.cameBack}</Tag>}
      {deadline ?? row.number}
    </ListRow>
  )
}

/** One that needs me: what it needs, and by when. */
export function NeededRow({ row }: { row: InboxRow }) {
  const words = useWords(listWords)
  const format = useFormat()
  const late = row.by !== null && new Date(row.by) < new Date()
  return (
    <ListRow href={`/matters/${row.id}`} title={row.title} tag={<Tag tone="accent">{words.why[row.why]}</Tag>}>
      {row.standsInFor !== null && <Tag>{words.standsInFor(row.standsInFor)}</Tag>}
      {late && <Tag tone="late">{words.late}</Tag>}
      {row.cameBack && <Tag tone="wait">{words.cameBack}</Tag>}
      {row.by === null ? row.number : words.doBy(format.by(row.by))}
    </ListRow>
  )
}
