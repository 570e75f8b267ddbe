/** My copy: proven once more that it is me, then all of it to read, to print and to save. */
import { useState } from 'react'
import { getMe } from '#domains/org/me/contract.ts'
import { Refused } from '#domains/org/sign-in/screens/mobile/refusal.tsx'
import { Button } from '#ui/mobile/button.tsx'
import { Field } from '#ui/mobile/field.tsx'
import { Form } from '#ui/mobile/form.tsx'
import { Page } from '#ui/mobile/page.tsx'
import { useAction, useEndpoint } from '#ui/use-endpoint.ts'
import { useWords } from '#ui/words.ts'
import { type CopyView, copyMine } from '../../contract.ts'
import { CopyDocument } from './copy-document.tsx'
import { words as privacyWords } from './words.ts'
import './copy.css'

export function Copy() {
  const words = useWords(privacyWords)
  const [copy, setCopy] = useState<CopyView | null>(null)
  if (copy === null) return <Proving onMade={setCopy} />
  return (
    <Page
      title={words.copyTitle}
      back="/me/data"
      actions={
        <>
          <Button kind="primary" onClick={() => window.print()}>
            {words.print}
          </Button>
          <Button onClick={() => save(copy, `${words.fileName}-${copy.person.staffNo}.json`)}>{words.save}</Button>
        </>
      }
    >
      <CopyDocument copy={copy} />
    </Page>
  )
}

function Proving({ onMade }: { onMade: (copy: CopyView) => void }) {
  const words = useWords(privacyWords)
  const me = useEndpoint(getMe, {}).data
  const action = useAction(copyMine)
  const [password, setPassword] = useState('')
  const [tried, setTried] = useState(false)
  const demo = me?.session.kind === 'demo'

  const make = async () => {
    setTried(true)
    if (!demo && password === '') return
    const done = await action.run({ password })
    if (done.ok) onMade(done.reply)
    else setPassword('')
  }
  return (
    <Page title={words.copyTitle} back="/me/data">
      <p>{demo ? words.copyDemo : words.copyIntro}</p>
      <Form id="copy" onSubmit={make}>
        {!demo && (
          <Field
            label={words.password}
            type="password"
            autoComplete="current-password"
            value={password}
            onValue={setPassword}
            error={
              tried && !action.busy && action.error === null && password === '' ? words.missingPassword : undefined
            }
          />
        )}
        <Refused error={action.error} />
        <Button kind="primary" type="submit" busy={action.busy}>
          {words.make}
        </Button>
      </Form>
    </Page>
  )
}

/** Hands the browser a file of its own making: the copy is asked of the server once. */
function save(copy: CopyView, name: string): void {
  const address = URL.createObjectURL(new Blob([JSON.stringify(copy, null, 2)], { type: 'application/json' }))
  const link = Object.assign(document.createElement('a'), { href: address, download: name })
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), 10_000)
}
