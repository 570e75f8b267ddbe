/**
 * The form of one move. What is written is kept as a draft; when the matter has moved on meanwhile, the form stays with
 * all that was written, tells what happened, and is sent only after the person has seen it.
 */
import { Alert, App, Button, Form, type GetRef } from 'antd'
import { type RefObject, useEffect, useRef, useState } from 'react'
import { FormDrawer } from '#ui/console/form-drawer.tsx'
import { ErrorNote } from '#ui/console/notes.tsx'
import { consoleWords } from '#ui/console/words.ts'
import { useDraft } from '#ui/drafts.ts'
import { invalidate, patch } from '#ui/use-endpoint.ts'
import { useLanguage, useWords } from '#ui/words.ts'
import { getMatter, type MatterView } from '../../../contract.ts'
import { eventSentence } from '../../../history.ts'
import { matterWords } from '../../../view/words.ts'
import { matterConsoleWords } from '../words.ts'
import { moveOf } from './field-rule.ts'
import { type FormMove, type FormValues, fieldsOf, startOf } from './move-fields.tsx'
import { useMove } from './use-move.ts'
import { formWords } from './words.ts'

interface MoveDrawerProps {
  readonly matter: MatterView
  readonly move: FormMove
  readonly actionId?: string
  readonly open: boolean
  readonly onClose: () => void
  readonly onGone: () => void
  /** Takes the focus when the button that opened the form has gone with the move. */
  readonly home: RefObject<HTMLElement | null>
}

export function MoveDrawer({ matter, move, actionId, open, onClose, onGone, home }: MoveDrawerProps) {
  const words = useWords(matterWords)
  const own = useWords(matterConsoleWords)
  const console_ = useWords(consoleWords)
  const { message } = App.useApp()
  const [form] = Form.useForm<FormValues>()
  const [start] = useState(() => startOf(move, matter, actionId))
  const draft = useDraft<FormValues>(`console:matter:${matter.id}:${move}:${actionId ?? ''}`, start)
  const [seen, setSeen] = useState(matter.seen)
  const action = useMove(matter.id)
  const news = matter.history.filter((event) => event.seq > seen)
  const possible = matter.may.includes(move)
  const Fields = fieldsOf[move]

  const submit = async (values: FormValues) => {
    const done = await action.run({ id: matter.id, seen, move: moveOf(move, values) })
    if (done.ok) {
      setSeen(done.reply.seen) // what one did oneself is no news
      patch(getMatter, { id: matter.id }, () => done.reply)
      draft.done()
      onClose()
      message.success(own.made[move])
    } else if (hasMovedOn(done.error.status)) invalidate(`/matters/${matter.id}`)
  }
  const restart = () => {
    draft.done()
    form.setFieldsValue({
      ...Object.fromEntries(Object.keys(form.getFieldsValue()).map((name) => [name, undefined])),
      ...start,
    })
  }

  if (!draft.ready) return null
  return (
    <FormDrawer<FormValues>
      title={words.moves[move]}
      open={open}
      form={form}
      initial={draft.value}
      submit={move === 'judge' ? words.judge.submit : words.moves[move]}
      busy={action.busy}
      blocked={news.length > 0 || !possible}
      onClose={onClose}
      onGone={onGone}
      home={home}
      onChange={({ fileIds: _, ...kept }) => draft.change(kept)}
      onSubmit={submit}
      foot={console_.keep}
    >
      <About matter={matter} />
      {words.effects[move] !== '' && !saysItself.includes(move) && <p className="effect">{words.effects[move]}</p>}
      {draft.restored && (
        <Alert
          type="info"
          title={console_.restored}
          action={
            <Button size="small" onClick={restart}>
              {console_.discard}
            </Button>
          }
        />
      )}
      <Fields matter={matter} />
      {news.length > 0 && <Meanwhile news={news} possible={possible} onSeen={() => setSeen(matter.seen)} />}
      {action.error !== null && !(hasMovedOn(action.error.status) && news.length > 0) && (
        <ErrorNote error={action.error} />
      )}
    </FormDrawer>
  )
}

/** Moves whose fields say what will happen, with the names of those concerned. */
const saysItself: readonly FormMove[] = ['hand_on', 'ask_extension']

/** The refusal says that the matter is not any more what the person saw. */
const hasMovedOn = (status: number): boolean => status === 409 || status === 403

/** What it is about, so that nobody writes an answer without the question before him. */
function About({ matter }: { matter: MatterView }) {
  const words = useWords(formWords)
  return (
    <details className="about" open>
      <summary>{words.about(matter.number)}</summary>
      <p className="said">{matter.text}</p>
    </details>
  )
}

interface MeanwhileProps {
  readonly news: MatterView['history']
  readonly possible: boolean
  readonly onSeen: () => void
}

/** What happened since the person began to write. */
function Meanwhile({ news, possible, onSeen }: MeanwhileProps) {
  const words = useWords(formWords)
  const language = useLanguage()
  const note = useRef<GetRef<typeof Alert>>(null)
  useEffect(() => {
    note.current?.nativeElement.scrollIntoView({ block: 'nearest' }) // newer browsers give a promise, which is no clean-up
  }, [])
  return (
    <Alert
      ref={note}
      type="warning"
      showIcon
      role="alert"
      title={possible ? words.meanwhile : words.gone}
      description={
        <>
          <ul className="meanwhile">
            {news.map((event) => {
              const { what, said } = eventSentence(event, language)
              return (
                <li key={event.seq}>
                  {what}
                  {said !== null && <p className="said">{said}</p>}
                </li>
              )
            })}
          </ul>
          {possible ? <Button onClick={onSeen}>{words.seen}</Button> : <p>{words.copy}</p>}
        </>
      }
    />
  )
}
