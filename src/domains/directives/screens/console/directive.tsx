/** One directive: what is asked and why, where each unit stands, and what was objected, with the sender's clocks. */
import { Alert, App, Button, Form, Table, type TableColumnsType } from 'antd'
import { type ReactNode, useState } from 'react'
import { Link, useParams } from 'wouter'
import { DueCell } from '#domains/matters/screens/console/due.tsx'
import { MatterLink } from '#domains/matters/screens/console/matter-link.tsx'
import { StateTag } from '#domains/matters/screens/console/state-tag.tsx'
import { FormDrawer } from '#ui/console/form-drawer.tsx'
import { ErrorNote, LoadingNote } from '#ui/console/notes.tsx'
import { PageHead } from '#ui/console/page-head.tsx'
import { useFormat } from '#ui/format.ts'
import { patch, useAction, useEndpoint } from '#ui/use-endpoint.ts'
import { useWords } from '#ui/words.ts'
import { type DirectiveView, getDirective, recallDirective } from '../../contract.ts'
import { directiveWords } from '../../view/words.ts'
import { Items } from './items.tsx'
import { TextItem, touched } from './object-drawer.tsx'
import { Objections } from './objections.tsx'
import { useStates } from './states.ts'
import { directiveConsoleWords } from './words.ts'
import './directives.css'

export function DirectivePage() {
  const { id } = useParams<{ id: string }>()
  const { list, nav, page } = useWords(directiveConsoleWords)
  const [recalling, setRecalling] = useState(false)
  const { data, error, loading, reload } = useEndpoint(getDirective, { id })
  return (
    <div className="page">
      <nav className="directive-back" aria-label={list.back}>
        <Link href="/directives">← {list.back}</Link>
      </nav>
      <PageHead title={data?.title ?? nav}>
        {data?.may.includes('recall') && <Button onClick={() => setRecalling(true)}>{page.recall}</Button>}
      </PageHead>
      {error !== null && <ErrorNote error={error} onRetry={reload} />}
      {data === undefined && loading && <LoadingNote rows={10} />}
      {data !== undefined && <Whole directive={data} />}
      <Recall id={id} open={recalling} onClose={() => setRecalling(false)} />
    </div>
  )
}

function Whole({ directive }: { directive: DirectiveView }) {
  const words = useWords(directiveWords)
  const { page } = useWords(directiveConsoleWords)
  const states = useStates()
  const format = useFormat()
  const { recalled, minutes, totalMinutes } = directive
  const facts: readonly (readonly [string, ReactNode])[] = [
    [words.purpose, directive.purpose],
    [words.dueOn, format.day(directive.dueOn)],
    [words.minutesEach, page.total(words.minutesOf(minutes), totalMinutes)],
    [words.sender, `${directive.sender.name} ${directive.issuer}`],
    [words.issued, format.moment(directive.issuedAt)],
    [words.states, states(directive.states)],
  ]
  return (
    <div className="directive-page">
      {recalled !== null && (
        <Alert type="info" showIcon title={words.recalled(format.day(recalled.at), recalled.reason)} />
      )}
      <section aria-labelledby="directive-text">
        <h2 id="directive-text" className="section-title">
          {page.text}
        </h2>
        <p className="said">{directive.text}</p>
        <dl className="directive-facts">
          {facts.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </section>
      {directive.items.length > 0 && (
        <section aria-labelledby="directive-items">
          <h2 id="directive-items" className="section-title">
            {words.items}
          </h2>
          <Items items={directive.items} />
        </section>
      )}
      <section aria-labelledby="directive-objections">
        <h2 id="directive-objections" className="section-title">
          {words.objections} <small className="quiet">{words.objectionsHint}</small>
        </h2>
        <Objections rows={directive.objections} />
      </section>
      <Units units={directive.units} />
    </div>
  )
}

type Part = DirectiveView['units'][number]

function Units({ units }: Pick<DirectiveView, 'units'>) {
  const { page } = useWords(directiveConsoleWords)
  const words = useWords(directiveWords)
  const columns: TableColumnsType<Part> = [
    { key: 'unit', title: page.columns.unit, render: (_, { unit }) => unit.name },
    {
      key: 'number',
      title: page.columns.number,
      width: 150,
      render: (_, { matter }) => <MatterLink id={matter.id}>{matter.number}</MatterLink>,
    },
    {
      key: 'state',
      title: page.columns.state,
      width: 130,
      render: (_, { matter }) => <StateTag state={matter.state} />,
    },
    { key: 'owner', title: page.columns.owner, width: 110, render: (_, { matter }) => matter.owner?.name ?? '' },
    { key: 'due', title: page.columns.due, width: 190, render: (_, { matter }) => <DueCell row={matter} /> },
    { key: 'minutes', title: page.columns.minutes, width: 130, render: (_, { minutes }) => words.minutesOf(minutes) },
  ]
  return (
    <section aria-labelledby="directive-units">
      <h2 id="directive-units" className="section-title">
        {page.units} <small className="quiet">{page.unitsHint}</small>
      </h2>
      <Table<Part>
        size="small"
        rowKey={({ unit }) => unit.id}
        columns={columns}
        dataSource={[...units]}
        pagination={false}
        scroll={{ x: 760 }}
      />
    </section>
  )
}

function Recall({ id, open, onClose }: { id: string; open: boolean; onClose: () => void }) {
  const { page } = useWords(directiveConsoleWords)
  const { message } = App.useApp()
  const [form] = Form.useForm<{ reason?: string }>()
  const action = useAction(recallDirective, touched)
  const submit = async ({ reason = '' }: { reason?: string }) => {
    const done = await action.run({ id, reason })
    if (!done.ok) return
    patch(getDirective, { id }, () => done.reply)
    onClose()
    message.success(page.recalled)
  }
  return (
    <FormDrawer<{ reason?: string }>
      title={page.recallTitle}
      open={open}
      form={form}
      initial={{}}
      submit={page.recall}
      busy={action.busy}
      onClose={onClose}
      onSubmit={submit}
    >
      <p className="effect">{page.recallEffect}</p>
      <TextItem name="reason" label={page.reason} least={4} most={2000} rows={4} />
      {action.error !== null && <ErrorNote error={action.error} />}
    </FormDrawer>
  )
}
