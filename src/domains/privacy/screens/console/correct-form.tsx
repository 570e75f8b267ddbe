/** Correcting name, phone or Party status. */
import { Button, Checkbox, Form, Input, Select } from 'antd'
import { useState } from 'react'
import { PartyStatus } from '#domains/org/contract.ts'
import { FreshFactor } from '#domains/org/screens/console/fresh-factor.tsx'
import { orgWords } from '#domains/org/words.ts'
import { useAction } from '#ui/use-endpoint.ts'
import { useWords } from '#ui/words.ts'
import { correctPerson, type PlanView } from '../../contract.ts'
import { privacyConsoleWords } from './words.ts'

interface Values {
  readonly name: string
  readonly phone: string
  readonly removePhone: boolean
  readonly partyStatus: PartyStatus
}

export function CorrectForm({ person }: { person: PlanView['person'] }) {
  const words = useWords(privacyConsoleWords)
  const { party } = useWords(orgWords)
  const [open, setOpen] = useState(false)
  const [done, setDone] = useState(false)
  const [form] = Form.useForm<Values>()
  const { run, busy, error } = useAction(correctPerson, ['/privacy', '/org'])

  const save = async ({ name, phone, removePhone, partyStatus }: Values) => {
    const outcome = await run({
      id: person.id,
      ...(name !== person.name ? { name } : {}),
      ...(removePhone ? { phone: null } : phone.trim() === '' ? {} : { phone }),
      ...(partyStatus !== person.partyStatus ? { partyStatus } : {}),
    })
    if (!outcome.ok) return
    setDone(true)
    setOpen(false)
  }
  return (
    <section className="privacy-part" aria-label={words.correct}>
      {done && <output>{words.corrected}</output>}
      {!open && <Button onClick={() => setOpen(true)}>{words.correct}</Button>}
      {open && (
        <>
          <p className="quiet">{words.correctHint}</p>
          <Form<Values>
            form={form}
            layout="vertical"
            requiredMark={false}
            initialValues={{ name: person.name, phone: '', removePhone: false, partyStatus: person.partyStatus }}
            onFinish={(values) => void save(values)}
          >
            <Form.Item name="name" label={words.name}>
              <Input maxLength={60} autoFocus />
            </Form.Item>
            <Form.Item name="phone" label={words.newPhone}>
              <Input maxLength={30} inputMode="tel" autoComplete="off" />
            </Form.Item>
            {person.phone !== null && (
              <Form.Item name="removePhone" valuePropName="checked">
                <Checkbox>{words.removePhone}</Checkbox>
              </Form.Item>
            )}
            <Form.Item name="partyStatus" label={words.party}>
              <Select<PartyStatus> options={PartyStatus.options.map((value) => ({ value, label: party[value] }))} />
            </Form.Item>
            <Button type="primary" htmlType="submit" loading={busy}>
              {words.saveCorrection}
            </Button>
          </Form>
          <FreshFactor error={error} onRetry={() => void save(form.getFieldsValue(true))} />
        </>
      )}
    </section>
  )
}
