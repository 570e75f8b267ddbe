/**
 * The phone's shell without a line: the page and its files, as they were built together. Nothing that the server says
 * about people is kept here; what somebody writes waits in the outbox.
 */

interface Extendable extends Event {
  waitUntil(work: Promise<unknown>): void
}
interface Fetching extends Extendable {
  readonly request: Request
  respondWith(reply: Promise<Response>): void
}
interface Scope {
  readonly clients: { claim(): Promise<void> }
  addEventListener(name: 'install' | 'activate', act: (event: Extendable) => void): void
  addEventListener(name: 'fetch', act: (event: Fetching) => void): void
}

/** Filled in by the build: a name for this build, and the addresses of its files. */
declare const __SHELL__: { readonly build: string; readonly files: readonly string[] }

const scope = self as unknown as Scope
const PREFIX = 'shell-'
/** How long a slow line may keep the page away before the kept one is shown. */
const PATIENCE_MS = 4_000
const PAGE = '/'
const shell = __SHELL__
const name = `${PREFIX}${shell.build}`
const files: ReadonlySet<string> = new Set(shell.files)

// A new build waits until no page of the one before is open: its files belong together.
scope.addEventListener('install', (event) => event.waitUntil(keepAll()))
scope.addEventListener('activate', (event) => event.waitUntil(forgetOthers().then(() => scope.clients.claim())))
scope.addEventListener('fetch', (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (request.method !== 'GET' || origin !== location.origin) return
  if (files.has(pathname)) event.respondWith(kept(pathname, request))
  else if (request.mode === 'navigate' && isPage(pathname)) event.respondWith(page(request))
})

async function keepAll(): Promise<void> {
  const cache = await caches.open(name)
  await cache.addAll([PAGE, ...files].map((address) => new Request(address, { cache: 'no-cache' })))
}

async function forgetOthers(): Promise<void> {
  const old = (await caches.keys()).filter((one) => one.startsWith(PREFIX) && one !== name)
  await Promise.all(old.map((one) => caches.delete(one)))
}

/** The desktop and the API have pages of their own. */
function isPage(pathname: string): boolean {
  return !/^\/(api|console)(\/|$)/.test(pathname)
}

async function kept(address: string, request: Request): Promise<Response> {
  const cache = await caches.open(name)
  return (await cache.match(address)) ?? fetch(request)
}

/** From the server, and from the device when it does not answer in time or not at all. */
async function page(request: Request): Promise<Response> {
  const fresh = fetch(request)
  fresh.catch(() => undefined)
  const late = new Promise<null>((resolve) => setTimeout(() => resolve(null), PATIENCE_MS))
  const first = await Promise.race([fresh, late]).catch(() => null)
  if (first !== null && first.status < 500) return first
  const cache = await caches.open(name)
  return (await cache.match(PAGE)) ?? fresh
}
