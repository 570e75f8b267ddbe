/** Who stands in for a person, and naming somebody for some days. */
import { Button, DatePicker, Form, Select, Tag } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { useState } from 'react'
import { useFormat } from '#ui/format.ts'
import { useAction, useEndpoint } from '#ui/use-endpoint.ts'
import { useWords } from '#ui/words.ts'
import { FreshFactor } from '../../../screens/console/fresh-factor.tsx'
import { orgWords } from '../../../words.ts'
import { type DeputyView, endDeputy, listDeputies, nameDeputy, type PersonDeputies } from '../../contract.ts'
import { deputyWords } from '../../words.ts'
import { DeputyField } from './deputy-field.tsx'
import './deputies.css'

const changes = ['/org', '/me', '/matters']

export function DeputyPanel({ personId }: { personId: string }) {
  const words = useWords(deputyWords)
  const { data } = useEndpoint(listDeputies, { id: personId })
  const [naming, setNaming] = useState(false)
  if (data === undefined) return null
  return (
    <section aria-label={words.title}>
      <h3 className="person-part">{words.title}</h3>
      <p className="quiet">{words.whyOther}</p>
      {data.deputies.length + data.standsIn.length === 0 && <p className="quiet">{words.none}</p>}
      <ul className="deputies">
        {data.deputies.map((one) => (
          <Deputy key={one.id} deputy={one} whose="his" />
        ))}
        {data.standsIn.map((one) => (
          <Deputy key={one.id} deputy={one} whose="others" />
        ))}
      </ul>
      {data.posts.length > 0 && !naming && <Button onClick={() => setNaming(true)}>{words.name}</Button>}
      {naming && <DeputyForm known={data} onDone={() => setNaming(false)} />}
    </section>
  )
}

function Deputy({ deputy, whose }: { deputy: DeputyView; whose: 'his' | 'others' }) {
  const words = useWords(deputyWords)
  const { roles } = useWords(orgWords)
  const format = useFormat()
  const { run, busy, error } = useAction(endDeputy, changes)
  const what = deputy.role === 'employee' ? words.own : words.post(roles[deputy.role], deputy.unit.name)
  const end = () => void run({ id: deputy.id })
  return (
    <li>
      <span className="deputy">
        <span>{whose === 'his' ? words.who(deputy.deputy.name, what) : words.whom(deputy.person.name, what)}</span>
        <span className="quiet">{words.days(format.day(deputy.from), format.day(deputy.until))}</span>
        <Tag>{deputy.now ? words.now : words.coming}</Tag>
        {whose === 'his' && deputy.may.includes('end') && (
          <Button size="small" loading={busy} aria-label={words.endOf(deputy.deputy.name)} onClick={end}>
            {words.end}
          </Button>
        )}
      </span>
      <FreshFactor error={error} onRetry={end} />
    </li>
  )
}

interface Values {
  readonly grantId: string
  readonly deputyId?: string
  readonly days?: readonly [Dayjs, Dayjs]
}

/** Stands for no role: the own work. */
const ownWork = ''

function DeputyForm({ known, onDone }: { known: PersonDeputies; onDone: () => void }) {
  const words = useWords(deputyWords)
  const { roles } = useWords(orgWords)
  const [form] = Form.useForm<Values>()
  const grantId = Form.useWatch('grantId', form)
  const { run, busy, error } = useAction(nameDeputy, changes)
  const name = async ({ grantId, deputyId, days }: Values) => {
    if (deputyId === undefined || days === undefined) return
    const [from, until] = days.map((day) => day.format('YYYY-MM-DD')) as [string, string]
    const post = grantId === ownWork ? null : grantId
    const done = await run({ id: known.person.id, deputyId, grantId: post, from, until })
    if (done.ok) onDone()
  }
  return (
    <>
      <Form<Values>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ grantId: known.posts[0]?.grantId ?? ownWork }}
        onFinish={(values) => void name(values)}
      >
        <Form.Item name="grantId" label={words.forWhat} extra={grantId === ownWork ? words.ownHint : words.roleHint}>
          <Select
            options={known.posts.map((post) => ({
              value: post.grantId ?? ownWork,
              label: post.role === 'employee' ? words.own : words.post(roles[post.role], post.unit.name),
            }))}
          />
        </Form.Item>
        <Form.Item name="deputyId" label={words.deputy} rules={[{ required: true, message: words.missing }]}>
          <DeputyField personId={known.person.id} />
        </Form.Item>
        <Form.Item
          name="days"
          label={`${words.from} – ${words.until}`}
          rules={[{ required: true, message: words.missing }]}
        >
          <DatePicker.RangePicker minDate={dayjs(known.today)} maxDate={dayjs(known.latest)} />
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={busy}>
          {words.save}
        </Button>
      </Form>
      <FreshFactor error={error} onRetry={() => void name(form.getFieldsValue())} />
    </>
  )
}
