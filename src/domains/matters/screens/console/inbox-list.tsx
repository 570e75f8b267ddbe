/** The rows of the inbox by reason; the group with the most urgent row comes first. */
import { Badge, Tag } from 'antd'
import { Link } from 'wouter'
import type { OutputOf } from '#platform/endpoint.ts'
import { useRowKeys } from '#ui/console/row-keys.ts'
import { useWords } from '#ui/words.ts'
import type { InboxRow, listInbox } from '../../inbox/contract.ts'
import { listWords } from '../../lists/words.ts'
import { StepBy } from './due.tsx'
import { matterConsoleWords } from './words.ts'

interface InboxListProps {
  inbox: OutputOf<typeof listInbox>
  current: string | undefined
}

export function InboxList({ inbox: { rows, counts }, current }: InboxListProps) {
  const words = useWords(matterConsoleWords)
  const list = useRowKeys<HTMLDivElement>(words.keys.list)
  // the server gives the most urgent first, and a Map keeps the order in which its keys came
  const groups = new Map<InboxRow['why'], InboxRow[]>()
  for (const row of rows) groups.set(row.why, [...(groups.get(row.why) ?? []), row])
  return (
    <div ref={list} className="inbox-list">
      {[...groups].map(([why, some]) => (
        <section key={why} aria-labelledby={`group-${why}`}>
          <h2 id={`group-${why}`} className="group-head">
            {words.inbox.groups[why]}
            <Badge count={counts[why] ?? some.length} overflowCount={999} className="group-count" />
          </h2>
          <ul>
            {some.map((row) => (
              <li key={row.id}>
                <InboxItem row={row} current={row.id === current} />
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  )
}

function InboxItem({ row, current }: { row: InboxRow; current: boolean }) {
  const words = useWords(matterConsoleWords)
  const lists = useWords(listWords)
  return (
    <Link href={`/inbox/${row.id}`} className="inbox-row" data-row={row.id} aria-current={current ? 'true' : undefined}>
      <span className="row-title">{row.title}</span>
      <span className="row-line">
        <StepBy row={row} />
      </span>
      <span className="row-line quiet">
        <span>{row.number}</span>
        <span>{row.unit.name}</span>
        {row.standsInFor !== null && (
          <Tag variant="filled" className="tone-work">
            {lists.standsInFor(row.standsInFor)}
          </Tag>
        )}
        {row.level > 0 && (
          <Tag variant="filled" className="tone-wait">
            {words.level(row.level)}
          </Tag>
        )}
        {row.extensionAsked && (
          <Tag variant="filled" className="tone-wait">
            {lists.extensionAsked}
          </Tag>
        )}
        {row.joiners > 0 && <span>{lists.joiners(row.joiners)}</span>}
      </span>
    </Link>
  )
}
