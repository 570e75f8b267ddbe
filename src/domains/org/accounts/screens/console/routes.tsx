/** The place of accounts in the console. */
import { KeyOutlined } from '@ant-design/icons'
import { lazy } from 'react'
import { dictionary } from '#platform/words.ts'
import type { ConsolePage } from '#ui/console/place.ts'
import { useEndpoint } from '#ui/use-endpoint.ts'
import { rosterRoles } from '../../../contract.ts'
import { listFactorLosses } from '../../contract.ts'
import { accountWords } from './words.ts'

const useLossCount = (): number => useEndpoint(listFactorLosses, {}).data?.losses.length ?? 0

export const accountsConsole: readonly ConsolePage[] = [
  {
    path: '/accounts',
    roles: rosterRoles,
    screen: lazy(() => import('./losses.tsx').then(({ Losses }) => ({ default: Losses }))),
    nav: {
      href: '/accounts',
      title: dictionary(accountWords.zh.nav, accountWords.en.nav),
      icon: <KeyOutlined />,
      useCount: useLossCount,
    },
  },
]
