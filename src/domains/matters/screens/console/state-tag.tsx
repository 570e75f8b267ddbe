/** The state of a matter, in one word. */
import { Tag } from 'antd'
import { useWords } from '#ui/words.ts'
import type { MatterState } from '../../contract.ts'
import { listWords } from '../../lists/words.ts'

const toneOf = {
  received: 'wait',
  assigned: 'work',
  waiting: 'wait',
  promised: 'work',
  answered: 'wait',
  settled: 'good',
  declined: 'quiet',
  merged: 'quiet',
  withdrawn: 'quiet',
  split: 'quiet',
} as const satisfies Record<MatterState, string>

export function StateTag({ state }: { state: MatterState }) {
  const words = useWords(listWords)
  return (
    <Tag variant="filled" className={`tone-${toneOf[state]}`}>
      {words.states[state]}
    </Tag>
  )
}
