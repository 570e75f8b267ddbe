/** One program a folder: a lock file that names its holder, and is taken over once the holder is dead. */
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises'
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
  const mine = `${path}.${process.pid}`
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

/** A link appears with its content or not at all, and fails if somebody was first. */
async function linked(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
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
  const aside = `${path}.stale.${process.pid}`
  if (!(await renamed(path, aside))) return
  // two may have seen the same dead holder: whoever moved the other's fresh lock aside puts it back
  if ((await readFile(aside, 'utf8')) !== seen) await linked(aside, path)
  await rm(aside, { force: true })
}

async function renamed(from: string, to: string): Promise<boolean> {
  try {
    await rename(from, to)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false
    throw error
  }
}

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
