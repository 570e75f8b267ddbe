/** What colleagues have said that reads alike, while one writes: to say "me too" instead of writing it again. */
import { useEffect, useRef, useState } from 'react'
import type { z } from 'zod'
import { listSimilar, type SimilarRow } from '#domains/matters/lists/contract.ts'
import { listWords } from '#domains/matters/lists/words.ts'
import { useFormat } from '#ui/format.ts'
import { Button, ButtonLink } from '#ui/mobile/button.tsx'
import { Section } from '#ui/mobile/card.tsx'
import { Tag } from '#ui/mobile/list.tsx'
import { useEndpoint } from '#ui/use-endpoint.ts'
import { useWords } from '#ui/words.ts'
import { words as voiceWords } from '../../words.ts'

const PAUSE_MS = 500
/** Characters from which a text says enough to be compared, and how many are compared: an address takes no more. */
const FROM = 6
const READ = 300

type Row = z.infer<typeof SimilarRow>

interface SimilarProps {
  text: string
  /** The matter that is being joined. */
  joining: string | null
  onJoin: (id: string) => void
}

export function Similar({ text, joining, onJoin }: SimilarProps) {
  const words = useWords(voiceWords).similar
  const rows = useSimilar(text)
  return (
    <>
      <p className="unseen" role="status">
        {rows.length > 0 && words.found(rows.length)}
      </p>
      {rows.length > 0 && (
        <Section title={words.title}>
          <ul className="plain-list">
            {rows.map((row) => (
              <SimilarCard key={row.id} row={row} busy={joining === row.id} onJoin={onJoin} />
            ))}
          </ul>
        </Section>
      )}
    </>
  )
}

function SimilarCard({ row, busy, onJoin }: { row: Row; busy: boolean; onJoin: (id: string) => void }) {
  const words = useWords(voiceWords).similar
  const lists = useWords(listWords)
  const format = useFormat()
  const facts = [
    row.joiners > 0 && lists.joiners(row.joiners),
    row.dueAt !== null && lists.answerBy(format.by(row.dueAt)),
  ].filter((fact) => fact !== false)
  return (
    <li className="card">
      <p className="clamped">{row.text}</p>
      <p className="tags soft">
        <Tag>{lists.states[row.state]}</Tag>
        {facts.join(' · ')}
      </p>
      {row.mine || row.joined ? <p>{row.mine ? words.own : words.joined}</p> : null}
      <div className="side-by-side">
        <ButtonLink href={`/matters/${row.id}`}>
          {words.look} <span className="unseen">{row.title}</span>
        </ButtonLink>
        {!row.mine && !row.joined && (
          <Button busy={busy} label={words.joinNamed(row.title)} onClick={() => onJoin(row.id)}>
            {words.join}
          </Button>
        )}
      </div>
    </li>
  )
}

/** The text as it is asked about: after each pause in writing, once it says enough; null before. */
export function useAskedText(text: string): string | null {
  const [settled, setSettled] = useState('')
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text.trim()), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [text])
  const asked = [...settled].length >= FROM
  return asked ? settled.slice(0, READ) : null
}

/** The open matters that read like the text. Those found before stay until the next are. */
function useSimilar(text: string): readonly Row[] {
  const asked = useAskedText(text)
  const { data, loading } = useEndpoint(listSimilar, asked === null ? null : { text: asked })
  const last = useRef<readonly Row[]>([])
  if (asked === null) last.current = []
  else if (data !== undefined) last.current = data.rows
  else if (!loading) last.current = []
  return last.current
}
