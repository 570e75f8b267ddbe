/** The same start on a PostgreSQL that is installed here (15 in Debian 12), by DATABASE_URL, as an operator would. */
import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Finding } from '../src/cli/doctor/finding.ts'
import { backupPath, type Facts, factsOfRelease, masterKey } from './vectors/previous-release.ts'
import { type Cluster, installedPostgres, startCluster } from './world/cluster.ts'
import { freePort } from './world/processes.ts'

const cli = fileURLToPath(new URL('../dist/cli.js', import.meta.url))
const bin = installedPostgres()
if (bin === null) process.stdout.write('skipped: no PostgreSQL 15 or newer is installed here\n')

describe.skipIf(bin === null)('on an installed PostgreSQL', () => {
  let folder: string
  let cluster: Cluster
  let facts: Facts
  let port: number
  let running: ChildProcess
  const started: ChildProcess[] = []
  beforeAll(async () => {
    expect(existsSync(cli), 'npm run build comes first').toBe(true)
    facts = await factsOfRelease()
    folder = mkdtempSync(join(tmpdir(), 'nq-installed-'))
    chmodSync(folder, 0o755)
    port = await freePort()
    cluster = await startCluster(bin!)
    expect(await run('restore', backupPath)).toMatchObject({ code: 0 })
    running = command('start')
    await says(running, 'Nuanqiao is open')
  }, 120_000)
  afterAll(async () => {
    const living = started.filter(({ exitCode, signalCode }) => exitCode === null && signalCode === null)
    await Promise.all(living.map((child) => (child.kill('SIGTERM') ? once(child, 'exit') : null)))
    await cluster?.stop()
    rmSync(folder, { recursive: true, force: true })
  }, 60_000)

  function command(...args: string[]): ChildProcess {
    const script = `import(${JSON.stringify(cli)}).then(async (cli) => { process.exitCode = await cli.main(${JSON.stringify(args)}) })`
    const { PATH, HOME, TMPDIR } = process.env
    const env = {
      ...{ PATH, HOME, TMPDIR, LC_ALL: 'en_GB.UTF-8', PORT: String(port), DATABASE_URL: cluster.url },
      ...{ NUANQIAO_HOME: join(folder, 'home'), NUANQIAO_MASTER_KEY: masterKey.toString('base64') },
      NUANQIAO_AUDIT_KEY: masterKey.toString('base64'), // the fixture's log is signed by the same bytes
    }
    const child = spawn(process.execPath, ['--eval', script], { env, stdio: ['ignore', 'pipe', 'pipe'] })
    child.stderr?.resume()
    started.push(child)
    return child
  }

  async function run(...args: string[]): Promise<{ code: number; said: string }> {
    const child = command(...args)
    let said = ''
    child.stdout?.on('data', (part) => (said += part))
    const [code] = await once(child, 'exit')
    return { code, said }
  }

  async function says(child: ChildProcess, words: string): Promise<void> {
    let text = ''
    for (const out of [child.stdout, child.stderr]) out?.on('data', (part) => (text += part))
    await new Promise<void>((resolve, reject) => {
      child.stdout?.on('data', () => (text.includes(words) ? resolve() : null))
      child.once('exit', (code) => reject(new Error(`it ended with ${code}: ${text}`)))
    })
  }

  async function ask(method: string, path: string, { cookie = '', body }: { cookie?: string; body?: unknown } = {}) {
    const writes = {
      'x-requested-with': 'nuanqiao',
      'idempotency-key': randomUUID(),
      'content-type': 'application/json',
    }
    const headers = { cookie, ...(method === 'GET' ? {} : writes) }
    const sent = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) }
    const reply = await fetch(`http://127.0.0.1:${port}${path}`, sent)
    return { status: reply.status, cookies: reply.headers.getSetCookie(), json: await reply.json() }
  }

  test('somebody signs in, raises a suggestion, and finds it by its words', async () => {
    const { login, password } = facts.account
    const signedIn = await ask('POST', '/api/sign-in', { body: { login, password } })
    expect([signedIn.status, signedIn.json.state]).toEqual([200, 'in'])
    const cookie = signedIn.cookies.map((line) => line.split(';', 1)[0]).join('; ')
    const raised = await ask('POST', '/api/voice/suggestions', {
      cookie,
      body: { text: '换热站循环泵噪声太大，居民夜里睡不好。', about: 'users' },
    })
    expect(raised.status).toBe(200)
    const query = new URLSearchParams({ text: '居民说循环泵噪声太大，夜里睡不好' })
    const found = await ask('GET', `/api/matters-similar?${query}`, { cookie })
    expect(found.json.rows.map((row: { id: string }) => row.id)).toContain(raised.json.matterId)
    expect((await ask('GET', '/readyz')).json).toEqual({ ready: true, state: 'ready' })
  })

  test('the doctor finds it well', async () => {
    // the worker gives what has just been written its place within a second or two
    const findings = async (): Promise<Finding[]> => JSON.parse((await run('doctor', '--json')).said).findings
    const wrong = async () => (await findings()).filter(({ level, check }) => level === 'error' && check !== 'calendar')
    await expect.poll(wrong, { timeout: 20_000 }).toEqual([])
    const checks = (await findings()).map(({ check }) => check)
    expect(checks).toEqual(
      expect.arrayContaining(['node', 'database_version', 'grants', 'worker', 'audit', 'checkpoints']),
    )
  }, 60_000)

  test('and finds what is not: a right given by hand, a failed job, a worker that is gone', async () => {
    const owner = new pg.Client({ connectionString: cluster.url })
    await owner.connect()
    await owner.query('grant update on main.platform_audit_entry to nuanqiao_app')
    await owner.query(
      `insert into graphile_worker._private_jobs (task_id, payload, attempts, max_attempts)
       select id, '{"tenant":"main"}', 3, 3 from graphile_worker._private_tasks limit 1`,
    )
    running.kill('SIGTERM')
    await once(running, 'exit')
    const { code, said } = await run('doctor')
    expect(code).toBe(2)
    expect(said).toContain('main: the program may do what it must not: platform_audit_entry update')
    expect(said).toContain('main: 1 jobs were given up after their last try')
    expect(said).toContain('The product is not running')
    await owner.query('revoke update on main.platform_audit_entry from nuanqiao_app')
    await owner.end()
  }, 60_000)

  test('the audit log is verified, and a backup of it is taken', async () => {
    expect(await run('verify-audit')).toMatchObject({
      code: 0,
      said: expect.stringContaining('complete and unchanged'),
    })
    expect(await run('backup', join(folder, 'after.backup'))).toMatchObject({ code: 0 })
  }, 60_000)

  test('a database that cannot be reached is told in words, not in a stack', async () => {
    await cluster.stop()
    const { code, said } = await run('doctor')
    expect(code).toBe(2)
    expect(said).toContain('The database cannot be used: connect ECONNREFUSED')
    expect(said).not.toContain('    at ')
  }, 60_000)
})
