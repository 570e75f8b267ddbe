/** The states as tabs, each with how many matters are in it. */
import { Tabs } from 'antd'
import type { OutputOf } from '#platform/endpoint.ts'
import { useWords } from '#ui/words.ts'
import type { countBoard } from '../../lists/contract.ts'
import { listWords } from '../../lists/words.ts'
import { type BoardFilter, type Tab, tabs } from './board-address.ts'
import { matterConsoleWords } from './words.ts'

interface BoardTabsProps {
  readonly filter: BoardFilter
  readonly counts: OutputOf<typeof countBoard> | undefined
  readonly onChange: (next: Partial<BoardFilter>) => void
}

export function BoardTabs({ filter, counts, onChange }: BoardTabsProps) {
  const words = useWords(matterConsoleWords).board
  const { states } = useWords(listWords)
  const count = (tab: Tab): number | undefined => (tab === 'all' || tab === 'closed' ? undefined : counts?.states[tab])
  return (
    <Tabs
      className="board-tabs"
      aria-label={words.states}
      activeKey={filter.tab}
      onChange={(key) => onChange({ tab: tabs.find((tab) => tab === key) ?? 'all' })}
      items={tabs.map((tab) => ({
        key: tab,
        label: (
          <>
            {tab === 'all' || tab === 'closed' ? words[tab] : states[tab]}
            {(count(tab) ?? 0) > 0 && <span className="tab-count">{count(tab)}</span>}
          </>
        ),
      }))}
    />
  )
}
