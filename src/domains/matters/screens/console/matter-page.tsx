/** One matter as a page of its own, reached from the board, from another matter, or by its address. */
import { useLocation, useParams } from 'wouter'
import { useHistoryState } from 'wouter/use-browser-location'
import { uiWords } from '#ui/ui-words.ts'
import { useWords } from '#ui/words.ts'
import { MatterPane } from './matter.tsx'
import type { CameFrom } from './matter-link.tsx'
import { matterConsoleWords } from './words.ts'
import './matters.css'

export function MatterPage() {
  const { id } = useParams<{ id: string }>()
  const words = useWords(matterConsoleWords)
  const ui = useWords(uiWords)
  const [, navigate] = useLocation()
  const href = useHistoryState<CameFrom | null>()?.back ?? '/board'
  const label = href.startsWith('/board') ? words.board.back : href.startsWith('/inbox') ? words.inbox.back : ui.back
  return (
    <div className="matter-page">
      <MatterPane key={id} id={id} back={{ href, label, go: () => navigate(href, { state: { row: id } }) }} level={1} />
    </div>
  )
}
