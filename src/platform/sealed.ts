/**
 * Personal fields at rest: AES-256-GCM, each value bound to its table, column and row, so that a value copied elsewhere does not open.
 * Layout: version (1 byte) · nonce (12) · ciphertext · tag (16). Keys come from one 32-byte master key by HKDF-SHA-256 (RFC 5869),
 * one for each column and each kind of fingerprint; that keeps random nonces far from repeating under one key.
 */
import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'
import {
  closeSync,
  fstatSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { dirname } from 'node:path'

const VERSION = 1
const NONCE_BYTES = 12
const TAG_BYTES = 16
const hasFileModes = process.platform !== 'win32'

/** Where a sealed value lives. Table and column are SQL names; the row is its id. */
export type Place = { readonly table: string; readonly column: string; readonly row: string }

/** Keys for named purposes. The master key stays inside: it can be neither printed nor serialised. */
export interface Keys {
  readonly for: (purpose: string) => Buffer
}

/** Keys derived from a master key of 32 bytes. Throws Error for any other length. */
export function keysFrom(master: Uint8Array): Keys {
  if (master.byteLength !== 32) throw new Error('a master key has 32 bytes')
  const own = Buffer.from(master)
  const derived = new Map<string, Buffer>()
  return {
    for(purpose) {
      const known = derived.get(purpose)
      if (known) return known
      const key = Buffer.from(hkdfSync('sha256', own, '', `nuanqiao/${purpose}`, 32))
      derived.set(purpose, key)
      return key
    },
  }
}

/** Encrypts a text for its place; the same text gives other bytes each time, 29 more than its UTF-8 length. */
export function seal(keys: Keys, place: Place, plain: string): Buffer {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv('aes-256-gcm', keyOf(keys, place), nonce).setAAD(addressOf(place))
  const text = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()])
  return Buffer.concat([Buffer.of(VERSION), nonce, text, cipher.getAuthTag()])
}

/** The text sealed for this place. Throws Error if it was changed, moved, sealed under another key, or is no sealed value. */
export function open(keys: Keys, place: Place, sealed: Uint8Array): string {
  const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength)
  if (bytes[0] !== VERSION || bytes.length < 1 + NONCE_BYTES + TAG_BYTES)
    throw new Error(`${nameOf(place)} is not a sealed value`)
  const nonce = bytes.subarray(1, 1 + NONCE_BYTES)
  const decipher = createDecipheriv('aes-256-gcm', keyOf(keys, place), nonce, { authTagLength: TAG_BYTES })
  decipher.setAAD(addressOf(place)).setAuthTag(bytes.subarray(-TAG_BYTES))
  const text = decipher.update(bytes.subarray(1 + NONCE_BYTES, -TAG_BYTES))
  try {
    return Buffer.concat([text, decipher.final()]).toString('utf8')
  } catch {
    throw new Error(`${nameOf(place)} was changed, moved, or sealed under another key`)
  }
}

/**
 * 32 bytes by which equal values are found without opening any (HMAC-SHA-256): the same for the same purpose and value, unrelated
 * across purposes. The caller brings the value into one spelling first. Short values can be guessed by whoever holds the key.
 */
export function fingerprint(keys: Keys, purpose: string, value: string): Buffer {
  return createHmac('sha256', keys.for(`fingerprint/${purpose}`))
    .update(value, 'utf8')
    .digest()
}

function keyOf(keys: Keys, { table, column }: Place): Buffer {
  return keys.for(`seal/${table}.${column}`)
}

/** The authenticated address. Names hold no dot, so no two places share one. */
function addressOf(place: Place): Buffer {
  if (!/^\w+$/.test(place.table) || !/^\w+$/.test(place.column)) throw new Error(`${nameOf(place)} is not a place`)
  return Buffer.from(`${place.table}.${place.column}.${place.row}`)
}

function nameOf({ table, column, row }: Place): string {
  return `${table}.${column} of ${row}`
}

/**
 * The keys from `env` (32 bytes in base64) or, where that is undefined or empty, from `file`, which is created when missing. Of
 * several processes that start at once, all get the same key. Throws Error saying what is wrong with the key of this name, never
 * quoting it.
 */
export function loadKeys({ file, env, name = 'master key' }: KeySource): Keys {
  if (env) return keysFrom(decoded(env, `the ${name} in the environment`))
  return keysFrom(readKeyFile(file, name) ?? createKeyFile(file, name) ?? readKeyFile(file, name)!)
}

export interface KeySource {
  readonly file: string
  readonly env: string | undefined
  readonly name?: string
}

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

function decoded(text: string, what: string): Buffer {
  if (!/^[A-Za-z0-9+/]{43}=$/.test(text.trim()))
    throw new Error(`${what} is not 32 bytes in base64 (make one: openssl rand -base64 32)`)
  return Buffer.from(text.trim(), 'base64')
}
