/** The pages about one's own data. */
import { type ComponentType, lazy } from 'react'

export const privacyRoutes: readonly { readonly path: string; readonly screen: ComponentType }[] = [
  { path: '/me/data', screen: lazy(async () => ({ default: (await import('./held.tsx')).Held })) },
  { path: '/me/data/shown', screen: lazy(async () => ({ default: (await import('./shown-to-me.tsx')).ShownToMe })) },
  { path: '/me/data/ask', screen: lazy(async () => ({ default: (await import('./ask.tsx')).Ask })) },
  { path: '/me/data/copy', screen: lazy(async () => ({ default: (await import('./copy.tsx')).Copy })) },
]
