/** What hangs together with a matter: its parts, merged ones, and the same trouble before and after. */
import { useId } from 'react'
import { useWords } from '#ui/words.ts'
import type { MatterRef, MatterView } from '../../contract.ts'
import { repeatWords } from '../../repeats/words.ts'
import { matterWords } from '../../view/words.ts'
import { Heading } from './heading.tsx'
import { MatterLink } from './matter-link.tsx'
import { StateTag } from './state-tag.tsx'

interface LinksProps {
  readonly matter: MatterView
  readonly level: 1 | 2
}

export function Links({ matter, level }: LinksProps) {
  const words = useWords(matterWords)
  const { saidBy } = useWords(repeatWords)
  const said = (some: MatterView['repeatOf']) =>
    some.map((one) => ({ ...one, more: saidBy[one.byRaiser ? 'raiser' : 'handler'] }))
  return (
    <>
      <Linked title={words.parts} matters={matter.parts} level={level} />
      <Linked title={words.repeatOf} matters={said(matter.repeatOf)} level={level} />
      <Linked title={words.repeatedBy} matters={said(matter.repeatedBy)} level={level} />
      <Linked title={words.mergedFrom} matters={matter.mergedFrom} level={level} />
    </>
  )
}

type Shown = Pick<MatterRef, 'id' | 'number' | 'title'> & Partial<Pick<MatterRef, 'state'>> & { readonly more?: string }

function Linked({ title, matters, level }: { title: string; matters: readonly Shown[]; level: 1 | 2 }) {
  const id = useId()
  if (matters.length === 0) return null
  return (
    <section aria-labelledby={id}>
      <Heading level={level + 1} id={id}>
        {title}
      </Heading>
      <ul className="plain-list">
        {matters.map((one) => (
          <li key={one.id} className="row-line">
            <MatterLink id={one.id}>{one.title === one.number ? one.number : `${one.number} ${one.title}`}</MatterLink>
            {one.state !== undefined && <StateTag state={one.state} />}
            {one.more !== undefined && <span className="quiet">{one.more}</span>}
          </li>
        ))}
      </ul>
    </section>
  )
}
