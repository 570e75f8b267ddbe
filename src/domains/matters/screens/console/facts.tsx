/** The facts of a matter: whose it is, who answers for it, who raised it, and by when. */

import type { ReactNode } from 'react'
import { useFormat } from '#ui/format.ts'
import { useLanguage, useWords } from '#ui/words.ts'
import type { MatterView } from '../../contract.ts'
import { listWords } from '../../lists/words.ts'
import { matterWords } from '../../view/words.ts'
import { Heading } from './heading.tsx'
import { matterConsoleWords } from './words.ts'

export function MatterFacts({ matter, level }: { matter: MatterView; level: 1 | 2 }) {
  const own = useWords(matterConsoleWords)
  const words = useWords(matterWords)
  const lists = useWords(listWords)
  const format = useFormat()
  const language = useLanguage()
  const { raiser, answerableUnit, assisting } = matter
  const facts: readonly (readonly [label: string, value: ReactNode, hint?: string])[] = [
    [words.desk, matter.deskUnit.name],
    [words.lead, matter.leadUnit?.name ?? null],
    [words.owner, matter.owner?.name ?? null],
    [words.answerable, answerableUnit?.name ?? null, own.answerableHint],
    [words.assisting, assisting.length === 0 ? null : assisting.map(({ name }) => name).join('、')],
    [own.due, matter.dueAt === null ? null : format.by(matter.dueAt)],
    [words.raiser, raiser === null ? own.raiserHidden : own.unitAndOwner(raiser.name, raiser.unitName)],
    [words.raisedAt, format.moment(matter.raisedAt)],
    [words.seenBy, words.visibility[matter.visibility]],
    [own.kind, matter.kindWords[language]],
    [words.joiners, matter.joiners === 0 ? null : lists.joiners(matter.joiners)],
  ]
  return (
    <aside className="matter-facts" aria-labelledby="matter-facts">
      <Heading level={level + 1} id="matter-facts">
        {own.facts}
      </Heading>
      <dl>
        {facts
          .filter(([, value]) => value !== null)
          .map(([label, value, hint]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>
                {value}
                {hint !== undefined && <small className="quiet">{hint}</small>}
              </dd>
            </div>
          ))}
      </dl>
    </aside>
  )
}
