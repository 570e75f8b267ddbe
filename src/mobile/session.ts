/** Who is signed in on this phone: asked of the server, and without a line whoever was known to be so last. */
import { useEffect, useSyncExternalStore } from 'react'
import { getMe, type MeView } from '#domains/org/me/contract.ts'
import type { CallError } from '#ui/call.ts'
import { currentPerson, identify, onPersonChange } from '#ui/person.ts'
import { useEndpoint } from '#ui/use-endpoint.ts'

const KEPT_AS = 'nuanqiao.me'

/** As much of a person as the pages need without a line. */
export interface Known {
  readonly id: string
  readonly name: string
}

export type Session =
  | { readonly state: 'unknown' }
  /** Nobody is signed in, or something is still owed before anything else is open. */
  | { readonly state: 'out'; readonly me: MeView | null }
  /** `me` is null as long as the server cannot be reached. */
  | { readonly state: 'in'; readonly known: Known; readonly me: MeView | null }
  | { readonly state: 'unreachable'; readonly error: CallError; readonly retry: () => void }

export function useSession(): Session {
  const { data: me, error, reload } = useEndpoint(getMe, {})
  const session = sessionOf(me, error, reload)
  const personId = session.state === 'in' ? session.known.id : null
  const settled = session.state !== 'unknown'
  useEffect(() => {
    if (settled) identify(personId)
  }, [settled, personId])
  // Drafts and acts carry the name of whoever is in: no page begins before that is settled.
  const identified = useSyncExternalStore(onPersonChange, currentPerson)
  return personId === identified ? session : { state: 'unknown' }
}

function sessionOf(me: MeView | undefined, error: CallError | null, retry: () => void): Session {
  if (me !== undefined) {
    if (me.session.state !== 'in') return { state: 'out', me }
    const known = { id: me.person.id, name: me.person.name }
    remember(known)
    return { state: 'in', known, me }
  }
  if (error === null) return { state: 'unknown' }
  if (!error.uncertain) {
    remember(null)
    return { state: 'out', me: null }
  }
  const known = remembered()
  return known === null ? { state: 'unreachable', error, retry } : { state: 'in', known, me: null }
}

function remember(known: Known | null): void {
  try {
    if (known === null) localStorage.removeItem(KEPT_AS)
    else localStorage.setItem(KEPT_AS, JSON.stringify(known))
  } catch {
    // Storage may be forbidden; then nobody is known without a line.
  }
}

function remembered(): Known | null {
  try {
    return JSON.parse(localStorage.getItem(KEPT_AS) ?? 'null') as Known | null
  } catch {
    return null
  }
}
