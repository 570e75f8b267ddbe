/** What only the person who reported it can do: reply, judge, add, withdraw. */
import { useId, useState } from 'react'
import { verdicts } from '#domains/matters/contract.ts'
import { call } from '#ui/call.ts'
import { Button } from '#ui/mobile/button.tsx'
import { Card, Said, Section } from '#ui/mobile/card.tsx'
import { Choice } from '#ui/mobile/choice.tsx'
import { Dialog } from '#ui/mobile/dialog.tsx'
import { TextArea } from '#ui/mobile/field.tsx'
import { Form } from '#ui/mobile/form.tsx'
import { ErrorNote } from '#ui/mobile/notes.tsx'
import { toast } from '#ui/mobile/toast.tsx'
import { useAction } from '#ui/use-endpoint.ts'
import { useWords } from '#ui/words.ts'
import { moveByReceipt, openReceipt, type ReceiptMove, type ReceiptView } from '../../contract.ts'
import { heatWords } from './words.ts'

interface StepProps {
  readonly code: string
  readonly view: ReceiptView
  readonly onMoved: (view: ReceiptView) => void
}

/** What is asked of him now, right below where it stands. */
export function MyStep(props: StepProps) {
  const words = useWords(heatWords).step
  const { may, question, state } = props.view.matter
  if (may.includes('reply'))
    return (
      <Section title={words.asked}>
        <Card tone="accent">
          {question !== null && <Said>{question}</Said>}
          <Writing {...props} label={words.reply} action={words.sendReply} move={(text) => ({ do: 'reply', text })} />
        </Card>
      </Section>
    )
  if (!may.includes('judge')) return null
  return (
    <Card tone="accent">
      {state === 'promised' && (
        <p className="soft">
          {words.early}
          {words.earlyMore}
        </p>
      )}
      <Judging {...props} />
    </Card>
  )
}

function useMove({ code, view, onMoved }: StepProps) {
  const words = useWords(heatWords).step
  const action = useAction(moveByReceipt)
  const move = async (wanted: ReceiptMove): Promise<boolean> => {
    const done = await action.run({ code, seen: view.matter.seen, move: wanted })
    // done before, and the reply was lost on the way: it is read again
    const before = !done.ok && done.error.code === 'platform.already_done'
    const shown = done.ok ? done.reply : before ? await call(openReceipt, { code }).catch(() => null) : null
    if (shown === null) return false
    onMoved(shown)
    toast(words.thanks)
    return true
  }
  return { move, busy: action.busy, error: action.error }
}

interface WritingProps extends StepProps {
  readonly label: string
  readonly action: string
  readonly move: (text: string) => ReceiptMove
  readonly onDone?: () => void
}

function Writing({ label, action, move: moveOf, onDone, ...props }: WritingProps) {
  const form = useId()
  const [text, setText] = useState('')
  const { move, busy, error } = useMove(props)
  const send = async () => {
    if (text.trim().length >= 2 && (await move(moveOf(text.trim())))) onDone?.()
  }
  return (
    <Form id={form} onSubmit={send}>
      <TextArea label={label} value={text} onValue={setText} maxLength={2000} rows={3} />
      {error !== null && <ErrorNote error={error} />}
      <Button kind="primary" type="submit" busy={busy} disabled={text.trim().length < 2}>
        {action}
      </Button>
    </Form>
  )
}

function Judging(props: StepProps) {
  const all = useWords(heatWords)
  const words = all.step
  const form = useId()
  const early = props.view.matter.state === 'promised'
  const [verdict, setVerdict] = useState<(typeof verdicts)[number] | null>(null)
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const { move, busy, error } = useMove(props)
  const asksReason = verdict === 'partly' || verdict === 'not_solved'
  const missing = asksReason && reason.trim().length < 2
  const send = async () => {
    setTried(true)
    if (verdict === null || missing) return
    await move({ do: 'judge', verdict, ...(asksReason ? { reason: reason.trim() } : {}) })
  }
  return (
    <Form id={form} onSubmit={send}>
      <Choice
        label={words.judge}
        options={verdicts
          .filter((one) => !early || one !== 'solved')
          .map((one) => ({ value: one, label: all.follow.verdicts[one] }))}
        value={verdict}
        onValue={setVerdict}
      />
      {asksReason && (
        <TextArea
          label={words.reason}
          value={reason}
          onValue={setReason}
          maxLength={2000}
          rows={3}
          error={tried && missing ? words.reasonMissing : undefined}
        />
      )}
      {error !== null && <ErrorNote error={error} />}
      <Button kind="primary" type="submit" busy={busy} disabled={verdict === null}>
        {words.sendJudge}
      </Button>
    </Form>
  )
}

/** What he can do at any time while it is open. */
export function More(props: StepProps) {
  const words = useWords(heatWords).step
  const [open, setOpen] = useState<'add' | 'withdraw' | null>(null)
  const { may } = props.view.matter
  const close = () => setOpen(null)
  return (
    <>
      {may.includes('add') && <Button onClick={() => setOpen('add')}>{words.add}</Button>}{' '}
      {may.includes('withdraw') && (
        <Button kind="quiet" onClick={() => setOpen('withdraw')}>
          {words.withdraw}
        </Button>
      )}
      <Dialog open={open === 'add'} title={words.add} onClose={close}>
        <Writing
          {...props}
          label={words.addWhat}
          action={words.add}
          move={(text) => ({ do: 'add', text })}
          onDone={close}
        />
      </Dialog>
      <Dialog open={open === 'withdraw'} title={words.withdraw} onClose={close}>
        <Withdrawing {...props} onDone={close} />
      </Dialog>
    </>
  )
}

function Withdrawing({ onDone, ...props }: StepProps & { onDone: () => void }) {
  const words = useWords(heatWords).step
  const form = useId()
  const [reason, setReason] = useState('')
  const [urged, setUrged] = useState<'nobody' | 'somebody' | null>(null)
  const { move, busy, error } = useMove(props)
  const send = async () => {
    const why = reason.trim() === '' ? {} : { reason: reason.trim() }
    const asked = urged === null ? {} : { urged: urged === 'somebody' }
    if (await move({ do: 'withdraw', ...why, ...asked })) onDone()
  }
  return (
    <Form id={form} onSubmit={send}>
      <TextArea
        label={words.withdrawWhy}
        optional={true}
        value={reason}
        onValue={setReason}
        maxLength={2000}
        rows={3}
      />
      <Choice
        label={words.urged}
        hint={words.urgedMore}
        optional={true}
        options={[
          { value: 'nobody', label: words.nobody },
          { value: 'somebody', label: words.somebody },
        ]}
        value={urged}
        onValue={setUrged}
      />
      {error !== null && <ErrorNote error={error} />}
      <Button kind="danger" type="submit" busy={busy}>
        {words.withdraw}
      </Button>
    </Form>
  )
}
