/** The console's place of households, and what a request shows on the page of its matter. */
import { HomeOutlined, PhoneOutlined } from '@ant-design/icons'
import { lazy } from 'react'
import { dictionary } from '#platform/words.ts'
import type { ConsolePage } from '#ui/console/place.ts'
import { callerRoles } from '../../callbacks/contract.ts'
import { callbackWords } from '../../callbacks/words.ts'
import { householdRoles } from '../../contract.ts'
import { householdWords } from './words.ts'

export const serviceConsole: readonly ConsolePage[] = [
  {
    path: '/households',
    roles: householdRoles,
    screen: lazy(() => import('./households.tsx').then(({ Households }) => ({ default: Households }))),
    nav: {
      href: '/households',
      title: dictionary(householdWords.zh.nav, householdWords.en.nav),
      icon: <HomeOutlined />,
      key: 'h',
    },
  },
  {
    path: '/callbacks',
    roles: callerRoles,
    screen: lazy(() =>
      import('../../callbacks/screens/console/callbacks.tsx').then(({ Callbacks }) => ({ default: Callbacks })),
    ),
    nav: {
      href: '/callbacks',
      title: dictionary(callbackWords.zh.nav, callbackWords.en.nav),
      icon: <PhoneOutlined />,
      key: 'c',
    },
  },
]

/** Shown on the page of a matter that is a heat user's request. */
export const HeatPiece = lazy(() =>
  import('../../requests/screens/console/piece.tsx').then((file) => ({ default: file.HeatPiece })),
)
