/** The worker: what happens by the clock and after a commit. Several may run; they take turns. */
import { runChild } from '#platform/child.ts'
import { openPool } from '#platform/db.ts'
import { startSequencer } from '#platform/sequencer.ts'
import { settingsFrom } from '#platform/settings.ts'
import { openHomes } from './homes.ts'
import { appUrlOf, checkpointFolder, keysOf, project } from './places.ts'

await runChild('worker', async () => {
  const settings = settingsFrom(process.env, project)
  const pool = openPool(appUrlOf(settings), 4)
  const homes = await openHomes(pool)
  const sequencer = startSequencer({ homes, keys: keysOf(settings), folder: checkpointFolder(settings) })
  return {
    port: null,
    async stop() {
      await sequencer.stop()
      await pool.end()
    },
  }
})
