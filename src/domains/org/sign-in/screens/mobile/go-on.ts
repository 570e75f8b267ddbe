/** Where somebody goes once he is inside. */
import { useLocation, useSearch } from 'wouter'
import { invalidate } from '#ui/use-endpoint.ts'
import type { SignInView } from '../../contract.ts'

/** Pages that are there for coming in only. */
const doors = ['/sign-in', '/activate', '/second-factor']

/** A page of this site that was asked for, or null. Never another site's: the address may have been made by a stranger. */
export function wayTo(search: string): string | null {
  const to = new URLSearchParams(search).get('to')
  return to !== null && /^\/(?![/\\])/.test(to) ? to : null
}

/** Goes on after a step of signing in; if more is owed, the page shows what. */
export function useGoOn(): (view: SignInView) => void {
  const [here, navigate] = useLocation()
  const asked = wayTo(useSearch())
  return ({ state, home }) => {
    if (state === 'in') {
      const to = asked ?? (home === 'console' && here === '/' && isWide() ? '/console/' : null)
      if (to?.startsWith('/console') === true) {
        location.assign(to)
        return
      }
      if (to !== null) navigate(to)
      else if (doors.includes(here)) navigate('/')
    }
    invalidate('/me')
  }
}

/** Wide enough for the console's tables. */
function isWide(): boolean {
  return matchMedia('(min-width: 64rem)').matches
}
