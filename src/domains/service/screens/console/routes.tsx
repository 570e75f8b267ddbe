/** The console's place of households. */
import { HomeOutlined } from '@ant-design/icons'
import { lazy } from 'react'
import { dictionary } from '#platform/words.ts'
import type { ConsolePage } from '#ui/console/place.ts'
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
]
