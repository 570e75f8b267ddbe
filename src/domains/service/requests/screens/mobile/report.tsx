/** Reporting on one page: a photo first, where, and as much more as one wants to say. */
import { useId, useState } from 'react'
import { Redirect, useSearch } from 'wouter'
import { asCallError, type CallError } from '#ui/call.ts'
import { keep, useDraft } from '#ui/drafts.ts'
import { newKey } from '#ui/key.ts'
import { Button } from '#ui/mobile/button.tsx'
import { Field, TextArea } from '#ui/mobile/field.tsx'
import { Form } from '#ui/mobile/form.tsx'
import { ErrorNote } from '#ui/mobile/notes.tsx'
import { Page } from '#ui/mobile/page.tsx'
import { PicturesField } from '#ui/mobile/pictures-field.tsx'
import { useWords } from '#ui/words.ts'
import { type RequestReceipt, type Trouble, troubles } from '../../contract.ts'
import { newReceiptCode } from '../../receipt-code.ts'
import { requestWords } from '../../words.ts'
import { keepReceipt } from './kept.ts'
import { PlaceField } from './place-field.tsx'
import { Receipt } from './receipt.tsx'
import { degreesOf, isAboutWarmth, newReport, type Report, sendReport } from './report-draft.ts'
import { heatWords } from './words.ts'

/** A report that went out, and what has come back for it. */
interface Sent {
  readonly code: string
  readonly reply: RequestReceipt
}

export function ReportPage() {
  const wanted = new URLSearchParams(useSearch()).get('trouble')
  const trouble = troubles.find((one) => one === wanted)
  const [sent, setSent] = useState<Sent | null>(null)
  if (trouble === undefined) return <Redirect to="/heat" replace />
  if (sent !== null) return <Receipt code={sent.code} receipt={sent.reply} />
  return <Writing key={trouble} trouble={trouble} onSent={setSent} />
}

function Writing({ trouble, onSent }: { trouble: Trouble; onSent: (sent: Sent) => void }) {
  const all = useWords(heatWords)
  const words = all.report
  const title = useWords(requestWords).troubles[trouble]
  const form = useId()
  const [start] = useState(() => newReport(trouble))
  const name = `heat:${trouble}`
  const draft = useDraft<Report>(name, start)
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<CallError | null>(null)
  const { value, change, done } = draft
  const set = (part: Partial<Report>) => change({ ...value, ...part })
  const odd = Number.isNaN(degreesOf(value.measured))

  const send = async () => {
    setTried(true)
    if (value.home === null || odd || busy) return
    setBusy(true)
    setError(null)
    await keep(name, value).catch(() => undefined) // with its request number, before anything can be lost on the way
    try {
      const reply = await sendReport(value)
      const { address, flat } = value.home
      keepReceipt({
        code: value.receipt,
        number: reply.number,
        title: `${title} · ${address}${flat}`,
        at: new Date().toISOString(),
      })
      done()
      onSent({ code: value.receipt, reply })
    } catch (thrown) {
      const refused = asCallError(thrown)
      setError(refused)
      // the server has said no to this one; what is sent next is another
      if (!refused.uncertain) set({ key: newKey(), receipt: newReceiptCode() })
    } finally {
      setBusy(false)
    }
  }

  return (
    <Page
      title={title}
      back="/heat"
      actions={
        <>
          {error !== null && <ErrorNote error={error} />}
          <Button kind="primary" type="submit" form={form} busy={busy}>
            {words.send}
          </Button>
        </>
      }
    >
      {draft.ready && (
        <Form id={form} onSubmit={send}>
          {draft.restored && <p className="soft">{words.restored}</p>}
          {trouble === 'leak' && <p className="soft">{all.urgent}</p>}
          <PicturesField label={words.photos} pictures={value.photos} onPictures={(photos) => set({ photos })} />
          <PlaceField
            home={value.home}
            onHome={(home) => set({ home })}
            error={tried && value.home === null ? words.placeMissing : undefined}
          />
          {isAboutWarmth(trouble) && (
            <Field
              label={words.measured}
              hint={words.measuredHint}
              optional={true}
              value={value.measured}
              onValue={(measured) => set({ measured })}
              inputMode="decimal"
              maxLength={8}
              error={tried && odd ? words.measuredWrong : undefined}
            />
          )}
          <TextArea
            label={words.text}
            hint={words.textHint}
            optional={true}
            value={value.text}
            onValue={(text) => set({ text })}
            maxLength={2000}
          />
          <Field
            label={words.atHome}
            hint={words.atHomeHint}
            optional={true}
            value={value.atHome}
            onValue={(atHome) => set({ atHome })}
            maxLength={100}
          />
          <Field
            label={words.phone}
            hint={words.phoneHint}
            optional={true}
            value={value.phone}
            onValue={(phone) => set({ phone })}
            inputMode="tel"
            autoComplete="tel"
            maxLength={20}
          />
          <Field
            label={words.name}
            optional={true}
            value={value.name}
            onValue={(name) => set({ name })}
            autoComplete="name"
            maxLength={40}
          />
        </Form>
      )}
    </Page>
  )
}
