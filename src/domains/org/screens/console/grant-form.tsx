/** Grants a role at a unit. */
import { Button, Form, Select } from 'antd'
import { TreeOne } from '#ui/console/tree-select.tsx'
import { useAction } from '#ui/use-endpoint.ts'
import { useWords } from '#ui/words.ts'
import { type GrantedRole, grantedRoles, grantRole, type UnitView } from '../../contract.ts'
import { orgWords } from '../../words.ts'
import { FreshFactor } from './fresh-factor.tsx'
import { orgConsoleWords } from './words.ts'

interface GrantValues {
  readonly role?: GrantedRole
  readonly unitId: string
}

interface GrantFormProps {
  readonly personId: string
  /** The person's own unit, offered first. */
  readonly unitId: string
  readonly units: readonly UnitView[]
}

export function GrantForm({ personId, unitId, units }: GrantFormProps) {
  const words = useWords(orgConsoleWords).person
  const { roles } = useWords(orgWords)
  const [form] = Form.useForm<GrantValues>()
  const { run, busy, error } = useAction(grantRole, ['/org'])
  const grant = async ({ role, unitId: at }: GrantValues) => {
    if (role === undefined) return
    const outcome = await run({ id: personId, role, unitId: at })
    if (outcome.ok) form.resetFields()
  }
  return (
    <section aria-label={words.grant}>
      <h3 className="person-part">{words.grant}</h3>
      <Form<GrantValues>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ unitId }}
        onFinish={(values) => void grant(values)}
      >
        <Form.Item name="role" label={words.role} rules={[{ required: true, message: words.role }]}>
          <Select options={grantedRoles.map((role) => ({ value: role, label: roles[role] }))} />
        </Form.Item>
        <Form.Item name="unitId" label={words.unit} rules={[{ required: true, message: words.unit }]}>
          <TreeOne places={units} />
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={busy}>
          {words.grantNow}
        </Button>
      </Form>
      <FreshFactor error={error} onRetry={() => void grant(form.getFieldsValue())} />
    </section>
  )
}
