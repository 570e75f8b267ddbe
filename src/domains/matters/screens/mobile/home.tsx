/** The phone's first page: say something, what needs me now, and what became of what I said. */
import { type ReactNode, useState } from 'react'
import type { OutputOf } from '#platform/endpoint.ts'
import { Button, ButtonLink } from '#ui/mobile/button.tsx'
import { Section } from '#ui/mobile/card.tsx'
import { List } from '#ui/mobile/list.tsx'
import { Empty, ErrorNote } from '#ui/mobile/notes.tsx'
import { Page } from '#ui/mobile/page.tsx'
import { Shown } from '#ui/mobile/shown.tsx'
import { type Loaded, useEndpoint } from '#ui/use-endpoint.ts'
import { useWords } from '#ui/words.ts'
import { listInbox } from '../../inbox/contract.ts'
import { countOf } from '../../inbox/count.ts'
import { listMine } from '../../lists/contract.ts'
import { listWords } from '../../lists/words.ts'
import { MineRow, NeededRow } from './rows.tsx'

interface HomeProps {
  /** Whom to greet; empty while it is not known. */
  name: string
  /** What waits on this phone to be sent. */
  waiting: ReactNode
  aside: ReactNode
  tabs: ReactNode
}

export function Home({ name, waiting, aside, tabs }: HomeProps) {
  const words = useWords(listWords)
  const [all, setAll] = useState(false)
  const first = useEndpoint(listInbox, {})
  const whole = useEndpoint(listInbox, all ? { all: 'true' } : null)
  const inbox = whole.data === undefined ? first : whole
  const mine = useEndpoint(listMine, {})
  const nothing = inbox.data === undefined && mine.data === undefined
  const reload = () => {
    inbox.reload()
    mine.reload()
  }
  return (
    <Page title={words.greeting(new Date().getHours(), name)} aside={aside} tabs={tabs}>
      {waiting}
      <ButtonLink kind="primary" href="/suggest">
        {words.suggest}
      </ButtonLink>
      {nothing && inbox.error !== null ? (
        <ErrorNote error={inbox.error} onRetry={reload} />
      ) : (
        <>
          <Section title={words.inbox}>
            <Shown loaded={inbox} rows={1}>
              {({ rows, counts }) =>
                rows.length === 0 ? (
                  <p className="soft">{words.inboxEmpty}</p>
                ) : (
                  <>
                    <List>
                      {rows.map((row) => (
                        <NeededRow key={row.id} row={row} />
                      ))}
                    </List>
                    {countOf({ counts }) > rows.length && (
                      <Button onClick={() => setAll(true)}>{words.allOf(countOf({ counts }))}</Button>
                    )}
                  </>
                )
              }
            </Shown>
          </Section>
          <Section title={words.mine}>
            <MinePage loaded={mine} />
          </Section>
        </>
      )}
    </Page>
  )
}

type Mine = Loaded<OutputOf<typeof listMine>>

function MinePage({ loaded }: { loaded: Mine }) {
  const words = useWords(listWords)
  return (
    <Shown loaded={loaded}>
      {({ rows, next }) =>
        rows.length === 0 ? (
          <Empty title={words.mineEmpty}>
            <p>{words.mineEmptyMore}</p>
          </Empty>
        ) : (
          <>
            <List>
              {rows.map((row) => (
                <MineRow key={row.id} row={row} />
              ))}
            </List>
            {next !== null && <Earlier after={next} />}
          </>
        )
      }
    </Shown>
  )
}

/** The pages after the first, each asked for by hand. */
function Earlier({ after }: { after: string }) {
  const words = useWords(listWords)
  const [open, setOpen] = useState(false)
  const loaded = useEndpoint(listMine, open ? { after } : null)
  return open ? <MinePage loaded={loaded} /> : <Button onClick={() => setOpen(true)}>{words.more}</Button>
}
