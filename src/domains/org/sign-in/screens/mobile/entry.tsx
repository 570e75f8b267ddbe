/** The entry page: in a demo the people one may enter as, everywhere the way in with a password. */
import type { ReactNode } from 'react'
import { LanguageSwitch } from '#ui/mobile/language-switch.tsx'
import { More } from '#ui/mobile/more.tsx'
import { Page } from '#ui/mobile/page.tsx'
import { Shown } from '#ui/mobile/shown.tsx'
import { uiWords } from '#ui/ui-words.ts'
import { useEndpoint } from '#ui/use-endpoint.ts'
import { useWords } from '#ui/words.ts'
import { getEntry } from '../../contract.ts'
import { DemoWays } from './demo-ways.tsx'
import { SignInForm } from './sign-in-form.tsx'
import { words as signInWords } from './words.ts'

export function Entry({ also }: { also: ReactNode }) {
  const words = useWords(signInWords)
  const { product } = useWords(uiWords)
  const entry = useEndpoint(getEntry, {})
  return (
    <Page title={entry.data?.company ?? product} aside={<LanguageSwitch />}>
      <Shown loaded={entry} rows={5}>
        {({ mode, demoEntries }) =>
          mode === 'demo' ? (
            <>
              <DemoWays entries={demoEntries} />
              <More title={words.byPassword}>
                <SignInForm />
              </More>
            </>
          ) : (
            <SignInForm />
          )
        }
      </Shown>
      {also}
      {!isSecureContext && <p className="soft">{words.openLine}</p>}
    </Page>
  )
}
