/** What hangs together with a matter: merged ones, parts, and the same trouble before and after. */
import { Section } from '#ui/mobile/card.tsx'
import { List, ListRow } from '#ui/mobile/list.tsx'
import { useWords } from '#ui/words.ts'
import type { MatterRef, MatterView } from '../../contract.ts'
import { repeatWords } from '../../repeats/words.ts'
import { matterWords } from '../../view/words.ts'
import { StateTag } from './rows.tsx'

export function Links({ matter }: { matter: MatterView }) {
  const words = useWords(matterWords)
  const { mergedInto, mergedFrom, partOf, parts, repeatOf, repeatedBy } = matter
  const { saidBy } = useWords(repeatWords)
  const said = (some: MatterView['repeatOf']) =>
    some.map((one) => ({ ...one, more: saidBy[one.byRaiser ? 'raiser' : 'handler'] }))
  return (
    <>
      <Linked title={words.parts} matters={parts} />
      <Linked title={words.partOf} matters={partOf === null ? [] : [partOf]} />
      <Linked title={words.repeatOf} matters={said(repeatOf)} />
      <Linked title={words.repeatedBy} matters={said(repeatedBy)} />
      <Linked title={words.mergedInto} matters={mergedInto === null ? [] : [mergedInto]} />
      <Linked title={words.mergedFrom} matters={mergedFrom} />
    </>
  )
}

type Shown = Pick<MatterRef, 'id' | 'number' | 'title'> & Partial<Pick<MatterRef, 'state'>> & { readonly more?: string }

function Linked({ title, matters }: { title: string; matters: readonly Shown[] }) {
  if (matters.length === 0) return null
  return (
    <Section title={title}>
      <List>
        {matters.map((one) => (
          <ListRow
            key={one.id}
            href={`/matters/${one.id}`}
            title={one.title}
            {...(one.state === undefined ? {} : { tag: <StateTag state={one.state} /> })}
          >
            {one.more === undefined ? one.number : `${one.number} · ${one.more}`}
          </ListRow>
        ))}
      </List>
    </Section>
  )
}
