import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdtempSync,
  openSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { postgresBinaries } from './binaries.ts'
import { places, readPostmaster } from './data.ts'
import { type EmbeddedPostgres, runningEmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres.ts'
import { isAlive, processBirth } from './process-birth.ts'
import { postgresUser } from './user.ts'
import { spawnWatched } from './watchdog.ts'

const nobody = 65_534
const root = process.getuid?.() === 0
const clearing: (() => Promise<void> | void)[] = []

afterEach(async () => {
  for (const step of clearing.splice(0).reverse()) await step()
})

test('a new folder gets a UTF-8 database that only this machine reaches, and keeps what was written', async () => {
  const folder = stateFolder()
  const first = await start(folder)
  expect(await ask(first.ownerUrl, 'show server_encoding')).toBe('UTF8')
  const characters = await ask(first.ownerUrl, 'select datctype from pg_database where datname = current_database()')
  expect(characters).toBe(process.platform === 'darwin' ? 'UTF-8' : 'C.UTF-8')
  expect(await ask(first.ownerUrl, "select '暖桥' ~ '^\\w+$'")).toBe(true)
  expect(await ask(first.ownerUrl, 'show listen_addresses')).toBe('127.0.0.1')
  expect(await ask(first.ownerUrl, 'show fsync')).toBe('on')
  expect(await ask(first.ownerUrl, 'select current_user')).toBe('nuanqiao_owner')
  await ask(first.ownerUrl, "create table note as select '暖' as words")
  await first.stop()
  expect(isAlive(first.pid)).toBe(false)

  const second = await start(folder)
  expect(await ask(second.ownerUrl, 'select words from note')).toBe('暖')
})

test('the server asks for its password, which only the owner of the folder can read', async () => {
  const folder = stateFolder()
  const { ownerUrl } = await start(folder)
  const wrong = Object.assign(new URL(ownerUrl), { password: 'guess' }).href
  await expect(ask(wrong, 'select 1')).rejects.toThrow(/password authentication failed/)
  expect(statSync(join(folder, 'postgres.password')).mode & 0o777).toBe(0o600)
})

test('another command finds the running server, and nothing once it is stopped', async () => {
  const folder = stateFolder()
  expect(await runningEmbeddedPostgres(join(folder, 'absent'))).toBeNull()
  const { ownerUrl, port, stop } = await start(folder)
  expect(await runningEmbeddedPostgres(folder)).toEqual({ ownerUrl, port })
  await stop()
  expect(await runningEmbeddedPostgres(folder)).toBeNull()
  expect(existsSync(join(folder, 'postgres.lock'))).toBe(false)
})

test('the second program on a folder is told which process has it, and the first goes on', async () => {
  const folder = stateFolder()
  const { child, ownerUrl } = await program(folder)
  await expect(startEmbeddedPostgres({ folder })).rejects.toThrow(`in use by process ${child.pid}`)
  expect(await ask(ownerUrl, 'select 1')).toBe(1)
})

test('a program killed outright takes its server along within two seconds, and loses nothing it had committed', async () => {
  const folder = stateFolder()
  const { child, ownerUrl, pid } = await program(folder)
  await ask(ownerUrl, 'create table kept (n integer)')
  const client = new pg.Client(ownerUrl)
  client.on('error', () => undefined) // it is cut off, as intended
  await client.connect()
  let acknowledged = 0
  const writing = (async () => {
    for (;;) await client.query('insert into kept values ($1)', [acknowledged + 1]).then(() => acknowledged++)
  })().catch(() => undefined)
  await vi.waitUntil(() => acknowledged > 20)

  child.kill('SIGKILL')
  await vi.waitUntil(() => !isAlive(pid), { timeout: 2_000, interval: 10 })
  await writing
  const next = await start(folder)
  expect(await ask(next.ownerUrl, `select count(*)::int from kept where n <= ${acknowledged}`)).toBe(acknowledged)
})

test('a program killed while it makes its first database leaves nothing half-made', async () => {
  const folder = stateFolder()
  const { child } = run(folder)
  const making = (): string[] => readdirSync(folder).filter((name) => name.startsWith('pgdata'))
  await vi.waitUntil(() => existsSync(join(folder, making()[0] ?? 'none', 'pgdata', 'PG_VERSION')), {
    timeout: 20_000,
    interval: 5,
  })
  child.kill('SIGKILL')
  await once(child, 'exit')
  expect(existsSync(join(folder, 'pgdata'))).toBe(false)

  const { ownerUrl } = await start(folder)
  expect(await ask(ownerUrl, 'select 1')).toBe(1)
  expect(making()).toEqual(['pgdata'])
})

test('a server that outlived its program is stopped and replaced by the next start', async () => {
  const folder = stateFolder()
  await (await start(folder)).stop()
  const orphan = await bareServer(folder)
  const next = await start(folder)
  expect(isAlive(orphan)).toBe(false)
  expect(await ask(next.ownerUrl, 'select 1')).toBe(1)
})

test('a process that merely has the number of an earlier server is left alone', async () => {
  const folder = stateFolder()
  await (await start(folder)).stop()
  const stranger = spawn('sleep', ['60'])
  clearing.push(() => void stranger.kill())
  const owner = statSync(join(folder, 'pgdata'))
  const postmaster = join(folder, 'pgdata', 'postmaster.pid')
  writeFileSync(postmaster, `${stranger.pid}\n/elsewhere\n0\n5432\n\n\n0 0\nready   \n`, { mode: 0o600 })
  chownSync(postmaster, owner.uid, owner.gid)

  expect(await ask((await start(folder)).ownerUrl, 'select 1')).toBe(1)
  expect(isAlive(stranger.pid ?? 0)).toBe(true)
})

test('a server that dies under a living program is started again at the same address', async () => {
  const server = await start(stateFolder())
  const { pid, ownerUrl } = server
  await ask(ownerUrl, 'create table kept as select 1 as n')
  process.kill(pid, 'SIGKILL')
  await vi.waitUntil(() => ask(ownerUrl, 'select n from kept').catch(() => false), { timeout: 15_000, interval: 50 })
  expect(server.pid).not.toBe(pid)
  await server.stop()
  expect(isAlive(server.pid)).toBe(false)
})

test('what the server says when it cannot start reaches the person who started it', async () => {
  const folder = stateFolder()
  await (await start(folder)).stop()
  writeFileSync(join(folder, 'pgdata', 'postgresql.auto.conf'), "no_such_setting = 'x'\n")
  await expect(startEmbeddedPostgres({ folder })).rejects.toThrow(/did not start[\s\S]*no_such_setting/)
  expect(existsSync(join(folder, 'postgres.lock'))).toBe(false)
})

describe.runIf(root)('root, whom PostgreSQL refuses,', () => {
  test('gives an open folder to a lesser user, who keeps it', async () => {
    const folder = stateFolder()
    chmodSync(folder, 0o755)
    await (await start(folder)).stop()
    const { uid } = statSync(join(folder, 'pgdata'))
    expect(uid).toBeGreaterThan(0)
    await (await start(folder)).stop()
    expect(statSync(join(folder, 'pgdata')).uid).toBe(uid)
  })

  test('keeps a folder below a closed one, and comes back to it', async () => {
    const folder = join(stateFolder(), 'var', 'state')
    await (await start(folder)).stop()
    expect(statSync(join(folder, 'pgdata')).uid).toBe(0)
    const { pid, ownerUrl } = await start(folder)
    expect(await ask(ownerUrl, 'select 1')).toBe(1)
    expect(processBirth(pid)).not.toBeNull()
  })

  test('serves a folder that an ordinary user made, who can go on with it afterwards', async () => {
    const folder = stateFolder()
    chmodSync(folder, 0o755)
    chownSync(folder, nobody, nobody)
    const first = await program(folder, nobody)
    await ask(first.ownerUrl, "create table note as select 'mine' as words")
    await first.end()

    const ours = await start(folder)
    expect(await ask(ours.ownerUrl, 'select words from note')).toBe('mine')
    await ours.stop()
    expect(statSync(join(folder, 'pgdata')).uid).toBe(nobody)

    const again = await program(folder, nobody)
    expect(await ask(again.ownerUrl, 'select words from note')).toBe('mine')
  })

  test('an ordinary user is told whose data it is', async () => {
    const folder = stateFolder()
    chmodSync(folder, 0o777)
    await (await start(folder)).stop()
    const { uid } = statSync(join(folder, 'pgdata'))
    await expect(program(folder, nobody)).rejects.toThrow(`belongs to user ${uid}, we are user ${nobody}`)
  })
})

/** Closed to others, as the system's temporary folders are. */
function stateFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'nuanqiao-postgres-'))
  clearing.push(() => rmSync(folder, { recursive: true, force: true, maxRetries: 20 }))
  return folder
}

async function start(folder: string): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ folder })
  clearing.push(server.stop)
  return server
}

async function ask(url: string, sql: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 })
  await client.connect()
  try {
    const { rows } = await client.query({ text: sql, rowMode: 'array' })
    return rows[0]?.[0]
  } finally {
    await client.end()
  }
}

/** A Node process of its own that starts the server, says so on its output, and stops it at the end of its input. */
function run(folder: string, uid?: number): { child: ChildProcess; words: () => string } {
  const code = `
    import { runnerImport } from 'vite'
    const [file, folder] = process.argv.slice(1)
    const { module } = await runnerImport(file, { configFile: false, logLevel: 'error' })
    const { pid, ownerUrl, stop } = await module.startEmbeddedPostgres({ folder })
    process.stdout.write(JSON.stringify({ pid, ownerUrl }) + '\\n')
    process.stdin.on('end', () => void stop().then(() => process.exit())).resume()`
  const file = fileURLToPath(new URL('embedded-postgres.ts', import.meta.url))
  const ids = uid === undefined ? {} : { uid, gid: uid }
  const child = spawn(process.execPath, ['--input-type=module', '-e', code, file, folder], ids)
  let words = ''
  child.stderr.on('data', (chunk) => {
    words += String(chunk)
  })
  clearing.push(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return
    child.kill('SIGKILL')
    await once(child, 'exit')
    await vi.waitUntil(async () => (await readPostmaster(places(folder).data)) === null, 5_000) // its server follows
  })
  return { child, words: () => words }
}

async function program(
  folder: string,
  uid?: number,
): Promise<{ child: ChildProcess; pid: number; ownerUrl: string; end: () => Promise<void> }> {
  const { child, words } = run(folder, uid)
  const exit = once(child, 'exit')
  const [line] = await Promise.race([
    once(createInterface(child.stdout!), 'line'),
    once(child, 'close').then(() => Promise.reject(new Error(words()))),
  ])
  const { pid, ownerUrl } = JSON.parse(line) as { pid: number; ownerUrl: string }
  const end = async (): Promise<void> => {
    child.stdin!.end()
    await exit
  }
  return { child, pid, ownerUrl, end }
}

/** A server on the folder that no supervisor watches. */
async function bareServer(folder: string): Promise<number> {
  const at = places(folder)
  const binaries = await postgresBinaries()
  const user = postgresUser(at.folder, at.data, binaries)
  const listening = ['-c', 'listen_addresses=', '-c', `unix_socket_directories=${at.data}`]
  const server = await spawnWatched([binaries.postgres, ...listening, '-D', at.data], user, openSync(at.log, 'a'))
  clearing.push(server.end)
  await vi.waitUntil(async () => (await readPostmaster(at.data))?.ready)
  return server.pid
}
