/** What has been planned, and how the matter came so far: every event in words, with what was said. */
import { useFormat } from '#ui/format.ts'
import { Said, Section } from '#ui/mobile/card.tsx'
import { Tag } from '#ui/mobile/list.tsx'
import { Timeline } from '#ui/mobile/timeline.tsx'
import { useLanguage, useWords } from '#ui/words.ts'
import type { MatterView } from '../../contract.ts'
import { eventSentence } from '../../history.ts'
import { matterWords } from '../../view/words.ts'
import { MatterPhotos } from './content.tsx'

export function Actions({ matter }: { matter: MatterView }) {
  const words = useWords(matterWords)
  const format = useFormat()
  if (matter.actions.length === 0) return null
  return (
    <Section title={words.actions}>
      <ul className="plain-list">
        {matter.actions.map(({ id, text, owner, dueOn, doneAt, doneNote }) => (
          <li key={id} className="card">
            <p>{text}</p>
            <p className="soft">{words.actionBy(owner.name, format.by(dueOn))}</p>
            {doneAt !== null && (
              <>
                <p>
                  <Tag tone="good">{words.actionDone(format.day(doneAt))}</Tag>
                </p>
                {doneNote !== null && <Said>{doneNote}</Said>}
              </>
            )}
          </li>
        ))}
      </ul>
    </Section>
  )
}

export function Steps({ matter }: { matter: MatterView }) {
  const words = useWords(matterWords)
  const format = useFormat()
  const language = useLanguage()
  const steps = matter.history.map((event) => {
    const { what, said } = eventSentence(event, language)
    const photos = event.seq > 1 && matter.pictures.some(({ seq }) => seq === event.seq)
    return {
      id: String(event.seq),
      state: 'done' as const,
      title: what,
      line: format.moment(event.at),
      ...(said === null && !photos
        ? {}
        : {
            children: (
              <>
                {said !== null && <Said>{said}</Said>}
                {photos && <MatterPhotos matter={matter} seq={event.seq} />}
              </>
            ),
          }),
    }
  })
  return (
    <Section title={words.history}>
      <Timeline label={words.history} steps={steps} />
    </Section>
  )
}
