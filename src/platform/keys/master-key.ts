/** Keys of the machine's own: in the environment, or in a file that only its owner reads, made at the first start. */
import { randomBytes } from 'node:crypto'
import {
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { dirname } from 'node:path'

const hasFileModes = process.platform !== 'win32'

export interface KeySource {
  /** What people call it: 'master key'. */
  readonly name: string
  readonly file: string
  readonly env: string | undefined
}

/**
 * A key of 32 bytes from `env` (base64) or, where that is undefined or empty, from `file`, which is created when missing. Of several
 * processes that start at once, all get the same key. Throws Error saying what is wrong, never quoting the key.
 */
export function loadKey({ name, file, env }: KeySource): Buffer {
  if (env) return decoded(env, `the ${name} in the environment`)
  return keyIn(file, name)
}

/** The key in a file, made if there is none. */
function keyIn(file: string, name: string): Buffer {
  return readKeyFile(file, name) ?? createKeyFile(file, name) ?? readKeyFile(file, name)!
}

/** A key that is to take the place of the one in `file`: as prepared before, else made and on disk beside it. */
export function prepareNextKey(file: string): Buffer {
  return keyIn(nextOf(file), 'master key')
}

/** The key prepared to take the place of the one in `file`; null where none is. */
export function nextKey(file: string): Buffer | null {
  return readKeyFile(nextOf(file), 'master key')
}

/** Puts the prepared key in its place; the one before stays beside it as `FILE.before`, for backups of its time. */
export function takeNextKey(file: string): void {
  if (existsSync(file)) renameSync(file, `${file}.before`)
  renameSync(nextOf(file), file)
  if (hasFileModes) onDisk(dirname(file), 'r', () => {})
}

const nextOf = (file: string): string => `${file}.next`

/** The key in a file, or null if there is none. */
function readKeyFile(file: string, name: string): Buffer | null {
  let handle: number
  try {
    handle = openSync(file, 'r')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
  try {
    const mode = fstatSync(handle).mode & 0o777
    if (hasFileModes && (mode & 0o077) !== 0) {
      throw new Error(
        `${name} file ${file} can be read by others (mode ${mode.toString(8)}): chmod 600 it, and consider a new key`,
      )
    }
    return decoded(readFileSync(handle, 'utf8'), `${name} file ${file}`)
  } finally {
    closeSync(handle)
  }
}

/** Writes a new key whole and on disk before it gets its name, and never over another: null if someone else was first. */
function createKeyFile(file: string, name: string): Buffer | null {
  const folder = dirname(file)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const key = randomBytes(32)
  const draft = `${file}.${randomBytes(6).toString('hex')}`
  try {
    onDisk(draft, 'wx', (handle) => writeSync(handle, `${key.toString('base64')}\n`))
    linkSync(draft, file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return null
    throw new Error(`cannot create the ${name} file ${file}`, { cause: error })
  } finally {
    rmSync(draft, { force: true })
  }
  if (hasFileModes) onDisk(folder, 'r', () => {})
  return key
}

function onDisk(path: string, flags: string, change: (handle: number) => void): void {
  const handle = openSync(path, flags, 0o600)
  try {
    change(handle)
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

/** 32 bytes from base64; throws Error saying what `what` should be. */
export function decoded(text: string, what: string): Buffer {
  if (!/^[A-Za-z0-9+/]{43}=$/.test(text.trim()))
    throw new Error(`${what} is not 32 bytes in base64 (make one: openssl rand -base64 32)`)
  return Buffer.from(text.trim(), 'base64')
}
