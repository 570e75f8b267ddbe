/** Staff number or phone, and password. */
import { useState } from 'react'
import { Link } from 'wouter'
import { Button } from '#ui/mobile/button.tsx'
import { Field } from '#ui/mobile/field.tsx'
import { Form } from '#ui/mobile/form.tsx'
import { useAction } from '#ui/use-endpoint.ts'
import { useWords } from '#ui/words.ts'
import { signIn } from '../../contract.ts'
import { useGoOn } from './go-on.ts'
import { Refused } from './refusal.tsx'
import { isOwnByLooks, Remember } from './remember.tsx'
import { words as signInWords } from './words.ts'

export function SignInForm() {
  const words = useWords(signInWords)
  const goOn = useGoOn()
  const action = useAction(signIn)
  const [login, setLogin] = useState('')
  const [password, setPassword] = useState('')
  const [rememberDevice, setRemember] = useState(isOwnByLooks)
  const [tried, setTried] = useState(false)

  const send = async () => {
    setTried(true)
    if (login.trim() === '' || password === '') return
    const done = await action.run({ login, password, rememberDevice })
    if (done.ok) goOn(done.reply)
  }

  return (
    <Form id="sign-in" onSubmit={send}>
      <Field
        label={words.login}
        value={login}
        onValue={setLogin}
        autoComplete="username"
        maxLength={60}
        error={tried && login.trim() === '' ? words.missing : undefined}
      />
      <Field
        label={words.password}
        type="password"
        value={password}
        onValue={setPassword}
        autoComplete="current-password"
        error={tried && password === '' ? words.missing : undefined}
      />
      <Remember value={rememberDevice} onValue={setRemember} />
      <Refused error={action.error} />
      <Button kind="primary" type="submit" busy={action.busy}>
        {words.signIn}
      </Button>
      <p>
        {words.firstTime} <Link href="/activate">{words.activate}</Link>
      </p>
    </Form>
  )
}
