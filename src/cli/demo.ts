/** The demo world of a new database: loaded whole before the first page opens, or, after a broken start, anew. */
import { rm } from 'node:fs/promises'
import pg from 'pg'
import type { Progress } from '#domains/service/register/service.ts'
import { runningEmbeddedPostgres } from '#platform/embedded-postgres/embedded-postgres.ts'
import { newId } from '#platform/id.ts'
import { emptyTenant } from '#platform/migrate.ts'
import type { Settings } from '#platform/settings.ts'
import { checkpointFile } from '../places.ts'
import { type Database, prepare, withDatabase } from './database.ts'
import { say } from './say.ts'

/** As many homes as a first look needs; a whole company has a hundred times that. */
const usualHouseholds = 3_000

/** Loads the demo into every demo company that has none yet. */
export async function ensureDemo(settings: Settings, database: Database, households = usualHouseholds): Promise<void> {
  const client = new pg.Client({ connectionString: database.ownerUrl })
  await client.connect()
  try {
    const { rows } = await client.query<{ schema: string }>(
      `select schema from nuanqiao.tenant where mode = 'demo' and demo_start is null order by schema`,
    )
    for (const { schema } of rows) {
      say('The demo world is being made, once ...')
      await rm(checkpointFile(settings, schema), { force: true }) // of a log that is no more
      if (await hasBegun(client, schema)) {
        await emptyTenant(client, schema)
        await prepare(settings, database)
      }
      const start = new Date()
      await fill(settings, database, schema, { start, households })
      await client.query('update nuanqiao.tenant set demo_start = $2 where schema = $1', [schema, start])
    }
  } finally {
    await client.end()
  }
}

/** Whether anything has been done in it: nothing happens that the audit log does not hold. */
async function hasBegun(client: pg.Client, schema: string): Promise<boolean> {
  const { rows } = await client.query<{ begun: boolean }>(
    `select exists (select from ${pg.escapeIdentifier(schema)}.platform_audit_entry) as begun`,
  )
  return rows[0]!.begun
}

/**
 * In the application's role, as everything is. Nothing is lost if the machine stops now: it would be made anew. The
 * storyteller is imported only when there is something to tell, so that later starts are quick.
 */
async function fill(
  settings: Settings,
  database: Database,
  schema: string,
  { start, households }: { start: Date; households: number },
): Promise<void> {
  const [{ loadDemo }, { inTenant }] = await Promise.all([import('../demo/load.ts'), import('./tenant-work.ts')])
  const url = new URL(database.appUrl)
  url.searchParams.set('options', '-c synchronous_commit=off')
  return inTenant(settings, { ...database, appUrl: url.href }, schema, (ctx) =>
    loadDemo(
      { ...ctx, now: start, language: 'zh', requestId: `demo-${newId()}` },
      { households, onProgress: tenths(households) },
    ),
  )
}

/** A line for each tenth, where there are many. */
function tenths(total: number): Progress {
  let said = 0
  return (done) => {
    const tenth = Math.floor((done * 10) / total)
    if (total > usualHouseholds && tenth > said) say(`${done} / ${total} households`)
    said = tenth
  }
}

/** `nuanqiao demo reload`: the story from its beginning. What visitors did is gone. */
export async function reloadDemo(settings: Settings, wish: string | undefined): Promise<number> {
  const { mostHouseholds } = await import('../demo/households.ts')
  const households = wish === undefined ? usualHouseholds : Number(wish)
  if (!Number.isInteger(households) || households < 1 || households > mostHouseholds)
    throw new Error(`--households takes a number from 1 to ${mostHouseholds}.`)
  const running = settings.databaseUrl === null ? await runningEmbeddedPostgres(settings.home) : null
  if (running !== null) throw new Error('The product is running on this folder. Stop it first.')
  return withDatabase(settings, async (database) => {
    const { mode } = await prepare(settings, database)
    if (mode !== 'demo') throw new Error('Only a demo can be reloaded, and this database is none.')
    const client = new pg.Client({ connectionString: database.ownerUrl })
    await client.connect()
    await client.query(`update nuanqiao.tenant set demo_start = null where mode = 'demo'`).finally(() => client.end())
    await ensureDemo(settings, database, households)
    return 0
  })
}
