/** The matters behind a figure, at the right edge; each leads to its history from voice to verdict and back here. */
import { Button, Drawer, Table } from 'antd'
import { MatterLink } from '#domains/matters/screens/console/matter-link.tsx'
import type { InputOf } from '#platform/endpoint.ts'
import { ExportButton } from '#ui/console/export-button.tsx'
import { EmptyNote, ErrorNote, LoadingNote } from '#ui/console/notes.tsx'
import { KeyLayer } from '#ui/console/use-keys.tsx'
import { usePages } from '#ui/console/use-pages.ts'
import { useFormat } from '#ui/format.ts'
import { useWords } from '#ui/words.ts'
import { type LedgerChoice, spanAsked } from '../../address.ts'
import { exportLedgerMatters, type LedgerRow, listLedgerMatters } from '../../contract.ts'
import { ledgerWords } from '../../words.ts'

interface MattersDrawerProps {
  readonly choice: LedgerChoice
  readonly onClose: () => void
  /** When it is gone from the screen. */
  readonly onGone: () => void
}

export function MattersDrawer({ choice, onClose, onGone }: MattersDrawerProps) {
  const words = useWords(ledgerWords)
  const { unitId, figure } = choice
  const span = spanAsked(choice)
  const open = unitId !== null && figure !== null && span !== null
  return (
    <Drawer
      open={open}
      title={figure === null ? words.matters : words.figures[figure]}
      size={820}
      onClose={onClose}
      destroyOnHidden
      closable={{ 'aria-label': words.close }}
      afterOpenChange={(now) => now || onGone()}
    >
      <KeyLayer>{open && <Matters asked={{ ...span, unitId, figure }} />}</KeyLayer>
    </Drawer>
  )
}

function Matters({ asked }: { asked: InputOf<typeof listLedgerMatters> }) {
  const words = useWords(ledgerWords)
  const format = useFormat()
  const pages = usePages<LedgerRow, typeof listLedgerMatters>(listLedgerMatters, asked)
  const { first, rows, hidden } = pages
  if (first === undefined) {
    return pages.error === null ? <LoadingNote rows={6} /> : <ErrorNote error={pages.error} onRetry={pages.reload} />
  }
  const { columns } = words
  return (
    <>
      <div className="ledger-total">
        <span className="quiet">{`${first.unit.name} · ${words.total(first.total)}`}</span>
        {rows.length > 0 && <ExportButton endpoint={exportLedgerMatters} input={asked} />}
      </div>
      {first.total === 0 && <EmptyNote title={words.noMatters} />}
      {rows.length > 0 && (
        <Table<LedgerRow>
          size="small"
          rowKey="id"
          pagination={false}
          dataSource={[...rows]}
          columns={[
            { key: 'number', title: columns.number, dataIndex: 'number', width: 132, className: 'ledger-nowrap' },
            {
              key: 'title',
              title: columns.title,
              render: (_, row) => <MatterLink id={row.matterId}>{row.title}</MatterLink>,
            },
            { key: 'unit', title: columns.unit, width: 104, render: (_, row) => row.unit.name },
            {
              key: 'due',
              title: columns.due,
              width: 212,
              render: (_, { what, dueAt }) =>
                what === 'answer' ? words.answerBy(format.day(dueAt)) : words.doneBy(format.day(dueAt)),
            },
            { key: 'outcome', title: columns.outcome, width: 148, render: (_, row) => <Outcome row={row} /> },
          ]}
        />
      )}
      {hidden > 0 && <p className="quiet ledger-hidden">{words.hidden(hidden)}</p>}
      {pages.hasMore && (
        <Button loading={pages.loadingMore} onClick={pages.more}>
          {words.more}
        </Button>
      )}
    </>
  )
}

function Outcome({ row }: { row: LedgerRow }) {
  const words = useWords(ledgerWords)
  return (
    <>
      <span className={`ledger-${row.outcome}`}>{words.outcomes[row.outcome]}</span>
      {row.reopened && <span className="ledger-again">{words.figures.reopened}</span>}
      {row.cameBackAs.map(({ id, number }) => (
        <span key={id} className="ledger-again">
          <MatterLink id={id}>{words.again(number)}</MatterLink>
        </span>
      ))}
    </>
  )
}
