/** The one-time code: at sign-in, and again before an act that asks for a fresh one (`/second-factor?to=...`). */
import { useState } from 'react'
import { Button } from '#ui/mobile/button.tsx'
import { Field } from '#ui/mobile/field.tsx'
import { Form } from '#ui/mobile/form.tsx'
import { LanguageSwitch } from '#ui/mobile/language-switch.tsx'
import { Page } from '#ui/mobile/page.tsx'
import { useAction, useEndpoint } from '#ui/use-endpoint.ts'
import { useWords } from '#ui/words.ts'
import { getMe } from '../../../me/contract.ts'
import { showSecondFactor } from '../../contract.ts'
import { useGoOn } from './go-on.ts'
import { Leave } from './leave.tsx'
import { Refused } from './refusal.tsx'
import { isOwnByLooks, Remember } from './remember.tsx'
import { words as signInWords } from './words.ts'

export function SecondFactor() {
  const words = useWords(signInWords)
  const goOn = useGoOn()
  const me = useEndpoint(getMe, {}).data
  const action = useAction(showSecondFactor)
  const [code, setCode] = useState('')
  const [rememberDevice, setRemember] = useState(isOwnByLooks)
  const [tried, setTried] = useState(false)

  const send = async () => {
    setTried(true)
    if (code.trim() === '') return
    const done = await action.run({ code, rememberDevice })
    if (done.ok) goOn(done.reply)
    else setCode('')
  }

  return (
    <Page title={words.secondFactor} aside={<LanguageSwitch />}>
      <Form id="second-factor" onSubmit={send}>
        <Field
          label={words.code}
          hint={words.codeHint}
          value={code}
          onValue={setCode}
          autoComplete="one-time-code"
          maxLength={40}
          error={tried && !action.busy && action.error === null && code.trim() === '' ? words.missing : undefined}
        />
        <Remember
          value={rememberDevice}
          onValue={setRemember}
          sparesFactor={me !== undefined && me.secondFactor.asked !== 'each_sign_in'}
        />
        <Refused error={action.error} />
        <Button kind="primary" type="submit" busy={action.busy}>
          {words.confirm}
        </Button>
      </Form>
      <Leave />
    </Page>
  )
}
