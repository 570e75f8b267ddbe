/** What a domain offers to the console: its pages, and for some of them a place in the navigation. */
import type { ComponentType, ReactNode } from 'react'
import type { Role } from '#platform/access.ts'
import type { Dictionary } from '#platform/words.ts'

export interface ConsolePage {
  /** Pattern below /console, as wouter reads it: '/inbox/:id?'. */
  readonly path: string
  /** Who finds the page; whoever holds one of the roles anywhere. Every console person if absent. The server has the last word. */
  readonly roles?: readonly Role[]
  /** Made with `lazy`, so that each page is a file of its own. */
  readonly screen: ComponentType
  /** Its place at the left; pages that are reached from other pages have none. */
  readonly nav?: NavPlace
}

export interface NavPlace {
  /** Where it leads, below /console: '/inbox'. */
  readonly href: string
  readonly title: Dictionary<string>
  readonly icon: ReactNode
  /** At the left, by default, or under the person's own name. */
  readonly at?: 'side' | 'account'
  /** Pressed after `g`, goes there. */
  readonly key?: string
  /** How many things wait there; a hook. */
  readonly useCount?: () => number
}
