/** Choosing who: whoever is in charge of the units stands first, everybody else is found by name or staff number. */
import { Select } from 'antd'
import { useEffect, useState } from 'react'
import { type PersonFound, searchPeople } from '#domains/org/contract.ts'
import { call } from '#ui/call.ts'
import { type ItemProps, itemProps } from '#ui/console/item-props.ts'
import { useEndpoint } from '#ui/use-endpoint.ts'
import { useWords } from '#ui/words.ts'
import { listHeads } from '../../../choices/contract.ts'
import { matterWords } from '../../../view/words.ts'
import type { Chosen } from './field-rule.ts'
import { formWords } from './words.ts'

const PAUSE_MS = 250

interface PersonFieldProps extends ItemProps {
  readonly value?: Chosen | undefined
  readonly onChange?: (chosen: Chosen | undefined) => void
  /** The units of which it may be somebody. */
  readonly unitIds: readonly string[]
  readonly placeholder?: string | undefined
  /** Whoever is chosen is not asked for. */
  readonly clearable?: boolean
}

/** `value` and `onChange` come from the form around it. */
export function PersonField({ value, onChange, unitIds, placeholder, clearable = false, ...item }: PersonFieldProps) {
  const words = useWords(formWords).owner
  const shared = useWords(matterWords).fields
  const heads = useHeads(unitIds)
  const [query, setQuery] = useState('')
  const { people, busy } = usePeople(unitIds, query)
  const inCharge = heads.flatMap(({ person }) =>
    person === null ? [] : [{ value: person.id, label: person.name, where: words.head }],
  )
  const known = new Set(inCharge.map((one) => one.value))
  const found = people
    .filter((person) => !known.has(person.id))
    .map(({ id: personId, name, unitName }) => ({ value: personId, label: name, where: unitName }))
  return (
    <Select<Chosen>
      {...itemProps(item)}
      labelInValue
      allowClear={clearable}
      disabled={unitIds.length === 0}
      placeholder={placeholder ?? words.type}
      value={value as Chosen}
      onChange={(chosen) => onChange?.(chosen ? { value: chosen.value, label: chosen.label } : undefined)}
      showSearch={{ filterOption: false, onSearch: setQuery }}
      loading={busy}
      notFoundContent={query === '' ? words.type : shared.nobodyFound}
      options={[
        ...(inCharge.length === 0 ? [] : [{ label: unitIds.length > 1 ? words.heads : words.head, options: inCharge }]),
        ...(found.length === 0 ? [] : [{ label: words.found, options: found }]),
      ]}
      optionRender={({ data }) => (
        <span className="option">
          {data.label} <span className="quiet">{(data as { where?: string }).where}</span>
        </span>
      )}
    />
  )
}

/** Who is in charge of each unit, in their order. */
export function useHeads(unitIds: readonly string[]) {
  return useEndpoint(listHeads, unitIds.length === 0 ? null : { unitId: [...unitIds] }).data?.heads ?? []
}

/** People of the units by name or staff number, asked once typing pauses. */
function usePeople(unitIds: readonly string[], query: string): { people: readonly PersonFound[]; busy: boolean } {
  const [state, setState] = useState<{ people: readonly PersonFound[]; busy: boolean }>({ people: [], busy: false })
  const units = unitIds.join(' ')
  useEffect(() => {
    const q = query.trim()
    if (q === '') {
      setState({ people: [], busy: false })
      return
    }
    const over = new AbortController()
    const timer = setTimeout(() => {
      setState((before) => ({ ...before, busy: true }))
      const asked = units.split(' ').map((unitId) => call(searchPeople, { q, unitId }, { signal: over.signal }))
      Promise.all(asked).then(
        (replies) => setState({ people: once(replies.flatMap((reply) => reply.rows)), busy: false }),
        () => over.signal.aborted || setState({ people: [], busy: false }),
      )
    }, PAUSE_MS)
    return () => {
      clearTimeout(timer)
      over.abort()
    }
  }, [units, query])
  return state
}

const once = (people: readonly PersonFound[]): PersonFound[] => [
  ...new Map(people.map((person) => [person.id, person])).values(),
]
