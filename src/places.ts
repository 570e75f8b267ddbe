/** Where things lie: the product's own folder, and the secrets in the state folder. */
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { auditSigner } from '#platform/audit/checkpoint.ts'
import { decoded, loadKey, nextKey } from '#platform/keys/master-key.ts'
import { purposeKeys } from '#platform/keys/purpose-keys.ts'
import { commandWrapper, masterWrapper, type Wrapper } from '#platform/keys/wrapper.ts'
import type { PurposeKeys } from '#platform/sealed.ts'
import { type Settings, SettingsError } from '#platform/settings.ts'

export const project = fileURLToPath(new URL('..', import.meta.url))
export const migrations = join(project, 'migrations')

export const masterKeyFile = (settings: Settings): string => join(settings.home, 'master.key')

/**
 * What wraps the data keys: a command (NUANQIAO_KEY_COMMAND), a master key in the environment (NUANQIAO_MASTER_KEY), or the one in the
 * state folder, made at the first start. The first one wraps; a master key that is being replaced still unwraps.
 */
export async function wrappersOf(settings: Settings): Promise<Wrapper[]> {
  const { NUANQIAO_KEY_COMMAND: command, NUANQIAO_MASTER_KEY: env, NUANQIAO_OLD_MASTER_KEY: old } = process.env
  const before = old ? [masterWrapper(decoded(old, 'NUANQIAO_OLD_MASTER_KEY'))] : []
  if (command) return [await commandWrapper(command), ...before]
  const file = masterKeyFile(settings)
  const next = env ? null : nextKey(file)
  const current = masterWrapper(loadKey({ name: 'master key', file, env }))
  return [current, ...before, ...(next === null ? [] : [masterWrapper(next)])]
}

/** As `wrappersOf`, but no key is made: none where there is none yet. */
export async function wrappersThere(settings: Settings): Promise<Wrapper[]> {
  const { NUANQIAO_KEY_COMMAND: command, NUANQIAO_MASTER_KEY: env } = process.env
  return command || env || existsSync(masterKeyFile(settings)) ? wrappersOf(settings) : []
}

/**
 * The keys that sign the audit log: a file or variable of their own, not made from the master key, so that the web server, which
 * has that one, cannot sign. Made by the worker at its first start.
 */
export function auditKeysOf(settings: Settings): PurposeKeys {
  return purposeKeys(loadKey({ name: 'audit key', file: auditKeyFile(settings), env: process.env.NUANQIAO_AUDIT_KEY }))
}

/** As `auditKeysOf`, but none are made: null where there are none yet. */
export function auditKeysThere(settings: Settings): PurposeKeys | null {
  const given = process.env.NUANQIAO_AUDIT_KEY
  return (given === undefined || given === '') && !existsSync(auditKeyFile(settings)) ? null : auditKeysOf(settings)
}

const auditKeyFile = ({ home }: Settings): string => join(home, 'audit.key')

/** The line by which the signatures of a company's audit log are judged. Throws Error where this machine has no audit key. */
export function auditKeyLine(settings: Settings, schema: string): string {
  const keys = auditKeysThere(settings)
  if (keys !== null) return auditSigner(keys, schema).verifierKey
  throw new Error('There is no audit.key in the state folder: give the key line of the log with --key LINE.')
}

/** The version of the product. */
export function productVersion(): string {
  return JSON.parse(readFileSync(join(project, 'package.json'), 'utf8')).version
}

/** The folder of the audit log's checkpoints: outside the database, so that they can be held against it. */
export function checkpointFolder(settings: Settings): string {
  return join(settings.home, 'checkpoints')
}
export function checkpointFile(settings: Settings, schema: string): string {
  return join(checkpointFolder(settings), `${schema}.checkpoints`)
}

/** Who was erased, by id: outside the database, so that a restore erases them again. */
export function erasureFile(settings: Settings, schema: string): string {
  return join(settings.home, 'erasures', `${schema}.erased`)
}

/** The address in the application's role. Throws SettingsError where the supervisor has not given it. */
export function appUrlOf(settings: Settings): string {
  if (settings.appUrl !== null) return settings.appUrl
  throw new SettingsError(['NUANQIAO_APP_URL is missing: the address of the database in the role nuanqiao_app.'])
}

/** The password of the application's role, in a file that only its owner reads; made at the first start. */
export function appPassword(settings: Settings): string {
  if (settings.appUrl !== null) return decodeURIComponent(new URL(settings.appUrl).password)
  const file = join(settings.home, 'app.password')
  mkdirSync(settings.home, { recursive: true })
  try {
    writeFileSync(file, randomBytes(32).toString('base64url'), { mode: 0o600, flag: 'wx' })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  return readFileSync(file, 'utf8').trim()
}
