/** One field of a move, drawn by what it asks for. */
import { Choice } from '#ui/mobile/choice.tsx'
import { Field, type FieldFrameProps, TextArea } from '#ui/mobile/field.tsx'
import { useWords } from '#ui/words.ts'
import { answerKinds, type MatterView, verdicts } from '../../contract.ts'
import { matterWords } from '../../view/words.ts'
import type { MoveField } from './move-fields.ts'
import { PartsField } from './parts-field.tsx'
import { PickMatter } from './pick-matter.tsx'
import { PickPerson } from './pick-person.tsx'
import { PickUnit, PickUnits } from './pick-unit.tsx'

interface MoveFieldInputProps {
  field: MoveField
  matter: MatterView
  value: string
  error: string | undefined
  onValue: (value: string) => void
}

/** What every way of drawing a field gets. */
export interface PickProps extends FieldFrameProps {
  matter: MatterView
  value: string
  onValue: (value: string) => void
}

export function MoveFieldInput({ field, matter, value, error, onValue }: MoveFieldInputProps) {
  const words = useWords(matterWords)
  const label = words.fields[field.label]
  const shared = { label, error, value, onValue, optional: field.least === 0 }
  switch (field.as) {
    case 'text':
      return <TextArea {...shared} maxLength={field.most} rows={field.most > 2000 ? 5 : 3} />
    case 'line':
      return <Field {...shared} maxLength={field.most} />
    case 'date':
      return <Field {...shared} type="date" />
    case 'unit':
      return <PickUnit {...shared} matter={matter} />
    case 'units':
      return <PickUnits {...shared} matter={matter} />
    case 'person':
      return <PickPerson {...shared} matter={matter} />
    case 'matter':
      return <PickMatter {...shared} matter={matter} />
    case 'parts':
      return <PartsField matter={matter} value={value} error={error} onValue={onValue} />
    case 'action':
      return <Choice {...shared} options={openActions(matter)} />
    case 'answer_kind':
      return (
        <Choice
          {...shared}
          options={answerKinds
            .filter((kind) => kind !== 'by_date' || matter.state !== 'promised')
            .map((kind) => ({ value: kind, label: words.answerKinds[kind], hint: words.answerKindHints[kind] }))}
        />
      )
    case 'verdict':
      return <Choice {...shared} options={verdictsFor(matter, words)} />
  }
}

function openActions({ actions }: MatterView) {
  return actions
    .filter(({ doneAt }) => doneAt === null)
    .map(({ id, text, owner }) => ({ value: id, label: text, hint: owner.name }))
}

/** A promise that is not due cannot be solved yet; what was ruled out can be accepted, not solved. */
function verdictsFor({ state, answer }: MatterView, words: (typeof matterWords)['zh']) {
  const refused = state === 'declined' || answer?.kind === 'policy'
  return verdicts
    .filter((verdict) => verdict !== 'solved' || state !== 'promised')
    .map((verdict) => ({
      value: verdict,
      label: verdict === 'solved' && refused ? words.judge.accepted : words.verdicts[verdict],
      hint: verdict === 'solved' ? words.judge.solved : words.judge.reopens,
    }))
}
