/** Fields of the moves that decide whose a matter is: assign, change owner, hand on, return, merge, decline. */
import { Alert, Form } from 'antd'
import { listUnits } from '#domains/org/contract.ts'
import { TreeOne, TreeSeveral } from '#ui/console/tree-select.tsx'
import { useEndpoint } from '#ui/use-endpoint.ts'
import { useWords } from '#ui/words.ts'
import type { MatterView, MoveName } from '../../../contract.ts'
import { matterWords } from '../../../view/words.ts'
import { MoveField, TextField } from './field.tsx'
import { MergeField } from './merge-field.tsx'
import { PersonField, useHeads } from './person-field.tsx'
import { formWords } from './words.ts'

export interface FieldsProps {
  readonly matter: MatterView
}

const useUnits = () => {
  const { data, loading } = useEndpoint(listUnits, {})
  return { places: data?.units ?? [], loading: data === undefined && loading }
}

export function AssignFields() {
  const words = useWords(formWords)
  const labels = useWords(matterWords).fields
  const units = useUnits()
  const form = Form.useFormInstance()
  const unitId = Form.useWatch<string | undefined>('unitId')
  const head = useHeads(unitId === undefined ? [] : [unitId])[0]
  const [byHead, nobody] =
    head === undefined
      ? [undefined, false]
      : [head.person && words.owner.byHead(head.person.name), head.person === null]
  return (
    <>
      <MoveField move="assign" name="unitId" label={labels.leadUnit}>
        <TreeOne {...units} onPick={() => form.setFieldValue('ownerId', undefined)} />
      </MoveField>
      <MoveField
        move="assign"
        name="ownerId"
        label={labels.owner}
        required={nobody}
        hint={nobody ? words.owner.noHead : undefined}
      >
        <PersonField
          unitIds={unitId === undefined ? [] : [unitId]}
          placeholder={unitId === undefined ? words.owner.unitFirst : (byHead ?? undefined)}
          clearable
        />
      </MoveField>
      <MoveField move="assign" name="assistingUnitIds" label={words.assisting} hint={words.assistingHint}>
        <TreeSeveral {...units} disabled={new Set(unitId === undefined ? [] : [unitId])} />
      </MoveField>
      <TextField move="assign" name="note" label={labels.note} hint={words.noteHint} rows={3} />
    </>
  )
}

export function ReassignFields({ matter }: FieldsProps) {
  const words = useWords(formWords)
  const labels = useWords(matterWords).fields
  return (
    <>
      <MoveField move="reassign" name="ownerId" label={labels.owner}>
        <PersonField unitIds={matter.leadUnit === null ? [] : [matter.leadUnit.id]} />
      </MoveField>
      <TextField move="reassign" name="note" label={labels.note} hint={words.noteHint} rows={3} />
    </>
  )
}

export function HandOnFields({ matter }: FieldsProps) {
  const words = useWords(formWords)
  const labels = useWords(matterWords).fields
  const units = useUnits()
  const unitId = Form.useWatch<string | undefined>('unitId')
  const head = useHeads(unitId === undefined ? [] : [unitId])[0]?.person
  const { handOnGoesUp, aboveUnit, answerableUnit, leadUnit } = matter
  const goesUp = aboveUnit === null ? words.goesUpToDesk : words.goesUp(aboveUnit.name)
  const first = answerableUnit ?? leadUnit
  const next =
    head === undefined || handOnGoesUp ? undefined : head === null ? words.owner.noHead : words.takesOver(head.name)
  return (
    <>
      <Alert
        type={handOnGoesUp ? 'warning' : 'info'}
        showIcon
        title={handOnGoesUp ? goesUp : words.firstUnit(first?.name ?? '')}
      />
      <MoveField move="hand_on" name="unitId" label={handOnGoesUp ? words.wanted : labels.unit} hint={next}>
        <TreeOne {...units} disabled={new Set(leadUnit === null ? [] : [leadUnit.id])} />
      </MoveField>
      <TextField move="hand_on" name="reason" label={labels.reason} hint={words.reasonHint.hand_on} />
    </>
  )
}

/** Moves that need nothing but words. */
export function WordsOnly({
  move,
  rows = 5,
}: {
  move: Extract<MoveName, 'return' | 'refuse_extension'>
  rows?: number
}) {
  const hint = useWords(formWords).reasonHint[move]
  return <TextField move={move} name="reason" label={useWords(matterWords).fields.reason} hint={hint} rows={rows} />
}

export function MergeFields({ matter }: FieldsProps) {
  const words = useWords(formWords)
  const labels = useWords(matterWords).fields
  return (
    <>
      <MoveField move="merge" name="intoId" label={labels.into}>
        <MergeField matter={matter} />
      </MoveField>
      <TextField move="merge" name="reason" label={labels.reason} hint={words.reasonHint.merge} rows={3} />
    </>
  )
}

export function DeclineFields({ matter }: FieldsProps) {
  const words = useWords(formWords)
  const labels = useWords(matterWords).fields
  const hint = matter.aboveUnit === null ? words.declineHintTop : words.declineHint(matter.aboveUnit.name)
  return <TextField move="decline" name="reason" label={labels.reason} hint={hint} rows={6} />
}
