/** The tree of units as a dense table, in the order of the unit codes; nothing in it is sorted by a figure. */
import { Button, Table, type TableColumnsType } from 'antd'
import { StackedBar } from '#ui/stacked-bar.tsx'
import { useWords } from '#ui/words.ts'
import type { Figure, LedgerUnit } from '../../contract.ts'
import { ledgerWords } from '../../words.ts'

interface UnitTableProps {
  readonly units: readonly LedgerUnit[]
  readonly onOpen: (unitId: string, figure: Figure) => void
}

type Node = LedgerUnit & { readonly children?: Node[] }

export function UnitTable({ units, onOpen }: UnitTableProps) {
  const words = useWords(ledgerWords)
  const tops = units.filter(({ parentId }) => parentId === null)
  const number = (unit: LedgerUnit, figure: Figure, n: number) =>
    n === 0 ? (
      <span className="quiet ledger-number">0</span>
    ) : (
      <Button
        type="link"
        size="small"
        className="ledger-number"
        data-figure={`${unit.id}.${figure}`}
        aria-label={words.openList(unit.name, words.figures[figure], n)}
        onClick={() => onOpen(unit.id, figure)}
      >
        {n}
      </Button>
    )
  const column = (figure: Exclude<Figure, 'late_open' | 'came_back'>) => ({
    key: figure,
    title: words.figures[figure],
    width: 88,
    align: 'right' as const,
    render: (_: unknown, unit: Node) => number(unit, figure, unit.counts[figure]),
  })
  const columns: TableColumnsType<Node> = [
    {
      key: 'unit',
      title: words.unit,
      className: 'ledger-nowrap',
      render: (_, { name, closed }) => (closed ? `${name}（${words.closed}）` : name),
    },
    { key: 'bar', title: words.kept, width: 220, render: (_, { counts }) => <Bar counts={counts} /> },
    column('made'),
    column('kept'),
    column('open'),
    column('late'),
    {
      key: 'late_open',
      title: words.figures.late_open,
      width: 96,
      align: 'right',
      render: (_, unit) => number(unit, 'late_open', unit.counts.lateOpen),
    },
    column('reopened'),
    {
      key: 'came_back',
      title: words.figures.came_back,
      width: 96,
      align: 'right',
      render: (_, unit) => number(unit, 'came_back', unit.counts.cameBack),
    },
  ]
  return (
    <section aria-label={words.units}>
      <Table<Node>
        size="small"
        rowKey="id"
        pagination={false}
        sticky
        scroll={{ x: 1100 }}
        columns={columns}
        dataSource={treeOf(units)}
        expandable={{ defaultExpandedRowKeys: tops.map(({ id }) => id) }}
      />
    </section>
  )
}

function Bar({ counts: { made, kept, late, open } }: { counts: LedgerUnit['counts'] }) {
  const words = useWords(ledgerWords)
  if (made === 0) return <span className="quiet">{words.nothing}</span>
  return (
    <StackedBar
      label={words.bar(kept, late, open)}
      parts={[
        { tone: 'good', n: kept },
        { tone: 'late', n: late },
        { tone: 'rest', n: open },
      ]}
    />
  )
}

/** The units below their parents, in the order in which they came. */
function treeOf(units: readonly LedgerUnit[], parentId: string | null = null): Node[] {
  return units
    .filter((unit) => unit.parentId === parentId)
    .map((unit) => {
      const children = treeOf(units, unit.id)
      return children.length === 0 ? unit : { ...unit, children }
    })
}
