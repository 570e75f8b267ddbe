/** One matter as a page of its own, reached from the board, from another matter, or by its address. */
import { useLocation, useParams } from 'wouter'
import { useHistoryState } from 'wouter/use-browser-location'
import { useWords } from '#ui/words.ts'
import { MatterPane } from './matter.tsx'
import { matterConsoleWords } from './words.ts'
import './matters.css'

/** What the board leaves in the browser's history: where it stood, so that one comes back to the same list. */
export interface FromBoard {
  readonly board?: string
}

export function MatterPage() {
  const { id } = useParams<{ id: string }>()
  const words = useWords(matterConsoleWords).board
  const [, navigate] = useLocation()
  const from = useHistoryState<FromBoard | null>()?.board ?? '/board'
  return (
    <div className="matter-page">
      <MatterPane
        key={id}
        id={id}
        back={{ href: from, label: words.back, go: () => navigate(from, { state: { row: id } }) }}
        level={1}
      />
    </div>
  )
}
