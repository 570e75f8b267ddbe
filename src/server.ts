/** The web server: its whole program. It knows the application's role and nothing of the owner's. */
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'
import { runChild } from '#platform/child.ts'
import { openPool } from '#platform/db.ts'
import { keepFilesIn } from '#platform/files/files.ts'
import { wakeOutbox } from '#platform/news/outbox.ts'
import { onOutbox } from '#platform/record.ts'
import { settingsFrom } from '#platform/settings.ts'
import { openHomes } from './homes.ts'
import { openWeb } from './house.ts'
import { appUrlOf, keysOf, project } from './places.ts'

/** Beside these, one listens for events. */
const connections = 10

/** How long what is under way may take when we are told to stop, in milliseconds. */
const lastAnswers = 3_000

await runChild('server', async () => {
  const settings = settingsFrom(process.env, project)
  const [databaseUrl, keys] = [appUrlOf(settings), keysOf(settings)]
  keepFilesIn(settings.files)
  const pool = openPool(databaseUrl, connections)
  const homes = await openHomes(pool)
  const app = await openWeb({ homes, keys, databaseUrl, pages: true, trustedHops: settings.trustedHops })
  onOutbox(wakeOutbox(pool))
  const port = await listen(app, settings)
  return {
    port,
    async stop() {
      const closing = app.close()
      // what is under way may end; a browser also keeps lines open on which it has asked nothing yet
      setTimeout(() => app.server.closeAllConnections(), lastAnswers).unref()
      await closing
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
