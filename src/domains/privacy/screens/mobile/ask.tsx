/** Asking for a correction, an erasure or an explanation. */
import { useState } from 'react'
import type { OutputOf } from '#platform/endpoint.ts'
import { useFormat } from '#ui/format.ts'
import { Button, ButtonLink } from '#ui/mobile/button.tsx'
import { Card, Facts } from '#ui/mobile/card.tsx'
import { Choice } from '#ui/mobile/choice.tsx'
import { TextArea } from '#ui/mobile/field.tsx'
import { Form } from '#ui/mobile/form.tsx'
import { ErrorNote } from '#ui/mobile/notes.tsx'
import { Page } from '#ui/mobile/page.tsx'
import { Select } from '#ui/mobile/select.tsx'
import { useAction, useEndpoint } from '#ui/use-endpoint.ts'
import { useLanguage, useWords } from '#ui/words.ts'
import { askAboutMine, getHeld, type What, Whats } from '../../contract.ts'
import { words as privacyWords } from './words.ts'

const least = 4

export function Ask() {
  const [receipt, setReceipt] = useState<OutputOf<typeof askAboutMine> | null>(null)
  return receipt === null ? <Asking onSent={setReceipt} /> : <Receipt receipt={receipt} />
}

function Asking({ onSent }: { onSent: (receipt: OutputOf<typeof askAboutMine>) => void }) {
  const words = useWords(privacyWords)
  const language = useLanguage()
  const categories = useEndpoint(getHeld, {}).data?.categories ?? []
  const action = useAction(askAboutMine, ['/privacy', '/matters-mine'])
  const [what, setWhat] = useState<What | null>(null)
  const [about, setAbout] = useState('staff')
  const [said, setSaid] = useState('')
  const [tried, setTried] = useState(false)

  const send = async () => {
    setTried(true)
    if (what === null || [...said.trim()].length < least) return
    const done = await action.run({ what, about, words: said })
    if (done.ok) onSent(done.reply)
  }

  return (
    <Page
      title={words.askTitle}
      back="/me/data"
      actions={
        <Button kind="primary" type="submit" form="ask" busy={action.busy}>
          {words.send}
        </Button>
      }
    >
      <Form id="ask" onSubmit={send}>
        <Choice<What>
          label={words.askWhat}
          value={what}
          onValue={setWhat}
          options={Whats.map((value) => ({ value, label: words.what[value], hint: words.askWhatHints[value] }))}
          error={tried && what === null ? words.missingWhat : undefined}
        />
        <Select
          label={words.askAbout}
          value={categories.length === 0 ? '' : about}
          placeholder={words.askAboutPlaceholder}
          onValue={setAbout}
          options={categories.map(({ key, title }) => ({ value: key, label: title[language] }))}
        />
        <TextArea
          label={words.askWords}
          hint={words.askWordsHint}
          value={said}
          onValue={setSaid}
          maxLength={1000}
          error={tried && [...said.trim()].length < least ? words.missingWords : undefined}
        />
        {action.error !== null && <ErrorNote error={action.error} />}
      </Form>
    </Page>
  )
}

function Receipt({ receipt }: { receipt: OutputOf<typeof askAboutMine> }) {
  const words = useWords(privacyWords)
  const format = useFormat()
  return (
    <Page title={words.sent} back="/me/data">
      <Card tone="accent">
        <Facts
          rows={[
            { name: words.number, value: receipt.number },
            { name: words.receivedBy, value: receipt.receivedBy },
            { name: words.answerBy, value: format.by(receipt.answerBy) },
          ]}
        />
      </Card>
      <ButtonLink href={`/matters/${receipt.matterId}`} kind="primary">
        {words.look}
      </ButtonLink>
      <ButtonLink href="/me/data">{words.back}</ButtonLink>
    </Page>
  )
}
