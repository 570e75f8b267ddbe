/** Fields of the moves made while a matter is worked on: ask, plan, finish, show, and ask for or decide on more time. */
import { Alert, Select } from 'antd'
import { useFormat } from '#ui/format.ts'
import { localDay } from '#ui/local-day.ts'
import { useWords } from '#ui/words.ts'
import { matterWords } from '../../../view/words.ts'
import { DayField } from './day-field.tsx'
import { MoveField, TextField } from './field.tsx'
import { PersonField } from './person-field.tsx'
import { PhotosField } from './photos-field.tsx'
import { type FieldsProps, WordsOnly } from './routing-fields.tsx'
import { formWords } from './words.ts'

export function AskFields() {
  return <TextField move="ask" name="question" label={useWords(matterWords).fields.question} rows={5} />
}

export function PlanFields({ matter }: FieldsProps) {
  const words = useWords(formWords)
  const labels = useWords(matterWords).fields
  const units = [...(matter.leadUnit === null ? [] : [matter.leadUnit]), ...matter.assisting]
  return (
    <>
      <TextField move="plan_action" name="text" label={labels.planText} hint={words.planned} rows={3} />
      <MoveField move="plan_action" name="ownerId" label={labels.actionOwner} hint={words.whose}>
        <PersonField unitIds={units.map((unit) => unit.id)} />
      </MoveField>
      <DayField move="plan_action" name="dueOn" label={labels.due} later={false} />
    </>
  )
}

export function FinishFields({ matter }: FieldsProps) {
  const labels = useWords(matterWords).fields
  const open = matter.actions.filter(({ doneAt }) => doneAt === null)
  return (
    <>
      <MoveField move="finish_action" name="actionId" label={labels.action}>
        <Select options={open.map(({ id, text }) => ({ value: id, label: text }))} />
      </MoveField>
      <TextField move="finish_action" name="note" label={labels.note} />
    </>
  )
}

export function EvidenceFields() {
  const words = useWords(formWords)
  const labels = useWords(matterWords).fields
  return (
    <>
      <MoveField move="attach_evidence" name="fileIds" label={labels.photos} hint={words.photos.hint}>
        <PhotosField />
      </MoveField>
      <TextField move="attach_evidence" name="note" label={labels.note} rows={3} />
    </>
  )
}

export function AskExtensionFields({ matter }: FieldsProps) {
  const words = useWords(formWords)
  const labels = useWords(matterWords).fields
  const format = useFormat()
  const { aboveUnit, dueAt } = matter
  return (
    <>
      {aboveUnit !== null && <Alert type="info" showIcon title={words.extension.decides(aboveUnit.name)} />}
      <DayField
        move="ask_extension"
        name="until"
        label={labels.until}
        later
        {...(dueAt === null ? {} : { than: localDay(dueAt), hint: words.extension.now(format.day(dueAt)) })}
      />
      <TextField move="ask_extension" name="reason" label={labels.reason} hint={words.reasonHint.ask_extension} />
    </>
  )
}

/** What was asked for, in the words it was asked in. */
function Wish({ matter }: FieldsProps) {
  const words = useWords(formWords)
  const format = useFormat()
  const asked = matter.history.findLast(({ act }) => act === 'ask_extension')
  if (matter.extension === null) return null
  const reason = typeof asked?.data.reason === 'string' ? asked.data.reason : ''
  return <Alert type="info" showIcon title={words.extension.asked(format.day(matter.extension.until), reason)} />
}

export function GrantFields({ matter }: FieldsProps) {
  return (
    <>
      <Wish matter={matter} />
      <TextField move="grant_extension" name="note" label={useWords(matterWords).fields.note} rows={3} />
    </>
  )
}

export function RefuseFields({ matter }: FieldsProps) {
  return (
    <>
      <Wish matter={matter} />
      <WordsOnly move="refuse_extension" />
    </>
  )
}
