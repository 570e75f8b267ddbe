/** What was raised: the words, the photos, and the facts around them. */
import { useFormat } from '#ui/format.ts'
import { Facts, Said, Section } from '#ui/mobile/card.tsx'
import { Photos } from '#ui/mobile/photos.tsx'
import { useWords } from '#ui/words.ts'
import type { MatterView } from '../../contract.ts'
import { historyWords } from '../../history.ts'
import { matterWords } from '../../view/words.ts'

export function Content({ matter }: { matter: MatterView }) {
  const words = useWords(matterWords)
  const { person, and } = useWords(historyWords)
  const format = useFormat()
  const { raiser, joiners, answerableUnit, leadUnit, assisting } = matter
  const raiserOf = () => {
    if (raiser !== null) return person(raiser.name, raiser.unitName, '')
    return matter.fromOutside ? words.heatUser : null
  }
  const stillAnswerable = answerableUnit !== null && answerableUnit.id !== leadUnit?.id
  return (
    <Section title={words.content}>
      <Said>{matter.text}</Said>
      <MatterPhotos matter={matter} seq={1} />
      <Facts
        rows={[
          { name: words.raiser, value: raiserOf() },
          { name: words.raisedAt, value: format.moment(matter.raisedAt) },
          { name: words.seenBy, value: words.visibility[matter.visibility] },
          { name: words.joiners, value: joiners === 0 ? null : words.joinersCount(joiners) },
          { name: words.desk, value: matter.deskUnit.name },
          { name: words.lead, value: leadUnit?.name ?? null },
          { name: words.owner, value: matter.owner?.name ?? null },
          {
            name: words.assisting,
            value: assisting.length === 0 ? null : assisting.map(({ name }) => name).join(and),
          },
          { name: words.answerable, value: stillAnswerable ? answerableUnit.name : null },
        ]}
      />
    </Section>
  )
}

/** The photos that came with one event of the matter. */
export function MatterPhotos({ matter, seq }: { matter: MatterView; seq: number }) {
  const words = useWords(matterWords)
  const addresses = matter.pictures
    .filter((picture) => picture.seq === seq)
    .map(({ fileId }) => `/api/matters/${matter.id}/pictures/${fileId}`)
  return addresses.length === 0 ? null : <Photos label={words.photos} addresses={addresses} />
}
