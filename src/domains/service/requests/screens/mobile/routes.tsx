/** The pages of heat users: open to everybody, with or without a session. */
import { type ComponentType, lazy } from 'react'

const Start = lazy(async () => ({ default: (await import('./start.tsx')).Start }))
const ReportPage = lazy(async () => ({ default: (await import('./report.tsx')).ReportPage }))
const Follow = lazy(async () => ({ default: (await import('./follow.tsx')).Follow }))

export const heatRoutes: readonly { readonly path: string; readonly screen: ComponentType }[] = [
  { path: '/heat', screen: Start },
  { path: '/heat/report', screen: ReportPage },
  { path: '/heat/follow', screen: Follow },
]
