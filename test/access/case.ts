/** How an endpoint is asked for an object of a place, and how one sees that it did what it was asked. */
import type { Endpoint } from '#platform/endpoint.ts'
import type { Caller, Place, Stage } from './stage.ts'

/** One row of the access table, read: `own hidden` is the place and a variant; `mine` is an object of the caller himself. */
export interface Row {
  readonly place: Place
  readonly mine: boolean
  readonly variant: string
}

export interface Asked {
  readonly input: Readonly<Record<string, unknown>>
  readonly bytes?: { readonly content: Uint8Array; readonly type: string }
  readonly host?: string
  /** After a yes: whether what was asked for is in the reply, or was done. */
  readonly there: (reply: unknown, headers: Readonly<Record<string, unknown>>) => boolean | Promise<boolean>
}

export interface Case {
  readonly endpoint: Endpoint
  readonly ask: (stage: Stage, row: Row, caller: Caller) => Promise<Asked>
  /** Each cell has a caller of its own: the act ends or changes his session, or its object is his. */
  readonly alone?: true
  /** `nothing`: it reads, though it is a POST. `wrong guesses`: what is refused as a wrong guess is written down. */
  readonly records?: 'nothing' | 'wrong guesses'
}

export type Cases = Readonly<Record<string, Case>>

/** Whether a reply shows something, by its id or words. */
export const shows = (reply: unknown, what: string): boolean => JSON.stringify(reply).includes(what)

/** `POST /matters/:id/moves` and its case. */
export function casesOf(cases: readonly Case[]): Cases {
  const named = cases.map((one) => [`${one.endpoint.method} ${one.endpoint.path}`, one] as const)
  if (new Set(named.map(([name]) => name)).size !== named.length) throw new Error('two cases of one endpoint')
  return Object.fromEntries(named)
}

/** A case whose object does not depend on anything but its place. */
export function aCase(endpoint: Endpoint, ask: Case['ask'], alone?: 'alone'): Case {
  return { endpoint, ask, ...(alone === undefined ? {} : { alone: true }) }
}
