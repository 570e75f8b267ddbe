/** Which page is shown at which address, and what stands there for whoever is not signed in. */
import { lazy, type ReactNode, Suspense } from 'react'
import { Redirect, Route, Switch, useLocation } from 'wouter'
import { Bell } from '#channels/notices/screens/mobile/bell.tsx'
import { Seen } from '#channels/notices/screens/mobile/seen.tsx'
import { Home } from '#domains/matters/screens/mobile/home.tsx'
import { matterPieces } from '#domains/matters/screens/mobile/piece.tsx'
import { signInRoutes } from '#domains/org/sign-in/screens/mobile/routes.tsx'
import { privacyRoutes } from '#domains/privacy/screens/mobile/routes.tsx'
import { heatRoutes } from '#domains/service/requests/screens/mobile/routes.tsx'
import { takeBack } from '#domains/voice/screens/mobile/suggestion.ts'
import { LanguageSwitch } from '#ui/mobile/language-switch.tsx'
import { List, ListRow } from '#ui/mobile/list.tsx'
import { Empty, ErrorNote, Loading } from '#ui/mobile/notes.tsx'
import { OutboxNote } from '#ui/mobile/outbox-note.tsx'
import { Page, TabBar } from '#ui/mobile/page.tsx'
import { uiWords } from '#ui/ui-words.ts'
import { useWords } from '#ui/words.ts'
import { type Session, useSession } from './session.ts'
import { roofWords } from './words.ts'

const Outside = lazy(async () => ({
  default: (await import('#domains/org/sign-in/screens/mobile/outside.tsx')).Outside,
}))
const Matter = lazy(async () => ({ default: (await import('#domains/matters/screens/mobile/matter.tsx')).Matter }))
const Suggest = lazy(async () => ({ default: (await import('#domains/voice/screens/mobile/suggest.tsx')).Suggest }))
const WallNumbers = lazy(async () => ({
  default: (await import('#domains/matters/screens/mobile/wall-numbers.tsx')).WallNumbers,
}))
const Ledger = lazy(async () => ({
  default: (await import('#domains/insight/ledger/screens/mobile/ledger.tsx')).Ledger,
}))
const LedgerMatters = lazy(async () => ({
  default: (await import('#domains/insight/ledger/screens/mobile/ledger-matters.tsx')).LedgerMatters,
}))
const Deputies = lazy(async () => ({
  default: (await import('#domains/org/deputies/screens/mobile/deputies.tsx')).Deputies,
}))
const DirectivePiece = lazy(async () => ({
  default: (await import('#domains/directives/screens/mobile/piece.tsx')).DirectivePiece,
}))
const HeatPiece = lazy(async () => ({
  default: (await import('#domains/service/requests/screens/mobile/piece.tsx')).HeatPiece,
}))
const Notices = lazy(async () => ({
  default: (await import('#channels/notices/screens/mobile/notices.tsx')).Notices,
}))
const NoticeSettings = lazy(async () => ({
  default: (await import('#channels/notices/screens/mobile/settings.tsx')).Settings,
}))
const Week = lazy(async () => ({ default: (await import('#channels/notices/screens/mobile/week.tsx')).Week }))
const Me = lazy(async () => ({ default: (await import('./me.tsx')).Me }))

for (const kind of ['directive', 'objection']) matterPieces.fill(kind, DirectivePiece)
matterPieces.fill('heat', HeatPiece)

export function App() {
  const session = useSession()
  return <Suspense fallback={<Waiting />}>{pageFor(session)}</Suspense>
}

function pageFor(session: Session): ReactNode {
  if (session.state === 'unknown') return <Waiting />
  return (
    <Switch>
      {heatRoutes.map(({ path, screen }) => (
        <Route key={path} path={path} component={screen} />
      ))}
      <Route>{placeOf(session)}</Route>
    </Switch>
  )
}

/** What stands at every address but those that are open to everybody. */
function placeOf(session: Exclude<Session, { state: 'unknown' }>): ReactNode {
  if (session.state === 'unreachable') return <Unreachable {...session} />
  if (session.state === 'out') return <Outside me={session.me} wall={<WallNumbers />} also={<HeatUsers />} />
  return <Inside name={session.known.name} session={session} />
}

function Inside({ name, session }: { name: string; session: Extract<Session, { state: 'in' }> }) {
  return (
    <Switch>
      <Route path="/">
        <Home name={name} waiting={<Outgoing />} aside={<Aside />} tabs={<Tabs />} />
      </Route>
      <Route path="/suggest" component={Suggest} />
      <Route path="/matters/:id">
        {({ id }) => (
          <>
            <Seen matterId={id} />
            <Matter key={id} id={id} />
          </>
        )}
      </Route>
      <Route path="/notices" component={Notices} />
      <Route path="/notices/settings" component={NoticeSettings} />
      <Route path="/notices/week" component={Week} />
      <Route path="/ledger" component={Ledger} />
      <Route path="/ledger/matters" component={LedgerMatters} />
      <Route path="/me">
        <Me me={session.me} tabs={<Tabs />} />
      </Route>
      <Route path="/me/deputies" component={Deputies} />
      {[...signInRoutes, ...privacyRoutes].map(({ path, screen }) => (
        <Route key={path} path={path} component={screen} />
      ))}
      {/* Addresses of the way in, for somebody who is inside already. */}
      <Route path={/^\/(sign-in|activate|kiosk)$/}>
        <Redirect to="/" replace />
      </Route>
      <Route component={Nowhere} />
    </Switch>
  )
}

/** The way in for those who are no employees. */
function HeatUsers() {
  const words = useWords(roofWords)
  return (
    <List>
      <ListRow href="/heat" title={words.heat}>
        {words.heatMore}
      </ListRow>
    </List>
  )
}

function Aside() {
  return (
    <>
      <Bell />
      <LanguageSwitch />
    </>
  )
}

function Tabs() {
  const words = useWords(roofWords)
  return (
    <TabBar
      items={[
        { href: '/', label: words.home, icon: 'home' },
        { href: '/suggest', label: words.suggest, icon: 'plus' },
        { href: '/me', label: words.me, icon: 'person' },
      ]}
    />
  )
}

/** What waits for the line; what was refused goes back into its form. */
function Outgoing() {
  const [, navigate] = useLocation()
  return <OutboxNote onEdit={(parcel) => void takeBack(parcel).then((to) => to !== null && navigate(to))} />
}

function Waiting() {
  const words = useWords(uiWords)
  return (
    <Page title={words.product}>
      <Loading />
    </Page>
  )
}

function Unreachable({ error, retry }: Extract<Session, { state: 'unreachable' }>) {
  const words = useWords(uiWords)
  return (
    <Page title={words.product} aside={<LanguageSwitch />}>
      <ErrorNote error={error} onRetry={retry} />
    </Page>
  )
}

function Nowhere() {
  const words = useWords(uiWords)
  return (
    <Page title={words.product} back="/" aside={<LanguageSwitch />}>
      <Empty title={words.nowhere} />
    </Page>
  )
}
