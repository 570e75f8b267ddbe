/** A phone is shown only to whoever may see it and says why; it is gone again with the drawer. */
import { Button, Form, Input } from 'antd'
import { useState } from 'react'
import { useAction } from '#ui/use-endpoint.ts'
import { useWords } from '#ui/words.ts'
import { type PersonView, showPhone } from '../../contract.ts'
import { FreshFactor } from './fresh-factor.tsx'
import { orgConsoleWords } from './words.ts'

export function PhoneOnRequest({ person }: { person: PersonView }) {
  const words = useWords(orgConsoleWords).person
  const [asking, setAsking] = useState(false)
  const [phone, setPhone] = useState<string | null>(null)
  const [form] = Form.useForm<{ reason: string }>()
  const { run, busy, error } = useAction(showPhone)

  if (phone !== null) return <output>{phone}</output>
  if (!person.hasPhone) return <span className="quiet">{words.noPhone}</span>
  if (!person.may.includes('show_phone')) return <span>•••</span>
  if (!asking)
    return (
      <Button size="small" onClick={() => setAsking(true)}>
        {words.showPhone}
      </Button>
    )
  const show = async ({ reason }: { reason: string }) => {
    const outcome = await run({ id: person.id, reason })
    if (outcome.ok) setPhone(outcome.reply.phone)
  }
  return (
    <div>
      <Form form={form} layout="vertical" requiredMark={false} onFinish={(values) => void show(values)}>
        <Form.Item
          name="reason"
          label={words.reason}
          extra={words.reasonHint}
          rules={[{ required: true, min: 4, whitespace: true, message: words.reason }]}
        >
          <Input maxLength={200} autoFocus />
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={busy}>
          {words.show}
        </Button>
      </Form>
      <FreshFactor error={error} onRetry={() => void show(form.getFieldsValue())} />
    </div>
  )
}
