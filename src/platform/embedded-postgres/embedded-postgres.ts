/**
 * The embedded PostgreSQL under its supervisor: the default database of a machine that has only Node. One server a state
 * folder, on 127.0.0.1 alone; it ends with us however we end, and is started again if it dies before us.
 */
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { type FileHandle, mkdir, open, readFile, realpath, rename, stat } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { postgresBinaries } from './binaries.ts'
import {
  endLeftover,
  makeData,
  type Places,
  places,
  readPassword,
  readPostmaster,
  stopLimit,
  superuser,
} from './data.ts'
import { lockHolder, takeLock } from './lock.ts'
import { isAlive } from './process-birth.ts'
import { type PostgresUser, postgresUser } from './user.ts'
import { spawnWatched, type Watched } from './watchdog.ts'

export interface EmbeddedPostgres {
  readonly ownerUrl: string
  readonly port: number
  /** Of the postmaster; another one after it had to be started again. */
  readonly pid: number
  /** Fast shutdown; resolves when the server is gone. Until then it keeps this process alive. */
  stop(): Promise<void>
}

export interface EmbeddedOptions {
  /** State folder, made if absent: pgdata, postgres.log, postgres.lock, postgres.password. */
  readonly folder: string
  /** false only for data that may be lost with the power: the tests' throw-away server. */
  readonly durable?: boolean
}

const database = 'nuanqiao'
/** Recovery after a crash replays at most max_wal_size; beyond this something is wrong. */
const startLimit = 300_000
const logLimit = 10_000_000
const restartPause = 1_000

const settings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '64',
  shared_buffers: '256MB',
  work_mem: '8MB',
  wal_level: 'replica',
  max_wal_size: '1GB',
  jit: 'off',
  log_line_prefix: '%m [%p] ',
} as const
const durably = { fsync: 'on', synchronous_commit: 'on', full_page_writes: 'on' } as const
const carelessly = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' } as const

/**
 * Starts the server of a state folder; it takes connections when this resolves. Throws Error with a sentence that says
 * what to do: folder in use, wrong user, package missing, or the server's own last words.
 */
export async function startEmbeddedPostgres({ folder, durable = true }: EmbeddedOptions): Promise<EmbeddedPostgres> {
  await mkdir(folder, { recursive: true })
  const at = places(await realpath(folder))
  const lock = await takeLock(at.lock)
  const undo: (() => Promise<void>)[] = [lock.release]
  const undoAll = async (): Promise<void> => {
    for (const step of undo.splice(0).reverse()) await step()
  }
  try {
    const binaries = await postgresBinaries()
    const user = postgresUser(at.folder, at.data, binaries)
    const log = await openLog(at)
    undo.push(() => log.close())
    if (!existsSync(at.data)) await makeData(at, { binaries, user, durable, log: log.fd })
    const password = await readPassword(at)
    await endLeftover(at.data)
    const server = await supervise({ at, user, log, program: binaries.postgres, durable })
    undo.push(server.stop)
    const ownerUrl = urlOf(password, server.port)
    await ensureDatabase(ownerUrl)
    await lock.publish(server.port)
    let stopped: Promise<void> | null = null
    return {
      ownerUrl,
      port: server.port,
      get pid() {
        return server.pid()
      },
      stop: () => (stopped ??= undoAll()),
    }
  } catch (error) {
    await undoAll()
    throw error
  }
}

/** Where the folder's server listens, for another program beside the one that runs it; null if it does not run. */
export async function runningEmbeddedPostgres(folder: string): Promise<{ ownerUrl: string; port: number } | null> {
  if (!existsSync(folder)) return null
  const at = places(await realpath(folder))
  const port = (await lockHolder(at.lock))?.port ?? null
  return port === null ? null : { ownerUrl: urlOf(await readPassword(at), port), port }
}

interface Launch {
  readonly at: Places
  readonly user: PostgresUser
  readonly log: FileHandle
  readonly program: string
  readonly durable: boolean
}

/** Starts the postmaster and keeps it: when it dies without being asked, a new one takes its port. */
async function supervise(launch: Launch): Promise<{ port: number; pid(): number; stop(): Promise<void> }> {
  const first = await startOnFreePort(launch)
  const { port } = first
  let child: Watched = first.child
  let stopping = false
  const keep = async (): Promise<void> => {
    while (!stopping) {
      const code = await child.exited
      if (stopping) break
      const note = `supervisor: the server ended with code ${code}, starting it again on port ${port}\n`
      await launch.log.write(note).catch(() => undefined) // the disk may be full, which is why it ended
      child.end() // the watchdog alone may have died
      await sleep(restartPause)
      const next = await endLeftover(launch.at.data)
        .then(() => startOnPort(launch, port))
        .catch(() => null) // its words are in the log; the next round tries again
      if (next !== null) child = next
    }
    await end(child) // a restart may have been under way when we were asked to stop
  }
  const kept = keep()
  return {
    port,
    pid: () => child.pid,
    async stop() {
      stopping = true
      await end(child)
      await kept
    },
  }
}

/** Fast shutdown; after `stopLimit` an immediate one, from which the next start recovers. */
async function end(child: Watched): Promise<void> {
  child.end()
  const timer = setTimeout(() => isAlive(child.pid) && process.kill(child.pid, 'SIGQUIT'), stopLimit)
  await child.exited
  clearTimeout(timer)
}

/** A port may be taken between our choice and the server's, and a killed server's orphans may need a moment to go. */
async function startOnFreePort(launch: Launch): Promise<{ child: Watched; port: number }> {
  for (const giveUp = Date.now() + patience; ; await sleep(100)) {
    const port = await freePort()
    try {
      return { child: await startOnPort(launch, port), port }
    } catch (error) {
      if (!(error instanceof Error) || !passing.test(error.message) || Date.now() > giveUp) throw error
    }
  }
}
const patience = 10_000
const passing = /could not create any TCP\/IP sockets|pre-existing shared memory block/

async function startOnPort({ at, user, log, program, durable }: Launch, port: number): Promise<Watched> {
  const all = { ...settings, ...(durable ? durably : carelessly), port: `${port}` }
  const options = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const { size } = await log.stat()
  const child = await spawnWatched([program, ...options, '-D', at.data], user, log.fd) // -D last: see servesFolder
  if (await becomesReady(child, at.data)) return child
  await end(child)
  const words = (await readFile(at.log)).subarray(size).toString().trim()
  throw new Error(`PostgreSQL did not start on ${at.data}. Its last words, also in ${at.log}:\n${words.slice(-2_000)}`)
}

/** False if the server ends or takes too long. Its own state file is cheaper to watch than connections are to make. */
async function becomesReady(child: Watched, data: string): Promise<boolean> {
  let running = true
  void child.exited.then(() => {
    running = false
  })
  for (const giveUp = Date.now() + startLimit; running && Date.now() < giveUp; await sleep(10)) {
    const postmaster = await readPostmaster(data)
    if (postmaster?.pid === child.pid && postmaster.ready) return true
  }
  return false
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

function urlOf(password: string, port: number): string {
  return `postgres://${superuser}:${password}@127.0.0.1:${port}/${database}`
}

async function ensureDatabase(ownerUrl: string): Promise<void> {
  try {
    await query(ownerUrl, 'select 1')
  } catch (error) {
    if (!(error instanceof pg.DatabaseError) || error.code !== '3D000') throw error // no such database
    await query(Object.assign(new URL(ownerUrl), { pathname: 'postgres' }).href, `create database ${database}`)
  }
}

async function query(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, ssl: false })
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}

/** The server's messages, kept to this file and one before it. */
async function openLog({ folder, log }: Places): Promise<FileHandle> {
  const old = await stat(log).catch(() => null)
  if (old !== null && old.size > logLimit) await rename(log, `${log}.1`)
  const handle = await open(log, 'a', 0o600)
  const { uid, gid } = await stat(folder)
  if (process.getuid?.() === 0) await handle.chown(uid, gid) // or its owner could not start after root has
  return handle
}
