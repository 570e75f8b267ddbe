/** The console's place of the public ledger: everybody who enters the console finds it. */
import { AuditOutlined } from '@ant-design/icons'
import { lazy } from 'react'
import { dictionary } from '#platform/words.ts'
import type { ConsolePage } from '#ui/console/place.ts'
import { ledgerWords } from '../../words.ts'

export const ledgerConsole: readonly ConsolePage[] = [
  {
    path: '/ledger',
    screen: lazy(() => import('./ledger.tsx').then(({ Ledger }) => ({ default: Ledger }))),
    nav: {
      href: '/ledger',
      title: dictionary(ledgerWords.zh.title, ledgerWords.en.title),
      icon: <AuditOutlined />,
      key: 'l',
    },
  },
]
