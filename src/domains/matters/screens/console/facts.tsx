/** The facts of a matter: whose it is, who answers for it, who raised it, and by when. */

import { lazy, type ReactNode, Suspense, useState } from 'react'
import { LoadingNote } from '#ui/console/notes.tsx'
import { useFormat } from '#ui/format.ts'
import { useLanguage, useWords } from '#ui/words.ts'
import type { MatterView } from '../../contract.ts'
import { listWords } from '../../lists/words.ts'
import { reckoningWords } from '../../reckoning/words.ts'
import { matterWords } from '../../view/words.ts'
import { Heading } from './heading.tsx'
import { matterConsoleWords } from './words.ts'

const Reckoning = lazy(() => import('./reckoning.tsx').then((screen) => ({ default: screen.Reckoning })))

export function MatterFacts({ matter, level }: { matter: MatterView; level: 1 | 2 }) {
  const own = useWords(matterConsoleWords)
  const words = useWords(matterWords)
  const lists = useWords(listWords)
  const format = useFormat()
  const language = useLanguage()
  const { raiser, answerableUnit, assisting } = matter
  const raiserOf = () => {
    if (raiser !== null) return own.unitAndOwner(raiser.name, raiser.unitName)
    return matter.fromOutside ? words.heatUser : own.raiserHidden
  }
  const facts: readonly (readonly [label: string, value: ReactNode, hint?: string])[] = [
    [words.desk, matter.deskUnit.name],
    [words.lead, matter.leadUnit?.name ?? null],
    [words.owner, matter.owner?.name ?? null],
    [words.answerable, answerableUnit?.name ?? null, own.answerableHint],
    [words.assisting, assisting.length === 0 ? null : assisting.map(({ name }) => name).join('、')],
    [
      own.due,
      matter.dueAt === null ? null : (
        <>
          {format.by(matter.dueAt)}
          <HowReckoned id={matter.id} level={level + 2} />
        </>
      ),
    ],
    [words.raiser, raiserOf()],
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

/** Behind the deadline: fetched when it is opened. */
function HowReckoned({ id, level }: { id: string; level: number }) {
  const words = useWords(reckoningWords)
  const [open, setOpen] = useState(false)
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{words.open}</summary>
      {open && (
        <Suspense fallback={<LoadingNote rows={4} />}>
          <Reckoning id={id} level={level} />
        </Suspense>
      )}
    </details>
  )
}
