/** A PostgreSQL that is installed on this machine, as a temporary server of one's own: a primary, or a standby that follows one. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { freePort } from './processes.ts'

/** Where the programs of PostgreSQL 15 or newer lie as distributions install them, the lowest version first; null: nowhere. */
export function installedPostgres(): string | null {
  const root = '/usr/lib/postgresql'
  const versions = existsSync(root) ? readdirSync(root).map(Number) : []
  const found = versions.filter((version) => version >= 15).sort((a, b) => a - b)
  return (
    found.map((version) => join(root, String(version), 'bin')).find((bin) => existsSync(join(bin, 'initdb'))) ?? null
  )
}

export interface Cluster {
  /** Of its superuser. */
  readonly url: string
  stop(): Promise<void>
}

const password = 'only-for-tests'

/** PostgreSQL refuses root, who hands the folder to a lesser user. */
function lesserUser(): { uid: number; gid: number } | null {
  if (process.getuid?.() !== 0) return null
  for (const name of ['postgres', 'nobody']) {
    try {
      const [uid, gid] = ['-u', '-g'].map((flag) => Number(execFileSync('id', [flag, name], { stdio: 'pipe' })))
      return { uid: uid!, gid: gid! }
    } catch {
      // the next one
    }
  }
  throw new Error('there is neither a user postgres nor nobody')
}

/** Resolves when it answers. It ends with us, however we end. */
export async function startCluster(bin: string, { standbyOf }: { standbyOf?: Cluster } = {}): Promise<Cluster> {
  const user = lesserUser()
  const folder = mkdtempSync(join(tmpdir(), `nuanqiao-test-${process.pid}-`))
  const [data, secret] = [join(folder, 'data'), join(folder, 'password')]
  chmodSync(folder, 0o755)
  mkdirSync(data, { mode: 0o700 })
  writeFileSync(secret, password)
  if (user !== null) execFileSync('chown', ['-R', `${user.uid}:${user.gid}`, folder])
  const run = (program: string, ...args: string[]) =>
    execFileSync(join(bin, program), args, { ...user, cwd: '/', stdio: 'pipe', env: { PATH: '/usr/bin:/bin' } })
  if (standbyOf === undefined) {
    const locale = ['-E', 'UTF8', '--locale=C.UTF-8', '-U', 'postgres', '-A', 'scram-sha-256']
    run('initdb', '-D', data, ...locale, `--pwfile=${secret}`, '--no-sync', '--no-instructions')
  } else run('pg_basebackup', '-D', data, '-R', '-X', 'stream', '-c', 'fast', '--no-sync', '-d', standbyOf.url)
  const port = await freePort()
  const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'fsync=off', 'max_connections=60']
  const args = ['-D', data, '-p', String(port), ...settings.flatMap((one) => ['-c', one])]
  // the shell outlives us by a moment: the end of its input tells it to stop the server
  const script = '"$@" & server=$!; cat >/dev/null; kill -INT $server; wait $server'
  const child = spawn('/bin/sh', ['-c', script, 'sh', join(bin, 'postgres'), ...args], {
    ...user,
    cwd: '/',
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  const url = `postgres://postgres:${password}@127.0.0.1:${port}/postgres`
  try {
    await answers(url, child)
  } catch (error) {
    child.stdin.end()
    rmSync(folder, { recursive: true, force: true })
    throw error
  }
  return {
    url,
    async stop() {
      child.stdin.end()
      if (child.exitCode === null) await once(child, 'exit')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function answers(url: string, child: ChildProcess): Promise<void> {
  for (let tries = 300; ; tries -= 1) {
    const client = new pg.Client({ connectionString: url })
    try {
      await client.connect()
      return
    } catch (error) {
      if (tries === 0 || child.exitCode !== null) throw error
      await sleep(100)
    } finally {
      await client.end().catch(() => undefined)
    }
  }
}
