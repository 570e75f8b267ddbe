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

/** `me` is null where nobody is signed in; `wall` is what a wall screen shows, `also` what stands below the ways in. */
export function Outside({ me, wall, also }: { me: MeView | null; wall: ReactNode; also: ReactNode }) {
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
      <Route>
        <Entry also={also} />
      </Route>
    </Switch>
  )
}
