/** The demo world of a new database: loaded whole before the first page opens, or, after a broken start, anew. */
import { randomUUID } from 'node:crypto'
import pg from 'pg'
import type { Ctx } from '#platform/ctx.ts'
import { openPool } from '#platform/db.ts'
import { emptyTenant } from '#platform/migrate.ts'
import type { Settings } from '#platform/settings.ts'
import { loadDemo } from '../demo/load.ts'
import { openHomes } from '../homes.ts'
import { keysOf } from '../places.ts'
import { type Database, prepare } from './database.ts'
import { say } from './say.ts'

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
async function fill(settings: Settings, database: Database, schema: string, now: Date): Promise<void> {
  const url = new URL(database.appUrl)
  url.searchParams.set('options', '-c synchronous_commit=off')
  const pool = openPool(url.toString(), 4)
  try {
    const home = (await openHomes(pool)).find(({ tenant }) => tenant.schema === schema)!
    const ctx: Ctx = {
      tenant: home.tenant,
      db: home.db,
      calendar: home.calendar,
      keys: keysOf(settings),
      actor: null,
      session: null,
      language: 'zh',
      now,
      requestId: `demo-${randomUUID()}`,
      once: null,
      bytes: null,
      client: null,
    }
    await loadDemo(ctx)
  } finally {
    await pool.end()
  }
}
