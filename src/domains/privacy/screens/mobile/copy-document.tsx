/** The readable form of my copy, which prints as a document: with who it is of behind every page. */

import { listWords } from '#domains/matters/lists/words.ts'
import { useFormat } from '#ui/format.ts'
import { Imprint } from '#ui/imprint.tsx'
import { Section } from '#ui/mobile/card.tsx'
import { useLanguage, useWords } from '#ui/words.ts'
import type { CopyView } from '../../contract.ts'
import { Category, Record } from './held.tsx'
import { Seen } from './shown-to-me.tsx'
import { words as privacyWords } from './words.ts'

export function CopyDocument({ copy }: { copy: CopyView }) {
  const words = useWords(privacyWords)
  const format = useFormat()
  const language = useLanguage()
  const { person } = copy
  const titleOf = (table: string) =>
    copy.categories.flatMap(({ holdings }) => holdings).find((one) => one.table === table)?.purpose[language] ?? table
  return (
    <Imprint text={words.imprint(`${person.name} ${person.staffNo}`, format.moment(copy.at))}>
      <article className="copy">
        <p className="soft">
          {copy.company} · {words.made(format.moment(copy.at))}
        </p>
        <Record record={person} />
        <Section title={words.requests}>
          {copy.requests.length === 0 && <p>{words.none}</p>}
          {copy.requests.map((request) => (
            <p key={request.id}>
              {request.matter.number} {words.what[request.what]}：{request.words ?? words.gone}
            </p>
          ))}
        </Section>
        <Section title={words.shownTitle}>
          {copy.shown.length === 0 && <p>{words.none}</p>}
          {copy.shown.map((row) => (
            <Seen key={row.id} row={row} />
          ))}
        </Section>
        <Section title={words.matters}>
          {copy.matters.length === 0 && <p>{words.none}</p>}
          {copy.matters.map((matter) => (
            <Matter key={String(matter.id)} matter={matter} />
          ))}
        </Section>
        <Section title={words.other}>
          {Object.entries(copy.rows).map(([table, rows]) => (
            <div key={table} className="copy-rows">
              <h3>{titleOf(table)}</h3>
              {rows.map((row) => (
                <p key={JSON.stringify(row)} className="soft">
                  {Object.entries(row)
                    .filter(([, value]) => value !== null)
                    .map(([name, value]) => `${name}: ${String(value)}`)
                    .join(' · ')}
                </p>
              ))}
            </div>
          ))}
        </Section>
        <Section title={words.held}>
          {copy.categories.map((category) => (
            <Category key={category.key} category={category} />
          ))}
        </Section>
      </article>
    </Imprint>
  )
}

function Matter({ matter }: { matter: CopyView['matters'][number] }) {
  const { states } = useWords(listWords)
  return (
    <div className="copy-matter">
      <h3>
        {String(matter.number)} · {String(matter.title)}
      </h3>
      <p className="soft">{states[matter.state as keyof typeof states]}</p>
      <p>{String(matter.text)}</p>
    </div>
  )
}
