/** Questions and objections with the clock that binds the sender: late is marked as it is for anybody. */

import { listWords } from '#domains/matters/lists/words.ts'
import { StateTag } from '#domains/matters/screens/mobile/rows.tsx'
import { useFormat } from '#ui/format.ts'
import { Card } from '#ui/mobile/card.tsx'
import { List, ListRow, Tag } from '#ui/mobile/list.tsx'
import { useWords } from '#ui/words.ts'
import type { ObjectionRow } from '../../contract.ts'
import { directiveWords } from '../../view/words.ts'

export function Objections({ rows }: { rows: readonly ObjectionRow[] }) {
  const words = useWords(directiveWords)
  if (rows.length === 0) return null
  const named = rows.filter(({ matterId }) => matterId !== null)
  const others = rows.filter(({ matterId }) => matterId === null)
  return (
    <div className="directive-objections">
      <h3>{words.objections}</h3>
      <p className="soft">{words.objectionsHint}</p>
      {named.length > 0 && (
        <List label={words.objections}>
          {named.map((row) => (
            <ListRow
              key={row.matterId}
              href={`/matters/${row.matterId}`}
              title={`${row.unit?.name ?? ''}：${words.abouts[row.about]}`}
              tag={<StateTag state={row.state} />}
            >
              <AnswerBy row={row} />
            </ListRow>
          ))}
        </List>
      )}
      {others.map((row) => (
        <Card key={`${row.raisedAt}${row.about}${row.dueAt}`}>
          <p>
            {words.otherUnit}：{words.abouts[row.about]} <StateTag state={row.state} />
          </p>
          <p className="soft">
            <AnswerBy row={row} />
          </p>
        </Card>
      ))}
    </div>
  )
}

function AnswerBy({ row }: { row: ObjectionRow }) {
  const words = useWords(directiveWords)
  const lists = useWords(listWords)
  const format = useFormat()
  if (row.dueAt === null)
    return row.state === 'answered' ? words.waitsForUnit : row.decision && words.decided[row.decision]
  return (
    <>
      {row.late && <Tag tone="late">{lists.late}</Tag>}
      {words.answerBy(row.owner?.name ?? '', format.by(row.dueAt))}
    </>
  )
}
