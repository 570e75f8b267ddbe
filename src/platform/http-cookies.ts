/** Cookies: how they are called, read and written. */
import type { FastifyRequest } from 'fastify'

const plainNames = { session: 'nq', device: 'nq-device', seen: 'nq-seen' } as const
export type CookieName = keyof typeof plainNames

/** `__Host-` on https; a plainly named cookie otherwise, because browsers drop the prefix without Secure. */
function cookieName(request: FastifyRequest, name: CookieName): string {
  return request.protocol === 'https' ? `__Host-${plainNames[name]}` : plainNames[name]
}

export function cookieOf(request: FastifyRequest, name: CookieName): string | null {
  const wanted = cookieName(request, name)
  for (const part of (request.headers.cookie ?? '').split(';')) {
    const at = part.indexOf('=')
    if (at > 0 && part.slice(0, at).trim() === wanted) return part.slice(at + 1).trim()
  }
  return null
}

/** The value of a Set-Cookie header; null takes the cookie away, no age makes it last as long as the browser is open. */
export function cookieLine(
  request: FastifyRequest,
  name: CookieName,
  value: string | null,
  maxAgeSeconds: number | null,
): string {
  const life = value === null ? '; Max-Age=0' : maxAgeSeconds === null ? '' : `; Max-Age=${maxAgeSeconds}`
  const secure = request.protocol === 'https' ? '; Secure' : ''
  return `${cookieName(request, name)}=${value ?? ''}; Path=/; HttpOnly; SameSite=Lax${secure}${life}`
}
