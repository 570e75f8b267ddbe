/** The sender answers an objection: it stands, is changed for the unit, or is not asked of it any more. */
import { App, Form, InputNumber, Radio } from 'antd'
import { useState } from 'react'
import type { MatterView } from '#domains/matters/contract.ts'
import { Day } from '#domains/matters/screens/console/forms/day-field.tsx'
import { FormDrawer } from '#ui/console/form-drawer.tsx'
import { ErrorNote } from '#ui/console/notes.tsx'
import { consoleWords } from '#ui/console/words.ts'
import { useDraft } from '#ui/drafts.ts'
import { useAction } from '#ui/use-endpoint.ts'
import { useWords } from '#ui/words.ts'
import { type Decision, decideObjection, decisions } from '../../contract.ts'
import { directiveWords } from '../../view/words.ts'
import { type DrawerFrame, TextItem, touched } from './object-drawer.tsx'
import { useDays } from './use-days.ts'

interface Decided {
  readonly decision?: Decision
  readonly text?: string
  readonly dueOn?: string
  readonly minutes?: number | null
}

export function DecideDrawer({ matter, ...frame }: DrawerFrame & { matter: MatterView }) {
  const words = useWords(directiveWords)
  const { keep } = useWords(consoleWords)
  const { message } = App.useApp()
  const [form] = Form.useForm<Decided>()
  const draft = useDraft<Decided>(`console:decide:${matter.id}`, {})
  const [seen] = useState(matter.seen)
  const action = useAction(decideObjection, touched)
  const submit = async ({ decision = 'explained', text = '', dueOn, minutes }: Decided) => {
    const more = decision !== 'changed' ? {} : { ...(dueOn ? { dueOn } : {}), ...(minutes ? { minutes } : {}) }
    const done = await action.run({ matterId: matter.id, seen, decision, text, ...more })
    if (!done.ok) return
    draft.done()
    frame.onClose()
    message.success(words.decideSent)
  }
  if (!draft.ready) return null
  return (
    <FormDrawer<Decided>
      {...frame}
      title={words.decide}
      form={form}
      initial={draft.value}
      submit={words.decide}
      busy={action.busy}
      onChange={draft.change}
      onSubmit={submit}
      foot={keep}
    >
      <details className="about" open>
        <summary>{matter.number}</summary>
        <p className="said">{matter.text}</p>
      </details>
      <Form.Item name="decision" label={words.decision} required rules={[{ required: true, message: words.missing }]}>
        <Radio.Group className="directive-choices">
          {decisions.map((decision) => (
            <Radio key={decision} value={decision}>
              {words.decisions[decision]}
              <small className="quiet">{words.decisionHints[decision]}</small>
            </Radio>
          ))}
        </Radio.Group>
      </Form.Item>
      <Changes />
      <TextItem name="text" label={words.decideText} least={10} most={4000} />
      {action.error !== null && <ErrorNote error={action.error} />}
    </FormDrawer>
  )
}

function Changes() {
  const words = useWords(directiveWords)
  const days = useDays()
  if (Form.useWatch<Decision | undefined>('decision') !== 'changed') return null
  return (
    <>
      <Form.Item name="dueOn" label={words.newDay} extra={words.keepAsIs}>
        <Day {...days} />
      </Form.Item>
      <Form.Item name="minutes" label={words.newMinutes} extra={words.keepAsIs}>
        <InputNumber min={1} max={10_000} precision={0} className="whole-width" />
      </Form.Item>
    </>
  )
}
