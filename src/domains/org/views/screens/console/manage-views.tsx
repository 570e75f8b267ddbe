/** All views of a list: which one it opens with, their names, with whom they are shared; what is deleted can be taken back. */
import { Button, Drawer, Input, Select, Space, Tag } from 'antd'
import { useState } from 'react'
import { ErrorNote } from '#ui/console/notes.tsx'
import { KeyLayer } from '#ui/console/use-keys.tsx'
import { consoleWords } from '#ui/console/words.ts'
import { useAction } from '#ui/use-endpoint.ts'
import { useWords } from '#ui/words.ts'
import { changeView, deleteView, openWithView, restoreView, type SavedView, type ViewList } from '../../contract.ts'
import { viewWords } from '../../words.ts'

interface ManageViewsProps {
  readonly list: ViewList
  readonly views: readonly SavedView[]
  readonly mayShareWith: readonly { readonly id: string; readonly name: string }[]
  readonly query: string
  readonly open: boolean
  readonly onClose: () => void
}

const changes = ['/views']

export function ManageViews({ list, views, mayShareWith, query, open, onClose }: ManageViewsProps) {
  const words = useWords(viewWords)
  const shared = useWords(consoleWords)
  const [gone, setGone] = useState<SavedView | null>(null)
  const restore = useAction(restoreView, changes)
  const undo = async (view: SavedView) => {
    const done = await restore.run({ id: view.id })
    if (done.ok) setGone(null)
  }
  return (
    <Drawer
      open={open}
      title={words.saved}
      size={560}
      onClose={onClose}
      destroyOnHidden
      closable={{ 'aria-label': shared.close }}
      afterOpenChange={(now) => now || setGone(null)}
    >
      <KeyLayer>
        <div role="status">
          {gone !== null && (
            <p className="view-gone">
              {words.removed(gone.name)}{' '}
              <Button size="small" loading={restore.busy} onClick={() => void undo(gone)}>
                {words.undo}
              </Button>
            </p>
          )}
        </div>
        {restore.error !== null && <ErrorNote error={restore.error} />}
        {views.length === 0 && <p className="quiet">{words.none}</p>}
        <ul className="view-cards">
          {views.map((view) => (
            <li key={view.id}>
              <View list={list} view={view} query={query} mayShareWith={mayShareWith} onGone={setGone} />
            </li>
          ))}
        </ul>
      </KeyLayer>
    </Drawer>
  )
}

interface ViewProps extends Pick<ManageViewsProps, 'list' | 'query' | 'mayShareWith'> {
  readonly view: SavedView
  readonly onGone: (view: SavedView) => void
}

function View({ list, view, query, mayShareWith, onGone }: ViewProps) {
  const words = useWords(viewWords)
  const [name, setName] = useState<string | null>(null)
  const change = useAction(changeView, changes)
  const opening = useAction(openWithView, changes)
  const remove = useAction(deleteView, changes)
  const error = change.error ?? opening.error ?? remove.error
  const rename = async () => {
    if (name === null || name.trim() === '') return
    const done = await change.run({ id: view.id, name })
    if (done.ok) setName(null)
  }
  const drop = async () => {
    const done = await remove.run({ id: view.id })
    if (done.ok) onGone(view)
  }
  const others = mayShareWith.filter(({ id }) => id !== view.unit?.id)
  return (
    <section aria-label={view.name}>
      {name === null ? (
        <p className="view-name">
          <strong>{view.name}</strong> {view.opens && <Tag>{words.opens}</Tag>}
          {view.unit !== null && <Tag>{words.sharedWith(view.unit.name)}</Tag>}
        </p>
      ) : (
        <Space.Compact block>
          <Input
            aria-label={words.name}
            value={name}
            maxLength={40}
            autoFocus
            onChange={(event) => setName(event.target.value)}
            onPressEnter={() => void rename()}
          />
          <Button type="primary" loading={change.busy} onClick={() => void rename()}>
            {words.ok}
          </Button>
        </Space.Compact>
      )}
      {error !== null && <ErrorNote error={error} />}
      <Space wrap>
        <Button size="small" onClick={() => void opening.run({ list, id: view.opens ? null : view.id })}>
          {view.opens ? words.noOpening : words.makeOpening}
        </Button>
        {view.mine && (
          <>
            <Button size="small" onClick={() => setName(view.name)}>
              {words.rename}
            </Button>
            {query !== '' && query !== view.query && (
              <Button size="small" onClick={() => void change.run({ id: view.id, query })}>
                {words.replace}
              </Button>
            )}
            <Sharing view={view} others={others} onShare={(shareWith) => void change.run({ id: view.id, shareWith })} />
            <Button size="small" danger onClick={() => void drop()}>
              {words.remove}
            </Button>
          </>
        )}
      </Space>
    </section>
  )
}

interface SharingProps {
  readonly view: SavedView
  readonly others: readonly { readonly id: string; readonly name: string }[]
  readonly onShare: (unitId: string | null) => void
}

/** One unit is a button; whoever leads several chooses. */
function Sharing({ view, others, onShare }: SharingProps) {
  const words = useWords(viewWords)
  if (view.unit !== null)
    return (
      <Button size="small" onClick={() => onShare(null)}>
        {words.unshare}
      </Button>
    )
  const [only] = others
  if (only === undefined) return null
  if (others.length === 1)
    return (
      <Button size="small" onClick={() => onShare(only.id)}>
        {words.share(only.name)}
      </Button>
    )
  return (
    <Select<string>
      size="small"
      aria-label={words.share('')}
      placeholder={words.share('…')}
      options={others.map(({ id, name }) => ({ value: id, label: name }))}
      onChange={onShare}
    />
  )
}
