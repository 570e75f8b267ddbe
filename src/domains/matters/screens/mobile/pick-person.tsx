/** A colleague, found by name or staff number; whoever owns the matter now stands first. */
import { useEffect, useState } from 'react'
import { searchPeople } from '#domains/org/contract.ts'
import { getMe } from '#domains/org/me/contract.ts'
import { Choice } from '#ui/mobile/choice.tsx'
import { Field } from '#ui/mobile/field.tsx'
import { useEndpoint } from '#ui/use-endpoint.ts'
import { useWords } from '#ui/words.ts'
import { matterWords } from '../../view/words.ts'
import type { PickProps } from './move-field.tsx'

const PAUSE_MS = 300

export function PickPerson({ matter, value, onValue, ...frame }: PickProps) {
  const words = useWords(matterWords).fields
  const me = useEndpoint(getMe, {}).data
  const [query, setQuery] = useState('')
  const [asked, setAsked] = useState('')
  useEffect(() => {
    const timer = setTimeout(() => setAsked(query.trim()), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [query])
  const unitId = matter.leadUnit?.id
  const found = useEndpoint(searchPeople, asked === '' ? null : { q: asked, ...(unitId && { unitId }) })
  const people = new Map(matter.owner === null ? [] : [[matter.owner.id, { label: matter.owner.name, hint: '' }]])
  for (const { id, name, unitName } of found.data?.rows ?? []) people.set(id, { label: name, hint: unitName })
  return (
    <>
      {/* Only who works in the console may look for people. */}
      {me?.home === 'console' && <Field label={words.searchPerson} type="search" value={query} onValue={setQuery} />}
      <Choice
        {...frame}
        hint={found.data?.rows.length === 0 ? words.nobodyFound : undefined}
        options={[...people].map(([id, { label, hint }]) => ({ value: id, label, hint }))}
        value={value}
        onValue={onValue}
      />
    </>
  )
}
