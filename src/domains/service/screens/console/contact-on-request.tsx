/** Name and phone are shown only to whoever may see them and says why; they are gone again with the drawer. */
import { Button, Descriptions, Form, Input } from 'antd'
import { useState } from 'react'
import type { OutputOf } from '#platform/endpoint.ts'
import { ErrorNote } from '#ui/console/notes.tsx'
import { useAction } from '#ui/use-endpoint.ts'
import { useWords } from '#ui/words.ts'
import { type HouseholdView, showHouseholdContact } from '../../contract.ts'
import { householdWords } from './words.ts'

export function ContactOnRequest({ household }: { household: HouseholdView }) {
  const words = useWords(householdWords)
  const [asking, setAsking] = useState(false)
  const [contact, setContact] = useState<OutputOf<typeof showHouseholdContact> | null>(null)
  const { holder, phone } = contact ?? household
  return (
    <>
      <output aria-live="polite">
        <Descriptions
          column={1}
          size="small"
          items={[
            { key: 'holder', label: words.columns.holder, children: holder ?? words.unknown },
            { key: 'phone', label: words.columns.phone, children: phone ?? words.unknown },
          ]}
        />
      </output>
      {household.may.includes('show_contact') && contact === null && !asking && (
        <Button onClick={() => setAsking(true)}>{words.showContact}</Button>
      )}
      {contact === null && asking && <ReasonForm id={household.id} onShown={setContact} />}
    </>
  )
}

interface ReasonFormProps {
  readonly id: string
  readonly onShown: (contact: OutputOf<typeof showHouseholdContact>) => void
}

function ReasonForm({ id, onShown }: ReasonFormProps) {
  const words = useWords(householdWords)
  const { run, busy, error } = useAction(showHouseholdContact)
  const show = async ({ reason }: { reason: string }) => {
    const outcome = await run({ id, reason })
    if (outcome.ok) onShown(outcome.reply)
  }
  return (
    <Form<{ reason: string }> layout="vertical" requiredMark={false} onFinish={(values) => void show(values)}>
      <Form.Item
        name="reason"
        label={words.reason}
        extra={words.reasonHint}
        rules={[{ required: true, min: 4, whitespace: true, message: words.reason }]}
      >
        <Input maxLength={200} autoFocus />
      </Form.Item>
      {error !== null && <ErrorNote error={error} />}
      <Button type="primary" htmlType="submit" loading={busy}>
        {words.show}
      </Button>
    </Form>
  )
}
