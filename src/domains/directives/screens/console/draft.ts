/** A directive while it is written: every field may still be missing. Pure. */
import type { InputOf } from '#platform/endpoint.ts'
import type { checkDirective, ItemAsked, issueDirective } from '../../contract.ts'

export interface Draft {
  readonly title?: string
  readonly text?: string
  readonly purpose?: string
  readonly unitIds?: string[]
  readonly dueOn?: string
  readonly minutes?: number | null
  readonly items?: readonly (Partial<ItemAsked> | undefined)[]
}

/** What of it is looked up while it is written. */
export function checkOf({ unitIds = [], dueOn, minutes, items = [] }: Draft): InputOf<typeof checkDirective> {
  return {
    unitIds,
    ...(dueOn ? { dueOn } : {}),
    ...(minutes ? { minutes } : {}),
    whats: items.map((item) => (item?.what ?? '').slice(0, 200)),
  }
}

/** What is sent, once every field has been found filled in. */
export function inputOf(draft: Draft): InputOf<typeof issueDirective> {
  const { title = '', text = '', purpose = '', unitIds = [], dueOn = '', minutes, items = [] } = draft
  return {
    ...{ title, text, purpose, unitIds, dueOn },
    minutes: minutes ?? 0,
    items: items.map((item) => {
      const { what = '', why = '', dueOn: by = '', heldNotEnough } = item ?? {}
      return { what, why, dueOn: by, ...(heldNotEnough ? { heldNotEnough } : {}) }
    }),
  }
}
