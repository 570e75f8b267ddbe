/** The worker: what happens by the clock and after a commit. Several may run; they take turns. */

import { startSequencer } from '#platform/audit/sequencer.ts'
import { runChild } from '#platform/child.ts'
import { openPool } from '#platform/db.ts'
import { keepFilesIn } from '#platform/files/files.ts'
import { startJobs } from '#platform/jobs/run-jobs.ts'
import { logFrom } from '#platform/log.ts'
import { showMetrics } from '#platform/metrics/listener.ts'
import { Metrics } from '#platform/metrics/metrics.ts'
import { backlogMetrics, processMetrics } from '#platform/metrics/process.ts'
import { startOutbox } from '#platform/news/outbox.ts'
import { startErasureLists } from '#platform/privacy/erasure-list.ts'
import { settingsFrom } from '#platform/settings.ts'
import { followKeys, openHomes } from './homes.ts'
import { receiversOf, recurring, tasks } from './house.ts'
import { appUrlOf, auditKeysOf, checkpointFolder, erasureFile, project, wrappersOf } from './places.ts'

/** Two for jobs, one each for the outbox, the audit log, and what listens. */
const connections = 6

await runChild('worker', async () => {
  const settings = settingsFrom(process.env, project)
  logFrom(settings.log ?? 'info')
  const url = appUrlOf(settings)
  keepFilesIn(settings.files)
  const pool = openPool(url, connections)
  const homes = await openHomes(pool, await wrappersOf(settings))
  const keys = followKeys(homes)
  const sequencer = startSequencer({ homes, keys: auditKeysOf(settings), folder: checkpointFolder(settings) })
  const erasures = startErasureLists({ homes, fileOf: (schema) => erasureFile(settings, schema) })
  const outbox = startOutbox({ url, homes, receivers: receiversOf(homes) })
  const jobs = await startJobs({ pool, url, homes, tasks, recurring, concurrency: 2 })
  const metrics = new Metrics()
  processMetrics(metrics, { primary: pool })
  backlogMetrics(metrics, homes)
  const shown = settings.metrics === null ? null : await showMetrics(metrics, settings.metrics)
  return {
    port: null,
    async stop() {
      await shown?.close()
      await Promise.all([jobs.stop(), outbox.stop(), sequencer.stop(), erasures.stop(), keys.stop()])
      await pool.end()
    },
  }
})
