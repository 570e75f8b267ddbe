/** All or some matters of one person go to a colleague or to another unit, in one act. */
import { Alert, Checkbox, Form, Input, Radio } from 'antd'
import { useEffect, useState } from 'react'
import { listUnits } from '#domains/org/contract.ts'
import type { OutputOf } from '#platform/endpoint.ts'
import { FormDrawer } from '#ui/console/form-drawer.tsx'
import { ErrorNote } from '#ui/console/notes.tsx'
import { TreeOne } from '#ui/console/tree-select.tsx'
import { useFormat } from '#ui/format.ts'
import { useAction, useEndpoint } from '#ui/use-endpoint.ts'
import { useWords } from '#ui/words.ts'
import type { Chosen } from '../../../screens/console/forms/field-rule.ts'
import { PersonField } from '../../../screens/console/forms/person-field.tsx'
import { type HandoverMatter, type HandoverPerson, handOver } from '../../contract.ts'
import { handoverWords } from '../../words.ts'

interface HandoverDrawerProps {
  readonly from: HandoverPerson
  /** What the history will say, offered first. */
  readonly reason: string
  readonly open: boolean
  readonly onClose: () => void
  readonly onGone: () => void
}

interface Values {
  readonly matterIds: string[]
  readonly to: 'person' | 'unit'
  readonly person?: Chosen
  readonly unitId?: string
  readonly reason: string
}

const changes = ['/matters-handover', '/matters-inbox', '/matters-board', '/matters/']

export function HandoverDrawer({ from, reason, open, onClose, onGone }: HandoverDrawerProps) {
  const words = useWords(handoverWords)
  const [form] = Form.useForm<Values>()
  const [matters, setMatters] = useState(from.matters)
  const [stayed, setStayed] = useState<OutputOf<typeof handOver>['stayed']>([])
  const { run, busy, error } = useAction(handOver, changes)
  const chosen = Form.useWatch('matterIds', form) ?? []
  const to = Form.useWatch('to', form) ?? 'person'
  const places = useEndpoint(listUnits, {}).data?.units ?? []
  // what has gone meanwhile can be chosen no more
  useEffect(() => setMatters(from.matters), [from.matters])

  const send = async ({ matterIds, person, unitId, reason }: Values) => {
    const id = to === 'person' ? person?.value : unitId
    if (id === undefined) return
    const done = await run({ personId: from.person.id, matterIds, to: { what: to, id }, reason })
    if (!done.ok) return
    if (done.reply.stayed.length === 0) return onClose()
    const left = new Set(done.reply.stayed.map((one) => one.id))
    setStayed(done.reply.stayed)
    setMatters(matters.filter((one) => left.has(one.id) || !matterIds.includes(one.id)))
    form.setFieldValue('matterIds', [])
  }
  const all = matters.map(({ id }) => id)
  return (
    <FormDrawer<Values>
      title={words.title(from.person.name)}
      open={open}
      form={form}
      initial={{ matterIds: all, to: 'person', reason }}
      submit={words.submit(chosen.length)}
      busy={busy}
      onClose={onClose}
      onGone={onGone}
      onSubmit={(values) => void send(values)}
    >
      <p className="quiet">{words.effect}</p>
      {error !== null && <ErrorNote error={error} />}
      {stayed.length > 0 && (
        <Alert
          type="warning"
          role="status"
          title={words.stayed(stayed.length)}
          description={
            <ul>
              {stayed.map(({ id, number, title, why }) => (
                <li key={id}>{`${number} ${title}: ${words.stays[why]}`}</li>
              ))}
            </ul>
          }
        />
      )}
      <Form.Item label={words.which} required>
        <Checkbox
          checked={chosen.length === all.length}
          indeterminate={chosen.length > 0 && chosen.length < all.length}
          onChange={(event) => form.setFieldValue('matterIds', event.target.checked ? all : [])}
        >
          {words.all(all.length)}
        </Checkbox>
        <Form.Item name="matterIds" noStyle rules={[{ type: 'array', min: 1, message: words.none }]}>
          <Checkbox.Group className="handover-list">
            {matters.map((matter) => (
              <Checkbox key={matter.id} value={matter.id}>
                <Line matter={matter} />
              </Checkbox>
            ))}
          </Checkbox.Group>
        </Form.Item>
      </Form.Item>
      <Form.Item name="to" label={words.to} required>
        <Radio.Group
          options={[
            { value: 'person', label: words.person },
            { value: 'unit', label: words.unit },
          ]}
        />
      </Form.Item>
      {to === 'person' ? (
        <Form.Item name="person" label={words.person} rules={[{ required: true, message: words.to }]}>
          <PersonField unitIds={[...new Set(matters.map(({ unit }) => unit.id))].slice(0, 12)} />
        </Form.Item>
      ) : (
        <Form.Item
          name="unitId"
          label={words.unit}
          extra={words.unitHint}
          rules={[{ required: true, message: words.to }]}
        >
          <TreeOne places={places} />
        </Form.Item>
      )}
      <Form.Item
        name="reason"
        label={words.reason}
        rules={[{ required: true, whitespace: true, min: 2, message: words.reason }]}
      >
        <Input maxLength={500} />
      </Form.Item>
    </FormDrawer>
  )
}

function Line({ matter }: { matter: HandoverMatter }) {
  const words = useWords(handoverWords)
  const format = useFormat()
  return (
    <>
      {matter.title}
      <span className="handover-line quiet">
        <span>{matter.number}</span>
        <span>{matter.unit.name}</span>
        {matter.owned && matter.dueAt !== null && <span>{words.due(format.by(matter.dueAt))}</span>}
        {matter.actions.length > 0 && <span>{words.actions(matter.actions.length)}</span>}
        {!matter.owned && <span>{words.actionOnly}</span>}
      </span>
    </>
  )
}
