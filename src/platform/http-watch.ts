/** What the operator sees of requests: a line in the log and a place in the figures for each, by the pattern of its route. */
import type { FastifyInstance } from 'fastify'
import { isLogged, log } from './log.ts'
import type { Labels, Metrics } from './metrics/metrics.ts'
import { type TenantHome, tenantOfHost } from './tenant.ts'

/** Upper ends of the buckets, in seconds. */
const buckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10]
/** Lives as long as a page is open: how long says nothing of the server, and is nobody's business. */
const stream = '/api/events'

/**
 * Watches every request of the app, to be called before its routes are mounted. Writes method, pattern, status, time and company:
 * no address, no query, no name.
 */
export function watchRequests(app: FastifyInstance, homes: readonly TenantHome[], metrics: Metrics): void {
  let inFlight = 0
  metrics.gauge('nuanqiao_http_requests_in_flight', 'Requests being answered.', () => inFlight)
  const seconds = metrics.histogram(
    'nuanqiao_http_request_seconds',
    'Time from request to the end of its reply.',
    buckets,
  )
  const labels = new Map<string, Labels>()
  const labelsOf = (method: string, route: string, status: number): Labels => {
    const hundred = Math.floor(status / 100)
    const key = `${method} ${route} ${hundred}`
    const known = labels.get(key)
    if (known !== undefined) return known
    const made = { method, route, status: `${hundred}xx` }
    labels.set(key, made)
    return made
  }
  app.addHook('onRequest', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'none'
    if (route === stream) return done()
    const began = performance.now()
    inFlight += 1
    reply.raw.once('close', () => {
      inFlight -= 1
      const millis = performance.now() - began
      const { statusCode: status } = reply
      seconds(labelsOf(request.method, route, status), millis / 1000)
      if (!isLogged('info')) return
      const tenant = tenantOfHost(homes, request.headers.host)?.tenant.schema
      log('info', 'request', {
        request: request.id,
        method: request.method,
        route,
        status,
        ms: Math.round(millis),
        tenant,
      })
    })
    done()
  })
}

/** Returns what is to hear of each refusal. */
export function countRefusals(metrics: Metrics): (code: string) => void {
  const refused = metrics.counter('nuanqiao_refusals_total', 'Refusals by code.')
  return (code) => refused({ code })
}
