/** What an erasure deletes, empties and leaves, table by table and why; below it the act itself. */
import { Alert, Button, Form, Input, Table, Tag } from 'antd'
import { useState } from 'react'
import { FreshFactor } from '#domains/org/screens/console/fresh-factor.tsx'
import { useAction } from '#ui/use-endpoint.ts'
import { useLanguage, useWords } from '#ui/words.ts'
import { erasePerson, type PlanView, type ShareView } from '../../contract.ts'
import { privacyConsoleWords } from './words.ts'

const colour = { delete: 'red', empty: 'blue', keep: 'default' } as const

export function ErasurePlan({ plan }: { plan: PlanView }) {
  const words = useWords(privacyConsoleWords)
  const language = useLanguage()
  const shares = plan.categories.flatMap(({ title, items }) => items.map((share) => ({ ...share, title })))
  return (
    <section className="privacy-part" aria-label={words.plan}>
      <h3>{words.plan}</h3>
      <p className="quiet">
        {words.planIntro} {words.former(plan.former[language])}
      </p>
      {plan.not !== null && <Alert type="info" showIcon title={words.not[plan.not]} />}
      <Table<(typeof shares)[number]>
        size="small"
        rowKey="table"
        pagination={false}
        dataSource={shares}
        columns={[
          {
            key: 'what',
            title: words.purpose,
            render: (_, { title, purpose }) => (
              <>
                {title[language]}
                <div className="quiet">{purpose[language]}</div>
              </>
            ),
          },
          {
            key: 'how',
            title: words.happens,
            width: 96,
            render: (_, { how, rows }) => (
              <>
                <Tag color={colour[how]}>{words.how[how]}</Tag>
                <div className="quiet">{rows === null ? words.notCounted : words.rows(rows)}</div>
              </>
            ),
          },
          { key: 'why', title: words.why, render: (_, share) => <Why share={share} /> },
        ]}
      />
      {plan.not === null && <Erase plan={plan} />}
    </section>
  )
}

function Why({ share: { why, statute } }: { share: ShareView }) {
  const words = useWords(privacyConsoleWords)
  const language = useLanguage()
  if (why === null && statute === null) return null
  return (
    <>
      {why?.[language]}
      {statute !== null && (
        <div className="quiet">
          {words.statute(statute[language], statute.source)}
          {words.certainty[statute.certainty]}
        </div>
      )}
    </>
  )
}

function Erase({ plan }: { plan: PlanView }) {
  const words = useWords(privacyConsoleWords)
  const [open, setOpen] = useState(false)
  const [form] = Form.useForm<{ staffNo: string }>()
  const { run, busy, error } = useAction(erasePerson, ['/privacy', '/org', '/matters'])
  const erase = ({ staffNo }: { staffNo: string }) => void run({ id: plan.person.id, staffNo })
  if (!open) {
    return (
      <Button danger onClick={() => setOpen(true)}>
        {words.erase}
      </Button>
    )
  }
  return (
    <>
      <Form<{ staffNo: string }> form={form} layout="vertical" requiredMark={false} onFinish={erase}>
        <Form.Item
          name="staffNo"
          label={words.eraseSure}
          rules={[{ required: true, whitespace: true, message: words.eraseSure }]}
        >
          <Input maxLength={60} autoFocus autoComplete="off" />
        </Form.Item>
        <Button danger type="primary" htmlType="submit" loading={busy}>
          {words.eraseNow}
        </Button>
      </Form>
      <FreshFactor error={error} onRetry={() => erase(form.getFieldsValue())} />
    </>
  )
}
