/** The desktop's roof: collects the screens of the domains into one application. */
import { Empty } from 'antd'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { Route, Router, Switch } from 'wouter'
import { ConsoleRoot } from '#ui/console/root.tsx'
import { uiWords } from '#ui/ui-words.ts'
import { useWords } from '#ui/words.ts'

function Nowhere() {
  const words = useWords(uiWords)
  return (
    <main>
      <h1>{words.product}</h1>
      <Empty description={words.nowhere} />
    </main>
  )
}

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <ConsoleRoot>
      <Router base="/console">
        <Switch>
          <Route component={Nowhere} />
        </Switch>
      </Router>
    </ConsoleRoot>
  </StrictMode>,
)
