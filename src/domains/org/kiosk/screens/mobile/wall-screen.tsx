/** The wall screen: enters its code, and then says which screen it is. */
import { type ReactNode, useState } from 'react'
import { useFormat } from '#ui/format.ts'
import { Button } from '#ui/mobile/button.tsx'
import { Field } from '#ui/mobile/field.tsx'
import { Form } from '#ui/mobile/form.tsx'
import { LanguageSwitch } from '#ui/mobile/language-switch.tsx'
import { Loading } from '#ui/mobile/notes.tsx'
import { Page } from '#ui/mobile/page.tsx'
import { useAction, useEndpoint } from '#ui/use-endpoint.ts'
import { useWords } from '#ui/words.ts'
import { Refused } from '../../../sign-in/screens/mobile/refusal.tsx'
import { enterKiosk, getWallScreen, type WallScreenView } from '../../contract.ts'
import { words as kioskWords } from './words.ts'

/** `children`: what it shows once it is let in. */
export function WallScreen({ children }: { children: ReactNode }) {
  const words = useWords(kioskWords)
  const { data, error } = useEndpoint(getWallScreen, {})
  if (data !== undefined) return <Connected screen={data}>{children}</Connected>
  return (
    <Page title={words.title} aside={<LanguageSwitch />}>
      {error === null ? <Loading /> : <Connect />}
    </Page>
  )
}

function Connect() {
  const words = useWords(kioskWords)
  const action = useAction(enterKiosk, ['/kiosk'])
  const [code, setCode] = useState('')
  const [tried, setTried] = useState(false)
  const send = async () => {
    setTried(true)
    if (code.trim() !== '') await action.run({ code })
  }
  return (
    <>
      <p>{words.intro}</p>
      <Form id="kiosk" onSubmit={send}>
        <Field
          label={words.code}
          value={code}
          onValue={setCode}
          maxLength={40}
          error={tried && code.trim() === '' ? words.missing : undefined}
        />
        <Refused error={action.error} />
        <Button kind="primary" type="submit" busy={action.busy}>
          {words.connect}
        </Button>
      </Form>
    </>
  )
}

function Connected({ screen, children }: { screen: WallScreenView; children: ReactNode }) {
  const words = useWords(kioskWords)
  const format = useFormat()
  return (
    <Page title={`${screen.company} · ${screen.name}`} aside={<LanguageSwitch />}>
      <h2>{screen.unitName}</h2>
      {children}
      <p className="quiet">{words.until(format.day(screen.until))}</p>
    </Page>
  )
}
