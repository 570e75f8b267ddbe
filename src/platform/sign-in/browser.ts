/** The browser at the other end of a sign-in: what may be given to it, and giving it. */
import type { ClientInfo, Ctx } from '../ctx.ts'
import { forget } from '../memory.ts'
import { Refusal } from '../refusal.ts'
import type { SessionToken } from './session.ts'

/**
 * The browser of a request, ready to keep a session. Refuses an open line in production: the cookie would travel in the
 * clear, and browsers drop the `__Host-` prefix without https.
 */
export function browserOf(ctx: Ctx): ClientInfo {
  if (ctx.client === null) throw new Error('signing in needs a browser')
  if (ctx.tenant.mode === 'production' && !ctx.client.secure) throw new Refusal('forbidden', 'platform.https_needed')
  return ctx.client
}

/** Gives the browser its session, once that is committed. */
export function giveSession(browser: ClientInfo, session: SessionToken): void {
  forget()
  browser.setCookie('session', session.token, session.maxAgeSeconds)
}

/** Takes the session from the browser, once its end is committed. */
export function takeSession(browser: ClientInfo): void {
  forget()
  browser.setCookie('session', null, null)
}

/** Part of an address that stands for one network: an IPv4 address whole, of an IPv6 address the first 64 bits. Pure. */
export function networkOf(address: string): string {
  const plain = address.split('%', 1)[0]!
  const four = /(\d+\.\d+\.\d+\.\d+)$/.exec(plain)?.[1]
  if (four !== undefined) return four
  const [head = '', tail] = plain.split('::')
  const groups = head.split(':').filter((group) => group !== '')
  const after = tail === undefined ? [] : tail.split(':').filter((group) => group !== '')
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - groups.length - after.length)
  const all = [...groups, ...Array.from({ length: zeros }, () => '0'), ...after]
  return `${all
    .slice(0, 4)
    .map((group) => group.toLowerCase().replace(/^0+(?=.)/, ''))
    .join(':')}::`
}
