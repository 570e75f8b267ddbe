/** `nuanqiao doctor`: looks at one thing after the other and says what is wrong and how to mend it. Changes nothing. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { loadCalendarPacks } from '#platform/calendar/calendar-packs.ts'
import { openPool, tenantDb } from '#platform/db.ts'
import { migrationsOf } from '#platform/health.ts'
import { backlogOf } from '#platform/metrics/backlog.ts'
import { readMigrations } from '#platform/migration-files.ts'
import { asRoleOf, type Settings } from '#platform/settings.ts'
import { recurring } from '../house.ts'
import { checkpointFile, migrations, project } from '../places.ts'
import { type Database, withDatabase } from './database.ts'
import {
  askCheckpoint,
  askGrants,
  askProcesses,
  askRecurring,
  askReplica,
  askRole,
  askServer,
  askSkew,
} from './doctor/asked.ts'
import {
  grantsSaidBy,
  judgeClock,
  judgeGrants,
  judgeMigrations,
  judgeRole,
  judgeServer,
  judgeText,
} from './doctor/database.ts'
import { error, exitCode, type Finding, warning } from './doctor/finding.ts'
import {
  judgeBackup,
  judgeCalendar,
  judgeCheckpoints,
  judgeDisk,
  judgeFolder,
  judgeFont,
  judgeKey,
  judgeNode,
} from './doctor/machine.ts'
import { judgeFront, judgePort, judgeProxy } from './doctor/network.ts'
import { judgeAudit, judgeJobs, judgeOutbox, judgeProcesses, judgeRecurring, judgeReplica } from './doctor/running.ts'
import { seeDisk, seeFolder, seeFonts, seeFront, seeKey, seeNewest, seePort, seeWritten } from './doctor/seen.ts'
import { say } from './say.ts'
import { terminalLanguage } from './tenant-work.ts'

export interface DoctorWish {
  readonly json: boolean
  /** The folder in which backups are kept. */
  readonly backups: string | undefined
  /** The address that people use, to be tried as they do. */
  readonly url: string | undefined
}

/** 0: all is well; 1: warnings; 2: something is wrong. */
export async function doctor(settings: Settings, wish: DoctorWish): Promise<number> {
  const findings = [...(await ofMachine(settings, wish)), ...(await ofDatabase(settings))]
  if (wish.json) say(JSON.stringify({ exitCode: exitCode(findings), findings }, null, 1))
  else for (const line of findings.flatMap(linesOf)) say(line)
  return exitCode(findings)
}

const marks = { ok: '  ok   ', warning: '  !    ', error: '  ERROR' } as const

function linesOf({ level, check, says, mend }: Finding): string[] {
  const language = terminalLanguage(process.env)
  const line = `${marks[level]} ${check.padEnd(17)} ${says[language]}`
  return mend === null ? [line] : [line, `${' '.repeat(26)}→ ${mend[language]}`]
}

async function ofMachine(settings: Settings, { backups, url }: DoctorWish): Promise<Finding[]> {
  const { home, host, port, trustedHops } = settings
  const now = new Date()
  return [
    judgeNode(process.versions.node),
    judgeFolder(seeFolder(home)),
    judgeKey(seeKey(join(home, 'master.key'), process.env.NUANQIAO_MASTER_KEY, hasDatabase(settings))),
    judgeDisk(seeDisk(home)),
    judgeCalendar(await loadCalendarPacks(join(project, 'rulepacks')), now),
    judgeFont(seeFonts()),
    judgePort({ host, port, state: await seePort(host, port) }),
    judgeProxy({ host, trustedHops, production: settings.mode === 'production' }),
    ...(url === undefined ? [] : [judgeFront(await seeFront(url))]),
    ...(backups === undefined ? [] : [judgeBackup({ folder: backups, newest: seeNewest(backups) }, now)]),
  ]
}

/** False only for an embedded one that was not made yet: asking must not make it. */
function hasDatabase({ databaseUrl, appUrl, home }: Settings): boolean {
  return databaseUrl !== null || appUrl !== null || existsSync(join(home, 'pgdata'))
}

async function ofDatabase(settings: Settings): Promise<Finding[]> {
  if (!hasDatabase(settings)) {
    const mend = ['npm start 会创建它', 'npm start makes it'] as const
    return [warning('database', ['还没有数据库', 'There is no database yet'], mend)]
  }
  try {
    if (settings.databaseUrl === null && settings.appUrl !== null)
      return await ofServer(settings, settings.appUrl, settings.appUrl)
    return await withDatabase(settings, ({ ownerUrl, appUrl }: Database) => ofServer(settings, ownerUrl, appUrl))
  } catch (failure) {
    const why = failure instanceof Error ? failure.message : String(failure)
    return [
      error(
        'database',
        [`数据库不可用：${why}`, `The database cannot be used: ${why}`],
        [
          '检查 DATABASE_URL、NUANQIAO_APP_URL、密码和 pg_hba.conf',
          'Look at DATABASE_URL, NUANQIAO_APP_URL, the password and pg_hba.conf',
        ],
      ),
    ]
  }
}

async function ofServer(settings: Settings, url: string, appUrl: string): Promise<Finding[]> {
  return connected(url, async (client) => {
    const server = await askServer(client)
    const about = [
      judgeServer(server),
      judgeText(server),
      judgeClock(await askSkew(client)),
      judgeRole(await askRole(client)),
    ]
    const files = await readMigrations(migrations)
    const companies = await migrationsOf(client).catch(() => [])
    const current = judgeMigrations(
      companies,
      files.map(({ name }) => name),
    )
    if (current.level !== 'ok') return [...about, current]
    const wanted = grantsSaidBy(files.map(({ text }) => text))
    const running = judgeProcesses(await askProcesses(client))
    const pool = openPool(appUrl, 2)
    const each: Finding[] = []
    try {
      for (const { schema } of companies) {
        each.push(judgeGrants({ schema, wanted, found: await askGrants(client, schema) }))
        each.push(...(await ofCompany(settings, client, pool, schema)))
      }
    } finally {
      await pool.end()
    }
    const replica = settings.readUrl === null ? [] : [await ofReplica(client, asRoleOf(appUrl, settings.readUrl))]
    return [...about, current, running, ...each, ...replica]
  })
}

async function ofCompany(settings: Settings, client: pg.Client, pool: pg.Pool, schema: string): Promise<Finding[]> {
  const now = new Date()
  const backlog = await backlogOf(tenantDb(pool, schema), schema, now)
  const jobs = recurring.map((one) => ({ name: one.name, hours: 'at' in one ? 26 : one.everyMinutes / 60 + 1 }))
  const path = checkpointFile(settings, schema)
  return [
    judgeOutbox(schema, backlog),
    judgeJobs(schema, backlog),
    judgeAudit(schema, backlog),
    judgeRecurring(schema, jobs, await askRecurring(client, schema), now),
    judgeCheckpoints({ path, file: seeWritten(path), tree: await askCheckpoint(client, schema) }),
  ]
}

async function ofReplica(primary: pg.Client, url: string): Promise<Finding> {
  try {
    return await connected(url, async (replica) => judgeReplica(await askReplica(primary, replica)))
  } catch {
    return judgeReplica({ follows: false, millis: null })
  }
}

async function connected<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
  client.on('error', () => undefined) // who waits for an answer is told
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
