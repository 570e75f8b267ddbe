/** Pages: serves what the two browser builds made, each page under a policy of its own with nothing inline. */
import { randomBytes } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Refusal } from './refusal.ts'
import type { Tenant } from './tenant.ts'

/** What every page may load: its own site, and nothing else. Styles that a library writes at run time need the nonce. */
const policy = (style: string): string =>
  [
    "default-src 'self'",
    "img-src 'self' blob: data:",
    `style-src ${style}`,
    "connect-src 'self'",
    "worker-src 'self'",
    "manifest-src 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "object-src 'none'",
  ].join('; ')
/** The policy of a page without nonce. */
export const pagePolicy = policy("'self'")

export interface PagesOptions {
  /** dist/web: the folders `mobile` and `console`. */
  readonly folder: string
  /** Whose page it is; refuses an address where nobody lives. */
  readonly tenantOf: (request: FastifyRequest) => Tenant
}

interface Site {
  /** Path in the address, ending in a slash. */
  readonly base: string
  readonly root: string
  readonly html: string
  /** Paths below `root` that may be asked for. */
  readonly files: ReadonlySet<string>
}

/**
 * Serves /console/* from the desktop's build and everything else outside /api from the phone's: a file that is there,
 * else the page, which reads the address itself. Throws Error if a build is missing.
 */
export async function servePages(app: FastifyInstance, options: PagesOptions): Promise<void> {
  const desktop = await openSite(join(options.folder, 'console'), '/console/')
  const phone = await openSite(join(options.folder, 'mobile'), '/')
  await app.register(fastifyStatic, { root: options.folder, serve: false, preCompressed: true, cacheControl: false })
  app.get('/console', (_request, reply) => reply.redirect('/console/'))
  app.get('/*', (request, reply) => {
    const path = pathOf(request)
    if (path === '/api' || path.startsWith('/api/')) throw new Refusal('not_found', 'platform.no_such_address')
    const tenant = options.tenantOf(request)
    const site = path.startsWith(desktop.base) ? desktop : phone
    const name = path.slice(site.base.length)
    if (site.files.has(name)) return sendFile(reply, site, name)
    if (isAsset(name)) throw new Refusal('not_found', 'platform.no_such_address')
    return sendPage(reply, site, tenant)
  })
}

async function openSite(root: string, base: string): Promise<Site> {
  const html = await readFile(join(root, 'index.html'), 'utf8').catch(() => {
    throw new Error(`The pages in ${root} are not built: run "npm run build".`)
  })
  const entries = await readdir(root, { recursive: true, withFileTypes: true })
  const names = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
  return { root, base, html, files: new Set(names.filter((name) => !hidden.test(name))) }
}

/** The page itself goes through `sendPage`; the build's own notes and the compressed twins are not addresses. */
const hidden = /^index\.html$|(^|\/)\.|\.(gz|br|map)$/

/** Files whose name holds the hash of their content; all of them lie in the builds' `assets` folders. */
const isAsset = (name: string): boolean => name.startsWith('assets/')

function sendFile(reply: FastifyReply, site: Site, name: string): FastifyReply {
  // A worker lives under the policy that came with its own file, and must be able to fetch what it keeps.
  if (name.endsWith('.js')) reply.header('content-security-policy', pagePolicy)
  reply.header('cache-control', isAsset(name) ? 'public, max-age=31536000, immutable' : 'no-cache')
  reply.header('vary', 'accept-encoding')
  return reply.sendFile(name, site.root)
}

function sendPage(reply: FastifyReply, site: Site, tenant: Tenant): FastifyReply {
  const nonce = site.html.includes('__CSP_NONCE__') ? randomBytes(16).toString('base64') : null
  const html = site.html
    .replaceAll('__CSP_NONCE__', nonce ?? '')
    .replaceAll('__MODE__', tenant.mode)
    .replaceAll('__TIME_ZONE__', tenant.timeZone)
  return reply
    .header('content-type', 'text/html; charset=utf-8')
    .header('cache-control', 'no-cache')
    .header('content-security-policy', nonce === null ? pagePolicy : policy(`'self' 'nonce-${nonce}'`))
    .send(html)
}

function pathOf(request: FastifyRequest): string {
  try {
    return decodeURIComponent(request.url.split('?', 1)[0] ?? '/')
  } catch {
    throw new Refusal('not_found', 'platform.no_such_address')
  }
}
