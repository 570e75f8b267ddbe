/** An open matter that reads like this one, to merge it into. */
import { Choice } from '#ui/mobile/choice.tsx'
import { Shown } from '#ui/mobile/shown.tsx'
import { useEndpoint } from '#ui/use-endpoint.ts'
import { useWords } from '#ui/words.ts'
import { listSimilar } from '../../lists/contract.ts'
import { matterWords } from '../../view/words.ts'
import type { PickProps } from './move-field.tsx'

/** Characters that are compared; an address takes no more. */
const READ = 300

export function PickMatter({ matter, ...field }: PickProps) {
  const words = useWords(matterWords)
  const loaded = useEndpoint(listSimilar, { text: matter.text.slice(0, READ), except: matter.id })
  return (
    <Shown loaded={loaded} rows={1}>
      {({ rows }) =>
        rows.length === 0 ? (
          <p className="soft">{words.fields.nothingSimilar}</p>
        ) : (
          <Choice
            {...field}
            options={rows.map(({ id, number, title, unit }) => ({
              value: id,
              label: title,
              hint: `${number} · ${unit.name}`,
            }))}
          />
        )
      }
    </Shown>
  )
}
