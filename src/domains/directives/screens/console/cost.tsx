/** What a directive costs: the minutes in all, and for each unit what it was asked this month already. Facts, in tree order. */
import { Table, type TableColumnsType } from 'antd'
import { useFormat } from '#ui/format.ts'
import { useWords } from '#ui/words.ts'
import type { DirectiveCheck, UnitAsked } from '../../contract.ts'
import { directiveConsoleWords } from './words.ts'

export function Cost({ check }: { check: DirectiveCheck | null }) {
  const { form } = useWords(directiveConsoleWords)
  const format = useFormat()
  const units = check?.units ?? []
  const columns: TableColumnsType<UnitAsked> = [
    { key: 'unit', title: form.columns.unit, render: (_, { unit }) => unit.name },
    {
      key: 'desk',
      title: form.columns.desk,
      width: 110,
      render: (_, { desk }) => desk?.name ?? <span className="due-late">{form.noDesk}</span>,
    },
    {
      title: form.month,
      children: [
        {
          key: 'us',
          title: form.columns.us,
          width: 92,
          align: 'right',
          render: (_, row) => format.number(row.askedByUs),
        },
        {
          key: 'others',
          title: form.columns.others,
          width: 104,
          align: 'right',
          render: (_, row) => format.number(row.askedByOthers),
        },
      ],
    },
  ]
  return (
    <section className="directive-cost" aria-labelledby="directive-cost">
      <h2 id="directive-cost" className="section-title">
        {form.cost}
      </h2>
      {units.length === 0 ? (
        <p className="quiet">{form.noUnits}</p>
      ) : (
        <>
          <p className="directive-total" role="status">
            <strong>{form.total(check?.totalMinutes ?? 0, format.number((check?.totalMinutes ?? 0) / 60, 1))}</strong>{' '}
            {form.unitsCount(units.length)}
          </p>
          {check?.sender != null && <p className="quiet">{form.sentAs(check.sender.name)}</p>}
          <Table<UnitAsked>
            size="small"
            rowKey={({ unit }) => unit.id}
            columns={columns}
            dataSource={[...units]}
            pagination={false}
            scroll={{ y: 420 }}
          />
        </>
      )}
    </section>
  )
}
