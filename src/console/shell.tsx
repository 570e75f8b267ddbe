/** What stands around every page of the console: the company, the person, the places at the left, and the keys. */
import { QuestionCircleOutlined } from '@ant-design/icons'
import { Badge, Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { Link, useLocation } from 'wouter'
import { Bell } from '#channels/notices/screens/console/bell.tsx'
import type { MeView } from '#domains/org/me/contract.ts'
import type { ConsolePage, NavPlace } from '#ui/console/place.ts'
import { KeyHint, useKeys } from '#ui/console/use-keys.tsx'
import { isDemo } from '#ui/setting.ts'
import { uiWords } from '#ui/ui-words.ts'
import { setLanguage, useLanguage, useWords } from '#ui/words.ts'
import { Account } from './account.tsx'
import icon from './icon.svg'
import { KeysHelp } from './keys-help.tsx'
import { roofWords } from './words.ts'

interface ShellProps {
  readonly me: MeView
  readonly pages: readonly ConsolePage[]
  readonly children: ReactNode
}

export function Shell({ me, pages, children }: ShellProps) {
  const words = useWords(roofWords)
  const ui = useWords(uiWords)
  const language = useLanguage()
  const [, navigate] = useLocation()
  const [helping, setHelping] = useState(false)
  const places = pages.flatMap(({ nav }) => (nav === undefined ? [] : [nav]))
  const beside = places.filter(({ at }) => at !== 'account')

  useKeys(words.everywhere, [
    ...beside.flatMap(({ key, href, title }) =>
      key === undefined ? [] : [{ press: `g ${key}`, does: words.goTo(title[language]), run: () => navigate(href) }],
    ),
    { press: '?', does: words.help, run: () => setHelping(true) },
  ])

  return (
    <div className="shell">
      <a className="skip" href="#content">
        {words.skip}
      </a>
      <header>
        {isDemo() && <p className="ribbon">{ui.demo}</p>}
        <div className="top">
          <span className="brand">
            <img src={icon} alt="" width={24} height={24} />
            <strong>{ui.product}</strong>
            <span className="company">{me.company}</span>
          </span>
          <span className="top-end">
            <Button
              type="text"
              lang={language === 'zh' ? 'en' : 'zh-CN'}
              onClick={() => setLanguage(language === 'zh' ? 'en' : 'zh')}
            >
              {ui.otherLanguage}
            </Button>
            <Bell everywhere={words.everywhere} />
            <Button
              type="text"
              icon={<QuestionCircleOutlined />}
              aria-label={words.keys}
              aria-keyshortcuts="?"
              onClick={() => setHelping(true)}
            />
            <Account me={me} places={places.filter(({ at }) => at === 'account')} />
          </span>
        </div>
      </header>
      <nav className="places" aria-label={words.places}>
        <ul>
          {beside.map((place) => (
            <li key={place.href}>
              <Place place={place} />
            </li>
          ))}
        </ul>
      </nav>
      <main id="content" className="content" tabIndex={-1}>
        {children}
      </main>
      <KeysHelp open={helping} onClose={() => setHelping(false)} />
    </div>
  )
}

/** A hook that a place may bring; places without one have nothing to count. */
const useNothing = (): number => 0

function Place({ place: { href, title, icon, key, useCount = useNothing } }: { place: NavPlace }) {
  const language = useLanguage()
  const ui = useWords(uiWords)
  const [location] = useLocation()
  const count = useCount()
  const here = location === href || location.startsWith(`${href}/`)
  return (
    <Link href={href} className="place" aria-current={here ? 'page' : undefined}>
      {icon}
      <span className="place-title">{title[language]}</span>
      {count > 0 && (
        <>
          <Badge count={count} overflowCount={99} className="place-count" aria-hidden="true" />
          <span className="unseen">{ui.unread(count)}</span>
        </>
      )}
      {key !== undefined && <KeyHint press={`g ${key}`} />}
    </Link>
  )
}
