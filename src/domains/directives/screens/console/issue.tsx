/** Issuing a directive: the form with what it costs beside it, then the preview of what each unit will get. */
import { App, Button, Form, InputNumber, Space } from 'antd'
import { useState } from 'react'
import { Link, useLocation } from 'wouter'
import { Day } from '#domains/matters/screens/console/forms/day-field.tsx'
import { listUnits } from '#domains/org/contract.ts'
import { ErrorNote } from '#ui/console/notes.tsx'
import { PageHead } from '#ui/console/page-head.tsx'
import { TreeSeveral } from '#ui/console/tree-select.tsx'
import { consoleWords } from '#ui/console/words.ts'
import { useDraft } from '#ui/drafts.ts'
import { useAction, useEndpoint } from '#ui/use-endpoint.ts'
import { useWords } from '#ui/words.ts'
import { type DirectiveCheck, issueDirective } from '../../contract.ts'
import { directiveWords } from '../../view/words.ts'
import { Cost } from './cost.tsx'
import { checkOf, type Draft, inputOf } from './draft.ts'
import { ItemFields } from './item-fields.tsx'
import { TextItem, touched } from './object-drawer.tsx'
import { Preview } from './preview.tsx'
import { useCheck } from './use-check.ts'
import { useDays } from './use-days.ts'
import { directiveConsoleWords } from './words.ts'
import './directives.css'

export function Issue() {
  const { form: words, list } = useWords(directiveConsoleWords)
  const { restored } = useWords(consoleWords)
  const draft = useDraft<Draft>('console:directive', {})
  return (
    <div className="page">
      <nav className="directive-back" aria-label={list.back}>
        <Link href="/directives">← {list.back}</Link>
      </nav>
      <PageHead title={list.new}>{draft.ready && draft.restored && <span className="quiet">{restored}</span>}</PageHead>
      {draft.ready && <Written start={draft.value} onChange={draft.change} onDone={draft.done} submit={words.issue} />}
    </div>
  )
}

interface WrittenProps {
  readonly start: Draft
  readonly onChange: (next: Draft) => void
  readonly onDone: () => void
  readonly submit: string
}

function Written({ start, onChange, onDone, submit }: WrittenProps) {
  const { form: words } = useWords(directiveConsoleWords)
  const { message } = App.useApp()
  const [, navigate] = useLocation()
  const [form] = Form.useForm<Draft>()
  const [value, setValue] = useState(start)
  const [preview, setPreview] = useState(false)
  const { check, error } = useCheck(checkOf(value))
  const action = useAction(issueDirective, touched)
  const change = (next: Draft) => {
    setValue(next)
    onChange(next)
    action.reset()
  }
  const issue = async () => {
    const done = await action.run(inputOf(value))
    if (!done.ok) return
    onDone()
    message.success(words.issued)
    navigate(`/directives/${done.reply.id}`)
  }
  return (
    <div className="directive-issue">
      <div className="directive-form">
        <Form<Draft>
          form={form}
          layout="vertical"
          initialValues={start}
          requiredMark="optional"
          scrollToFirstError={{ focus: true, block: 'center' }}
          hidden={preview}
          onValuesChange={(_, all) => change(all)}
          onFinish={() => setPreview(true)}
        >
          <Fields check={check} />
          {error !== null && <ErrorNote error={error} />}
          <Button type="primary" htmlType="submit">
            {words.preview}
          </Button>
        </Form>
        {preview && (
          <Preview draft={value} check={check}>
            {action.error !== null && <ErrorNote error={action.error} />}
            <Space>
              <Button onClick={() => setPreview(false)}>{words.edit}</Button>
              <Button type="primary" loading={action.busy} onClick={issue}>
                {submit}
              </Button>
            </Space>
          </Preview>
        )}
      </div>
      <Cost check={value.unitIds === undefined || value.unitIds.length === 0 ? null : check} />
    </div>
  )
}

function Fields({ check }: { check: DirectiveCheck | null }) {
  const { form: words } = useWords(directiveConsoleWords)
  const own = useWords(directiveWords)
  const days = useDays()
  const units = useEndpoint(listUnits, {}).data?.units
  const dueOn = Form.useWatch<string | undefined>('dueOn')
  const workdays = dueOn === undefined || check?.workdays == null ? undefined : words.inWorkdays(check.workdays)
  return (
    <>
      <TextItem name="title" label={words.title} hint={words.titleHint} least={4} most={60} rows={1} />
      <TextItem name="purpose" label={words.purpose} hint={words.purposeHint} least={10} most={500} rows={2} />
      <TextItem name="text" label={words.text} hint={words.textHint} least={10} most={4000} />
      <Form.Item
        name="unitIds"
        label={words.units}
        extra={words.unitsHint}
        rules={[{ required: true, type: 'array', min: 1, message: words.atLeastOne }]}
      >
        <TreeSeveral places={units ?? []} loading={units === undefined} />
      </Form.Item>
      <div className="directive-pair">
        <Form.Item
          name="dueOn"
          label={words.dueOn}
          extra={<span role="status">{workdays}</span>}
          rules={[{ required: true, message: own.missing }]}
        >
          <Day {...days} />
        </Form.Item>
        <Form.Item
          name="minutes"
          label={words.minutes}
          extra={words.minutesHint}
          rules={[{ required: true, message: words.minutesRange }]}
        >
          <InputNumber min={1} max={10_000} precision={0} className="whole-width" />
        </Form.Item>
      </div>
      <ItemFields held={check?.held ?? []} />
    </>
  )
}
