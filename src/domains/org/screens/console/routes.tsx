/** The places of people and rosters in the console. */
import { TeamOutlined } from '@ant-design/icons'
import { lazy } from 'react'
import { dictionary } from '#platform/words.ts'
import type { ConsolePage } from '#ui/console/place.ts'
import { peopleRoles, rosterRoles } from '../../contract.ts'
import { orgConsoleWords } from './words.ts'

export const orgConsole: readonly ConsolePage[] = [
  {
    path: '/people/import/:id?',
    roles: rosterRoles,
    screen: lazy(() => import('./roster-import.tsx').then(({ RosterImport }) => ({ default: RosterImport }))),
  },
  {
    path: '/people/:unitId?',
    roles: peopleRoles,
    screen: lazy(() => import('./people.tsx').then(({ People }) => ({ default: People }))),
    nav: {
      href: '/people',
      title: dictionary(orgConsoleWords.zh.people.nav, orgConsoleWords.en.people.nav),
      icon: <TeamOutlined />,
      key: 'p',
    },
  },
]
