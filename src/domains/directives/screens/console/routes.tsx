/** The console's pages of directives: the list, the form that issues one, and one directive. */
import { SendOutlined } from '@ant-design/icons'
import { lazy } from 'react'
import { dictionary } from '#platform/words.ts'
import type { ConsolePage } from '#ui/console/place.ts'
import { issueRoles } from '../../contract.ts'
import { directiveConsoleWords } from './words.ts'

export const directivesConsole: readonly ConsolePage[] = [
  {
    path: '/directives',
    roles: issueRoles,
    screen: lazy(() => import('./directives.tsx').then(({ Directives }) => ({ default: Directives }))),
    nav: {
      href: '/directives',
      title: dictionary(directiveConsoleWords.zh.nav, directiveConsoleWords.en.nav),
      icon: <SendOutlined />,
      key: 'd',
    },
  },
  {
    path: '/directives/new',
    roles: issueRoles,
    screen: lazy(() => import('./issue.tsx').then(({ Issue }) => ({ default: Issue }))),
  },
  {
    path: '/directives/:id',
    roles: issueRoles,
    screen: lazy(() => import('./directive.tsx').then(({ DirectivePage }) => ({ default: DirectivePage }))),
  },
]

/** Shown on the page of a matter that is a unit's directive, or an objection to one. */
export const DirectivePiece = lazy(() => import('./piece.tsx').then((file) => ({ default: file.DirectivePiece })))
