/** Fields of the moves that answer: the answer itself, the raiser's reply and verdict, and what he adds or takes back. */
import { Alert, Form, Radio } from 'antd'
import { useFormat } from '#ui/format.ts'
import { useLanguage, useWords } from '#ui/words.ts'
import { answerKinds, verdicts } from '../../../contract.ts'
import { cosignWords } from '../../../cosign/words.ts'
import { emptyPhrasesIn } from '../../../empty-phrases.ts'
import { matterWords } from '../../../view/words.ts'
import { DayField } from './day-field.tsx'
import { MoveField, TextField } from './field.tsx'
import type { FieldsProps } from './routing-fields.tsx'
import { formWords } from './words.ts'

export function AnswerFields({ matter }: FieldsProps) {
  const words = useWords(formWords).answer
  const shared = useWords(matterWords)
  const labels = shared.fields
  const kind = Form.useWatch<(typeof answerKinds)[number] | undefined>('kind')
  const promised = matter.state === 'promised'
  // what has been promised for a day is kept or proves impossible; it is not promised again
  const kinds = answerKinds.filter((one) => one !== 'by_date' || !promised)
  return (
    <>
      <MoveField move="answer" name="kind" label={labels.kind}>
        <Radio.Group className="choices">
          {kinds.map((one) => (
            <Radio key={one} value={one}>
              <strong>{shared.answerKinds[one]}</strong>
              <span className="quiet">
                {one === 'done' && promised ? words.promiseKept : shared.answerKindHints[one]}
              </span>
            </Radio>
          ))}
        </Radio.Group>
      </MoveField>
      {kind === 'by_date' && <DayField move="answer" name="promisedOn" label={labels.promisedOn} required later />}
      {kind === 'policy' && (
        <TextField
          move="answer"
          name="policyRule"
          label={labels.policyRule}
          hint={words.ruleHint}
          placeholder={words.rulePlaceholder}
          required
          rows={1}
        />
      )}
      <TextField
        move="answer"
        name="text"
        label={labels.answerText}
        hint={words.outline}
        placeholder={words.placeholder}
        rows={9}
      />
      <EmptyPhrases />
    </>
  )
}

/** A hint, never a refusal. */
function EmptyPhrases() {
  const words = useWords(formWords).answer
  const language = useLanguage()
  const found = emptyPhrasesIn(Form.useWatch<string | undefined>('text') ?? '')
  return (
    <div role="status">
      {found.length > 0 && (
        <Alert type="info" showIcon title={words.empty(found.join(language === 'zh' ? '”“' : '”, “'))} />
      )}
    </div>
  )
}

export function ReplyFields({ matter }: FieldsProps) {
  const words = useWords(formWords)
  return (
    <>
      {matter.question !== null && <Alert type="info" showIcon title={words.question} description={matter.question} />}
      <TextField move="reply" name="text" label={useWords(matterWords).fields.replyText} rows={5} />
    </>
  )
}

export function AddFields() {
  return <TextField move="add" name="text" label={useWords(matterWords).fields.addText} rows={5} />
}

export function JudgeFields({ matter }: FieldsProps) {
  const shared = useWords(matterWords)
  const verdict = Form.useWatch<(typeof verdicts)[number] | undefined>('verdict')
  const possible = verdicts.filter((one) => one !== 'solved' || matter.state !== 'promised')
  return (
    <>
      {matter.state === 'promised' && <p>{shared.judge.early}</p>}
      <MoveField move="judge" name="verdict" label={shared.fields.verdict}>
        <Radio.Group className="choices">
          {possible.map((one) => (
            <Radio key={one} value={one}>
              <strong>{shared.verdicts[one]}</strong>
              <span className="quiet">{one === 'solved' ? shared.judge.solved : shared.judge.reopens}</span>
            </Radio>
          ))}
        </Radio.Group>
      </MoveField>
      {verdict !== undefined && verdict !== 'solved' && (
        <TextField move="judge" name="reason" label={shared.fields.notSolved} required />
      )}
    </>
  )
}

export function WithdrawFields() {
  return <TextField move="withdraw" name="reason" label={useWords(matterWords).fields.reason} rows={3} />
}

export function CosignFields({ matter }: FieldsProps) {
  const words = useWords(matterWords)
  const own = useWords(cosignWords)
  const format = useFormat()
  const { cosign } = matter
  return (
    <>
      {cosign !== null && (
        <Alert type="info" showIcon title={own.more(cosign.more, cosign.needed, format.by(cosign.until))} />
      )}
      <TextField move="cosign" name="reason" label={words.fields.cosignReason} rows={3} />
    </>
  )
}
