/** The places of personal data in the console: the officer's, and everybody's own. */
import { IdcardOutlined, SafetyCertificateOutlined } from '@ant-design/icons'
import { lazy } from 'react'
import { dictionary } from '#platform/words.ts'
import type { ConsolePage } from '#ui/console/place.ts'
import { officerRoles } from '../../contract.ts'
import { privacyConsoleWords } from './words.ts'

export const privacyConsole: readonly ConsolePage[] = [
  {
    path: '/privacy',
    roles: officerRoles,
    screen: lazy(() => import('./officer.tsx').then(({ Officer }) => ({ default: Officer }))),
    nav: {
      href: '/privacy',
      title: dictionary(privacyConsoleWords.zh.nav, privacyConsoleWords.en.nav),
      icon: <SafetyCertificateOutlined />,
    },
  },
  {
    path: '/my-data',
    screen: lazy(() => import('./mine.tsx').then(({ Mine }) => ({ default: Mine }))),
    nav: {
      href: '/my-data',
      title: dictionary(privacyConsoleWords.zh.mine, privacyConsoleWords.en.mine),
      icon: <IdcardOutlined />,
      at: 'account',
    },
  },
]
