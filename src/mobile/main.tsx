/** The phone's roof: collects the screens of the domains into one application. */
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { followSuggestions } from '#domains/voice/screens/mobile/suggestion.ts'
import { startLive } from '#ui/live.ts'
import { Toasts, toast } from '#ui/mobile/toast.tsx'
import { invalidate, refresh } from '#ui/use-endpoint.ts'
import { startOutbox } from '#ui/use-outbox.ts'
import { language } from '#ui/words.ts'
import { App } from './app.tsx'
import { Crash } from './crash.tsx'
import { keepShell } from './keep-shell.ts'
import { roofWords } from './words.ts'
import '#ui/mobile/kit.css'

startOutbox()
followSuggestions(({ number }) => toast(roofWords[language()].sent(number)))
startLive((news) => {
  if (news === null) refresh()
  else if (news.kind === 'matter') {
    for (const path of [`/matters/${news.subject}`, '/matters-inbox', '/matters-mine', '/notices']) invalidate(path)
  }
  if (news?.kind === 'matter' || news?.kind === 'directive') invalidate('/directives')
})
keepShell()

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <Crash>
      <App />
    </Crash>
    <Toasts />
  </StrictMode>,
)
