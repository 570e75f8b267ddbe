/** A form at the right edge: what it is for, the fields, what went wrong, and two buttons. Ctrl+Enter sends it. */
import { Button, Drawer, Form, type FormInstance, Space } from 'antd'
import { type ReactNode, type RefObject, useEffect, useRef } from 'react'
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
  /** Takes the focus afterwards where what had it before is not there any more. */
  readonly home?: RefObject<HTMLElement | null>
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
      afterOpenChange={(now) => now || onGone?.()}
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
        <FocusInside body={body} home={props.home} />
        {open && <SendKey title={title} send={() => !busy && !blocked && form.submit()} />}
        <div ref={body}>
          <Form<V>
            form={form}
            layout="vertical"
            initialValues={initial}
            scrollToFirstError={{ focus: true, block: 'center' }}
            requiredMark="optional"
            preserve={false}
            onValuesChange={(changed, all) => {
              checkAgain(form, changed)
              onChange?.(all)
            }}
            onFinish={onSubmit}
          >
            {props.children}
          </Form>
        </div>
      </KeyLayer>
    </Drawer>
  )
}

/** What was found wrong is looked at again as it is corrected; what has not been found wrong is left in peace. */
function checkAgain<V>(form: FormInstance<V>, changed: object): void {
  const wrong = form.getFieldsError().filter(({ name: [name], errors }) => errors.length > 0 && String(name) in changed)
  if (wrong.length > 0) form.validateFields(wrong.map(({ name }) => name) as never).catch(() => undefined)
}

function SendKey({ title, send }: { title: string; send: () => void }) {
  const words = useWords(consoleWords)
  useKeys(title, [{ press: 'Ctrl+Enter', does: words.send, run: send }])
  return null
}

const firstField = 'input:not([type=file], [tabindex="-1"], :disabled), textarea'

/** The first field has the focus while the form is there, and whatever had it before when the form is gone. */
function FocusInside({
  body,
  home,
}: {
  body: RefObject<HTMLElement | null>
  home: RefObject<HTMLElement | null> | undefined
}) {
  useEffect(() => {
    const before = document.activeElement
    // antd takes the focus to the drawer as it opens; then it is given to the field
    const timer = setTimeout(() => body.current?.querySelector<HTMLElement>(firstField)?.focus({ preventScroll: true }))
    return () => {
      clearTimeout(timer)
      setTimeout(() => {
        if (document.activeElement !== document.body) return
        const back =
          before instanceof HTMLElement && before.isConnected && before !== document.body ? before : home?.current
        back?.focus({ preventScroll: true })
      })
    }
  }, [body, home])
  return null
}
