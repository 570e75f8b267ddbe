/** What only the raiser can do, right where he reads: answer a question, and say whether it is solved. */
import { Card, Said, Section } from '#ui/mobile/card.tsx'
import { More } from '#ui/mobile/more.tsx'
import { useWords } from '#ui/words.ts'
import type { MatterView } from '../../contract.ts'
import { listWords } from '../../lists/words.ts'
import { matterWords } from '../../view/words.ts'
import { MoveForm } from './move-form.tsx'

export function MyTurn({ matter }: { matter: MatterView }) {
  const words = useWords(matterWords)
  const lists = useWords(listWords)
  if (matter.may.includes('reply')) {
    return (
      <Section title={words.question}>
        <Card tone="accent">
          {matter.question !== null && <Said>{matter.question}</Said>}
          <MoveForm matter={matter} move="reply" />
        </Card>
      </Section>
    )
  }
  if (!matter.may.includes('judge')) return null
  if (matter.state === 'promised') {
    return (
      <More title={words.judge.early}>
        <p className="soft">{words.judge.earlyMore}</p>
        <MoveForm matter={matter} move="judge" />
      </More>
    )
  }
  return (
    <Section title={lists.why.judge}>
      <Card tone="accent">
        <MoveForm matter={matter} move="judge" />
      </Card>
    </Section>
  )
}
