/** One page of the phone: where I am, the way back, the content, and what to do next within reach of the thumb. */
import { type ReactNode, useEffect, useRef } from 'react'
import { Link, useLocation } from 'wouter'
import { isDemo } from '#ui/setting.ts'
import { uiWords } from '#ui/ui-words.ts'
import { useWords } from '#ui/words.ts'
import { Icon, type IconName } from './icon.tsx'

interface PageProps {
  title: string
  /** Where "back" leads; pages reached from the tab bar have none. */
  back?: string
  /** Small things at the right of the title. */
  aside?: ReactNode
  /** The one or two buttons of this page; they stay at the lower edge. */
  actions?: ReactNode
  /** The tab bar, on the pages it leads to. */
  tabs?: ReactNode
  children: ReactNode
}

let arrived = false

/** The page begins anew for eyes and ears: it is another one, or what was done has changed it. */
export function toTop(heading: HTMLElement | null = document.querySelector('h1')): void {
  window.scrollTo(0, 0)
  heading?.focus({ preventScroll: true })
}

export function Page({ title, back, aside, actions, tabs, children }: PageProps) {
  const words = useWords(uiWords)
  const heading = useRef<HTMLHeadingElement>(null)

  useEffect(() => {
    document.title = `${title} · ${words.product}`
  }, [title, words])

  // A screen reader must hear that the page has changed; on the first one the browser says it itself.
  useEffect(() => {
    if (arrived) toTop(heading.current)
    arrived = true
  }, [])

  return (
    <div className="page">
      <header className="top">
        {isDemo() && <p className="ribbon">{words.demo}</p>}
        <div className="bar">
          {back !== undefined && (
            <Link href={back} className="icon-button" aria-label={words.back}>
              <Icon name="back" />
            </Link>
          )}
          <h1 ref={heading} tabIndex={-1}>
            {title}
          </h1>
          {aside}
        </div>
      </header>
      <main className="content">{children}</main>
      {(actions !== undefined || tabs !== undefined) && (
        <footer className="foot">
          {actions !== undefined && <div className="actions">{actions}</div>}
          {tabs}
        </footer>
      )}
    </div>
  )
}

interface TabBarProps {
  items: readonly { href: string; label: string; icon: IconName; count?: number }[]
}

/** The main places of the product, at the lower edge. */
export function TabBar({ items }: TabBarProps) {
  const words = useWords(uiWords)
  const [location] = useLocation()
  return (
    <nav className="tab-bar" aria-label={words.mainNavigation}>
      {items.map(({ href, label, icon, count = 0 }) => (
        <Link key={href} href={href} aria-current={location === href ? 'page' : undefined}>
          <Icon name={icon} />
          <span>{label}</span>
          {count > 0 && (
            <span className="count">
              <span aria-hidden="true">{count > 99 ? '99+' : count}</span>
              <span className="unseen">{words.unread(count)}</span>
            </span>
          )}
        </Link>
      ))}
    </nav>
  )
}
