/** The data folder of the embedded PostgreSQL: made whole or not at all, and free of earlier servers. */
import { randomBytes } from 'node:crypto'
import { chown, mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { PostgresBinaries } from './binaries.ts'
import { isAlive, processBirth, processCommand } from './process-birth.ts'
import type { PostgresUser } from './user.ts'
import { spawnWatched } from './watchdog.ts'

export const superuser = 'nuanqiao_owner'
/** How long a server may take to write its memory to disk before we give up, in milliseconds. */
export const stopLimit = 60_000

export interface Places {
  readonly folder: string
  readonly data: string
  readonly log: string
  readonly lock: string
  readonly password: string
}

/** Where things lie in a state folder, given as an absolute path without links. */
export function places(folder: string): Places {
  const at = (name: string): string => join(folder, name)
  return {
    folder,
    data: at('pgdata'),
    log: at('postgres.log'),
    lock: at('postgres.lock'),
    password: at('postgres.password'),
  }
}

/** macOS has no C.UTF-8; C with this character type sorts and classifies the same. */
const locale = process.platform === 'darwin' ? ['--locale=C', '--lc-ctype=UTF-8'] : ['--locale=C.UTF-8']

export interface NewData {
  readonly binaries: PostgresBinaries
  readonly user: PostgresUser
  readonly durable: boolean
  /** Open file for messages. */
  readonly log: number
}

/**
 * Makes the data folder with a new password, beside its final place and then moved there in one step, so that an
 * interrupted attempt leaves only litter, which the next one clears. Throws Error when initdb fails; its words are in the log.
 */
export async function makeData(at: Places, { binaries, user, durable, log }: NewData): Promise<void> {
  await clearLitter(at.folder)
  const making = join(at.folder, `${litter}${process.pid}`)
  const passwordFile = join(making, 'password')
  const password = randomBytes(32).toString('base64url')
  await mkdir(making, { mode: 0o700 })
  await writeFile(passwordFile, password, { mode: 0o600 })
  if (user.ids !== null) for (const path of [passwordFile, making]) await chown(path, user.ids.uid, user.ids.gid)
  const made = join(making, 'pgdata')
  const args = ['-D', made, '-E', 'UTF8', ...locale, '-U', superuser, '-A', 'scram-sha-256', '--no-instructions']
  const sync = durable ? [] : ['--no-sync']
  const initdb = await spawnWatched([binaries.initdb, ...args, `--pwfile=${passwordFile}`, ...sync], user, log)
  const code = await initdb.exited
  if (code !== 0) throw new Error(`initdb could not make ${at.data} (exit ${code}). Its reasons are in ${at.log}.`)
  await writeDurably(at.password, password)
  await rename(made, at.data)
  await syncFolder(at.folder)
  await rm(making, { recursive: true, force: true })
}

/** The superuser's password. Throws Error if it was lost, which data without it cannot repair. */
export async function readPassword(at: Places): Promise<string> {
  try {
    return (await readFile(at.password, 'utf8')).trim()
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new Error(`The password of the database in ${at.data} cannot be read (${reason}). Restore ${at.password}.`)
  }
}

/**
 * Ends the server that a killed program may have left behind on the folder. A `postmaster.pid` whose number now belongs
 * to some other program is removed; that of a dead process is PostgreSQL's own to judge, since it also guards against
 * orphaned backends. Throws Error if the old server does not end.
 */
export async function endLeftover(data: string): Promise<void> {
  const pid = (await readPostmaster(data))?.pid
  if (pid === undefined || !isAlive(pid)) return
  const birth = processBirth(pid)
  const command = processCommand(pid)
  if (birth !== null && command === null) return
  if (birth === null || command === null || !(await servesFolder(command, data))) {
    await rm(join(data, 'postmaster.pid'), { force: true })
    return
  }
  process.kill(pid, 'SIGINT')
  for (const end = Date.now() + stopLimit; Date.now() < end; await sleep(20)) if (processBirth(pid) !== birth) return
  throw new Error(
    `An earlier PostgreSQL (process ${pid}) still runs on ${data} and does not stop. Stop it, then start again.`,
  )
}

/** What `postmaster.pid` says (pg 18, miscadmin.h: line 1 the process, line 8 its state), or null if there is none. */
export async function readPostmaster(data: string): Promise<{ pid: number; ready: boolean } | null> {
  const text = await readFile(join(data, 'postmaster.pid'), 'utf8').catch(() => '')
  const lines = text.split('\n')
  const pid = Number.parseInt(lines[0] ?? '', 10)
  return pid > 0 ? { pid, ready: lines[7]?.trim() === 'ready' } : null
}

/** Whether a command line is a server's on this folder, or on one that was moved away from under it. */
async function servesFolder(command: string, data: string): Promise<boolean> {
  const [program = '', folder = ''] = command.split(/ -D (.*)$/s)
  if (!program.split(' ')[0]?.endsWith('postgres')) return false
  const [theirs, ours] = [await stat(folder).catch(() => null), await stat(data)]
  return theirs === null || (theirs.ino === ours.ino && theirs.dev === ours.dev)
}

const litter = 'pgdata.making-'

async function clearLitter(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    // an initdb of a program killed a moment ago may still be writing: it ends by itself, so try again for a while
    if (name.startsWith(litter)) await rm(join(folder, name), { recursive: true, force: true, maxRetries: 10 })
  }
}

async function writeDurably(path: string, text: string): Promise<void> {
  const aside = `${path}.new`
  await rm(aside, { force: true })
  const file = await open(aside, 'wx', 0o600)
  await file.writeFile(text)
  await file.sync()
  await file.close()
  await rename(aside, path)
  await syncFolder(dirname(path))
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  await handle.sync()
  await handle.close()
}
