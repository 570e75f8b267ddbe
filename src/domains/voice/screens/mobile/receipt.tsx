/** What one has in hand after raising a suggestion: the number, who has it and by when, or that it waits for the line. */
import { adviceFor } from '#ui/advice.ts'
import type { CallError } from '#ui/call.ts'
import { useFormat } from '#ui/format.ts'
import { Button, ButtonLink } from '#ui/mobile/button.tsx'
import { Card, Facts } from '#ui/mobile/card.tsx'
import { Page } from '#ui/mobile/page.tsx'
import { uiWords } from '#ui/ui-words.ts'
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

/** `error`: why it could not go at once. */
export function Kept({ error }: { error: CallError }) {
  const all = useWords(voiceWords)
  const { signInAgain } = useWords(uiWords)
  const words = all.kept
  const advice = adviceFor(error)
  return (
    <Page
      title={words.title}
      back="/"
      actions={
        advice === 'signIn' ? (
          <Button kind="primary" onClick={() => location.assign('/')}>
            {signInAgain}
          </Button>
        ) : (
          <ButtonLink kind="primary" href="/">
            {all.receipt.home}
          </ButtonLink>
        )
      }
    >
      <Card>
        <p role="status">{words[advice === 'offline' || advice === 'signIn' ? advice : 'later']}</p>
        <p className="soft">{words.more}</p>
      </Card>
    </Page>
  )
}
