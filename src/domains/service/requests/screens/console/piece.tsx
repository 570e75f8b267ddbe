/** On the page of a matter: which home it is about, what it hangs on, and who can be called, for a reason. */
import { Button, Descriptions, Form, Input } from 'antd'
import { useState } from 'react'
import type { MatterView } from '#domains/matters/contract.ts'
import { Heading } from '#domains/matters/screens/console/heading.tsx'
import type { OutputOf } from '#platform/endpoint.ts'
import { ErrorNote, LoadingNote } from '#ui/console/notes.tsx'
import { useAction, useEndpoint } from '#ui/use-endpoint.ts'
import { useWords } from '#ui/words.ts'
import { getRequest, type RequestView, showRequestContact } from '../../contract.ts'
import { pieceWords } from '../../piece-words.ts'
import { requestWords } from '../../words.ts'
import './request.css'

type Contact = OutputOf<typeof showRequestContact>

export function HeatPiece({ matter, level }: { matter: MatterView; level: 1 | 2 }) {
  const words = useWords(pieceWords)
  return (
    <section aria-labelledby="matter-request">
      <Heading level={level + 1} id="matter-request">
        {words.title}
      </Heading>
      <RequestFacts matterId={matter.id} />
    </section>
  )
}

/** The facts of one request, and its contact for a reason. */
export function RequestFacts({ matterId }: { matterId: string }) {
  const { data, error, loading, reload } = useEndpoint(getRequest, { matterId })
  return (
    <>
      {error !== null && <ErrorNote error={error} onRetry={reload} />}
      {data === undefined && loading && <LoadingNote rows={4} />}
      {data !== undefined && <Request matterId={matterId} request={data} />}
    </>
  )
}

function Request({ matterId, request }: { matterId: string; request: RequestView }) {
  const words = useWords(pieceWords)
  const { troubles, channels } = useWords(requestWords)
  const [asking, setAsking] = useState(false)
  const [contact, setContact] = useState<Contact | null>(null)
  const { reporter, phone } = contact ?? request
  const { measured, network } = request
  const rows = [
    { key: 'trouble', label: words.trouble, children: troubles[request.trouble] },
    { key: 'address', label: words.address, children: request.address },
    { key: 'customerNo', label: words.customerNo, children: request.customerNo },
    { key: 'floor', label: words.floor, children: request.floor },
    { key: 'network', label: words.network, children: network.map(({ name }) => name).join(' · ') || null },
    { key: 'measured', label: words.measured, children: measured === null ? null : words.degrees(String(measured)) },
    { key: 'atHome', label: words.atHome, children: request.atHome },
    { key: 'reporter', label: words.reporter, children: reporter },
    { key: 'phone', label: words.phone, children: phone ?? words.unknown },
    { key: 'channel', label: words.channel, children: channels[request.channel] },
  ]
  return (
    <>
      <output aria-live="polite">
        <Descriptions column={2} size="small" items={rows.filter(({ children }) => children !== null)} />
      </output>
      {request.may.includes('show_contact') && contact === null && !asking && (
        <Button className="request-contact" onClick={() => setAsking(true)}>
          {words.show}
        </Button>
      )}
      {contact === null && asking && <Reason matterId={matterId} onShown={setContact} />}
    </>
  )
}

function Reason({ matterId, onShown }: { matterId: string; onShown: (contact: Contact) => void }) {
  const words = useWords(pieceWords)
  const { run, busy, error } = useAction(showRequestContact)
  const show = async ({ reason }: { reason: string }) => {
    const done = await run({ matterId, reason })
    if (done.ok) onShown(done.reply)
  }
  return (
    <Form<{ reason: string }> layout="vertical" requiredMark={false} onFinish={(values) => void show(values)}>
      <Form.Item
        name="reason"
        label={words.reason}
        extra={words.reasonHint}
        rules={[{ required: true, min: 4, whitespace: true, message: words.reasonMissing }]}
      >
        <Input maxLength={200} autoFocus />
      </Form.Item>
      {error !== null && <ErrorNote error={error} />}
      <Button type="primary" htmlType="submit" loading={busy}>
        {words.confirm}
      </Button>
    </Form>
  )
}
