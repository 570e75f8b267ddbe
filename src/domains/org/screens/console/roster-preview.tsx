/** The preview of a roster file: one tab for each kind of change and for what is wrong, 200 lines at a time. */
import { Button, Table, type TableColumnsType, Tabs, Tag } from 'antd'
import { useState } from 'react'
import { call } from '#ui/call.ts'
import { ErrorNote, LoadingNote } from '#ui/console/notes.tsx'
import { useEndpoint } from '#ui/use-endpoint.ts'
import { useWords } from '#ui/words.ts'
import {
  listRosterLines,
  type RosterImportView,
  type RosterLine,
  type RosterPart,
  rosterParts,
} from '../../roster/contract.ts'
import { usePages } from './use-pages.ts'
import { orgConsoleWords } from './words.ts'

export function RosterPreview({ roster }: { roster: RosterImportView }) {
  const words = useWords(orgConsoleWords).roster
  const { counts } = roster
  const parts = rosterParts.filter((part) => counts[part] > 0)
  const [part, setPart] = useState<RosterPart | undefined>(parts[0])
  return (
    <>
      <p>
        {counts.unchanged > 0 && <Tag>{words.counts.unchanged(counts.unchanged)}</Tag>}
        {counts.rolesGranted > 0 && <Tag>{words.counts.rolesGranted(counts.rolesGranted)}</Tag>}
        {counts.rolesRevoked > 0 && <Tag>{words.counts.rolesRevoked(counts.rolesRevoked)}</Tag>}
      </p>
      {part !== undefined && (
        <Tabs
          activeKey={part}
          onChange={(key) => setPart(parts.find((one) => one === key))}
          destroyOnHidden
          items={parts.map((one) => ({
            key: one,
            label: `${words.parts[one]} ${counts[one]}`,
            children: <Lines key={one} importId={roster.id} part={one} />,
          }))}
        />
      )}
    </>
  )
}

/** A line never changes place, and may say the same as another. */
type Keyed = RosterLine & { readonly key: number }

function Lines({ importId, part }: { importId: string; part: RosterPart }) {
  const words = useWords(orgConsoleWords).roster
  const first = useEndpoint(listRosterLines, { id: importId, part })
  const { rows, error, loading, reload, hasMore, loadMore, loadingMore } = usePages(first, (after) =>
    call(listRosterLines, { id: importId, part, after }),
  )
  const problems = part === 'errors' || part === 'warnings'
  return (
    <>
      {error !== null && <ErrorNote error={error} onRetry={reload} />}
      {rows === undefined && loading && <LoadingNote rows={6} />}
      {rows !== undefined && (
        <Table<Keyed>
          size="small"
          rowKey="key"
          pagination={false}
          scroll={{ x: 'max-content', y: 480 }}
          dataSource={rows.map((line, key) => ({ ...line, key }))}
          columns={problems ? problemColumns(words) : changeColumns(words, part)}
        />
      )}
      {hasMore && (
        <Button onClick={loadMore} loading={loadingMore}>
          {words.more}
        </Button>
      )}
    </>
  )
}

type Words = ReturnType<typeof useWords<typeof orgConsoleWords.zh>>['roster']

function problemColumns(words: Words): TableColumnsType<Keyed> {
  return [
    {
      title: words.columns.place,
      render: (_, line) => words.place(line.sheet, line.line, line.column) || words.whole,
    },
    { title: words.columns.problem, dataIndex: 'problem' },
  ]
}

function changeColumns(words: Words, part: RosterPart): TableColumnsType<Keyed> {
  const { columns } = words
  const ofUnits = part === 'units'
  const line: TableColumnsType<Keyed> =
    ofUnits || part === 'absent' ? [] : [{ title: columns.line, dataIndex: 'line', width: 80 }]
  return [
    ...line,
    { title: ofUnits ? columns.code : columns.number, dataIndex: 'number' },
    { title: ofUnits ? columns.unitName : columns.name, dataIndex: 'name' },
    {
      title: columns.changes,
      render: (_, { fields }) => (
        <ul className="roster-changes">
          {fields.map(({ field, before, after }) => (
            <li key={field}>
              <span className="quiet">{words.fields[field]}</span> {told(words, before, after)}
            </li>
          ))}
        </ul>
      ),
    },
  ]
}

function told(words: Words, before: string | null, after: string | null): string {
  if (before === null || before === after) return after ?? words.none
  return after === null ? words.removed(before) : words.change(before, after)
}
