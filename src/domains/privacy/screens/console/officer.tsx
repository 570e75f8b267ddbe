/** The officer's page: what is asked, and anybody's record by name or staff number. */
import { Button, Select, Table, Tag } from 'antd'
import { useEffect, useState } from 'react'
import { Link } from 'wouter'
import { listWords } from '#domains/matters/lists/words.ts'
import { Imprinted } from '#domains/org/me/screens/console/imprinted.tsx'
import { call } from '#ui/call.ts'
import { EmptyNote, ErrorNote, LoadingNote } from '#ui/console/notes.tsx'
import { PageHead } from '#ui/console/page-head.tsx'
import { useFormat } from '#ui/format.ts'
import { useEndpoint } from '#ui/use-endpoint.ts'
import { useWords } from '#ui/words.ts'
import { findPeople, listRequests, type OfficerRequestView, type PersonFoundView } from '../../contract.ts'
import { PersonDrawer } from './person-drawer.tsx'
import { privacyConsoleWords } from './words.ts'
import './privacy.css'

export function Officer() {
  const words = useWords(privacyConsoleWords)
  const [shown, setShown] = useState<string | null>(null)
  return (
    <div className="page">
      <PageHead title={words.title}>
        <PersonFinder onChoose={setShown} />
      </PageHead>
      <p className="quiet">{words.intro}</p>
      <h2 className="privacy-heading">{words.requests}</h2>
      <Imprinted>
        <Requests onOpen={setShown} />
      </Imprinted>
      <PersonDrawer id={shown} onClose={() => setShown(null)} />
    </div>
  )
}

/** One page of requests, and below it the next once it is asked for. */
function Requests({ after, onOpen }: { after?: string; onOpen: (personId: string) => void }) {
  const words = useWords(privacyConsoleWords)
  const { states } = useWords(listWords)
  const format = useFormat()
  const [more, setMore] = useState(false)
  const { data, error, reload } = useEndpoint(listRequests, after === undefined ? {} : { after })
  if (data === undefined) {
    return error === null ? <LoadingNote rows={6} /> : <ErrorNote error={error} onRetry={reload} />
  }
  if (data.rows.length === 0) {
    return (
      <EmptyNote title={words.none}>
        <p className="quiet">{words.noneMore}</p>
      </EmptyNote>
    )
  }
  const { columns } = words
  return (
    <>
      <Table<OfficerRequestView>
        size="small"
        rowKey="id"
        pagination={false}
        dataSource={data.rows}
        columns={[
          {
            key: 'number',
            title: columns.number,
            render: (_, { matter }) => <Link href={`/matters/${matter.id}`}>{matter.number}</Link>,
          },
          {
            key: 'person',
            title: columns.person,
            render: (_, { person }) => (
              <Button type="link" className="person-link" onClick={() => onOpen(person.id)}>
                {person.name} {person.staffNo}
              </Button>
            ),
          },
          {
            key: 'what',
            title: columns.what,
            render: (_, { what, byDesk }) => (
              <>
                {words.what[what]} {byDesk && <Tag>{words.byDesk}</Tag>}
              </>
            ),
          },
          { key: 'words', title: columns.words, render: (_, row) => row.words ?? words.gone },
          { key: 'state', title: columns.state, render: (_, { matter }) => states[matter.state] },
          {
            key: 'due',
            title: columns.due,
            render: (_, { matter }) => (matter.dueAt === null ? '' : format.by(matter.dueAt)),
          },
        ]}
      />
      {data.next !== null && !more && <Button onClick={() => setMore(true)}>{words.more}</Button>}
      {data.next !== null && more && <Requests after={data.next} onOpen={onOpen} />}
    </>
  )
}

const PAUSE_MS = 250

/** Anybody below the officer's unit, former people included. */
function PersonFinder({ onChoose }: { onChoose: (id: string) => void }) {
  const words = useWords(privacyConsoleWords)
  const format = useFormat()
  const [query, setQuery] = useState('')
  const [rows, setRows] = useState<readonly PersonFoundView[]>([])
  useEffect(() => {
    const q = query.trim()
    const over = new AbortController()
    if (q === '') setRows([])
    const timer = setTimeout(() => {
      if (q === '') return
      call(findPeople, { q }, { signal: over.signal }).then(
        (found) => setRows(found.rows),
        () => over.signal.aborted || setRows([]),
      )
    }, PAUSE_MS)
    return () => {
      clearTimeout(timer)
      over.abort()
    }
  }, [query])
  return (
    <Select<string>
      className="person-finder"
      aria-label={words.find}
      placeholder={words.find}
      value={null as unknown as string}
      showSearch={{ filterOption: false, onSearch: setQuery, searchValue: query }}
      notFoundContent={query.trim() === '' ? null : words.nobody}
      onSelect={(id) => {
        setQuery('')
        onChoose(id)
      }}
      options={rows.map((person) => ({ value: person.id, label: person.name, person }))}
      optionRender={({ data: { person } }) => (
        <span>
          {person.name}{' '}
          <span className="quiet">
            {person.staffNo} · {person.unitName}
            {person.leftOn !== null && ` · ${words.left(format.day(person.leftOn))}`}
          </span>
        </span>
      )}
    />
  )
}
