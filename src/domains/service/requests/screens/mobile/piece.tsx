/** On the page of a matter: which home it is about, what it hangs on, and who can be called, for a reason. */
import { useId, useState } from 'react'
import type { MatterView } from '#domains/matters/contract.ts'
import type { OutputOf } from '#platform/endpoint.ts'
import { Button } from '#ui/mobile/button.tsx'
import { Card, Facts, Section } from '#ui/mobile/card.tsx'
import { Dialog } from '#ui/mobile/dialog.tsx'
import { Field } from '#ui/mobile/field.tsx'
import { Form } from '#ui/mobile/form.tsx'
import { ErrorNote } from '#ui/mobile/notes.tsx'
import { Shown } from '#ui/mobile/shown.tsx'
import { useAction, useEndpoint } from '#ui/use-endpoint.ts'
import { useWords } from '#ui/words.ts'
import { getRequest, type RequestView, showRequestContact } from '../../contract.ts'
import { pieceWords } from '../../piece-words.ts'
import { requestWords } from '../../words.ts'

type Contact = OutputOf<typeof showRequestContact>

export function HeatPiece({ matter }: { matter: MatterView }) {
  const words = useWords(pieceWords)
  const loaded = useEndpoint(getRequest, { matterId: matter.id })
  return (
    <Section title={words.title}>
      <Shown loaded={loaded} rows={4}>
        {(request) => <Request matterId={matter.id} request={request} />}
      </Shown>
    </Section>
  )
}

function Request({ matterId, request }: { matterId: string; request: RequestView }) {
  const words = useWords(pieceWords)
  const { troubles, channels } = useWords(requestWords)
  const [asking, setAsking] = useState(false)
  const [contact, setContact] = useState<Contact | null>(null)
  const { reporter, phone } = contact ?? request
  const { measured, network } = request
  const shown = (value: string | number | null) => (value === null ? null : String(value))
  return (
    <Card>
      <Facts
        rows={[
          { name: words.trouble, value: troubles[request.trouble] },
          { name: words.address, value: request.address },
          { name: words.customerNo, value: request.customerNo },
          { name: words.floor, value: shown(request.floor) },
          { name: words.network, value: network.length === 0 ? null : network.map(({ name }) => name).join(' · ') },
          { name: words.measured, value: measured === null ? null : words.degrees(String(measured)) },
          { name: words.atHome, value: request.atHome },
          { name: words.reporter, value: reporter },
          {
            name: words.phone,
            value:
              contact?.phone != null ? <a href={`tel:${contact.phone}`}>{contact.phone}</a> : (phone ?? words.unknown),
          },
          { name: words.channel, value: channels[request.channel] },
        ]}
      />
      {request.may.includes('show_contact') && contact === null && (
        <Button onClick={() => setAsking(true)}>{words.show}</Button>
      )}
      <Dialog open={asking} title={words.show} onClose={() => setAsking(false)}>
        <Reason
          matterId={matterId}
          onShown={(found) => {
            setContact(found)
            setAsking(false)
          }}
        />
      </Dialog>
    </Card>
  )
}

function Reason({ matterId, onShown }: { matterId: string; onShown: (contact: Contact) => void }) {
  const words = useWords(pieceWords)
  const form = useId()
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const { run, busy, error } = useAction(showRequestContact)
  const short = reason.trim().length < 4
  const show = async () => {
    setTried(true)
    if (short) return
    const done = await run({ matterId, reason: reason.trim() })
    if (done.ok) onShown(done.reply)
  }
  return (
    <Form id={form} onSubmit={show}>
      <Field
        label={words.reason}
        hint={words.reasonHint}
        value={reason}
        onValue={setReason}
        maxLength={200}
        error={tried && short ? words.reasonMissing : undefined}
      />
      {error !== null && <ErrorNote error={error} />}
      <Button kind="primary" type="submit" busy={busy}>
        {words.confirm}
      </Button>
    </Form>
  )
}
