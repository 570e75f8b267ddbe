/** What came of a matter: the answer with its kind, its promise or its rule, or the reasons why it was declined. */
import { useFormat } from '#ui/format.ts'
import { Card, Said, Section } from '#ui/mobile/card.tsx'
import { Tag } from '#ui/mobile/list.tsx'
import { useWords } from '#ui/words.ts'
import type { MatterView } from '../../contract.ts'
import { matterWords } from '../../view/words.ts'

const toneOf = { done: 'good', by_date: 'wait', policy: 'neutral' } as const

export function Outcome({ matter }: { matter: MatterView }) {
  const words = useWords(matterWords)
  const format = useFormat()
  const { answer, mergedInto } = matter
  const declined = matter.state === 'declined' ? reasonOf(matter) : null
  if (answer === null && declined === null) return null
  return (
    <Section title={answer === null ? words.declined : words.answer}>
      <Card>
        {answer === null ? (
          <Said>{declined ?? ''}</Said>
        ) : (
          <>
            {(!answer.byDomain || answer.promisedOn !== null) && (
              <p className="tags">
                {!answer.byDomain && <Tag tone={toneOf[answer.kind]}>{words.answerKinds[answer.kind]}</Tag>}
                {answer.promisedOn !== null && <span>{words.promised(format.by(answer.promisedOn))}</span>}
              </p>
            )}
            <Said>{answer.text}</Said>
            {answer.policyRule !== null && <p className="soft">{words.rule(answer.policyRule)}</p>}
            {mergedInto !== null && <p className="soft">{words.inherited(mergedInto.number)}</p>}
          </>
        )}
      </Card>
    </Section>
  )
}

function reasonOf({ history }: MatterView): string | null {
  const reason = history.filter(({ act }) => act === 'decline').pop()?.data.reason
  return typeof reason === 'string' ? reason : null
}
