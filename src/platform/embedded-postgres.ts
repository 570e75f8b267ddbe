/**
 * The embedded PostgreSQL under its supervisor: the default database of a machine that has only Node. One server a state
 * folder, on 127.0.0.1 alone; it ends with us however we end, and is started again if it dies before us.
 */
import { existsSync } from 'node:fs'
import { type FileHandle, mkdir, open, readFile, realpath, rename, stat } from 'node:fs/promises'
import { createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { postgresBinaries } from './embedded-postgres-binaries.ts'
import {
  endLeftover,
  makeData,
  type Places,
  places,
  readPassword,
  readPostmaster,
  stopLimit,
  superuser,
} from './embedded-postgres-data.ts'
import { lockHolder, takeLock } from './embedded-postgres-lock.ts'
import { type PostgresUser, postgresUser } from './embedded-postgres-user.ts'
import { spawnWatched, type Watched } from './embedded-postgres-watchdog.ts'

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
  const { child: first, port } = await startOnFreePort(launch)
  let child = first
  const ending = new AbortController()
  const over = (async () => {
    for (;;) {
      await child.exited
      while (!ending.signal.aborted) {
        await sleep(200)
        const next = await startOnPort(launch, port).catch(() => null) // its words are in the log; try until stopped
        if (next === null) continue
        child = next
        break
      }
      if (ending.signal.aborted) return
    }
  })()
  return {
    port,
    pid: () => child.pid,
    async stop() {
      ending.abort()
      await end(child)
      await over
    },
  }
}
