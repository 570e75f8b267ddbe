/** The database for a command: the one named by DATABASE_URL, else the embedded one, found running or started. */
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { runningEmbeddedPostgres, startEmbeddedPostgres } from '#platform/embedded-postgres/embedded-postgres.ts'
import { appUrl, migrate, type TenantSpec } from '#platform/migrate.ts'
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
  if (settings.appUrl !== null) {
    const words =
      'NUANQIAO_APP_URL needs DATABASE_URL beside it here; "start --only web" and "start --only worker" do not.'
    throw new SettingsError([words])
  }
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

export interface Prepared {
  readonly mode: TenantSpec['mode']
  /** The migrations that were run. */
  readonly done: readonly string[]
}

/**
 * Brings the database up to date. Throws Error if it holds a demo and NUANQIAO_MODE says production, or the other way
 * round: a demo is entered without a password.
 */
export async function prepare(settings: Settings, { ownerUrl }: Database): Promise<Prepared> {
  const there = await companiesIn(ownerUrl)
  const mode = settings.mode ?? there[0]?.mode ?? 'demo'
  const stranger = there.find((company) => company.mode !== mode)
  if (stranger !== undefined) {
    throw new Error(
      `${stranger.name} in this database was made for mode ${stranger.mode}, and NUANQIAO_MODE says ${mode}. ` +
        'Choose another database or NUANQIAO_HOME, or leave NUANQIAO_MODE out.',
    )
  }
  const name = there[0]?.name ?? settings.company ?? (mode === 'demo' ? demoCompany : null)
  if (name === null) {
    throw new SettingsError(['NUANQIAO_COMPANY is missing: the name of your company, needed once for a new database.'])
  }
  const first = { schema: 'main', name, hosts: ['*'], timeZone: settings.timeZone, mode }
  return { mode, done: await migrate(ownerUrl, migrations, { app: appPassword(settings) }, first) }
}

/** The companies that live in the database; none in a new one. */
export async function companiesIn(ownerUrl: string): Promise<Pick<TenantSpec, 'name' | 'mode'>[]> {
  const [table] = await query<{ there: boolean }>(
    ownerUrl,
    `select to_regclass('nuanqiao.tenant') is not null as there`,
  )
  if (table?.there !== true) return []
  return query(ownerUrl, 'select name, mode from nuanqiao.tenant order by schema')
}

async function query<R extends pg.QueryResultRow>(url: string, sql: string): Promise<R[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<R>(sql)).rows
  } finally {
    await client.end()
  }
}
