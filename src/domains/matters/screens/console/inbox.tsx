/** What needs me now: the list by reason at the left, the matter I work on at the right. */
import { Button } from 'antd'
import { useState } from 'react'
import { Link, useLocation, useParams } from 'wouter'
import { getMe } from '#domains/org/me/contract.ts'
import { ExportButton } from '#ui/console/export-button.tsx'
import { EmptyNote, ErrorNote, LoadingNote } from '#ui/console/notes.tsx'
import { PageHead } from '#ui/console/page-head.tsx'
import { KeyHint } from '#ui/console/use-keys.tsx'
import { useEndpoint } from '#ui/use-endpoint.ts'
import { useWords } from '#ui/words.ts'
import { listHandover } from '../../handover/contract.ts'
import { Handover } from '../../handover/screens/console/handover.tsx'
import { exportInbox, listInbox } from '../../inbox/contract.ts'
import { countOf } from '../../inbox/count.ts'
import { boardRoles } from '../../lists/contract.ts'
import { listWords } from '../../lists/words.ts'
import { InboxList } from './inbox-list.tsx'
import { MatterPane } from './matter.tsx'
import { matterConsoleWords } from './words.ts'
import './matters.css'

export function Inbox() {
  const { id } = useParams<{ id?: string }>()
  const words = useWords(matterConsoleWords).inbox
  const lists = useWords(listWords)
  const { data: first, error, loading, reload } = useEndpoint(listInbox, {})
  const [all, setAll] = useState(false)
  const data = useEndpoint(listInbox, all ? { all: 'true' } : null).data ?? first
  const [, navigate] = useLocation()
  const me = useEndpoint(getMe, {}).data
  const hasBoard = me?.roles.some(({ role }) => boardRoles.includes(role)) === true
  const leads = me?.roles.some(({ role }) => role === 'leader' || role === 'secretary') === true
  const handover = useEndpoint(listHandover, leads ? {} : null).data?.people ?? []
  const rows = data?.rows ?? []
  const total = countOf(data)

  const back = () => {
    navigate('/inbox')
    document.querySelector<HTMLElement>(`[data-row="${id}"]`)?.focus()
  }

  return (
    <div className={id === undefined ? 'split' : 'split split-open'}>
      <section className="split-list" aria-label={words.title}>
        <PageHead title={words.title}>
          {data !== undefined && (rows.length > 0 || handover.length === 0) && (
            <span className="quiet">{words.count(total)}</span>
          )}
          {rows.length > 0 && <ExportButton endpoint={exportInbox} input={{}} />}
        </PageHead>
        {error !== null && <ErrorNote error={error} onRetry={reload} />}
        {leads && <Handover people={handover} />}
        {data === undefined && loading && <LoadingNote rows={8} />}
        {data !== undefined && rows.length > 0 && <InboxList inbox={data} current={id} />}
        {total > rows.length && (
          <p className="inbox-more">
            <Button block onClick={() => setAll(true)}>
              {lists.allOf(total)}
            </Button>
          </p>
        )}
        {data !== undefined && rows.length + handover.length === 0 && (
          <EmptyNote title={words.empty}>
            <p className="quiet">{words.emptyMore}</p>
            {hasBoard && (
              <Link href="/board" asChild>
                <Button>{words.toBoard}</Button>
              </Link>
            )}
          </EmptyNote>
        )}
      </section>
      <section className="split-pane" aria-label={useWords(matterConsoleWords).keys.matter}>
        {id === undefined && rows.length > 0 && (
          <div className="pane-empty">
            <p>{words.choose}</p>
            <p className="quiet">
              <KeyHint press="j" /> <KeyHint press="k" /> {words.move} <KeyHint press="Enter" /> {words.open}
            </p>
          </div>
        )}
        {id !== undefined && (
          <MatterPane key={id} id={id} back={{ href: '/inbox', label: words.back, go: back }} level={2} />
        )}
      </section>
    </div>
  )
}
