/** A new password in place of the old one. */
import { useState } from 'react'
import { useLocation } from 'wouter'
import { Button } from '#ui/mobile/button.tsx'
import { Field } from '#ui/mobile/field.tsx'
import { Form } from '#ui/mobile/form.tsx'
import { LanguageSwitch } from '#ui/mobile/language-switch.tsx'
import { Page } from '#ui/mobile/page.tsx'
import { toast } from '#ui/mobile/toast.tsx'
import { invalidate, useAction } from '#ui/use-endpoint.ts'
import { useWords } from '#ui/words.ts'
import { Leave } from '../../../sign-in/screens/mobile/leave.tsx'
import { Refused } from '../../../sign-in/screens/mobile/refusal.tsx'
import { changePassword } from '../../contract.ts'
import { words as meWords } from './words.ts'

/** `owed`: nothing else is open before it is done. */
export function ChangePassword({ owed = false }: { owed?: boolean }) {
  const words = useWords(meWords)
  const [, navigate] = useLocation()
  const action = useAction(changePassword)
  const [old, setOld] = useState('')
  const [fresh, setFresh] = useState('')
  const [tried, setTried] = useState(false)
  const missing = (value: string) => (tried && value === '' ? words.missing : undefined)

  const send = async () => {
    setTried(true)
    if (old === '' || fresh === '') return
    const done = await action.run({ old, new: fresh })
    if (!done.ok) return
    toast(words.saved)
    if (!owed) navigate('/me')
    invalidate('/me')
  }

  return (
    <Page
      title={owed ? words.owedPassword : words.password}
      {...(owed ? {} : { back: '/me' })}
      aside={<LanguageSwitch />}
    >
      <p>{owed ? words.owedPasswordMore : words.passwordMore}</p>
      <Form id="change-password" onSubmit={send}>
        <Field
          label={words.oldPassword}
          type="password"
          value={old}
          onValue={setOld}
          autoComplete="current-password"
          error={missing(old)}
        />
        <Field
          label={words.newPassword}
          hint={words.newPasswordHint}
          type="password"
          value={fresh}
          onValue={setFresh}
          autoComplete="new-password"
          error={missing(fresh)}
        />
        <Refused error={action.error} />
        <Button kind="primary" type="submit" busy={action.busy}>
          {words.save}
        </Button>
      </Form>
      {owed && <Leave />}
    </Page>
  )
}
