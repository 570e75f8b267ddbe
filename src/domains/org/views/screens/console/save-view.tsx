/** Keeps the filter of now under a name. */
import { Form, Input } from 'antd'
import { FormDrawer } from '#ui/console/form-drawer.tsx'
import { ErrorNote } from '#ui/console/notes.tsx'
import { useAction } from '#ui/use-endpoint.ts'
import { useWords } from '#ui/words.ts'
import { saveView, type ViewList } from '../../contract.ts'
import { viewWords } from '../../words.ts'

interface SaveViewProps {
  readonly list: ViewList
  readonly query: string
  readonly open: boolean
  readonly onClose: () => void
}

export function SaveView({ list, query, open, onClose }: SaveViewProps) {
  const words = useWords(viewWords)
  const [form] = Form.useForm<{ name: string }>()
  const { run, busy, error, reset } = useAction(saveView, ['/views'])
  const save = async ({ name }: { name: string }) => {
    const done = await run({ list, name, query })
    if (done.ok) onClose()
  }
  return (
    <FormDrawer<{ name: string }>
      title={words.save}
      open={open}
      form={form}
      initial={{ name: '' }}
      submit={words.ok}
      busy={busy}
      onClose={onClose}
      onGone={reset}
      onSubmit={(values) => void save(values)}
    >
      {error !== null && <ErrorNote error={error} />}
      <Form.Item
        name="name"
        label={words.name}
        rules={[{ required: true, whitespace: true, message: words.nameMissing }]}
      >
        <Input maxLength={40} onPressEnter={() => form.submit()} />
      </Form.Item>
    </FormDrawer>
  )
}
