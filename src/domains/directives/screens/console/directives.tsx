/** Directives issued by the units one looks after, and those sent to them from above. */
import { Button, Segmented, Table, type TableColumnsType, Tag } from 'antd'
import { Link, useLocation, useSearch } from 'wouter'
import { EmptyNote, ErrorNote, LoadingNote } from '#ui/console/notes.tsx'
import { PageHead } from '#ui/console/page-head.tsx'
import { useRowKeys } from '#ui/console/row-keys.ts'
import { usePages } from '#ui/console/use-pages.ts'
import { useFormat } from '#ui/format.ts'
import { useWords } from '#ui/words.ts'
import { type DirectiveRow, listDirectives } from '../../contract.ts'
import { directiveWords } from '../../view/words.ts'
import { directiveConsoleWords } from './words.ts'
import './directives.css'

export function Directives() {
  const { nav, list } = useWords(directiveConsoleWords)
  const [, navigate] = useLocation()
  const way = new URLSearchParams(useSearch()).get('way') === 'received' ? 'received' : 'issued'
  const pages = usePages<DirectiveRow, typeof listDirectives>(listDirectives, { way })
  const toNew = (
    <Link href="/directives/new" asChild>
      <Button type="primary">{list.new}</Button>
    </Link>
  )
  return (
    <div className="page">
      <PageHead title={nav}>{toNew}</PageHead>
      <Segmented
        aria-label={list.way}
        className="directive-way"
        value={way}
        options={(['issued', 'received'] as const).map((value) => ({ value, label: list[value] }))}
        onChange={(value) => navigate(`/directives?way=${value}`, { replace: true })}
      />
      {pages.error !== null && <ErrorNote error={pages.error} onRetry={pages.reload} />}
      {pages.first === undefined && pages.loading && <LoadingNote rows={8} />}
      {pages.first !== undefined && pages.rows.length === 0 && (
        <EmptyNote title={way === 'issued' ? list.emptyIssued : list.emptyReceived}>
          {way === 'issued' && <p className="quiet">{list.emptyIssuedMore}</p>}
        </EmptyNote>
      )}
      {pages.rows.length > 0 && <Rows rows={pages.rows} more={pages.more} />}
      {pages.hasMore && (
        <p className="table-foot">
          <Button loading={pages.loadingMore} onClick={pages.more}>
            {list.more}
          </Button>
        </p>
      )}
    </div>
  )
}

function Rows({ rows, more }: { rows: readonly DirectiveRow[]; more: () => void }) {
  const { list, nav } = useWords(directiveConsoleWords)
  const words = useWords(directiveWords)
  const format = useFormat()
  const [, navigate] = useLocation()
  const keys = useRowKeys<HTMLDivElement>(nav, more)
  const late = (n: number) => n > 0 && <span className="due-late">{list.late(n)}</span>
  const columns: TableColumnsType<DirectiveRow> = [
    {
      key: 'title',
      title: list.columns.title,
      render: (_, row) => (
        <>
          <Link
            href={`/directives/${row.id}`}
            data-row={row.id}
            className="table-link"
            onClick={(event) => event.stopPropagation()}
          >
            {row.title}
          </Link>{' '}
          {row.recalled && (
            <Tag variant="filled" className="tone-quiet">
              {list.recalled}
            </Tag>
          )}
        </>
      ),
    },
    { key: 'sender', title: list.columns.sender, width: 180, ellipsis: true, render: (_, row) => row.sender.name },
    { key: 'issued', title: list.columns.issued, width: 130, render: (_, row) => format.day(row.issuedAt) },
    { key: 'due', title: list.columns.due, width: 130, render: (_, row) => format.day(row.dueOn) },
    { key: 'cost', title: list.columns.cost, width: 120, render: (_, row) => words.minutesOf(row.minutes) },
    {
      key: 'units',
      title: list.columns.units,
      width: 190,
      render: (_, row) => (
        <span className="row-line">
          <span>{list.progress(row.settled, row.units)}</span>
          {late(row.late)}
        </span>
      ),
    },
    {
      key: 'objections',
      title: list.columns.objections,
      width: 170,
      render: (_, row) =>
        row.openObjections === 0 ? null : (
          <span className="row-line">
            <span>{list.open(row.openObjections)}</span>
            {late(row.lateObjections)}
          </span>
        ),
    },
  ]
  return (
    <div ref={keys}>
      <Table<DirectiveRow>
        size="small"
        rowKey="id"
        columns={columns}
        dataSource={[...rows]}
        pagination={false}
        sticky
        scroll={{ x: 1000 }}
        rowClassName="table-row"
        onRow={(row) => ({ onClick: () => navigate(`/directives/${row.id}`) })}
      />
    </div>
  )
}
