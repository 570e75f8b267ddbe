/** The matters behind a figure of the ledger, on the phone; each leads to its history from voice to verdict. */
import { useState } from 'react'
import { useSearch } from 'wouter'
import type { InputOf } from '#platform/endpoint.ts'
import { useFormat } from '#ui/format.ts'
import { Button } from '#ui/mobile/button.tsx'
import { List, ListRow, Tag } from '#ui/mobile/list.tsx'
import { Empty } from '#ui/mobile/notes.tsx'
import { Page } from '#ui/mobile/page.tsx'
import { Shown } from '#ui/mobile/shown.tsx'
import { useEndpoint } from '#ui/use-endpoint.ts'
import { useWords } from '#ui/words.ts'
import { addressOf, choiceOf, spanAsked } from '../../address.ts'
import { type LedgerRow, listLedgerMatters } from '../../contract.ts'
import { ledgerWords } from '../../words.ts'

type Asked = InputOf<typeof listLedgerMatters>

export function LedgerMatters() {
  const words = useWords(ledgerWords)
  const choice = choiceOf(useSearch())
  const span = spanAsked(choice)
  const { unitId, figure } = choice
  return (
    <Page
      title={figure === null ? words.matters : words.figures[figure]}
      back={addressOf('/ledger', { ...choice, figure: null })}
    >
      {span === null || unitId === null || figure === null ? (
        <Empty title={words.noMatters} />
      ) : (
        <Rows asked={{ ...span, unitId, figure }} first />
      )}
    </Page>
  )
}

/** One page; those after the first are asked for by hand. */
function Rows({ asked, first = false }: { asked: Asked; first?: boolean }) {
  const words = useWords(ledgerWords)
  const loaded = useEndpoint(listLedgerMatters, asked)
  return (
    <Shown loaded={loaded}>
      {({ unit, total, rows, hidden, next }) => (
        <>
          {first && <p className="soft">{`${unit.name} · ${words.total(total)}`}</p>}
          {total === 0 && <Empty title={words.noMatters} />}
          {rows.length > 0 && (
            <List label={words.matters}>
              {rows.map((row) => (
                <Row key={row.id} row={row} />
              ))}
            </List>
          )}
          {hidden > 0 && <p className="soft">{words.hidden(hidden)}</p>}
          {next !== null && <Further asked={{ ...asked, after: next }} />}
        </>
      )}
    </Shown>
  )
}

function Further({ asked }: { asked: Asked }) {
  const words = useWords(ledgerWords)
  const [open, setOpen] = useState(false)
  return open ? <Rows asked={asked} /> : <Button onClick={() => setOpen(true)}>{words.more}</Button>
}

const toneOf = { kept: 'good', open: 'neutral', late: 'late', late_open: 'late', dropped: 'neutral' } as const

function Row({ row }: { row: LedgerRow }) {
  const words = useWords(ledgerWords)
  const format = useFormat()
  const due = format.day(row.dueAt)
  return (
    <ListRow
      href={`/matters/${row.matterId}`}
      title={row.title}
      tag={<Tag tone={toneOf[row.outcome]}>{words.outcomes[row.outcome]}</Tag>}
    >
      {row.reopened && <Tag tone="wait">{words.figures.reopened}</Tag>}{' '}
      {row.what === 'answer' ? words.answerBy(due) : words.doneBy(due)}
      {row.cameBackAs.map(({ id, number }) => (
        <span key={id}>{` · ${words.again(number)}`}</span>
      ))}
    </ListRow>
  )
}
