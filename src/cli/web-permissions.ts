/**
 * What the web server may touch of the machine, as flags of Node's permission model: it reads the program, its own key and the
 * folder of files, and starts nothing. Above all it cannot read the key that signs the audit log, nor the memory of who holds it.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { realpathSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { log } from '#platform/log.ts'
import type { Settings } from '#platform/settings.ts'
import { masterKeyFile, project } from '../places.ts'

/** Empty where this Node has no permission model, or one that does not bear our paths: Node 20 aborts on some that are alike. */
export async function webPermissions(settings: Settings): Promise<string[]> {
  const known = (flag: string): boolean => process.allowedNodeEnvironmentFlags.has(flag)
  const model = ['--permission', '--experimental-permission'].find(known)
  if (model === undefined) return []
  const program = ['dist', 'migrations', 'rulepacks', 'node_modules'].map(
    (name) => `${realpathSync(join(project, name))}/*`,
  )
  const linked = ['package.json', 'node_modules/*'].map((name) => join(project, name))
  const files = settings.files === null ? [] : [`${settings.files}/*`]
  const reads = [
    ...program,
    ...linked,
    ...files,
    masterKeyFile(settings),
    `${masterKeyFile(settings)}.next`,
    ...ofConnection(settings.appUrl ?? settings.databaseUrl),
  ]
  const flags = [
    model,
    '--allow-addons', // pictures and password hashes are native
    ...(process.env.NUANQIAO_KEY_COMMAND ? ['--allow-child-process'] : []), // then it starts that command, which nothing holds back
    ...(known('--allow-net') ? ['--allow-net'] : []),
    ...['ExperimentalWarning', 'SecurityWarning'].map((warning) => `--disable-warning=${warning}`),
    ...[...new Set(reads)].map((path) => `--allow-fs-read=${path}`),
    ...files.map((path) => `--allow-fs-write=${path}`),
  ]
  const [code] = await once(spawn(process.execPath, [...flags, '--eval', '0'], { stdio: 'ignore' }), 'exit')
  const borne = code === 0
  if (!borne) log('warn', 'web_permissions_left_out')
  return borne ? flags : []
}

/** Files that the address of the database names, and the one in which libraries look for a password. */
function ofConnection(url: string | null): string[] {
  const query = url === null ? null : new URL(url).searchParams
  const named = ['sslcert', 'sslkey', 'sslrootcert'].flatMap((name) => query?.getAll(name) ?? [])
  return [...named, join(homedir(), '.pgpass')]
}
