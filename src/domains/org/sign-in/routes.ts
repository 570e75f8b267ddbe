/** Which verb answers which endpoint. */
import { type Route, serve } from '#platform/routes.ts'
import { activate, enterDemo, getEntry, showSecondFactor, signIn, signOut } from './contract.ts'
import { activateBy, enterAs, entry, leave, showFactor, signInBy } from './service.ts'

export const routes: Route[] = [
  serve(getEntry, entry),
  serve(enterDemo, enterAs),
  serve(signIn, signInBy),
  serve(showSecondFactor, showFactor),
  serve(activate, activateBy),
  serve(signOut, leave),
]
