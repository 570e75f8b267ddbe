/** The desktop's roof: collects the screens of the domains into one application. */
import '#ui/console/no-eval.ts'
import { App as AntApp } from 'antd'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { Router } from 'wouter'
import { ConsoleRoot } from '#ui/console/root.tsx'
import { listenToKeys } from '#ui/console/use-keys.tsx'
import { startLive } from '#ui/live.ts'
import { invalidate, refresh } from '#ui/use-endpoint.ts'
import { App } from './app.tsx'
import '#ui/console/kit.css'
import './shell.css'

listenToKeys()
startLive((news) => {
  if (news === null) refresh()
  else if (news.kind === 'matter') {
    for (const path of [`/matters/${news.subject}`, '/matters-inbox', '/matters-board', '/notices']) invalidate(path)
  }
  if (news?.kind === 'matter' || news?.kind === 'directive') invalidate('/directives')
})

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <ConsoleRoot>
      <AntApp component={false} message={{ top: 64 }}>
        <Router base="/console">
          <App />
        </Router>
      </AntApp>
    </ConsoleRoot>
  </StrictMode>,
)
