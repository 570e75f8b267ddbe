/** My week: what waits for me, what I raised and where it stands, and what was settled. Made when it is opened. */
import type { ReactNode } from 'react'
import type { MatterName } from '#domains/matters/news/contract.ts'
import { MatterLink } from '#domains/matters/screens/console/matter-link.tsx'
import { StateTag } from '#domains/matters/screens/console/state-tag.tsx'
import { ErrorNote, LoadingNote } from '#ui/console/notes.tsx'
import { useEndpoint } from '#ui/use-endpoint.ts'
import { useWords } from '#ui/words.ts'
import { getDigest } from '../../contract.ts'
import { noticeWords } from '../../words.ts'

export function Week({ onLeave }: { readonly onLeave: () => void }) {
  const words = useWords(noticeWords)
  const { data, error, reload } = useEndpoint(getDigest, {})
  if (data === undefined)
    return error === null ? <LoadingNote rows={6} /> : <ErrorNote error={error} onRetry={reload} />
  const row = ({ id, title, state }: Pick<MatterName, 'id' | 'title' | 'state'>) => (
    <li key={id}>
      <StateTag state={state} /> <MatterLink id={id}>{title}</MatterLink>
    </li>
  )
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the links inside are what is pressed; this hears of it
    // biome-ignore lint/a11y/useKeyWithClickEvents: Enter on a link is a click
    <div onClick={(event) => event.target instanceof HTMLAnchorElement && onLeave()}>
      <Part title={words.waiting} rows={data.waiting.map(row)} />
      <Part title={words.raised} rows={data.raised.map(row)} />
      <Part title={words.settled} rows={data.settled.map(row)} />
    </div>
  )
}

function Part({ title, rows }: { readonly title: string; readonly rows: readonly ReactNode[] }) {
  const words = useWords(noticeWords)
  return (
    <section aria-label={title}>
      <h2 className="notice-part">{title}</h2>
      {rows.length === 0 ? <p className="quiet">{words.nothing}</p> : <ul className="notice-list">{rows}</ul>}
    </section>
  )
}
