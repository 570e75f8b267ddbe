/** Settings: read from the environment, checked all at once, with sentences that say what to write instead. */
import { join, resolve } from 'node:path'
import { z } from 'zod'
import { type LogLevel, logLevels } from './log.ts'

export interface Settings {
  /**
   * `demo`: invented people, entry by one click. `production`: neither, and no way from one to the other. Said once, for
   * a new database; null: as the database is, a demo if it is new.
   */
  readonly mode: 'demo' | 'production' | null
  readonly host: string
  /** 0: any free port. */
  readonly port: number
  /** State folder, absolute: the embedded database, keys, passwords. */
  readonly home: string
  /** The owner's address of a PostgreSQL of one's own; null: the embedded one. */
  readonly databaseUrl: string | null
  /** The application role's address; null: made from the owner's. */
  readonly appUrl: string | null
  /** A read replica, asked in the application's role: user and password are those of its address. null: there is none. */
  readonly readUrl: string | null
  /** A shared folder for the bytes of files; null: they lie in the database. */
  readonly files: string | null
  /** Where this process shows its metrics, on this machine only; null: nowhere. A worker beside it takes the next port. */
  readonly metrics: { readonly host: string; readonly port: number } | null
  /** From which level on the log is written; null: requests too in production, warnings in a demo. */
  readonly log: LogLevel | null
  /** How long `/readyz` says no before the last answers, when told to stop, so that a balancer turns away first. */
  readonly drainSeconds: number
  /** Proxies in front whose X-Forwarded-For is believed. */
  readonly trustedHops: number
  /** Name (null: none given) and time zone (IANA) of the first company; used once, when the database is new. */
  readonly company: string | null
  readonly timeZone: string
}

/** What is wrong with the environment, one sentence a line. */
export class SettingsError extends Error {
  constructor(problems: readonly string[]) {
    super(problems.join('\n'))
    this.name = 'SettingsError'
  }
}

const whole = (least: number, most: number) =>
  z
    .string()
    .refine((text) => /^\d{1,9}$/.test(text) && Number(text) >= least && Number(text) <= most, {
      error: `must be a whole number from ${least} to ${most}`,
    })
    .transform(Number)
const postgresUrl = z.string().refine((text) => /^postgres(ql)?:\/\//.test(text) && URL.canParse(text), {
  error: 'must look like postgres://user:password@host:5432/database',
})
/** Only addresses of this machine: figures of the inside are nothing for the public (ASVS 5.0, 13.4). */
const ownAddress = z
  .string()
  .regex(/^(127\.0\.0\.1|localhost|\[::1\]):\d{1,5}$/, {
    error: 'must be an address of this machine such as 127.0.0.1:9464',
  })
  .transform((text) => {
    const at = text.lastIndexOf(':')
    return { host: text.slice(0, at).replace(/[[\]]/g, ''), port: Number(text.slice(at + 1)) }
  })
const timeZone = z.string().refine((text) => isTimeZone(text), { error: 'must be a time zone such as Asia/Shanghai' })

const Environment = z.object({
  NUANQIAO_MODE: z.enum(['demo', 'production'], { error: 'must be demo or production' }).optional(),
  HOST: z.string().default('127.0.0.1'),
  PORT: whole(0, 65_535).default(8080),
  NUANQIAO_HOME: z.string().optional(),
  DATABASE_URL: postgresUrl.optional(),
  NUANQIAO_APP_URL: postgresUrl.optional(),
  DATABASE_READ_URL: postgresUrl.optional(),
  NUANQIAO_FILES: z.string().optional(),
  NUANQIAO_METRICS: ownAddress.optional(),
  NUANQIAO_LOG: z.enum(logLevels, { error: `must be one of ${logLevels.join(', ')}` }).optional(),
  NUANQIAO_DRAIN_SECONDS: whole(0, 10).default(0),
  NUANQIAO_TRUSTED_HOPS: whole(0, 10).default(0),
  NUANQIAO_COMPANY: z.string().max(100, { error: 'must have at most 100 characters' }).optional(),
  NUANQIAO_TIME_ZONE: timeZone.default('Asia/Shanghai'),
})

/**
 * The settings of an environment; empty variables count as absent. `project` is the folder of the product, below which
 * state lies by default. Throws SettingsError.
 */
export function settingsFrom(env: Readonly<Record<string, string | undefined>>, project: string): Settings {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''))
  const read = Environment.safeParse(given)
  if (!read.success) {
    throw new SettingsError(read.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}.`))
  }
  const { data } = read
  return {
    mode: data.NUANQIAO_MODE ?? null,
    host: data.HOST,
    port: data.PORT,
    home: data.NUANQIAO_HOME === undefined ? join(project, 'var') : resolve(data.NUANQIAO_HOME),
    databaseUrl: data.DATABASE_URL ?? null,
    appUrl: data.NUANQIAO_APP_URL ?? null,
    readUrl: data.DATABASE_READ_URL ?? null,
    metrics: data.NUANQIAO_METRICS ?? null,
    log: data.NUANQIAO_LOG ?? null,
    drainSeconds: data.NUANQIAO_DRAIN_SECONDS,
    files: data.NUANQIAO_FILES === undefined ? null : resolve(data.NUANQIAO_FILES),
    trustedHops: data.NUANQIAO_TRUSTED_HOPS,
    company: data.NUANQIAO_COMPANY ?? null,
    timeZone: data.NUANQIAO_TIME_ZONE,
  }
}

/** What Node itself needs. */
const plain = ['PATH', 'HOME', 'TMPDIR', 'LANG', 'TZ', 'NODE_OPTIONS', 'NODE_EXTRA_CA_CERTS']

/** What a child is started with, and the machine shows of it to its users: whose it is, and no secret. */
export function firstEnvironment(env: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return keep(env, [...plain, 'NUANQIAO_HOME'])
}

function keep(env: Readonly<Record<string, string | undefined>>, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]])))
}

/**
 * What a child process may see of our environment: never the owner's address, nor anybody else's variables. The key that signs the
 * audit log is for the worker alone.
 */
export function childEnvironment(
  program: 'server' | 'worker',
  env: Readonly<Record<string, string | undefined>>,
  settings: Settings,
  appUrl: string,
): Record<string, string> {
  const secrets = ['NUANQIAO_MASTER_KEY', 'NUANQIAO_OLD_MASTER_KEY', 'NUANQIAO_KEY_COMMAND']
  const signing = program === 'worker' ? ['NUANQIAO_AUDIT_KEY'] : []
  return {
    ...keep(env, [...plain, ...secrets, ...signing]),
    HOST: settings.host,
    PORT: String(settings.port),
    NUANQIAO_HOME: settings.home,
    NUANQIAO_APP_URL: appUrl,
    NUANQIAO_TRUSTED_HOPS: String(settings.trustedHops),
    NUANQIAO_DRAIN_SECONDS: String(settings.drainSeconds),
    ...(settings.readUrl === null ? {} : { DATABASE_READ_URL: asRoleOf(appUrl, settings.readUrl) }),
    ...(settings.metrics === null ? {} : { NUANQIAO_METRICS: addressOf(settings.metrics) }),
    ...(settings.log === null ? {} : { NUANQIAO_LOG: settings.log }),
    ...(settings.files === null ? {} : { NUANQIAO_FILES: settings.files }),
  }
}

/** The address of another server for the user and password of the first one: a replica has the roles of its primary. */
export function asRoleOf(url: string, otherServer: string): string {
  const { username, password } = new URL(url)
  return Object.assign(new URL(otherServer), { username, password }).href
}

function addressOf({ host, port }: { host: string; port: number }): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) !== null
  } catch {
    return false
  }
}
