/** What becomes of a request, for whoever has its receipt: from any phone, without an account. */
import { useEffect, useState } from 'react'
import { useLocation } from 'wouter'
import { useFormat } from '#ui/format.ts'
import { Button } from '#ui/mobile/button.tsx'
import { Card, Facts, Said, Section } from '#ui/mobile/card.tsx'
import { Field } from '#ui/mobile/field.tsx'
import { Form } from '#ui/mobile/form.tsx'
import { LanguageSwitch } from '#ui/mobile/language-switch.tsx'
import { Tag } from '#ui/mobile/list.tsx'
import { ErrorNote, Loading } from '#ui/mobile/notes.tsx'
import { Page } from '#ui/mobile/page.tsx'
import { Timeline } from '#ui/mobile/timeline.tsx'
import { isDemo } from '#ui/setting.ts'
import { useWords } from '#ui/words.ts'
import type { ReceiptView } from '../../contract.ts'
import { receiptCodeOf, shownCode } from '../../receipt-code.ts'
import { requestWords } from '../../words.ts'
import { More, MyStep } from './my-step.tsx'
import { useReceipt } from './use-receipt.ts'
import { heatWords } from './words.ts'

/** The code stands behind the #, which no server is told. */
const codeHere = (): string | null => receiptCodeOf(decodeURIComponent(location.hash.slice(1)))

export function Follow() {
  const words = useWords(heatWords).follow
  const [code, setCode] = useState(codeHere)
  useEffect(() => {
    const changed = () => setCode(codeHere())
    window.addEventListener('hashchange', changed)
    return () => window.removeEventListener('hashchange', changed)
  }, [])
  return (
    <Page title={words.title} back="/heat" aside={<LanguageSwitch />}>
      {code === null ? <Ask onCode={setCode} /> : <Opened key={code} code={code} onOther={() => setCode(null)} />}
    </Page>
  )
}

function Ask({ onCode }: { onCode: (code: string) => void }) {
  const words = useWords(heatWords).follow
  const [, navigate] = useLocation()
  const [text, setText] = useState('')
  const code = receiptCodeOf(text)
  const look = () => {
    if (code === null) return
    navigate(`/heat/follow#${code}`, { replace: true })
    onCode(code)
  }
  return (
    <Form id="receipt" onSubmit={look}>
      <Field label={words.code} hint={words.codeHint} value={text} onValue={setText} maxLength={30} />
      {isDemo() && <p className="soft">{words.demo}</p>}
      <Button kind="primary" type="submit" disabled={code === null}>
        {words.look}
      </Button>
    </Form>
  )
}

function Opened({ code, onOther }: { code: string; onOther: () => void }) {
  const words = useWords(heatWords)
  const { data, error, reload, show } = useReceipt(code)
  return (
    <>
      {error !== null && <ErrorNote error={error} onRetry={reload} />}
      {data === null && error === null && <Loading />}
      {data === null && error !== null && <Button onClick={onOther}>{words.byCode}</Button>}
      {data !== null && (
        <>
          <Standing view={data} />
          <MyStep code={code} view={data} onMoved={show} />
          <What code={code} view={data} />
          <Steps view={data} />
          <More code={code} view={data} onMoved={show} />
        </>
      )}
    </>
  )
}

function Standing({ view: { matter } }: { view: ReceiptView }) {
  const words = useWords(heatWords).follow
  const receipt = useWords(heatWords).receipt
  const format = useFormat()
  const { state, unit, dueAt, late, answer, level } = matter
  const open = state === 'received' || state === 'assigned' || state === 'promised'
  return (
    <Card tone={late ? 'late' : 'accent'}>
      <p role="status">
        <strong>{words.states[state](unit)}</strong>
      </p>
      {level > 0 && <Tag tone="wait">{words.again(level)}</Tag>}
      {open && dueAt !== null && <p>{late ? words.late : `${receipt.answerBy} ${format.by(dueAt)}`}</p>}
      {answer !== null && state !== 'settled' && (
        <>
          <Said>{answer.text}</Said>
          {answer.promisedOn !== null && <p>{words.promised(format.day(answer.promisedOn))}</p>}
          {answer.policyRule !== null && <p className="soft">{words.rule(answer.policyRule)}</p>}
        </>
      )}
    </Card>
  )
}

function What({ code, view }: { code: string; view: ReceiptView }) {
  const words = useWords(heatWords)
  const { troubles } = useWords(requestWords)
  const { measured, atHome, matter } = view
  return (
    <Section title={troubles[view.trouble]}>
      <Facts
        rows={[
          { name: words.receipt.number, value: matter.number },
          { name: words.receipt.code, value: shownCode(code) },
          { name: words.follow.where, value: view.address },
          { name: words.follow.measured, value: measured === null ? null : words.follow.degrees(String(measured)) },
          { name: words.follow.atHome, value: atHome },
        ]}
      />
      {matter.text !== requestWords.zh.troubles[view.trouble] && <Said>{matter.text}</Said>}
    </Section>
  )
}

function Steps({ view: { matter } }: { view: ReceiptView }) {
  const words = useWords(heatWords).follow
  const format = useFormat()
  return (
    <Section title={words.steps}>
      <Timeline
        label={words.steps}
        steps={matter.steps.map(({ seq, at, act, unit, text, day, verdict, byCall }) => ({
          id: String(seq),
          state: 'done' as const,
          title: [
            unit,
            words.acts[act],
            verdict && words.verdicts[verdict],
            byCall ? words.byCall : null,
            day && words.until(format.day(day)),
          ]
            .filter((one) => one !== null && one !== '')
            .join(' · '),
          line: format.moment(at),
          ...(text === null ? {} : { children: <Said>{text}</Said> }),
        }))}
      />
    </Section>
  )
}
