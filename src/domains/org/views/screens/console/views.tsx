/** The saved views above a list: each one click or one key away; the filter of now can be kept, all of them managed. */
import { EllipsisOutlined, SaveOutlined } from '@ant-design/icons'
import { Button, Tag } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { ErrorNote } from '#ui/console/notes.tsx'
import { KeyHint, useKeys } from '#ui/console/use-keys.tsx'
import { useEndpoint } from '#ui/use-endpoint.ts'
import { useWords } from '#ui/words.ts'
import { listViews, type SavedView, type ViewList } from '../../contract.ts'
import { viewWords } from '../../words.ts'
import { ManageViews } from './manage-views.tsx'
import { SaveView } from './save-view.tsx'
import './views.css'

interface ViewsProps {
  readonly list: ViewList
  /** The filter of now, as it stands in the address; '' where nothing is filtered. */
  readonly query: string
  readonly onOpen: (query: string) => void
}

/** As many have a key. */
const withKeys = 9

export function Views({ list, query, onOpen }: ViewsProps) {
  const words = useWords(viewWords)
  const { data, error, reload } = useEndpoint(listViews, { list })
  const [managing, setManaging] = useState(false)
  const [saving, setSaving] = useState(false)
  const views = data?.views ?? []
  useOpening(views, query, onOpen)
  useKeys(
    words.keys,
    views.slice(0, withKeys).map((view, i) => ({
      press: String(i + 1),
      does: words.open(view.name),
      run: () => onOpen(view.query),
    })),
  )
  const known = views.some((view) => view.query === query)
  return (
    <nav className="views" aria-label={words.saved}>
      {error !== null && !error.uncertain && <ErrorNote error={error} onRetry={reload} />}
      {views.length > 0 && (
        <ul className="view-list">
          {views.map((view, i) => (
            <li key={view.id}>
              <Button
                size="small"
                {...(view.query === query ? { className: 'view-now', 'aria-current': 'true' } : {})}
                {...(i < withKeys ? { 'aria-keyshortcuts': String(i + 1) } : {})}
                onClick={() => onOpen(view.query)}
              >
                {view.name}
                {view.unit !== null && <Tag>{words.sharedWith(view.unit.name)}</Tag>}
                {i < withKeys && <KeyHint press={String(i + 1)} />}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {query !== '' && !known && (
        <Button size="small" type="text" icon={<SaveOutlined aria-hidden="true" />} onClick={() => setSaving(true)}>
          {words.save}
        </Button>
      )}
      {views.length > 0 && (
        <Button
          size="small"
          type="text"
          icon={<EllipsisOutlined aria-hidden="true" />}
          onClick={() => setManaging(true)}
        >
          {words.title}
        </Button>
      )}
      <SaveView list={list} query={query} open={saving} onClose={() => setSaving(false)} />
      <ManageViews
        list={list}
        views={views}
        mayShareWith={data?.mayShareWith ?? []}
        query={query}
        open={managing}
        onClose={() => setManaging(false)}
      />
    </nav>
  )
}

/** Whoever comes to the list without a filter finds it as he chose; what he clears then stays cleared. */
function useOpening(views: readonly SavedView[], query: string, onOpen: (query: string) => void): void {
  const done = useRef(query !== '')
  const opening = views.find((view) => view.opens)?.query
  useEffect(() => {
    if (query !== '') done.current = true
    if (done.current || opening === undefined) return
    done.current = true
    onOpen(opening)
  }, [opening, query, onOpen])
}
