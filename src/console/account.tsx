/** The person at the upper right: who he is here, his own pages, and the way out. */
import { DownOutlined } from '@ant-design/icons'
import { Button, Dropdown } from 'antd'
import { useLocation } from 'wouter'
import type { MeView } from '#domains/org/me/contract.ts'
import { signOut } from '#domains/org/sign-in/contract.ts'
import { orgWords } from '#domains/org/words.ts'
import type { NavPlace } from '#ui/console/place.ts'
import { identify } from '#ui/person.ts'
import { useAction } from '#ui/use-endpoint.ts'
import { useLanguage, useWords } from '#ui/words.ts'
import { roofWords } from './words.ts'

interface AccountProps {
  readonly me: MeView
  /** His own pages, such as where he is signed in. */
  readonly places: readonly NavPlace[]
}

export function Account({ me, places }: AccountProps) {
  const words = useWords(roofWords)
  const { roles } = useWords(orgWords)
  const language = useLanguage()
  const [, navigate] = useLocation()
  const leave = useAction(signOut)
  const first = me.roles[0]

  const out = async () => {
    const done = await leave.run({})
    if (!done.ok) return
    identify(null)
    location.replace('/')
  }
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: [
          {
            key: 'roles',
            type: 'group',
            label: me.roles.map(({ role, unit }) => (
              <div key={`${role} ${unit.id}`}>{words.roleAt(roles[role], unit.name)}</div>
            )),
          },
          ...places.map(({ href, title, icon }) => ({ key: href, icon, label: title[language] })),
          { key: 'phone', label: words.phone },
          { type: 'divider' },
          { key: 'out', label: words.signOut },
        ],
        onClick: ({ key }) => {
          if (key === 'out') void out()
          else if (key === 'phone') location.assign('/')
          else navigate(key)
        },
      }}
    >
      <Button type="text" className="account" loading={leave.busy}>
        <span className="unseen">{words.account}</span>
        <span className="account-name">
          {me.person.name}
          {first !== undefined && <small className="quiet">{words.roleAt(roles[first.role], first.unit.name)}</small>}
        </span>
        <DownOutlined />
      </Button>
    </Dropdown>
  )
}
