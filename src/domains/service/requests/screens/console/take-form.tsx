/** Takes down a request by keyboard alone: the trouble by its arrow keys, the rest by Tab, sent with Ctrl and Enter. */
import { Button, Form, Input, InputNumber, Radio, Space } from 'antd'
import { useEffect, useRef } from 'react'
import type { OutputOf } from '#platform/endpoint.ts'
import { ErrorNote } from '#ui/console/notes.tsx'
import { useAction } from '#ui/use-endpoint.ts'
import { useWords } from '#ui/words.ts'
import { reaches, type Trouble, takeRequest, troubles } from '../../contract.ts'
import { requestWords } from '../../words.ts'
import { takeWords } from './words.ts'

interface TakeFormProps {
  readonly householdId: string
  readonly phone: string | null
  readonly onTaken: (taken: OutputOf<typeof takeRequest>) => void
  readonly onCancel: () => void
}
interface Fields {
  readonly channel: 'hotline' | 'desk'
  readonly trouble: Trouble
  readonly text?: string
  readonly measured?: number | null
  readonly atHome?: string
  readonly name?: string
  readonly phone?: string
  readonly reachBy: (typeof reaches)[number]
}

export function TakeForm({ householdId, phone, onTaken, onCancel }: TakeFormProps) {
  const words = useWords(takeWords)
  const { troubles: named, channels } = useWords(requestWords)
  const [form] = Form.useForm<Fields>()
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => place.current?.querySelector('input')?.focus(), [])
  const { run, busy, error } = useAction(takeRequest, [`/service/households/${householdId}`])
  const send = async ({ measured, ...said }: Fields) => {
    const done = await run({ id: householdId, ...said, ...(measured == null ? {} : { measured }) })
    if (done.ok) onTaken(done.reply)
  }
  return (
    <div ref={place}>
      <Form<Fields>
        form={form}
        layout="vertical"
        requiredMark={false}
        scrollToFirstError={{ focus: true }}
        initialValues={{ channel: 'hotline', reachBy: 'phone', ...(phone === null ? {} : { phone }) }}
        onFinish={(values) => void send(values)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) form.submit()
        }}
      >
        <Form.Item name="trouble" label={words.trouble} rules={[{ required: true, message: words.troubleMissing }]}>
          <Radio.Group className="take-troubles" options={troubles.map((value) => ({ value, label: named[value] }))} />
        </Form.Item>
        <Form.Item name="text" label={words.text}>
          <Input.TextArea rows={3} maxLength={2000} />
        </Form.Item>
        <Space wrap align="start" size="middle">
          <Form.Item name="measured" label={words.measured}>
            <InputNumber min={-30} max={50} step={0.1} precision={1} />
          </Form.Item>
          <Form.Item name="atHome" label={words.atHome}>
            <Input maxLength={100} />
          </Form.Item>
          <Form.Item name="name" label={words.name}>
            <Input maxLength={40} autoComplete="off" />
          </Form.Item>
          <Form.Item name="phone" label={words.phone} extra={words.phoneHint}>
            <Input maxLength={20} inputMode="tel" autoComplete="off" />
          </Form.Item>
        </Space>
        <Form.Item name="reachBy" label={words.reach}>
          <Radio.Group options={reaches.map((value) => ({ value, label: words.reaches[value] }))} />
        </Form.Item>
        <Form.Item name="channel" label={words.channel}>
          <Radio.Group options={(['hotline', 'desk'] as const).map((value) => ({ value, label: channels[value] }))} />
        </Form.Item>
        {error !== null && <ErrorNote error={error} />}
        <Space>
          <Button type="primary" htmlType="submit" loading={busy} aria-keyshortcuts="Control+Enter">
            {words.send}
          </Button>
          <Button onClick={onCancel}>{words.cancel}</Button>
        </Space>
      </Form>
    </div>
  )
}
