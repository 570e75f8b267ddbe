/** The database for a command: the one named by DATABASE_URL, else the embedded one, found running or started. */
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { runningEmbeddedPostgres, startEmbeddedPostgres } from '#platform/embedded-postgres.ts'
import { appUrl, migrate } from '#platform/migrate.ts'
import { type Settings, SettingsError } from '#platform/settings.ts'
import { appPassword, migrations } from '../places.ts'

export interface Database {
  readonly ownerUrl: string
  /** In the application's role, with the password of the state folder. */
  readonly appUrl: string
  stop(): Promise<void>
}

/** How long a program that was just told to stop may take to leave the embedded database. */
const patience = 10_000

/** For the supervisor: the embedded server is ours alone. */
export async function ownDatabase(settings: Settings): Promise<Database> {
  if (settings.databaseUrl !== null) return given(settings, settings.databaseUrl)
  for (const giveUp = Date.now() + patience; Date.now() < giveUp; await sleep(200)) {
    if ((await runningEmbeddedPostgres(settings.home)) === null) break
  }
  const server = await startEmbeddedPostgres({ folder: settings.home })
  return { ownerUrl: server.ownerUrl, appUrl: roleUrl(settings, server.ownerUrl), stop: server.stop }
}

/** For a command beside it: the server that runs, else one for as long as the command takes. */
export async function withDatabase<T>(settings: Settings, work: (database: Database) => Promise<T>): Promise<T> {
  const running = settings.databaseUrl === null ? await runningEmbeddedPostgres(settings.home) : null
  const database = running === null ? await ownDatabase(settings) : given(settings, running.ownerUrl)
  try {
    return await work(database)
  } finally {
    await database.stop()
  }
}

function given(settings: Settings, ownerUrl: string): Database {
  return { ownerUrl, appUrl: roleUrl(settings, ownerUrl), stop: () => Promise.resolve() }
}

function roleUrl(settings: Settings, ownerUrl: string): string {
  return settings.appUrl ?? appUrl(ownerUrl, { app: appPassword(settings) })
}

const demoCompany = '北辰热力集团有限责任公司'

/**
 * Brings the database up to date; returns what was run. Throws Error if it holds a demo and we are in production, or the
 * other way round: a demo is entered without a password.
 */
export async function prepare(settings: Settings, { ownerUrl }: Database): Promise<string[]> {
  const passwords = { app: appPassword(settings) }
  const company = { schema: 'main', hosts: ['*'], timeZone: settings.timeZone, mode: settings.mode }
  const name = settings.company ?? (settings.mode === 'demo' ? demoCompany : await nameThere(ownerUrl))
  const done = await migrate(ownerUrl, migrations, passwords, { ...company, name })
  const [stranger] = await query<{ name: string; mode: string }>(
    ownerUrl,
    'select name, mode from nuanqiao.tenant where mode <> $1 limit 1',
    [settings.mode],
  )
  if (stranger === undefined) return done
  throw new Error(
    `${stranger.name} in this database was made for mode ${stranger.mode}, and NUANQIAO_MODE says ${settings.mode}. ` +
      'Choose another database or NUANQIAO_HOME, or set NUANQIAO_MODE.',
  )
}

/** The name of the company that lives there already. A new database in production cannot guess it. */
async function nameThere(ownerUrl: string): Promise<string> {
  const [table] = await query<{ name: string | null }>(ownerUrl, `select to_regclass('nuanqiao.tenant')::text as name`)
  const [first] = table?.name == null ? [] : await query<{ name: string }>(ownerUrl, 'select name from nuanqiao.tenant')
  if (first !== undefined) return first.name
  throw new SettingsError(['NUANQIAO_COMPANY is missing: the name of your company, needed once for a new database.'])
}

async function query<R extends pg.QueryResultRow>(url: string, sql: string, values: unknown[] = []): Promise<R[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<R>(sql, values)).rows
  } finally {
    await client.end()
  }
}
