/** The unit questions a directive, or says why it does not fit. What is written is kept as a draft. */
import { useId, useState } from 'react'
import { useDraft } from '#ui/drafts.ts'
import { Button } from '#ui/mobile/button.tsx'
import { TextArea } from '#ui/mobile/field.tsx'
import { Form } from '#ui/mobile/form.tsx'
import { ErrorNote } from '#ui/mobile/notes.tsx'
import { toast } from '#ui/mobile/toast.tsx'
import { useAction } from '#ui/use-endpoint.ts'
import { useWords } from '#ui/words.ts'
import { type About, objectToDirective } from '../../contract.ts'
import { directiveWords } from '../../view/words.ts'

/** Less than this says nothing that could be answered. */
export const leastText = 10
/** What an objection makes old. */
export const touched = ['/matters', '/directives'] as const

interface ObjectFormProps {
  matterId: string
  about: About
  onDone: () => void
}

export function ObjectForm({ matterId, about, onDone }: ObjectFormProps) {
  const words = useWords(directiveWords)
  const form = useId()
  const { value, change, done, ready } = useDraft(`object:${matterId}:${about}`, '')
  const [tried, setTried] = useState(false)
  const action = useAction(objectToDirective, touched)
  const short = [...value.trim()].length < leastText

  const submit = async () => {
    setTried(true)
    if (short) return
    const sent = await action.run({ matterId, about, text: value })
    if (!sent.ok) return
    done()
    onDone()
    toast(words.objected(sent.reply.number))
  }

  if (!ready) return null
  return (
    <Form id={form} onSubmit={submit}>
      <p className="soft">{words.objectEffect}</p>
      <TextArea
        label={words.objectText[about]}
        hint={words.objectHint[about]}
        error={tried && short ? words.tooShort(leastText) : undefined}
        value={value}
        onValue={change}
        maxLength={2000}
      />
      {action.error !== null && <ErrorNote error={action.error} />}
      <Button type="submit" kind="primary" busy={action.busy}>
        {about === 'question' ? words.ask : words.object}
      </Button>
    </Form>
  )
}
