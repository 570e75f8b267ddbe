/** Which page stands at which address, for whoever is signed in; everybody else is led to the entry. */
import { Button } from 'antd'
import { Suspense, useEffect } from 'react'
import { Redirect, Route, Switch } from 'wouter'
import { getMe, type MeView } from '#domains/org/me/contract.ts'
import { EmptyNote, ErrorNote, LoadingNote } from '#ui/console/notes.tsx'
import { PageHead } from '#ui/console/page-head.tsx'
import { identify } from '#ui/person.ts'
import { uiWords } from '#ui/ui-words.ts'
import { useEndpoint } from '#ui/use-endpoint.ts'
import { useWords } from '#ui/words.ts'
import { Crash } from './crash.tsx'
import { pagesFor } from './pages.ts'
import { Shell } from './shell.tsx'
import { roofWords } from './words.ts'

export function App() {
  const { data: me, error, reload } = useEndpoint(getMe, {})
  const out = me === undefined ? error !== null && !error.uncertain : me.session.state !== 'in'
  const personId = me === undefined || out ? null : me.person.id
  useEffect(() => {
    if (out)
      location.replace('/') // the entry is a page of the phone's build, which fits a desktop as well
    else if (personId !== null) identify(personId)
  }, [out, personId])

  if (personId === null || me === undefined) {
    return (
      <main className="lobby">
        {error !== null && !out ? <ErrorNote error={error} onRetry={reload} /> : <LoadingNote />}
      </main>
    )
  }
  return me.home === 'console' ? <Inside me={me} /> : <PhoneOnly />
}

function Inside({ me }: { me: MeView }) {
  const pages = pagesFor(me)
  const first = pages.find((page) => page.nav !== undefined)?.nav?.href ?? '/'
  return (
    <Shell me={me} pages={pages}>
      <Crash>
        <Suspense fallback={<LoadingNote rows={10} />}>
          <Switch>
            {pages.map(({ path, screen }) => (
              <Route key={path} path={path} component={screen} />
            ))}
            <Route path="/">
              <Redirect to={first} replace />
            </Route>
            <Route component={Nowhere} />
          </Switch>
        </Suspense>
      </Crash>
    </Shell>
  )
}

function Nowhere() {
  const words = useWords(uiWords)
  return (
    <div className="page">
      <PageHead title={words.nowhere} />
    </div>
  )
}

function PhoneOnly() {
  const words = useWords(roofWords)
  return (
    <main className="lobby">
      <PageHead title={words.noConsole} />
      <EmptyNote title={words.noConsoleMore}>
        <Button type="primary" href="/">
          {words.phone}
        </Button>
      </EmptyNote>
    </main>
  )
}
