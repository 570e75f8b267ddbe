/** The sender answers an objection: it stands, is changed for the unit, or is not asked of it any more. */
import { useId, useState } from 'react'
import type { MatterView } from '#domains/matters/contract.ts'
import { useDraft } from '#ui/drafts.ts'
import { Button } from '#ui/mobile/button.tsx'
import { Choice } from '#ui/mobile/choice.tsx'
import { Field, TextArea } from '#ui/mobile/field.tsx'
import { Form } from '#ui/mobile/form.tsx'
import { ErrorNote } from '#ui/mobile/notes.tsx'
import { toast } from '#ui/mobile/toast.tsx'
import { useAction } from '#ui/use-endpoint.ts'
import { useWords } from '#ui/words.ts'
import { type Decision, decideObjection, decisions } from '../../contract.ts'
import { directiveWords } from '../../view/words.ts'
import { leastText, touched } from './object-form.tsx'

interface Written {
  readonly decision: Decision | null
  readonly text: string
  readonly dueOn: string
  readonly minutes: string
}
const nothing: Written = { decision: null, text: '', dueOn: '', minutes: '' }

export function DecideForm({ matter, onDone }: { matter: MatterView; onDone: () => void }) {
  const words = useWords(directiveWords)
  const form = useId()
  const { value, change, done, ready } = useDraft<Written>(`decide:${matter.id}`, nothing)
  const [seen] = useState(matter.seen)
  const [tried, setTried] = useState(false)
  const action = useAction(decideObjection, touched)
  const { decision, text, dueOn, minutes } = value
  const short = [...text.trim()].length < leastText
  const write = (more: Partial<Written>) => change({ ...value, ...more })

  const submit = async () => {
    setTried(true)
    if (decision === null || short) return
    const changed = decision === 'changed'
    const sent = await action.run({
      ...{ matterId: matter.id, seen, decision, text },
      ...(changed && dueOn !== '' ? { dueOn } : {}),
      ...(changed && minutes !== '' ? { minutes: Number(minutes) } : {}),
    })
    if (!sent.ok) return
    done()
    onDone()
    toast(words.decideSent)
  }

  if (!ready) return null
  return (
    <Form id={form} onSubmit={submit}>
      <Choice
        label={words.decision}
        options={decisions.map((one) => ({
          value: one,
          label: words.decisions[one],
          hint: words.decisionHints[one],
        }))}
        value={decision}
        error={tried && decision === null ? words.missing : undefined}
        onValue={(next) => write({ decision: next })}
      />
      {decision === 'changed' && (
        <>
          <Field
            label={words.newDay}
            hint={words.keepAsIs}
            type="date"
            optional
            value={dueOn}
            onValue={(next) => write({ dueOn: next })}
          />
          <Field
            label={words.newMinutes}
            hint={words.keepAsIs}
            inputMode="numeric"
            optional
            value={minutes}
            onValue={(next) => write({ minutes: next.replace(/\D/g, '').slice(0, 5) })}
          />
        </>
      )}
      <TextArea
        label={words.decideText}
        error={tried && short ? words.tooShort(leastText) : undefined}
        value={text}
        onValue={(next) => write({ text: next })}
        maxLength={4000}
      />
      {action.error !== null && <ErrorNote error={action.error} />}
      <Button type="submit" kind="primary" busy={action.busy}>
        {words.decide}
      </Button>
    </Form>
  )
}
