/** What was said: the raiser's words, and the answer. */
import { Tag } from 'antd'
import { useFormat } from '#ui/format.ts'
import { useWords } from '#ui/words.ts'
import type { MatterView } from '../../contract.ts'
import { matterWords } from '../../view/words.ts'
import { Heading } from './heading.tsx'
import { Pictures } from './pictures.tsx'

interface PartProps {
  readonly matter: MatterView
  readonly level: 1 | 2
}

export function Said({ matter, level }: PartProps) {
  const words = useWords(matterWords)
  return (
    <section aria-labelledby="matter-said">
      <Heading level={level + 1} id="matter-said">
        {words.content}
      </Heading>
      <p className="said">{matter.text}</p>
      <Pictures matter={matter} seq={1} />
    </section>
  )
}

export function Answer({ matter, level }: PartProps) {
  const words = useWords(matterWords)
  const format = useFormat()
  const { answer, verdict, mergedInto } = matter
  if (answer === null) return null
  return (
    <section className="answer" aria-labelledby="matter-answer">
      <Heading level={level + 1} id="matter-answer">
        {words.answer}
        {!answer.byDomain && (
          <Tag variant="filled" className="tone-work">
            {words.answerKinds[answer.kind]}
          </Tag>
        )}
        {verdict !== null && (
          <Tag variant="filled" className="tone-good">
            {words.verdicts[verdict]}
          </Tag>
        )}
      </Heading>
      <p className="said">{answer.text}</p>
      {answer.promisedOn !== null && <p>{words.promised(format.by(answer.promisedOn))}</p>}
      {answer.policyRule !== null && <p>{words.rule(answer.policyRule)}</p>}
      {mergedInto !== null && <p className="quiet">{words.inherited(mergedInto.number)}</p>}
    </section>
  )
}
