/** The unit questions a directive, or says why it does not fit. */
import { App, Form, Input } from 'antd'
import type { RefObject } from 'react'
import { FormDrawer } from '#ui/console/form-drawer.tsx'
import { ErrorNote } from '#ui/console/notes.tsx'
import { consoleWords } from '#ui/console/words.ts'
import { useDraft } from '#ui/drafts.ts'
import { useAction } from '#ui/use-endpoint.ts'
import { useWords } from '#ui/words.ts'
import { type About, objectToDirective } from '../../contract.ts'
import { directiveWords } from '../../view/words.ts'

export interface DrawerFrame {
  readonly open: boolean
  readonly onClose: () => void
  readonly onGone: () => void
  readonly home: RefObject<HTMLElement | null>
}

/** What an objection makes old. */
export const touched = ['/matters', '/directives'] as const

interface Said {
  readonly text?: string
}

export function ObjectDrawer({ matterId, about, ...frame }: DrawerFrame & { matterId: string; about: About }) {
  const words = useWords(directiveWords)
  const { keep } = useWords(consoleWords)
  const { message } = App.useApp()
  const [form] = Form.useForm<Said>()
  const draft = useDraft<Said>(`console:object:${matterId}:${about}`, {})
  const action = useAction(objectToDirective, touched)
  const submit = async ({ text = '' }: Said) => {
    const done = await action.run({ matterId, about, text })
    if (!done.ok) return
    draft.done()
    frame.onClose()
    message.success(words.objected(done.reply.number))
  }
  if (!draft.ready) return null
  const title = about === 'question' ? words.ask : words.object
  return (
    <FormDrawer<Said>
      {...frame}
      title={title}
      form={form}
      initial={draft.value}
      submit={title}
      busy={action.busy}
      onChange={draft.change}
      onSubmit={submit}
      foot={keep}
    >
      <p className="effect">{words.objectEffect}</p>
      <TextItem name="text" label={words.objectText[about]} hint={words.objectHint[about]} least={10} most={2000} />
      {action.error !== null && <ErrorNote error={action.error} />}
    </FormDrawer>
  )
}

interface TextItemProps {
  readonly name: string | (string | number)[]
  readonly label: string
  readonly hint?: string
  readonly least: number
  readonly most: number
  readonly rows?: number
}

/** A field for words that must say something. One row is one line. */
export function TextItem({ name, label, hint, least, most, rows = 5 }: TextItemProps) {
  const words = useWords(directiveWords)
  const long = rows > 1
  return (
    <Form.Item
      name={name}
      label={label}
      extra={hint}
      required
      validateTrigger={['onBlur', 'onSubmit']}
      rules={[
        {
          validator: (_, value: unknown) => {
            const length = [...String(value ?? '').trim()].length
            if (length >= least) return Promise.resolve()
            return Promise.reject(new Error(length === 0 ? words.missing : words.tooShort(least)))
          },
        },
      ]}
    >
      {long ? <Input.TextArea rows={rows} maxLength={most} className="growing" /> : <Input maxLength={most} />}
    </Form.Item>
  )
}
