/** The rows of the board as a dense table; each title opens its matter, j and k move through them. */
import { Button, Table, type TableColumnsType, Tag } from 'antd'
import { Link, useLocation } from 'wouter'
import { useRowKeys } from '#ui/console/row-keys.ts'
import type { Pages } from '#ui/console/use-pages.ts'
import { useWords } from '#ui/words.ts'
import type { MatterRow } from '../../contract.ts'
import type { listBoard } from '../../lists/contract.ts'
import { listWords } from '../../lists/words.ts'
import { DueCell } from './due.tsx'
import type { CameFrom } from './matter-link.tsx'
import { StateTag } from './state-tag.tsx'
import { matterConsoleWords } from './words.ts'

interface BoardTableProps {
  readonly pages: Pages<MatterRow, typeof listBoard>
  /** Where the board stands now; a matter leads back to it. */
  readonly address: string
}

export function BoardTable({ pages, address }: BoardTableProps) {
  const words = useWords(matterConsoleWords)
  const own = words.board
  const [, navigate] = useLocation()
  const list = useRowKeys<HTMLDivElement>(words.keys.list, pages.more)
  const state: CameFrom = { back: address }
  const columns: TableColumnsType<MatterRow> = [
    { key: 'number', title: own.columns.number, dataIndex: 'number', width: 136, className: 'numbers' },
    {
      key: 'title',
      title: own.columns.title,
      render: (_, row) => (
        <Link
          href={`/matters/${row.id}`}
          state={state}
          data-row={row.id}
          className="table-link"
          onClick={(event) => event.stopPropagation()}
        >
          {row.title}
        </Link>
      ),
    },
    { key: 'state', title: own.columns.state, width: 136, render: (_, row) => <Where row={row} /> },
    { key: 'unit', title: own.columns.unit, width: 132, ellipsis: true, render: (_, row) => row.unit.name },
    {
      key: 'owner',
      title: own.columns.owner,
      width: 84,
      render: (_, row) => row.owner?.name ?? (row.dueAt === null ? '' : <span className="quiet">{own.noOwner}</span>),
    },
    { key: 'due', title: own.columns.due, width: 150, render: (_, row) => <DueCell row={row} /> },
    {
      key: 'level',
      title: own.columns.level,
      width: 60,
      align: 'right',
      render: (_, row) => (row.level > 0 ? row.level : ''),
    },
    {
      key: 'joiners',
      title: own.columns.joiners,
      width: 72,
      align: 'right',
      render: (_, row) => (row.joiners > 0 ? row.joiners : ''),
    },
  ]
  return (
    <div ref={list}>
      <Table<MatterRow>
        size="small"
        rowKey="id"
        columns={columns}
        dataSource={[...pages.rows]}
        pagination={false}
        sticky
        scroll={{ x: 1000 }}
        rowClassName="table-row"
        onRow={(row) => ({ onClick: () => navigate(`/matters/${row.id}`, { state }) })}
      />
      <p className="table-foot">
        <span className="quiet">{own.shown(pages.rows.length, !pages.hasMore)}</span>
        {pages.hasMore && (
          <Button loading={pages.loadingMore} onClick={pages.more}>
            {own.more}
          </Button>
        )}
      </p>
    </div>
  )
}

/** Its state, and whether an earlier trouble has come back with it. */
function Where({ row }: { row: MatterRow }) {
  const words = useWords(listWords)
  return (
    <>
      <StateTag state={row.state} />
      {row.cameBack && (
        <Tag variant="filled" className="tone-wait">
          {words.cameBack}
        </Tag>
      )}
    </>
  )
}
