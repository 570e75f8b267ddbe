/** What one has in hand after raising a suggestion: the number, who has it and by when, or that it waits for the line. */
import { useFormat } from '#ui/format.ts'
import { Button, ButtonLink } from '#ui/mobile/button.tsx'
import { Card, Facts } from '#ui/mobile/card.tsx'
import { Page } from '#ui/mobile/page.tsx'
import { useWords } from '#ui/words.ts'
import type { SuggestionReceipt } from '../../contract.ts'
import { words as voiceWords } from '../../words.ts'

export function Receipt({ receipt, onAnother }: { receipt: SuggestionReceipt; onAnother: () => void }) {
  const words = useWords(voiceWords).receipt
  const format = useFormat()
  return (
    <Page
      title={words.title}
      back="/"
      actions={
        <>
          <ButtonLink kind="primary" href={`/matters/${receipt.matterId}`}>
            {words.look}
          </ButtonLink>
          <Button kind="quiet" onClick={onAnother}>
            {words.another}
          </Button>
        </>
      }
    >
      <Card tone="accent">
        <Facts
          rows={[
            { name: words.number, value: receipt.number },
            { name: words.receivedBy, value: receipt.receivedBy },
            { name: words.answerBy, value: format.by(receipt.answerBy) },
          ]}
        />
      </Card>
      <p>{words.next}</p>
    </Page>
  )
}

export function Kept() {
  const words = useWords(voiceWords)
  return (
    <Page
      title={words.kept.title}
      back="/"
      actions={
        <ButtonLink kind="primary" href="/">
          {words.receipt.home}
        </ButtonLink>
      }
    >
      <Card>
        <p role="status">{words.kept.text}</p>
        <p className="soft">{words.kept.more}</p>
      </Card>
    </Page>
  )
}
