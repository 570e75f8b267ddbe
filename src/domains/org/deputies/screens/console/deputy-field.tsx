/** A colleague who could stand in: those of the unit at once, others by name. */
import { Select } from 'antd'
import { useEffect, useState } from 'react'
import { type ItemProps, itemProps } from '#ui/console/item-props.ts'
import { useEndpoint } from '#ui/use-endpoint.ts'
import { useWords } from '#ui/words.ts'
import { findDeputies } from '../../contract.ts'
import { deputyWords } from '../../words.ts'

const PAUSE_MS = 250

interface DeputyFieldProps extends ItemProps {
  readonly personId: string
  readonly value?: string
  readonly onChange?: (id: string) => void
}

/** `value` and `onChange` come from the form around it. */
export function DeputyField({ personId, value, onChange, ...item }: DeputyFieldProps) {
  const words = useWords(deputyWords)
  const [query, setQuery] = useState('')
  const [asked, setAsked] = useState('')
  useEffect(() => {
    const timer = setTimeout(() => setAsked(query.trim()), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [query])
  const { data, loading } = useEndpoint(findDeputies, { id: personId, q: asked })
  return (
    <Select<string>
      {...itemProps(item)}
      placeholder={words.search}
      {...(value === undefined ? {} : { value })}
      onChange={(id) => onChange?.(id)}
      showSearch={{ filterOption: false, onSearch: setQuery }}
      loading={loading}
      notFoundContent={words.nobody}
      options={(data?.rows ?? []).map(({ id, name, staffNo, unitName }) => ({
        value: id,
        label: name,
        where: `${staffNo} · ${unitName}`,
      }))}
      optionRender={({ data: { label, where } }) => (
        <span>
          {label} <span className="quiet">{where}</span>
        </span>
      )}
    />
  )
}
