/** The one field of the page: looks once typing pauses or at once on Enter, never while a word is still being composed. */
import { Input, type InputRef } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { KeyHint, useKeys } from '#ui/console/use-keys.tsx'
import { consoleWords } from '#ui/console/words.ts'
import { useWords } from '#ui/words.ts'
import { householdWords } from './words.ts'

const PAUSE_MS = 300

interface HouseholdSearchProps {
  /** What stands in the field at first. */
  readonly initial: string
  readonly busy: boolean
  readonly onSearch: (q: string) => void
  /** Leads from the field into what was found. */
  readonly onDown: () => void
}

export function HouseholdSearch({ initial, busy, onSearch, onDown }: HouseholdSearchProps) {
  const words = useWords(householdWords)
  const keys = useWords(consoleWords)
  const input = useRef<InputRef>(null)
  const [text, setText] = useState(initial)
  const [composing, setComposing] = useState(false)
  const latest = useRef(onSearch)
  useEffect(() => {
    latest.current = onSearch
  })
  useEffect(() => {
    if (composing) return
    const timer = setTimeout(() => latest.current(text.trim()), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [text, composing])
  // whoever comes here comes to look for somebody, often with a caller on the line
  useEffect(() => {
    input.current?.focus()
  }, [])
  useKeys(words.title, [{ press: '/', does: keys.focusSearch, run: () => input.current?.focus({ cursor: 'all' }) }])
  return (
    <search className="household-search">
      <Input
        ref={input}
        size="large"
        type="search"
        aria-label={words.search}
        aria-keyshortcuts="/"
        aria-busy={busy}
        placeholder={words.placeholder}
        autoComplete="off"
        maxLength={80}
        value={text}
        allowClear
        suffix={text === '' ? <KeyHint press="/" /> : undefined}
        onChange={(event) => setText(event.target.value)}
        onCompositionStart={() => setComposing(true)}
        onCompositionEnd={() => setComposing(false)}
        onPressEnter={() => !composing && onSearch(text.trim())}
        onKeyDown={(event) => {
          if (event.key === 'Escape') input.current?.blur()
          if (event.key !== 'ArrowDown' || composing) return
          event.preventDefault()
          onDown()
        }}
      />
    </search>
  )
}
