/** `npm start` as a person meets it: real processes on a state folder of their own. In production mode, which is quick. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { freePort, processesOf, readOf } from './world/processes.ts'

/** The built product; bin/nuanqiao.mjs would look first whether the build is stale. */
const cli = fileURLToPath(new URL('../dist/cli.js', import.meta.url))
const commandOf = (args: readonly string[]) =>
  `import(${JSON.stringify(cli)}).then(async (cli) => { process.exitCode = await cli.main(${JSON.stringify(args)}) })`
let home: string
let port: number
const started: ChildProcess[] = []

beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'nq-start-'))
  chmodSync(home, 0o755)
  port = await freePort()
})
afterEach(async () => {
  for (const one of started.splice(0)) if (one.exitCode === null) one.kill('SIGKILL')
  await allGone()
  rmSync(home, { recursive: true, force: true })
})

test('one command starts everything and says one address; one signal ends everything; and so again', async () => {
  expect(existsSync(cli), 'npm run build comes first').toBe(true)
  for (const round of [1, 2]) {
    const { child, said } = await start()
    expect(
      said.filter((line) => line.includes('http')),
      `round ${round}`,
    ).toEqual([`Nuanqiao is open at http://localhost:${port}`])
    expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(200)
    child.kill('SIGTERM')
    expect(await once(child, 'exit')).toEqual([0, null])
    expect(processesOf(home)).toEqual([])
  }
}, 60_000)

test('after kill -9 nothing is left behind, and the next start works at once', async () => {
  const first = await start()
  first.child.kill('SIGKILL')
  const second = await start()
  expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(200)
  second.child.kill('SIGKILL')
  await allGone()
}, 60_000)

test('a web server that dies is started again on its port', async () => {
  await start()
  const [server = 0] = processesOf(home, 'dist/server.js')
  process.kill(server, 'SIGKILL')
  await expect.poll(() => statusOf(port), { timeout: 10_000 }).toBe(200)
  expect(processesOf(home, 'dist/server.js')).not.toContain(server)
}, 60_000)

test.runIf(process.platform === 'linux')(
  'no child sees the password of the owner, and nobody sees one in the environment of a child',
  async () => {
    await start()
    const password = readFileSync(join(home, 'postgres.password'), 'utf8').trim()
    const children = [...processesOf(home, 'dist/server.js'), ...processesOf(home, 'dist/worker.js')]
    expect(children).toHaveLength(2)
    for (const pid of children) {
      const environment = readOf(pid, 'environ')
      expect(environment).not.toContain(password)
      expect(environment).not.toContain('postgres://')
      expect(readOf(pid, 'cmdline')).not.toContain(password)
    }
  },
  60_000,
)

test.runIf(process.platform === 'linux')(
  'the web server cannot sign the audit log: neither its environment nor any file that it may open holds the key',
  async () => {
    await start()
    const auditKey = join(home, 'audit.key')
    expect(statSync(auditKey).mode & 0o777).toBe(0o600)
    const secret = readFileSync(auditKey, 'utf8').trim()
    const [server = 0] = processesOf(home, 'dist/server.js')
    const [program = '', ...told] = readOf(server, 'cmdline').split('\0').filter(Boolean)
    const flags = told.filter((word) => word.startsWith('--'))
    expect(readOf(server, 'environ')).not.toContain(secret)
    expect(told.join()).not.toContain(secret)

    // whatever the server's own program might try, tried under the server's flags
    const worker = processesOf(home, 'dist/worker.js')[0]
    const tries = [
      ...[auditKey, join(home, 'checkpoints/main.checkpoints'), `/proc/${worker}/environ`, '/proc/self/environ'].map(
        (path) => `(await import('node:fs')).readFileSync(${JSON.stringify(path)})`,
      ),
      `(await import('node:fs')).copyFileSync(${JSON.stringify(auditKey)}, ${JSON.stringify(join(home, 'copy'))})`,
      `(await import('node:child_process')).execFileSync('cat', [${JSON.stringify(auditKey)}])`,
      `new (await import('node:worker_threads')).Worker('1', { eval: true })`,
    ]
    const script = `const said = []; for (const run of [${tries.map((one) => `async () => ${one}`)}])
      said.push(await run().then(() => 'done', (error) => error.code)); console.log(JSON.stringify(said))`
    const answer = execFileSync(program, [...flags, '--input-type=module', '--eval', script], { encoding: 'utf8' })
    expect(JSON.parse(answer)).toEqual(tries.map(() => 'ERR_ACCESS_DENIED'))
    // seen working: without the flags the same tries succeed where the user of the machine may
    const free = execFileSync(program, ['--input-type=module', '--eval', script], { encoding: 'utf8' })
    expect(JSON.parse(free)[0]).toBe('done')
  },
  60_000,
)

test('a part alone wants a database that all parts reach, and says which settings name it', async () => {
  for (const only of ['web', 'worker']) {
    const words = await textOf(run(['start', '--only', only]))
    expect(words).toContain('set NUANQIAO_APP_URL or DATABASE_URL')
  }
  expect(await textOf(run(['start', '--only', 'everything']))).toContain('--only takes web or worker')
  expect(existsSync(join(home, 'pgdata'))).toBe(false)
}, 60_000)

test('told where, web server and worker show their metrics on this machine, next to each other', async () => {
  const metrics = await freePort()
  await start({ NUANQIAO_METRICS: `127.0.0.1:${metrics}` })
  for (const [at, family] of [
    [metrics, 'nuanqiao_http_request_seconds_count'],
    [metrics + 1, 'nuanqiao_jobs_waiting{tenant="main"} 0'],
  ] as const) {
    // at the turn of a minute jobs wait, but not for long
    const shown = async () => (await fetch(`http://127.0.0.1:${at}/metrics`)).text()
    await expect.poll(shown, { timeout: 10_000, interval: 200 }).toContain(family)
  }
  expect(await (await fetch(`http://127.0.0.1:${port}/readyz`)).json()).toEqual({ ready: true, state: 'ready' })
}, 60_000)

test('a port that somebody else has is named, and nothing is started', async () => {
  const other = createServer().listen(port, '127.0.0.1')
  await once(other, 'listening')
  const child = run()
  const words = await textOf(child)
  other.close()
  expect(words).toContain(`Port ${port} is in use by another program.`)
  expect(existsSync(join(home, 'pgdata'))).toBe(false)
}, 60_000)

function run(args: readonly string[] = ['start'], more: NodeJS.ProcessEnv = {}): ChildProcess {
  const child = spawn(process.execPath, ['--eval', commandOf(args)], {
    env: { ...plainEnvironment(), NUANQIAO_HOME: home, PORT: String(port), ...more },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  started.push(child)
  return child
}

function plainEnvironment(): NodeJS.ProcessEnv {
  const { PATH, HOME, TMPDIR } = process.env
  return { PATH, HOME, TMPDIR, NUANQIAO_MODE: 'production', NUANQIAO_COMPANY: '暖桥供热集团' }
}

/** Resolves when the address has been said. */
async function start(more: NodeJS.ProcessEnv = {}): Promise<{ child: ChildProcess; said: string[] }> {
  const child = run(['start'], more)
  const complaints = textOf(child)
  const said: string[] = []
  for await (const line of createInterface({ input: child.stdout! })) {
    said.push(line)
    if (line.startsWith('Nuanqiao is open')) return { child, said }
  }
  throw new Error(`it did not start: ${await complaints}`)
}

async function textOf(child: ChildProcess): Promise<string> {
  let text = ''
  child.stderr?.setEncoding('utf8').on('data', (part: string) => {
    text += part
  })
  await once(child, 'exit')
  return text
}

async function statusOf(at: number): Promise<number> {
  return fetch(`http://127.0.0.1:${at}/healthz`).then(
    (reply) => reply.status,
    () => 0,
  )
}

/** Whatever way the parent ended, the others follow by themselves within seconds. */
async function allGone(): Promise<void> {
  for (let tries = 100; tries > 0 && processesOf(home).length > 0; tries -= 1) await sleep(100)
  expect(processesOf(home)).toEqual([])
}
