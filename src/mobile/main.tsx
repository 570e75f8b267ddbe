/** The phone's roof: collects the screens of the domains into one application. */
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { Route, Switch } from 'wouter'
import { LanguageSwitch } from '#ui/mobile/language-switch.tsx'
import { Empty } from '#ui/mobile/notes.tsx'
import { Page } from '#ui/mobile/page.tsx'
import { Toasts } from '#ui/mobile/toast.tsx'
import { uiWords } from '#ui/ui-words.ts'
import { startOutbox } from '#ui/use-outbox.ts'
import { useWords } from '#ui/words.ts'
import '#ui/mobile/kit.css'

function Nowhere() {
  const words = useWords(uiWords)
  return (
    <Page title={words.product} aside={<LanguageSwitch />}>
      <Empty title={words.nowhere} />
    </Page>
  )
}

startOutbox()
createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <Switch>
      <Route component={Nowhere} />
    </Switch>
    <Toasts />
  </StrictMode>,
)
