/** Setting one-time codes up: scan, prove by a first code, note the recovery codes. */
import { useState } from 'react'
import { useLocation } from 'wouter'
import { Button } from '#ui/mobile/button.tsx'
import { Field } from '#ui/mobile/field.tsx'
import { Form } from '#ui/mobile/form.tsx'
import { LanguageSwitch } from '#ui/mobile/language-switch.tsx'
import { Page } from '#ui/mobile/page.tsx'
import { invalidate, useAction, useEndpoint } from '#ui/use-endpoint.ts'
import { useWords } from '#ui/words.ts'
import { Leave } from '../../../sign-in/screens/mobile/leave.tsx'
import { Refused } from '../../../sign-in/screens/mobile/refusal.tsx'
import { isOwnByLooks, Remember } from '../../../sign-in/screens/mobile/remember.tsx'
import { beginSecondFactor, confirmSecondFactor, getMe, type SecondFactorOffer } from '../../contract.ts'
import { showCodes } from './codes.ts'
import { words as meWords } from './words.ts'
import './account.css'

/** `owed`: nothing else is open before it is done. */
export function SetUpFactor({ owed = false }: { owed?: boolean }) {
  const words = useWords(meWords)
  const [, navigate] = useLocation()
  const me = useEndpoint(getMe, {}).data
  const begin = useAction(beginSecondFactor)
  const [offer, setOffer] = useState<SecondFactorOffer | null>(null)

  const start = async () => {
    const done = await begin.run({})
    if (done.ok) setOffer(done.reply)
    else if (done.error.code === 'platform.second_factor_needed') navigate('/second-factor?to=/me/second-factor')
  }

  return (
    <Page title={words.factor} {...(owed ? {} : { back: '/me' })} aside={<LanguageSwitch />}>
      <p>{owed ? words.factorOwed : me?.secondFactor.isSet === true ? words.factorAgain : words.factorNotSet}</p>
      {offer === null ? (
        <>
          <Refused error={begin.error} />
          <Button kind="primary" busy={begin.busy} onClick={() => void start()}>
            {words.begin}
          </Button>
        </>
      ) : (
        <Prove offer={offer} sparesFactor={me !== undefined && me.secondFactor.asked !== 'each_sign_in'} />
      )}
      {owed && <Leave />}
    </Page>
  )
}

function Prove({ offer, sparesFactor }: { offer: SecondFactorOffer; sparesFactor: boolean }) {
  const words = useWords(meWords)
  const [, navigate] = useLocation()
  const confirm = useAction(confirmSecondFactor)
  const [code, setCode] = useState('')
  const [rememberDevice, setRemember] = useState(isOwnByLooks)
  const [tried, setTried] = useState(false)

  const send = async () => {
    setTried(true)
    if (code.trim() === '') return
    const done = await confirm.run({ code, rememberDevice })
    if (!done.ok) return
    // shown by the page of its own, whatever becomes of this one once the session is whole
    showCodes(done.reply.recoveryCodes)
    navigate('/me/recovery-codes')
    invalidate('/me')
  }

  return (
    <>
      <p>{words.install}</p>
      <img className="qr" src={`data:image/svg+xml,${encodeURIComponent(offer.qr)}`} alt={words.qr} />
      <p>
        <a href={offer.uri}>{words.openApp}</a>
      </p>
      <p>
        {words.byHand} <code className="key">{offer.secret.replace(/(.{4})(?=.)/g, '$1 ')}</code>
      </p>
      <Form id="prove-factor" onSubmit={send}>
        <Field
          label={words.firstCode}
          inputMode="numeric"
          value={code}
          onValue={setCode}
          autoComplete="one-time-code"
          maxLength={10}
          error={tried && code.trim() === '' ? words.missing : undefined}
        />
        <Remember value={rememberDevice} onValue={setRemember} sparesFactor={sparesFactor} />
        <Refused error={confirm.error} />
        <Button kind="primary" type="submit" busy={confirm.busy}>
          {words.inUse}
        </Button>
      </Form>
    </>
  )
}
