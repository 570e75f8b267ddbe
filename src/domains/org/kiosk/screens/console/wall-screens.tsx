/** The wall screens of my units: making the code of a new one, and ending one. */
import { Button, Form, Input, Popconfirm, Table } from 'antd'
import { useMemo, useState } from 'react'
import { EmptyNote, ErrorNote, LoadingNote } from '#ui/console/notes.tsx'
import { PageHead } from '#ui/console/page-head.tsx'
import { TreeOne } from '#ui/console/tree-select.tsx'
import { useFormat } from '#ui/format.ts'
import { useAction, useEndpoint } from '#ui/use-endpoint.ts'
import { useWords } from '#ui/words.ts'
import { CodeShown } from '../../../accounts/screens/console/code-shown.tsx'
import { listUnits } from '../../../contract.ts'
import { getMe } from '../../../me/contract.ts'
import { unitsInReach } from '../../../screens/console/reach.ts'
import { endKiosk, type KioskView, kioskRoles, listKiosks, makeKiosk } from '../../contract.ts'
import { wallWords } from './words.ts'

export function WallScreens() {
  const words = useWords(wallWords)
  const { data, error, reload } = useEndpoint(listKiosks, {})
  return (
    <div className="page">
      <PageHead title={words.title} />
      <p className="quiet">{words.intro}</p>
      <Make />
      {error !== null && <ErrorNote error={error} onRetry={reload} />}
      {data === undefined && error === null && <LoadingNote />}
      {data?.kiosks.length === 0 && (
        <EmptyNote title={words.empty}>
          <p className="quiet">{words.emptyMore}</p>
        </EmptyNote>
      )}
      {data !== undefined && data.kiosks.length > 0 && <Kiosks kiosks={data.kiosks} />}
    </div>
  )
}

interface MakeValues {
  readonly name: string
  readonly unitId?: string
}

function Make() {
  const words = useWords(wallWords)
  const [form] = Form.useForm<MakeValues>()
  const me = useEndpoint(getMe, {}).data
  const units = useEndpoint(listUnits, {}).data?.units
  const { run, busy, error } = useAction(makeKiosk, ['/kiosk-sessions'])
  const [code, setCode] = useState<string | null>(null)
  const mine = useMemo(() => {
    const reached = unitsInReach(units ?? [], me?.roles ?? [], kioskRoles)
    return (units ?? []).filter(({ id }) => reached.has(id))
  }, [units, me])
  const make = async ({ name, unitId }: MakeValues) => {
    if (unitId === undefined) return
    const done = await run({ name, unitId })
    if (!done.ok) return
    setCode(done.reply.code)
    form.resetFields()
  }
  const rules = [{ required: true, message: words.required }]
  return (
    <section className="giving" aria-label={words.make}>
      <Form<MakeValues> form={form} layout="vertical" requiredMark={false} onFinish={(values) => void make(values)}>
        <Form.Item name="name" label={words.name} extra={words.nameHint} rules={rules}>
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name="unitId" label={words.unit} rules={rules}>
          <TreeOne places={mine} />
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={busy}>
          {words.make}
        </Button>
      </Form>
      {error !== null && <ErrorNote error={error} />}
      {code !== null && <CodeShown title={words.code} code={code} more={words.codeMore(`${location.origin}/kiosk`)} />}
    </section>
  )
}

function Kiosks({ kiosks }: { kiosks: readonly KioskView[] }) {
  const words = useWords(wallWords)
  const format = useFormat()
  return (
    <Table<KioskView>
      size="small"
      rowKey="id"
      pagination={false}
      dataSource={kiosks}
      columns={[
        { key: 'name', title: words.name, render: (_, { name }) => name },
        { key: 'unit', title: words.unit, render: (_, { unit }) => unit.name },
        { key: 'state', title: words.state, render: (_, { state }) => words.states[state] },
        { key: 'madeBy', title: words.madeBy, render: (_, { madeBy }) => madeBy.name },
        { key: 'until', title: words.until, render: (_, { until }) => format.moment(until) },
        { key: 'act', title: words.acts, render: (_, kiosk) => <End kiosk={kiosk} /> },
      ]}
    />
  )
}

function End({ kiosk }: { kiosk: KioskView }) {
  const words = useWords(wallWords)
  const { run, busy, error } = useAction(endKiosk, ['/kiosk-sessions'])
  return (
    <>
      <Popconfirm
        title={words.endWhat(kiosk.name)}
        description={words.endMore}
        okText={words.yes}
        onConfirm={() => void run({ id: kiosk.id })}
      >
        <Button size="small" loading={busy} aria-label={words.endWhat(kiosk.name)}>
          {words.end}
        </Button>
      </Popconfirm>
      {error !== null && <ErrorNote error={error} />}
    </>
  )
}
