/** The console's pages of matters: inbox, board, and one matter. */
import { InboxOutlined, ProjectOutlined } from '@ant-design/icons'
import { lazy } from 'react'
import { dictionary } from '#platform/words.ts'
import type { ConsolePage } from '#ui/console/place.ts'
import { useEndpoint } from '#ui/use-endpoint.ts'
import { listInbox } from '../../inbox/contract.ts'
import { countOf } from '../../inbox/count.ts'
import { boardRoles } from '../../lists/contract.ts'

const Inbox = lazy(() => import('./inbox.tsx').then((file) => ({ default: file.Inbox })))
const Board = lazy(() => import('./board.tsx').then((file) => ({ default: file.Board })))
const MatterPage = lazy(() => import('./matter-page.tsx').then((file) => ({ default: file.MatterPage })))

/** How many matters need me now. */
const useInboxCount = (): number => countOf(useEndpoint(listInbox, {}).data)

export const mattersConsole: readonly ConsolePage[] = [
  {
    path: '/inbox/:id?',
    screen: Inbox,
    nav: {
      href: '/inbox',
      title: dictionary('待办', 'Inbox'),
      icon: <InboxOutlined />,
      key: 'i',
      useCount: useInboxCount,
    },
  },
  {
    path: '/board',
    roles: boardRoles,
    screen: Board,
    nav: { href: '/board', title: dictionary('事项看板', 'Board'), icon: <ProjectOutlined />, key: 'b' },
  },
  { path: '/matters/:id', screen: MatterPage },
]
