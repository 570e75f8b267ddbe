/** My week: what I raised and where it stands, what waits for me, and what was settled. Made when it is opened. */

import type { ReactNode } from 'react'
import type { MatterName } from '#domains/matters/news/contract.ts'
import { NeededRow, StateTag } from '#domains/matters/screens/mobile/rows.tsx'
import { Section } from '#ui/mobile/card.tsx'
import { List, ListRow } from '#ui/mobile/list.tsx'
import { Page } from '#ui/mobile/page.tsx'
import { Shown } from '#ui/mobile/shown.tsx'
import { useEndpoint } from '#ui/use-endpoint.ts'
import { useWords } from '#ui/words.ts'
import { getDigest } from '../../contract.ts'
import { noticeWords } from '../../words.ts'

export function Week() {
  const words = useWords(noticeWords)
  const loaded = useEndpoint(getDigest, {})
  return (
    <Page title={words.digestTitle} back="/notices">
      <Shown loaded={loaded} rows={6}>
        {({ waiting, raised, settled }) => (
          <>
            <Part title={words.waiting} rows={waiting.map((row) => <NeededRow key={row.id} row={row} />)} />
            <Part title={words.raised} rows={raised.map(own)} />
            <Part title={words.settled} rows={settled.map(own)} />
          </>
        )}
      </Shown>
    </Page>
  )
}

function Part({ title, rows }: { title: string; rows: readonly ReactNode[] }) {
  const words = useWords(noticeWords)
  return (
    <Section title={title}>{rows.length === 0 ? <p className="soft">{words.nothing}</p> : <List>{rows}</List>}</Section>
  )
}

const own = ({ id, number, title, state }: MatterName) => (
  <ListRow key={id} href={`/matters/${id}`} title={title} tag={<StateTag state={state} />}>
    {number}
  </ListRow>
)
