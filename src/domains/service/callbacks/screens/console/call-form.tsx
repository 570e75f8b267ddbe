/** What the person on the line says, or that nobody answered. */
import { Button, Form, Input, Radio, Space } from 'antd'
import { verdicts } from '#domains/matters/contract.ts'
import { ErrorNote } from '#ui/console/notes.tsx'
import { useAction } from '#ui/use-endpoint.ts'
import { useWords } from '#ui/words.ts'
import { type CallbackRow, recordCallback, satisfactions } from '../../contract.ts'
import { callbackWords } from '../../words.ts'

export type Outcome = 'reopened' | 'settled' | 'noted'

interface Fields {
  readonly verdict: (typeof verdicts)[number]
  readonly reason?: string
  readonly satisfaction?: (typeof satisfactions)[number]
}

export function CallForm({ row, onDone }: { row: CallbackRow; onDone: (outcome: Outcome) => void }) {
  const words = useWords(callbackWords)
  const [form] = Form.useForm<Fields>()
  const verdict = Form.useWatch('verdict', form)
  const { run, busy, error } = useAction(recordCallback, ['/service/callbacks'])
  const { matterId, seen } = row
  const asksReason = verdict === 'partly' || verdict === 'not_solved'
  const save = async (said: Fields) => {
    const done = await run({ matterId, seen, said: { reached: true, ...said } })
    if (done.ok) onDone(done.reply.reopened ? 'reopened' : 'settled')
  }
  const miss = async () => {
    const done = await run({ matterId, seen, said: { reached: false } })
    if (done.ok) onDone('noted')
  }
  return (
    <Form<Fields>
      form={form}
      layout="vertical"
      requiredMark={false}
      scrollToFirstError={{ focus: true }}
      onFinish={(said) => void save(said)}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) form.submit()
      }}
    >
      <Form.Item name="verdict" label={words.ask} rules={[{ required: true, message: words.verdictMissing }]}>
        <Radio.Group options={verdicts.map((value) => ({ value, label: words.verdicts[value] }))} />
      </Form.Item>
      {asksReason && (
        <Form.Item
          name="reason"
          label={words.reason}
          rules={[{ required: true, min: 2, whitespace: true, message: words.reasonMissing }]}
        >
          <Input.TextArea rows={3} maxLength={2000} autoFocus />
        </Form.Item>
      )}
      <Form.Item name="satisfaction" label={words.satisfaction}>
        <Radio.Group options={satisfactions.map((value) => ({ value, label: words.satisfactions[value] }))} />
      </Form.Item>
      {error !== null && <ErrorNote error={error} />}
      <Space>
        <Button type="primary" htmlType="submit" loading={busy} aria-keyshortcuts="Control+Enter">
          {words.save}
        </Button>
        <Button onClick={() => void miss()} disabled={busy}>
          {words.notReached}
        </Button>
      </Space>
    </Form>
  )
}
