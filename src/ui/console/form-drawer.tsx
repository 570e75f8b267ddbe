/** A form at the right edge: what it is for, the fields, what went wrong, and two buttons. Ctrl+Enter sends it. */
import { Button, Drawer, Form, type FormInstance, Space } from 'antd'
import { type ReactNode, useRef } from 'react'
import { useWords } from '#ui/words.ts'
import { KeyHint, KeyLayer, useKeys } from './use-keys.tsx'
import { consoleWords } from './words.ts'

interface FormDrawerProps<V extends object> {
  readonly title: string
  readonly open: boolean
  readonly form: FormInstance<V>
  readonly initial: V
  readonly submit: string
  readonly busy: boolean
  /** While something must be seen or done before, such as reading what changed. */
  readonly blocked?: boolean
  readonly onClose: () => void
  /** When it is gone from the screen. */
  readonly onGone?: () => void
  readonly onChange?: (values: V) => void
  readonly onSubmit: (values: V) => void
  /** Beside the buttons, such as that a draft is kept. */
  readonly foot?: ReactNode
  readonly children: ReactNode
}

export function FormDrawer<V extends object>(props: FormDrawerProps<V>) {
  const { title, open, form, initial, submit, busy, blocked = false, onClose, onGone, onChange, onSubmit } = props
  const words = useWords(consoleWords)
  const body = useRef<HTMLDivElement>(null)
  return (
    <Drawer
      title={title}
      open={open}
      size={560}
      onClose={onClose}
      destroyOnHidden
      closable={{ 'aria-label': words.close }}
      afterOpenChange={(now) => {
        if (now) focusFirst(body.current)
        else onGone?.()
      }}
      footer={
        <div className="form-foot">
          <span className="quiet">{props.foot}</span>
          <Space>
            <Button onClick={onClose}>{words.cancel}</Button>
            <Button type="primary" loading={busy} disabled={blocked} onClick={() => form.submit()}>
              {submit}
              <KeyHint press="Ctrl+Enter" />
            </Button>
          </Space>
        </div>
      }
    >
      <KeyLayer>
        <SendKey title={title} send={() => !busy && !blocked && form.submit()} />
        <div ref={body}>
          <Form<V>
            form={form}
            layout="vertical"
            initialValues={initial}
            scrollToFirstError={{ focus: true, block: 'center' }}
            requiredMark="optional"
            preserve={false}
            onValuesChange={(_, all) => onChange?.(all)}
            onFinish={onSubmit}
          >
            {props.children}
          </Form>
        </div>
      </KeyLayer>
    </Drawer>
  )
}

function SendKey({ title, send }: { title: string; send: () => void }) {
  const words = useWords(consoleWords)
  useKeys(title, [{ press: 'Ctrl+Enter', does: words.send, run: send }])
  return null
}

function focusFirst(body: HTMLElement | null): void {
  body
    ?.querySelector<HTMLElement>('input:not([type=file], [tabindex="-1"]), textarea, [role=radio][tabindex="0"]')
    ?.focus()
}
