/** What is shown to whoever is not inside: the entry, or what his session still owes. */
import { lazy, type ReactNode } from 'react'
import { Route, Switch } from 'wouter'
import type { MeView } from '../../../me/contract.ts'
import { codesToNote } from '../../../me/screens/mobile/codes.ts'
import { Entry } from './entry.tsx'

const Activate = lazy(async () => ({ default: (await import('./activate.tsx')).Activate }))
const Owed = lazy(async () => ({ default: (await import('./owed.tsx')).Owed }))
const RecoveryCodes = lazy(async () => ({
  default: (await import('../../../me/screens/mobile/recovery-codes.tsx')).RecoveryCodes,
}))
const WallScreen = lazy(async () => ({
  default: (await import('../../../kiosk/screens/mobile/wall-screen.tsx')).WallScreen,
}))

/** `me` is null where nobody is signed in; `wall` is what a wall screen shows. */
export function Outside({ me, wall }: { me: MeView | null; wall: ReactNode }) {
  return (
    <Switch>
      {me !== null && codesToNote() !== null && <Route component={RecoveryCodes} />}
      {me !== null && (
        <Route>
          <Owed me={me} />
        </Route>
      )}
      <Route path="/activate" component={Activate} />
      <Route path="/kiosk">
        <WallScreen>{wall}</WallScreen>
      </Route>
      <Route component={Entry} />
    </Switch>
  )
}
