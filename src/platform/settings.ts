/** Settings: read from the environment, checked all at once, with sentences that say what to write instead. */
import { join, resolve } from 'node:path'
import { z } from 'zod'

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
  /** A shared folder for the bytes of files; null: they lie in the database. */
  readonly files: string | null
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
const timeZone = z.string().refine((text) => isTimeZone(text), { error: 'must be a time zone such as Asia/Shanghai' })

const Environment = z.object({
  NUANQIAO_MODE: z.enum(['demo', 'production'], { error: 'must be demo or production' }).optional(),
  HOST: z.string().default('127.0.0.1'),
  PORT: whole(0, 65_535).default(8080),
  NUANQIAO_HOME: z.string().optional(),
  DATABASE_URL: postgresUrl.optional(),
  NUANQIAO_APP_URL: postgresUrl.optional(),
  NUANQIAO_FILES: z.string().optional(),
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
    files: data.NUANQIAO_FILES === undefined ? null : resolve(data.NUANQIAO_FILES),
    trustedHops: data.NUANQIAO_TRUSTED_HOPS,
    company: data.NUANQIAO_COMPANY ?? null,
    timeZone: data.NUANQIAO_TIME_ZONE,
  }
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
  const plain = ['PATH', 'HOME', 'TMPDIR', 'LANG', 'TZ', 'NODE_OPTIONS', 'NODE_EXTRA_CA_CERTS', 'NUANQIAO_MASTER_KEY']
  const shown = program === 'worker' ? [...plain, 'NUANQIAO_AUDIT_KEY'] : plain
  const kept = shown.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]] as const]))
  return {
    ...Object.fromEntries(kept),
    HOST: settings.host,
    PORT: String(settings.port),
    NUANQIAO_HOME: settings.home,
    NUANQIAO_APP_URL: appUrl,
    NUANQIAO_TRUSTED_HOPS: String(settings.trustedHops),
    ...(settings.files === null ? {} : { NUANQIAO_FILES: settings.files }),
  }
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) !== null
  } catch {
    return false
  }
}
