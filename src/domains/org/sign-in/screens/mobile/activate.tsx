/** A first or a new password, by the code that HR or the administrator gave. */
import { useState } from 'react'
import { Button } from '#ui/mobile/button.tsx'
import { Field } from '#ui/mobile/field.tsx'
import { Form } from '#ui/mobile/form.tsx'
import { LanguageSwitch } from '#ui/mobile/language-switch.tsx'
import { Page } from '#ui/mobile/page.tsx'
import { useAction } from '#ui/use-endpoint.ts'
import { useWords } from '#ui/words.ts'
import { activate } from '../../contract.ts'
import { useGoOn } from './go-on.ts'
import { Refused } from './refusal.tsx'
import { isOwnByLooks, Remember } from './remember.tsx'
import { words as signInWords } from './words.ts'

export function Activate() {
  const words = useWords(signInWords)
  const goOn = useGoOn()
  const action = useAction(activate)
  const [login, setLogin] = useState('')
  const [code, setCode] = useState('')
  const [password, setPassword] = useState('')
  const [rememberDevice, setRemember] = useState(isOwnByLooks)
  const [tried, setTried] = useState(false)
  const missing = (value: string) => (tried && value.trim() === '' ? words.missing : undefined)

  const send = async () => {
    setTried(true)
    if ([login, code, password].some((value) => value.trim() === '')) return
    const done = await action.run({ login, code, password, rememberDevice })
    if (done.ok) goOn(done.reply)
  }

  return (
    <Page title={words.activate} back="/" aside={<LanguageSwitch />}>
      <p>{words.activateMore}</p>
      <Form id="activate" onSubmit={send}>
        <Field
          label={words.login}
          value={login}
          onValue={setLogin}
          autoComplete="username"
          maxLength={60}
          error={missing(login)}
        />
        <Field label={words.activationCode} value={code} onValue={setCode} maxLength={40} error={missing(code)} />
        <Field
          label={words.newPassword}
          hint={words.newPasswordHint}
          type="password"
          value={password}
          onValue={setPassword}
          autoComplete="new-password"
          error={missing(password)}
        />
        <Remember value={rememberDevice} onValue={setRemember} />
        <Refused error={action.error} />
        <Button kind="primary" type="submit" busy={action.busy}>
          {words.setPassword}
        </Button>
      </Form>
    </Page>
  )
}
