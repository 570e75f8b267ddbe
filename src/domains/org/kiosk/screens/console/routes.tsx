/** The place of wall screens in the console. */
import { FundProjectionScreenOutlined } from '@ant-design/icons'
import { lazy } from 'react'
import { dictionary } from '#platform/words.ts'
import type { ConsolePage } from '#ui/console/place.ts'
import { kioskRoles } from '../../contract.ts'
import { wallWords } from './words.ts'

export const kioskConsole: readonly ConsolePage[] = [
  {
    path: '/wall-screens',
    roles: kioskRoles,
    screen: lazy(() => import('./wall-screens.tsx').then(({ WallScreens }) => ({ default: WallScreens }))),
    nav: {
      href: '/wall-screens',
      title: dictionary(wallWords.zh.nav, wallWords.en.nav),
      icon: <FundProjectionScreenOutlined />,
    },
  },
]
