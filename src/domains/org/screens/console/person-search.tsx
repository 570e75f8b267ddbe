/** Anybody by name or staff number; choosing one opens him. */
import { Select } from 'antd'
import { useEffect, useState } from 'react'
import { call } from '#ui/call.ts'
import { useWords } from '#ui/words.ts'
import { type PersonFound, searchPeople } from '../../contract.ts'
import { orgConsoleWords } from './words.ts'

const PAUSE_MS = 250

export function PersonSearch({ onChoose }: { onChoose: (id: string) => void }) {
  const words = useWords(orgConsoleWords).people
  const [query, setQuery] = useState('')
  const [turn, setTurn] = useState(0)
  const { rows, busy } = useFound(query)
  return (
    <Select<string>
      key={turn}
      className="person-search"
      aria-label={words.findPerson}
      placeholder={words.findPerson}
      showSearch={{ filterOption: false, onSearch: setQuery, searchValue: query }}
      loading={busy}
      notFoundContent={query.trim() === '' || busy ? null : words.nobodyFound}
      onSelect={(id) => {
        setQuery('')
        setTurn(turn + 1) // an empty field again
        onChoose(id)
      }}
      options={rows.map((person) => ({ value: person.id, label: person.name, person }))}
      optionRender={({ data }) => (
        <span>
          {data.person.name} <span className="quiet">{`${data.person.staffNo} · ${data.person.unitName}`}</span>
        </span>
      )}
    />
  )
}

/** Asked once typing pauses; an answer that comes too late is dropped. */
function useFound(query: string): { rows: readonly PersonFound[]; busy: boolean } {
  const [state, setState] = useState<{ rows: readonly PersonFound[]; busy: boolean }>({ rows: [], busy: false })
  useEffect(() => {
    const q = query.trim()
    const over = new AbortController()
    if (q === '') setState({ rows: [], busy: false })
    const timer = setTimeout(() => {
      if (q === '') return
      setState((before) => ({ ...before, busy: true }))
      call(searchPeople, { q }, { signal: over.signal }).then(
        ({ rows }) => setState({ rows, busy: false }),
        () => over.signal.aborted || setState({ rows: [], busy: false }),
      )
    }, PAUSE_MS)
    return () => {
      clearTimeout(timer)
      over.abort()
    }
  }, [query])
  return state
}
