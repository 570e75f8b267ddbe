/** What one has in hand after reporting: the code, who has it, and by when. */
import { useFormat } from '#ui/format.ts'
import { ButtonLink } from '#ui/mobile/button.tsx'
import { Card, Facts } from '#ui/mobile/card.tsx'
import { Page } from '#ui/mobile/page.tsx'
import { useWords } from '#ui/words.ts'
import type { RequestReceipt } from '../../contract.ts'
import { shownCode } from '../../receipt-code.ts'
import { heatWords } from './words.ts'
import './heat.css'

export function Receipt({ code, receipt }: { code: string; receipt: RequestReceipt }) {
  const words = useWords(heatWords).receipt
  const format = useFormat()
  return (
    <Page
      title={words.title}
      back="/heat"
      actions={
        <ButtonLink kind="primary" href={`/heat/follow#${code}`}>
          {words.look}
        </ButtonLink>
      }
    >
      <Card tone="accent">
        <p>{words.code}</p>
        <p className="receipt-code">{shownCode(code)}</p>
        <p className="soft">{words.keep}</p>
      </Card>
      <Facts
        rows={[
          { name: words.number, value: receipt.number },
          { name: words.receivedBy, value: receipt.receivedBy },
          { name: words.answerBy, value: format.by(receipt.answerBy) },
        ]}
      />
      <p>{words.next}</p>
    </Page>
  )
}
