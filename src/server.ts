/** The web server: its whole program. It knows the application's role and nothing of the owner's. */
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'
import { runChild } from '#platform/child.ts'
import { openPool } from '#platform/db.ts'
import { keepFilesIn } from '#platform/files/files.ts'
import { logFrom } from '#platform/log.ts'
import { showMetrics } from '#platform/metrics/listener.ts'
import { Metrics } from '#platform/metrics/metrics.ts'
import { backlogMetrics, processMetrics, replicaMetrics } from '#platform/metrics/process.ts'
import { wakeOutbox } from '#platform/news/outbox.ts'
import { onOutbox } from '#platform/record.ts'
import { Replica } from '#platform/replica.ts'
import { settingsFrom } from '#platform/settings.ts'
import { followKeys, openHomes } from './homes.ts'
import { openWeb } from './house.ts'
import { appUrlOf, project, wrappersOf } from './places.ts'

/** Beside these, one listens for events. */
const connections = 10

/** How long what is under way may take when we are told to stop, in milliseconds. */
const lastAnswers = 3_000

await runChild('server', async () => {
  const settings = settingsFrom(process.env, project)
  logFrom(settings.log ?? 'info')
  const databaseUrl = appUrlOf(settings)
  keepFilesIn(settings.files)
  const pool = openPool(databaseUrl, connections)
  const homes = await openHomes(pool, await wrappersOf(settings))
  const keys = followKeys(homes)
  const metrics = new Metrics()
  const readPool = settings.readUrl === null ? null : openPool(settings.readUrl, connections)
  const replica = readPool === null ? null : new Replica({ primary: pool, pool: readPool, homes })
  processMetrics(metrics, { primary: pool, ...(readPool === null ? {} : { replica: readPool }) })
  if (replica !== null) replicaMetrics(metrics, replica)
  backlogMetrics(metrics, homes)
  const { trustedHops } = settings
  let draining = false
  const app = await openWeb({
    homes,
    databaseUrl,
    pool,
    metrics,
    ...(replica === null ? {} : { replica }),
    pages: true,
    trustedHops,
    draining: () => draining,
  })
  onOutbox(wakeOutbox(pool))
  const shown = settings.metrics === null ? null : await showMetrics(metrics, settings.metrics)
  const port = await listen(app, settings)
  return {
    port,
    async stop() {
      draining = true
      await sleep(settings.drainSeconds * 1000)
      await shown?.close()
      const closing = app.close()
      // what is under way may end; a browser also keeps lines open on which it has asked nothing yet
      setTimeout(() => app.server.closeAllConnections(), lastAnswers).unref()
      await closing
      await keys.stop()
      await replica?.stop()
      await pool.end()
    },
  }
})

/** A server that was killed a moment ago may still hold the port. */
async function listen(app: FastifyInstance, { host, port }: { host: string; port: number }): Promise<number> {
  for (let tries = 20; ; tries -= 1) {
    try {
      await app.listen({ host, port })
      return (app.server.address() as AddressInfo).port
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE' || tries === 0) throw error
      await sleep(100)
    }
  }
}
