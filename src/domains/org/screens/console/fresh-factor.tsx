/** What went wrong; where a fresh second factor is asked for, the field for it, after which the act is tried again. */
import { Button, Form, Input } from 'antd'
import type { CallError } from '#ui/call.ts'
import { ErrorNote } from '#ui/console/notes.tsx'
import { useAction } from '#ui/use-endpoint.ts'
import { useWords } from '#ui/words.ts'
import { showSecondFactor } from '../../sign-in/contract.ts'
import { orgConsoleWords } from './words.ts'

interface FreshFactorProps {
  readonly error: CallError | null
  /** Tries again what was refused. */
  readonly onRetry: () => void
}

export function FreshFactor({ error, onRetry }: FreshFactorProps) {
  if (error === null) return null
  if (error.code === 'platform.second_factor_needed') return <CodeForm onShown={onRetry} />
  return <ErrorNote error={error} {...(error.uncertain ? { onRetry } : {})} />
}

function CodeForm({ onShown }: { onShown: () => void }) {
  const words = useWords(orgConsoleWords).factor
  const { run, busy, error } = useAction(showSecondFactor)
  const show = async ({ code }: { code: string }) => {
    const outcome = await run({ code: code.trim() })
    if (outcome.ok) onShown()
  }
  return (
    <section className="fresh-factor" aria-label={words.title}>
      <p>
        <strong>{words.title}</strong>
      </p>
      <p className="quiet">{words.why}</p>
      {error !== null && <ErrorNote error={error} />}
      <Form<{ code: string }> layout="vertical" requiredMark={false} onFinish={(values) => void show(values)}>
        <Form.Item name="code" label={words.code} rules={[{ required: true, message: words.title }]}>
          <Input autoComplete="one-time-code" inputMode="numeric" maxLength={40} autoFocus />
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={busy}>
          {words.confirm}
        </Button>
      </Form>
    </section>
  )
}
