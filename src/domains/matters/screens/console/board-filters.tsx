/** The filter of the board: unit, search, kind, and what is overdue. */
import { Checkbox, Input, type InputRef, Select } from 'antd'
import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { listUnits } from '#domains/org/contract.ts'
import { getMe } from '#domains/org/me/contract.ts'
import type { OutputOf } from '#platform/endpoint.ts'
import { TreeOne, type TreePlace } from '#ui/console/tree-select.tsx'
import { KeyHint, useKeys } from '#ui/console/use-keys.tsx'
import { consoleWords } from '#ui/console/words.ts'
import { useEndpoint } from '#ui/use-endpoint.ts'
import { useLanguage, useWords } from '#ui/words.ts'
import { boardRoles, type countBoard } from '../../lists/contract.ts'
import type { BoardFilter } from './board-address.ts'
import { matterConsoleWords } from './words.ts'

const PAUSE_MS = 350

interface BoardFiltersProps {
  readonly filter: BoardFilter
  /** The unit that is shown; by default the highest one that the person answers for. */
  readonly unit: { readonly id: string; readonly name: string } | undefined
  readonly counts: OutputOf<typeof countBoard> | undefined
  readonly onChange: (next: Partial<BoardFilter>) => void
}

export function BoardFilters({ filter, unit, counts, onChange }: BoardFiltersProps) {
  const words = useWords(matterConsoleWords).board
  const language = useLanguage()
  const places = usePlaces()
  return (
    <search className="filters" aria-label={words.filter}>
      <span className="filter-unit">
        <TreeOne
          label={words.unit}
          places={places}
          placeholder={words.unit}
          value={filter.unitId ?? unit?.id}
          onChange={(unitId) => onChange({ unitId: unitId ?? null })}
        />
      </span>
      <Search q={filter.q} onSearch={(q) => onChange({ q })} />
      <Select
        aria-label={words.kind}
        className="filter-kind"
        value={filter.kind ?? ''}
        onChange={(kind) => onChange({ kind: kind === '' ? null : kind })}
        options={[
          { value: '', label: words.allKinds },
          ...(counts?.kinds ?? []).map((kind) => ({ value: kind.name, label: kind[language] })),
        ]}
      />
      <Checkbox checked={filter.late} onChange={(event) => onChange({ late: event.target.checked })}>
        {words.late}
        {counts !== undefined && counts.late > 0 && <span className="due-late"> {counts.late}</span>}
      </Checkbox>
      <Checkbox checked={filter.cameBack} onChange={(event) => onChange({ cameBack: event.target.checked })}>
        {words.cameBack}
      </Checkbox>
    </search>
  )
}

/** Searches once typing pauses, or at once on Enter; never while a Chinese word is still being composed. */
function Search({ q, onSearch }: { q: string; onSearch: (q: string) => void }) {
  const words = useWords(matterConsoleWords).board
  const keys = useWords(consoleWords)
  const input = useRef<InputRef>(null)
  const [text, setText] = useState(q)
  const [composing, setComposing] = useState(false)
  const latest = useRef({ q, onSearch })
  useEffect(() => {
    latest.current = { q, onSearch }
  })
  useEffect(() => {
    setText(q)
  }, [q])
  // a layout effect ends as soon as another page is on its way; a search must not bring its reader back
  useLayoutEffect(() => {
    if (composing || text === latest.current.q) return
    const timer = setTimeout(() => text !== latest.current.q && latest.current.onSearch(text), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [text, composing])
  useKeys(words.title, [{ press: '/', does: keys.focusSearch, run: () => input.current?.focus({ cursor: 'all' }) }])
  return (
    <Input
      ref={input}
      className="filter-search"
      role="searchbox"
      aria-label={words.search}
      aria-keyshortcuts="/"
      placeholder={words.search}
      maxLength={60}
      value={text}
      allowClear
      suffix={text === '' ? <KeyHint press="/" /> : undefined}
      onChange={(event) => setText(event.target.value)}
      onCompositionStart={() => setComposing(true)}
      onCompositionEnd={() => setComposing(false)}
      onPressEnter={() => !composing && onSearch(text)}
      onKeyDown={(event) => {
        if (event.key === 'Escape') input.current?.blur()
      }}
    />
  )
}

/** The units whose boards the person may see: those he holds a role at, and all below them. */
function usePlaces(): readonly TreePlace[] {
  const units = useEndpoint(listUnits, {}).data?.units ?? []
  const roles = useEndpoint(getMe, {}).data?.roles ?? []
  const seen = new Set(roles.filter(({ role }) => boardRoles.includes(role)).map((role) => role.unit.id))
  return units.filter((unit) => {
    if (unit.parentId !== null && seen.has(unit.parentId)) seen.add(unit.id)
    return seen.has(unit.id)
  })
}
