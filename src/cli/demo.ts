/** The demo world of a new database: loaded whole before the first page opens, or, after a broken start, anew. */
import { rm } from 'node:fs/promises'
import pg from 'pg'
import { runningEmbeddedPostgres } from '#platform/embedded-postgres.ts'
import { newId } from '#platform/id.ts'
import { emptyTenant } from '#platform/migrate.ts'
import type { Settings } from '#platform/settings.ts'
import { loadDemo } from '../demo/load.ts'
import { checkpointFile } from '../places.ts'
import { type Database, prepare, withDatabase } from './database.ts'
import { say } from './say.ts'
import { inTenant } from './tenant-work.ts'

/** Loads the demo into every demo company that has none yet. */
export async function ensureDemo(settings: Settings, database: Database): Promise<void> {
  const client = new pg.Client({ connectionString: database.ownerUrl })
  await client.connect()
  try {
    const { rows } = await client.query<{ schema: string }>(
      `select schema from nuanqiao.tenant where mode = 'demo' and demo_start is null order by schema`,
    )
    for (const { schema } of rows) {
      say('The demo world is being made, once ...')
      await emptyTenant(client, schema)
      await rm(checkpointFile(settings, schema), { force: true }) // of a log that is no more
      await prepare(settings, database)
      const start = new Date()
      await fill(settings, database, schema, start)
      await client.query('update nuanqiao.tenant set demo_start = $2 where schema = $1', [schema, start])
    }
  } finally {
    await client.end()
  }
}

/** In the application's role, as everything is. Nothing is lost if the machine stops now: it would be made anew. */
function fill(settings: Settings, database: Database, schema: string, now: Date): Promise<void> {
  const url = new URL(database.appUrl)
  url.searchParams.set('options', '-c synchronous_commit=off')
  return inTenant(settings, { ...database, appUrl: url.href }, schema, (ctx) =>
    loadDemo({ ...ctx, now, language: 'zh', requestId: `demo-${newId()}` }),
  )
}

/** `nuanqiao demo reload`: the story from its beginning. What visitors did is gone. */
export async function reloadDemo(settings: Settings): Promise<number> {
  const running = settings.databaseUrl === null ? await runningEmbeddedPostgres(settings.home) : null
  if (running !== null) throw new Error('The product is running on this folder. Stop it first.')
  return withDatabase(settings, async (database) => {
    const { mode } = await prepare(settings, database)
    if (mode !== 'demo') throw new Error('Only a demo can be reloaded, and this database is none.')
    const client = new pg.Client({ connectionString: database.ownerUrl })
    await client.connect()
    await client.query(`update nuanqiao.tenant set demo_start = null where mode = 'demo'`).finally(() => client.end())
    await ensureDemo(settings, database)
    return 0
  })
}
