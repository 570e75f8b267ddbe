/** Questions and objections with the clock that binds the sender: late is marked as it is for anybody. */
import { Table, type TableColumnsType } from 'antd'
import { dueIn } from '#domains/matters/screens/console/due.tsx'
import { MatterLink } from '#domains/matters/screens/console/matter-link.tsx'
import { StateTag } from '#domains/matters/screens/console/state-tag.tsx'
import { matterConsoleWords } from '#domains/matters/screens/console/words.ts'
import { useFormat } from '#ui/format.ts'
import { useWords } from '#ui/words.ts'
import type { ObjectionRow } from '../../contract.ts'
import { directiveWords } from '../../view/words.ts'
import { directiveConsoleWords } from './words.ts'

export function Objections({ rows }: { rows: readonly ObjectionRow[] }) {
  const words = useWords(directiveWords)
  const labels = useWords(directiveConsoleWords).page.objections
  if (rows.length === 0) return <p className="quiet">{words.noObjections}</p>
  const columns: TableColumnsType<ObjectionRow> = [
    { key: 'unit', title: labels.unit, width: 120, render: (_, row) => row.unit?.name ?? words.otherUnit },
    { key: 'about', title: labels.about, render: (_, row) => words.abouts[row.about] },
    {
      key: 'number',
      title: labels.number,
      width: 150,
      render: (_, row) => row.matterId !== null && <MatterLink id={row.matterId}>{row.number}</MatterLink>,
    },
    { key: 'state', title: labels.state, width: 110, render: (_, row) => <StateTag state={row.state} /> },
    { key: 'by', title: labels.by, width: 240, render: (_, row) => <AnswerBy row={row} /> },
    {
      key: 'decision',
      title: labels.decision,
      width: 110,
      render: (_, row) => (row.decision === null ? '' : words.decided[row.decision]),
    },
  ]
  return (
    <Table<ObjectionRow>
      size="small"
      rowKey={keyOf}
      columns={columns}
      dataSource={[...rows]}
      pagination={false}
      scroll={{ x: 700 }}
    />
  )
}

/** The same beside a matter, where there is less room. */
export function ObjectionList({ rows }: { rows: readonly ObjectionRow[] }) {
  const words = useWords(directiveWords)
  if (rows.length === 0) return <p className="quiet">{words.noObjections}</p>
  return (
    <ul className="plain-list">
      {rows.map((row) => (
        <li key={keyOf(row)} className="row-line">
          <span>{row.unit?.name ?? words.otherUnit}</span>
          <span>{words.abouts[row.about]}</span>
          {row.matterId !== null && (
            <span>
              <MatterLink id={row.matterId}>{row.number}</MatterLink>
            </span>
          )}
          <StateTag state={row.state} />
          <AnswerBy row={row} />
          {row.decision !== null && <span>{words.decided[row.decision]}</span>}
        </li>
      ))}
    </ul>
  )
}

const keyOf = (row: ObjectionRow): string => row.matterId ?? `${row.raisedAt}${row.about}${row.dueAt}`

/** By when the sender answers, in the words and tones in which everybody's deadlines are told. */
function AnswerBy({ row }: { row: ObjectionRow }) {
  const words = useWords(directiveWords)
  const clock = useWords(matterConsoleWords).clock
  const format = useFormat()
  if (row.dueAt === null) return row.state === 'answered' ? words.waitsForUnit : ''
  const { text, tone } = dueIn(row.dueAt, clock, format)
  return (
    <span className={`due-cell due-${row.late ? 'late' : tone}`}>
      <span>{format.day(row.dueAt)}</span> {tone !== 'plain' && <span>{text}</span>}
      {row.owner !== null && <small className="quiet"> {row.owner.name}</small>}
    </span>
  )
}
