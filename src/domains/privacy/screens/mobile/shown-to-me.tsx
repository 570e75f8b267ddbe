/** Who has seen my phone: in which role, from which unit, when and why. */
import { useState } from 'react'
import { orgWords } from '#domains/org/words.ts'
import { useFormat } from '#ui/format.ts'
import { Button } from '#ui/mobile/button.tsx'
import { Card } from '#ui/mobile/card.tsx'
import { Empty } from '#ui/mobile/notes.tsx'
import { Page } from '#ui/mobile/page.tsx'
import { Shown } from '#ui/mobile/shown.tsx'
import { useEndpoint } from '#ui/use-endpoint.ts'
import { useWords } from '#ui/words.ts'
import { listShownToMe, type ShownView } from '../../contract.ts'
import { words as privacyWords } from './words.ts'

export function ShownToMe() {
  const words = useWords(privacyWords)
  return (
    <Page title={words.shownTitle} back="/me/data">
      <p className="soft">{words.shownIntro}</p>
      <Rows />
    </Page>
  )
}

/** One page of the list, and below it the next once it is asked for. */
function Rows({ after }: { after?: string }) {
  const words = useWords(privacyWords)
  const loaded = useEndpoint(listShownToMe, after === undefined ? {} : { after })
  const [more, setMore] = useState(false)
  return (
    <Shown loaded={loaded}>
      {({ rows, next }) => (
        <>
          {rows.length === 0 && (
            <Empty title={words.shownNone}>
              <p>{words.shownNoneMore}</p>
            </Empty>
          )}
          {rows.map((row) => (
            <Seen key={row.id} row={row} />
          ))}
          {next !== null && !more && <Button onClick={() => setMore(true)}>{words.more}</Button>}
          {next !== null && more && <Rows after={next} />}
        </>
      )}
    </Shown>
  )
}

export function Seen({ row }: { row: ShownView }) {
  const words = useWords(privacyWords)
  const { roles } = useWords(orgWords)
  const format = useFormat()
  const who = row.roles.map((role) => roles[role]).join('、') || words.colleague
  return (
    <Card>
      <h2>
        {row.unitName} · {who}
      </h2>
      <p>{row.reason}</p>
      <p className="soft">{format.moment(row.at)}</p>
    </Card>
  )
}
