/** The households that were found, as a dense table; each address opens its household, j and k move through them. */
import { Button, Table } from 'antd'
import { useRowKeys } from '#ui/console/row-keys.ts'
import { useFormat } from '#ui/format.ts'
import { useWords } from '#ui/words.ts'
import type { HouseholdView } from '../../contract.ts'
import type { Found } from './use-households.ts'
import { householdWords } from './words.ts'

interface HouseholdTableProps {
  readonly found: Found
  readonly onOpen: (household: HouseholdView) => void
}

export function HouseholdTable({ found, onOpen }: HouseholdTableProps) {
  const words = useWords(householdWords)
  const format = useFormat()
  const { columns } = words
  const list = useRowKeys<HTMLElement>(words.list, found.more)
  const nodeOf = (row: HouseholdView) => row.network.find(({ kind }) => kind === 'exchange_station')?.name
  return (
    <section ref={list} aria-label={words.list}>
      <Table<HouseholdView>
        size="small"
        rowKey="id"
        pagination={false}
        sticky
        dataSource={[...found.rows]}
        rowClassName="household-row"
        onRow={(row) => ({ onClick: () => onOpen(row) })}
        columns={[
          { key: 'no', title: columns.customerNo, dataIndex: 'customerNo', width: 116, className: 'household-number' },
          {
            key: 'address',
            title: columns.address,
            render: (_, row) => (
              <Button
                type="link"
                data-row={row.id}
                className="household-open"
                aria-label={words.open(row.address)}
                onClick={(event) => {
                  event.stopPropagation()
                  onOpen(row)
                }}
              >
                {row.address}
              </Button>
            ),
          },
          { key: 'holder', title: columns.holder, width: 80, render: (_, row) => row.holder },
          {
            key: 'phone',
            title: columns.phone,
            width: 136,
            className: 'household-number',
            render: (_, row) => row.phone,
          },
          { key: 'station', title: columns.station, width: 128, dataIndex: 'station' },
          { key: 'exchange', title: columns.exchangeStation, width: 152, render: (_, row) => nodeOf(row) },
          {
            key: 'area',
            title: columns.area,
            width: 136,
            align: 'right',
            render: (_, row) => words.squareMetres(format.number(row.heatedArea, 2)),
          },
        ]}
      />
      <p className="household-foot">
        <span className="quiet">{words.shown(found.rows.length, found.next === null)}</span>
        {found.next !== null && (
          <Button loading={found.busy} onClick={found.more}>
            {words.more}
          </Button>
        )}
      </p>
    </section>
  )
}
