/** Recovery codes, shown once. */
import { useLocation } from 'wouter'
import { Button, ButtonLink } from '#ui/mobile/button.tsx'
import { Card } from '#ui/mobile/card.tsx'
import { Page } from '#ui/mobile/page.tsx'
import { invalidate } from '#ui/use-endpoint.ts'
import { useWords } from '#ui/words.ts'
import { codesToNote, showCodes } from './codes.ts'
import { words as meWords } from './words.ts'
import './account.css'

export function RecoveryCodes() {
  const words = useWords(meWords)
  const [, navigate] = useLocation()
  const codes = codesToNote()
  const noted = () => {
    showCodes(null)
    navigate('/')
    invalidate('/me')
  }
  if (codes === null) {
    return (
      <Page title={words.codes} back="/me">
        <p>{words.codesGone}</p>
        <ButtonLink href="/me">{words.back}</ButtonLink>
      </Page>
    )
  }
  return (
    <Page
      title={words.codes}
      actions={
        <Button kind="primary" onClick={noted}>
          {words.noted}
        </Button>
      }
    >
      <p>{words.codesMore}</p>
      <Card tone="accent">
        <ol className="codes">
          {codes.map((code) => (
            <li key={code}>
              <code>{code}</code>
            </li>
          ))}
        </ol>
      </Card>
    </Page>
  )
}
