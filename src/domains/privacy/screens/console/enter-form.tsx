/** Entering a request for somebody who asks by telephone, by letter or in person. */
import { Button, Form, Input, Radio, Select } from 'antd'
import { useState } from 'react'
import { ErrorNote } from '#ui/console/notes.tsx'
import { useAction } from '#ui/use-endpoint.ts'
import { useLanguage, useWords } from '#ui/words.ts'
import { askForSomebody, type PlanView, type What, Whats } from '../../contract.ts'
import { privacyConsoleWords } from './words.ts'

interface Values {
  readonly what: What
  readonly about: string
  readonly words: string
}

interface EnterFormProps {
  readonly personId: string
  readonly categories: PlanView['categories']
}

export function EnterForm({ personId, categories }: EnterFormProps) {
  const words = useWords(privacyConsoleWords)
  const language = useLanguage()
  const [open, setOpen] = useState(false)
  const [number, setNumber] = useState<string | null>(null)
  const { run, busy, error } = useAction(askForSomebody, ['/privacy', '/matters-inbox'])

  const enter = async (values: Values) => {
    const outcome = await run({ id: personId, ...values })
    if (!outcome.ok) return
    setNumber(outcome.reply.number)
    setOpen(false)
  }
  return (
    <section className="privacy-part" aria-label={words.enter}>
      {number !== null && <output>{words.entered(number)}</output>}
      {!open && <Button onClick={() => setOpen(true)}>{words.enter}</Button>}
      {open && (
        <Form<Values>
          layout="vertical"
          requiredMark={false}
          initialValues={{ what: 'erasure', about: 'staff', words: '' }}
          onFinish={(values) => void enter(values)}
        >
          <Form.Item name="what" label={words.columns.what}>
            <Radio.Group options={Whats.map((value) => ({ value, label: words.what[value] }))} />
          </Form.Item>
          <Form.Item name="about" label={words.enterAbout}>
            <Select options={categories.map(({ key, title }) => ({ value: key, label: title[language] }))} />
          </Form.Item>
          <Form.Item
            name="words"
            label={words.enterWords}
            extra={words.enterHint}
            rules={[{ required: true, min: 4, whitespace: true, message: words.enterHint }]}
          >
            <Input.TextArea rows={3} maxLength={1000} />
          </Form.Item>
          {error !== null && <ErrorNote error={error} />}
          <Button type="primary" htmlType="submit" loading={busy}>
            {words.enterSend}
          </Button>
        </Form>
      )}
    </section>
  )
}
