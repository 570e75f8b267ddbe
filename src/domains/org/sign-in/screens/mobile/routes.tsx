/** The pages of one's own account, for whoever is inside. What stands before that is in `outside.tsx`. */
import { type ComponentType, lazy } from 'react'

const Factor = lazy(async () => ({
  default: (await import('../../../me/screens/mobile/set-up-factor.tsx')).SetUpFactor,
}))
const Password = lazy(async () => ({
  default: (await import('../../../me/screens/mobile/change-password.tsx')).ChangePassword,
}))
const Codes = lazy(async () => ({
  default: (await import('../../../me/screens/mobile/recovery-codes.tsx')).RecoveryCodes,
}))
const Sessions = lazy(async () => ({ default: (await import('../../../me/screens/mobile/sessions.tsx')).Sessions }))
const SecondFactor = lazy(async () => ({ default: (await import('./second-factor.tsx')).SecondFactor }))

export const signInRoutes: readonly { readonly path: string; readonly screen: ComponentType }[] = [
  { path: '/me/sessions', screen: Sessions },
  { path: '/me/password', screen: Password },
  { path: '/me/second-factor', screen: Factor },
  { path: '/me/recovery-codes', screen: Codes },
  { path: '/second-factor', screen: SecondFactor },
]
