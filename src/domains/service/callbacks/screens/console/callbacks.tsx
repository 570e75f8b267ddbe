/** Who is to be called: the longest waiting first, each with the answer he was given and whom to call. */
import { Alert, App, Button, Drawer, Table, Typography } from 'antd'
import { useRef, useState } from 'react'
import { EmptyNote, ErrorNote, LoadingNote } from '#ui/console/notes.tsx'
import { PageHead } from '#ui/console/page-head.tsx'
import { useRowKeys } from '#ui/console/row-keys.ts'
import { KeyLayer } from '#ui/console/use-keys.tsx'
import { consoleWords } from '#ui/console/words.ts'
import { useFormat } from '#ui/format.ts'
import { useEndpoint } from '#ui/use-endpoint.ts'
import { useWords } from '#ui/words.ts'
import { RequestFacts } from '../../../requests/screens/console/piece.tsx'
import { requestWords } from '../../../requests/words.ts'
import { type CallbackRow, listCallbacks } from '../../contract.ts'
import { callbackWords } from '../../words.ts'
import { CallForm, type Outcome } from './call-form.tsx'
import '../../../screens/console/households.css'

export function Callbacks() {
  const words = useWords(callbackWords)
  const { data, error, loading, reload } = useEndpoint(listCallbacks, {})
  const [open, setOpen] = useState<CallbackRow | null>(null)
  const page = useRef<HTMLDivElement>(null)
  const { message } = App.useApp()
  const done = (outcome: Outcome) => {
    setOpen(null)
    message.success(words[outcome])
    page.current?.querySelector<HTMLElement>('[data-row]')?.focus()
  }
  return (
    <div ref={page} className="page">
      <PageHead title={words.title} />
      {data !== undefined && <p className="quiet">{words.lead(data.afterHours)}</p>}
      {error !== null && <ErrorNote error={error} onRetry={reload} />}
      {data === undefined && loading && <LoadingNote rows={6} />}
      {data?.rows.length === 0 && (
        <EmptyNote title={words.none}>
          <p className="quiet">{words.noneMore}</p>
        </EmptyNote>
      )}
      {data !== undefined && data.rows.length > 0 && <Waiting rows={data.rows} onOpen={setOpen} />}
      {data !== undefined && data.unreached > 0 && (
        <p className="quiet">{words.unreached(data.unreached, data.triesAtMost)}</p>
      )}
      <CallDrawer row={open} onClose={() => setOpen(null)} onDone={done} />
    </div>
  )
}

function Waiting({ rows, onOpen }: { rows: readonly CallbackRow[]; onOpen: (row: CallbackRow) => void }) {
  const words = useWords(callbackWords)
  const { troubles } = useWords(requestWords)
  const format = useFormat()
  const list = useRowKeys<HTMLElement>(words.list)
  return (
    <section ref={list} aria-label={words.list}>
      <Table<CallbackRow>
        size="small"
        rowKey="matterId"
        pagination={false}
        showHeader={false}
        dataSource={[...rows]}
        onRow={(row) => ({ onClick: () => onOpen(row) })}
        columns={[
          {
            key: 'address',
            render: (_, row) => (
              <Button
                type="link"
                data-row={row.matterId}
                className="household-open"
                onClick={(event) => {
                  event.stopPropagation()
                  onOpen(row)
                }}
              >
                {troubles[row.trouble]} · {row.address}
              </Button>
            ),
          },
          { key: 'number', width: 160, render: (_, row) => row.number },
          { key: 'answered', render: (_, row) => words.answered(format.moment(row.answeredAt), row.unit) },
          { key: 'tries', width: 160, render: (_, row) => (row.tries === 0 ? null : words.tries(row.tries)) },
        ]}
      />
    </section>
  )
}

interface CallDrawerProps {
  readonly row: CallbackRow | null
  readonly onClose: () => void
  readonly onDone: (outcome: Outcome) => void
}

function CallDrawer({ row, onClose, onDone }: CallDrawerProps) {
  const words = useWords(callbackWords)
  const shared = useWords(consoleWords)
  const format = useFormat()
  return (
    <Drawer
      open={row !== null}
      title={row === null ? '' : words.open(row.number)}
      size={560}
      onClose={onClose}
      destroyOnHidden
      closable={{ 'aria-label': shared.close }}
    >
      <KeyLayer>
        {row !== null && (
          <>
            <RequestFacts matterId={row.matterId} />
            <Alert
              className="call-answer"
              type="info"
              title={words.answered(format.moment(row.answeredAt), row.unit)}
              description={<Typography.Paragraph>{row.answer}</Typography.Paragraph>}
            />
            <CallForm key={row.matterId} row={row} onDone={onDone} />
          </>
        )}
      </KeyLayer>
    </Drawer>
  )
}
