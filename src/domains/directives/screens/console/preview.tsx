/** What each unit will get, as it will read it; nothing is sent before somebody has looked at it. */
import type { ReactNode } from 'react'
import { useFormat } from '#ui/format.ts'
import { useWords } from '#ui/words.ts'
import type { DirectiveCheck } from '../../contract.ts'
import { directiveWords } from '../../view/words.ts'
import { type Draft, inputOf } from './draft.ts'
import { Items } from './items.tsx'
import { directiveConsoleWords } from './words.ts'

interface PreviewProps {
  readonly draft: Draft
  readonly check: DirectiveCheck | null
  readonly children: ReactNode
}

export function Preview({ draft, check, children }: PreviewProps) {
  const { form } = useWords(directiveConsoleWords)
  const words = useWords(directiveWords)
  const format = useFormat()
  const { title, text, purpose, dueOn, minutes, items } = inputOf(draft)
  const workdays = check?.workdays ?? null
  const facts: readonly (readonly [string, ReactNode])[] = [
    [words.purpose, purpose],
    [words.dueOn, `${format.day(dueOn)} ${workdays === null ? '' : form.inWorkdays(workdays)}`],
    [words.minutes, words.minutesOf(minutes)],
    [words.sender, check?.sender?.name ?? ''],
    [form.units, (check?.units ?? []).map(({ unit }) => unit.name).join('、')],
  ]
  return (
    <section className="directive-preview" aria-labelledby="directive-preview">
      <h2 id="directive-preview" className="section-title">
        {form.willGet}
      </h2>
      <h3>{title}</h3>
      <p className="said">{text}</p>
      <dl className="directive-facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {items !== undefined && items.length > 0 && (
        <>
          <h3>{words.items}</h3>
          <Items items={items.map((item) => ({ ...item, heldNotEnough: item.heldNotEnough ?? null }))} />
        </>
      )}
      {children}
    </section>
  )
}
