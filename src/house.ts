/** The house: what the domains serve and say, put together once for the web server, the command line and the tests. */
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { FastifyInstance } from 'fastify'
import type pg from 'pg'
import { digests, digestTask, mornings } from '#channels/notices/jobs.ts'
import { noticeReceiver } from '#channels/notices/receiver.ts'
import { routes as notices } from '#channels/notices/routes.ts'
import { refusals as noticesRefusals } from '#channels/notices/words.ts'
import { routes as directives } from '#domains/directives/routes.ts'
import { refusals as directivesRefusals } from '#domains/directives/words.ts'
import { routes as ledger } from '#domains/insight/ledger/routes.ts'
import { refusals as ledgerRefusals } from '#domains/insight/ledger/words.ts'
import { eachMinute, watching, watchTask } from '#domains/matters/escalation/jobs.ts'
import { routes as handover } from '#domains/matters/handover/routes.ts'
import { eachMinute as drawing, tally, tallyTask } from '#domains/matters/jobs.ts'
import { routes as matters } from '#domains/matters/routes.ts'
import { refusals as mattersRefusals } from '#domains/matters/words.ts'
import { routes as accounts } from '#domains/org/accounts/routes.ts'
import { refusals as accountsRefusals } from '#domains/org/accounts/words.ts'
import { routes as deputies } from '#domains/org/deputies/routes.ts'
import { refusals as deputyRefusals } from '#domains/org/deputies/words.ts'
import { routes as kiosk } from '#domains/org/kiosk/routes.ts'
import { refusals as kioskRefusals } from '#domains/org/kiosk/words.ts'
import { routes as me } from '#domains/org/me/routes.ts'
import { refusals as meRefusals } from '#domains/org/me/words.ts'
import { routes as roster } from '#domains/org/roster/routes.ts'
import { refusals as rosterRefusals } from '#domains/org/roster/words.ts'
import { routes as org } from '#domains/org/routes.ts'
import { printedPhones, unitsById } from '#domains/org/service.ts'
import { routes as signIn } from '#domains/org/sign-in/routes.ts'
import { refusals as signInRefusals } from '#domains/org/sign-in/words.ts'
import { routes as views } from '#domains/org/views/routes.ts'
import { refusals as viewRefusals } from '#domains/org/views/words.ts'
import { refusals as orgRefusals } from '#domains/org/words.ts'
import { routes as privacy } from '#domains/privacy/routes.ts'
import { refusals as privacyRefusals } from '#domains/privacy/words.ts'
import { refusals as callbackRefusals } from '#domains/service/callbacks/words.ts'
import { printedContacts } from '#domains/service/register/service.ts'
import { refusals as requestRefusals } from '#domains/service/requests/words.ts'
import { routes as service } from '#domains/service/routes.ts'
import { refusals as serviceRefusals } from '#domains/service/words.ts'
import { routes as voice } from '#domains/voice/routes.ts'
import { refusals as voiceRefusals } from '#domains/voice/words.ts'
import { apiPage, apiPageStyle } from '#platform/api-page.ts'
import { mountHealth } from '#platform/health.ts'
import { type Home, type HttpOptions, homeOf, openHttp } from '#platform/http.ts'
import type { RefusalWords } from '#platform/http-errors.ts'
import { housekeeping, housekeepingTask, nightly } from '#platform/jobs/housekeeping.ts'
import type { Task } from '#platform/jobs/jobs.ts'
import type { Recurring } from '#platform/jobs/recurring.ts'
import type { Printed } from '#platform/keys/reprint.ts'
import { reseal, resealTask } from '#platform/keys/reseal.ts'
import { readMigrations } from '#platform/migration-files.ts'
import { mountEvents, type PathOf } from '#platform/news/events.ts'
import type { Receiver } from '#platform/news/outbox.ts'
import { openApi, type RouteGroup } from '#platform/openapi.ts'
import { pagePolicy, servePages } from '#platform/pages.ts'
import { refusals as platformRefusals } from '#platform/refusal-words.ts'
import { migrations } from './places.ts'

/** Every endpoint of the product, by domain. */
export const groups: readonly RouteGroup[] = [
  { name: 'sign-in', routes: signIn },
  { name: 'me', routes: me },
  { name: 'org', routes: org },
  { name: 'accounts', routes: accounts },
  { name: 'deputies', routes: deputies },
  { name: 'views', routes: views },
  { name: 'roster', routes: roster },
  { name: 'kiosk', routes: kiosk },
  { name: 'matters', routes: matters },
  { name: 'handover', routes: handover },
  { name: 'voice', routes: voice },
  { name: 'service', routes: service },
  { name: 'directives', routes: directives },
  { name: 'ledger', routes: ledger },
  { name: 'notices', routes: notices },
  { name: 'privacy', routes: privacy },
]

/** What is said for each refusal code. */
export const refusalWords: readonly RefusalWords[] = [
  platformRefusals,
  orgRefusals,
  accountsRefusals,
  deputyRefusals,
  viewRefusals,
  kioskRefusals,
  meRefusals,
  rosterRefusals,
  signInRefusals,
  mattersRefusals,
  voiceRefusals,
  serviceRefusals,
  requestRefusals,
  callbackRefusals,
  directivesRefusals,
  ledgerRefusals,
  noticesRefusals,
  privacyRefusals,
]

/** What is done by the clock or later, by name. */
export const tasks: Readonly<Record<string, Task>> = {
  [housekeeping]: housekeepingTask,
  [reseal]: resealTask,
  [watching]: watchTask,
  [tally]: tallyTask,
  [digests]: digestTask,
}
export const recurring: readonly Recurring[] = [nightly, eachMinute, drawing, mornings]

/** What is found by fingerprints, which a new key of theirs prints anew. */
export const printed: readonly Printed[] = [printedPhones, printedContacts]

/** Who hears of committed acts, beside the open pages. */
export function receiversOf(homes: readonly Pick<Home, 'tenant' | 'calendar'>[]): Receiver[] {
  const calendars = new Map(homes.map(({ tenant, calendar }) => [tenant.schema, calendar]))
  return [noticeReceiver((schema) => calendars.get(schema)!)]
}

const built = fileURLToPath(new URL('../dist/web', import.meta.url))

export type WebOptions = Omit<HttpOptions, 'routes' | 'refusalWords'> & {
  /** In the application's role, to see whether the database answers. */
  readonly pool: pg.Pool
  /** True from the moment the process is told to stop. */
  readonly draining?: () => boolean
  /** In the application's role, for the connection that listens for events. */
  readonly databaseUrl: string
  /** False: the API alone, without the built pages. */
  readonly pages: boolean
}

/** The web server, not yet listening. */
export async function openWeb({
  pages,
  pool,
  draining = () => false,
  databaseUrl,
  ...options
}: WebOptions): Promise<FastifyInstance> {
  const app = openHttp({ ...options, refusalWords, routes: groups.flatMap((group) => group.routes) })
  const { version } = JSON.parse(await readFile(new URL('../package.json', import.meta.url), 'utf8'))
  const document = openApi(groups, version)
  const page = apiPage(document)
  mountHealth(app, { pool, draining, migrations: (await readMigrations(migrations)).map(({ name }) => name) })
  app.get('/api/openapi.json', (_request, reply) => reply.send(document))
  app.get('/api', (_request, reply) =>
    reply.header('content-type', 'text/html; charset=utf-8').header('content-security-policy', pagePolicy).send(page),
  )
  app.get('/api/page.css', (_request, reply) => reply.header('content-type', 'text/css').send(apiPageStyle))
  const streams = mountEvents(app, {
    ...options,
    url: databaseUrl,
    pathOf: pathIn(options.homes),
    onNews: () => options.replica?.heard(),
  })
  options.metrics?.gauge('nuanqiao_event_streams', 'Pages that listen for news.', streams.open)
  if (pages) await servePages(app, { folder: built, tenantOf: (request) => homeOf(options, request).tenant })
  return app
}

/** The ids of the units from the root down to one. */
function pathIn(homes: readonly Home[]): PathOf {
  return async (schema, unitId) => {
    const home = homes.find(({ tenant }) => tenant.schema === schema)
    const units = home === undefined ? null : await unitsById(home.db, [unitId])
    return units?.get(unitId)?.path ?? []
  }
}
