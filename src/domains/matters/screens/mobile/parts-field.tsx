/** The parts of a split on the phone: what each says, which photos it has, and what goes with it. */
import { Button } from '#ui/mobile/button.tsx'
import { Chips } from '#ui/mobile/chips.tsx'
import { TextArea } from '#ui/mobile/field.tsx'
import { useWords } from '#ui/words.ts'
import type { MatterView } from '../../contract.ts'
import { parts as counted, type Part } from '../../split/contract.ts'
import {
  faultsOf,
  followersOf,
  newPart,
  partLeast,
  partOfFollower,
  withFollower,
  withPicture,
} from '../../split/parts.ts'
import { splitWords } from '../../split/words.ts'
import { matterWords } from '../../view/words.ts'
import { partsIn } from './move-fields.ts'
import './parts-field.css'

interface PartsFieldProps {
  matter: MatterView
  value: string
  /** The form was sent before it was filled in. */
  error: string | undefined
  onValue: (value: string) => void
}

export function PartsField({ matter, value, error, onValue }: PartsFieldProps) {
  const words = useWords(matterWords)
  const own = useWords(splitWords)
  const parts = partsIn(value)
  const faults = error === undefined ? [] : faultsOf(parts)
  const write = (next: readonly Part[]) => onValue(JSON.stringify(next))
  const change = (at: number, part: Part) => write(parts.map((one, i) => (i === at ? part : one)))
  const faultAt = (at: number) => {
    const found = faults.find((one) => one.at === at)
    if (found === undefined) return undefined
    return found.fault === 'short' ? words.tooShort(partLeast) : own.alike
  }
  return (
    <>
      <p className="soft">{own.hint}</p>
      {parts.map((part, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a part is what stands at its place
        <div key={at} className="card">
          <TextArea
            label={own.text(at + 1)}
            value={part.text}
            error={faultAt(at)}
            maxLength={2000}
            rows={3}
            onValue={(text) => change(at, { ...part, text })}
          />
          <PartPhotos matter={matter} part={part} at={at} onPart={(next) => change(at, next)} />
          {parts.length > counted.least && (
            <Button kind="quiet" onClick={() => write(parts.filter((_, i) => i !== at))}>
              {own.remove(at + 1)}
            </Button>
          )}
        </div>
      ))}
      {parts.length < counted.most && <Button onClick={() => write([...parts, newPart(matter)])}>{own.add}</Button>}
      {followersOf(matter).map(({ id, as, name }) => (
        <Chips
          key={id}
          label={own.follows(name)}
          options={parts.map((_, i) => ({ value: String(i), label: own.nth(i + 1) }))}
          value={String(partOfFollower(parts, as, id))}
          onValue={(to) => write(withFollower(parts, as, id, Number(to)))}
        />
      ))}
    </>
  )
}

interface PartPhotosProps {
  matter: MatterView
  part: Part
  at: number
  onPart: (part: Part) => void
}

function PartPhotos({ matter, part, at, onPart }: PartPhotosProps) {
  const words = useWords(splitWords)
  if (matter.pictures.length === 0) return null
  return (
    <fieldset className="field">
      <legend>{words.photos(at + 1)}</legend>
      <div className="part-photos">
        {matter.pictures.map(({ fileId }, n) => (
          <label key={fileId}>
            <input
              type="checkbox"
              checked={part.fileIds.includes(fileId)}
              onChange={(event) => onPart(withPicture(part, fileId, event.currentTarget.checked))}
            />
            <img src={`/api/matters/${matter.id}/pictures/${fileId}`} alt={words.photo(n + 1)} loading="lazy" />
          </label>
        ))}
      </div>
    </fieldset>
  )
}
