/** One program a folder: a lock file that names its holder, and is taken over once the holder is dead. */
import { createHash, randomUUID } from 'node:crypto'
import { link, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { processBirth } from './process-birth.ts'

/** What the file says. `port` is null until the server takes connections; `birth` tells a process from a later one of its number. */
const Holder = z.object({ pid: z.int().positive(), birth: z.string(), port: z.int().positive().nullable() })
type Holder = z.infer<typeof Holder>

export interface Lock {
  /** Tell other programs where the server listens. */
  publish(port: number): Promise<void>
  release(): Promise<void>
}

/** Takes the lock file at `path`. Throws Error naming the holder if a living process has it, this one included. */
export async function takeLock(path: string): Promise<Lock> {
  const me: Holder = { pid: process.pid, birth: processBirth(process.pid) ?? '', port: null }
  const mine = `${path}.${randomUUID()}`
  await writeFile(mine, JSON.stringify(me), { mode: 0o644 })
  try {
    while (!(await linked(mine, path))) await clearStale(path)
  } finally {
    await rm(mine, { force: true })
  }
  return {
    async publish(port) {
      await writeFile(mine, JSON.stringify({ ...me, port }), { mode: 0o644 })
      await rename(mine, path)
    },
    release: () => rm(path, { force: true }),
  }
}

/** The living holder of the lock at `path`, or null. */
export async function lockHolder(path: string): Promise<Holder | null> {
  const text = await readIfThere(path)
  return text === null ? null : livingHolder(text)
}

/** A link appears with its content or not at all. False if somebody was first, or the file to link has gone. */
async function linked(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to)
    return true
  } catch (error) {
    if (['EEXIST', 'ENOENT'].includes((error as NodeJS.ErrnoException).code ?? '')) return false
    throw error
  }
}

async function clearStale(path: string): Promise<void> {
  const seen = await readIfThere(path)
  if (seen === null) return
  const holder = livingHolder(seen)
  if (holder !== null) {
    throw new Error(
      `The database in this folder is in use by process ${holder.pid} (${path}). ` +
        'Stop that program first, or choose another folder.',
    )
  }
  await removeExactly(path, seen)
}

/**
 * Removes a dead holder's file, but never the fresh one of somebody who cleared it first: only who holds the claim named
 * after these very words may remove them, and the claim is a link to the file as it was when claimed.
 */
async function removeExactly(path: string, words: string): Promise<void> {
  const claim = `${path}.${createHash('sha256').update(words).digest('hex').slice(0, 16)}`
  if (!(await linked(path, claim))) {
    await sleep(20)
    const claimed = await stat(claim).catch(() => null)
    if (claimed !== null && Date.now() - claimed.ctimeMs > claimLimit) await rm(claim, { force: true })
    return
  }
  if ((await readFile(claim, 'utf8')) === words) await rm(path, { force: true })
  await rm(claim, { force: true })
}
/** A claim lasts a moment; one of this age, in milliseconds, was left by a killed program. */
const claimLimit = 10_000

function livingHolder(text: string): Holder | null {
  try {
    const holder = Holder.parse(JSON.parse(text))
    return processBirth(holder.pid) === holder.birth ? holder : null
  } catch {
    return null // not a lock of ours: nobody holds it
  }
}

async function readIfThere(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}
