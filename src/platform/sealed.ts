/**
 * Personal fields at rest: AES-256-GCM, each value bound to its table, column and row, so that a value copied elsewhere does not open.
 * Layout: 2 (1 byte) · version of the data key (2, big-endian) · nonce (12) · ciphertext · tag (16). A data key serves one column of
 * one tenant; that keeps random nonces far from repeating under one key. Where the keys lie: src/platform/keys/data-keys.ts.
 */
import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto'

const LAYOUT = 2
const HEAD_BYTES = 3
const NONCE_BYTES = 12
const TAG_BYTES = 16

/** Where a sealed value lives. Table and column are SQL names; the row is its id. */
export type Place = { readonly table: string; readonly column: string; readonly row: string }

/** Keys by what they are for. They stay inside: they can be neither printed nor serialised. */
export interface PurposeKeys {
  /** The key of a named purpose that is not a column, such as `fingerprint/org_person.phone`: 32 bytes. */
  readonly for: (purpose: string) => Buffer
}

/** The keys of one tenant. */
export interface Keys extends PurposeKeys {
  /** The data key that seals a column (`table.column`) now. */
  readonly sealing: (column: string) => { readonly version: number; readonly key: Buffer }
  /** The data key of a version; null where there is none, or none that our master key opens. */
  readonly opening: (column: string, version: number) => Buffer | null
}

/** Encrypts a text for its place; the same text gives other bytes each time, 31 more than its UTF-8 length. */
export function seal(keys: Keys, place: Place, plain: string): Buffer {
  const { version, key } = keys.sealing(columnOf(place))
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(addressOf(place))
  const text = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()])
  return Buffer.concat([Buffer.of(LAYOUT, version >> 8, version & 0xff), nonce, text, cipher.getAuthTag()])
}

/** The text sealed for this place. Throws Error if it was changed, moved, sealed under another key, or is no sealed value. */
export function open(keys: Keys, place: Place, sealed: Uint8Array): string {
  const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength)
  const version = versionOf(bytes)
  if (version === null) throw new Error(`${nameOf(place)} is not a sealed value`)
  const key = keys.opening(columnOf(place), version)
  if (key === null) throw new Error(`${nameOf(place)} is sealed by version ${version} of its key, which is not here`)
  const nonce = bytes.subarray(HEAD_BYTES, HEAD_BYTES + NONCE_BYTES)
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES })
  decipher.setAAD(addressOf(place)).setAuthTag(bytes.subarray(-TAG_BYTES))
  const text = decipher.update(bytes.subarray(HEAD_BYTES + NONCE_BYTES, -TAG_BYTES))
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

/** The version of the key that sealed a value; null for what is no sealed value. */
function versionOf(bytes: Buffer): number | null {
  return bytes[0] === LAYOUT && bytes.length >= HEAD_BYTES + NONCE_BYTES + TAG_BYTES ? bytes.readUInt16BE(1) : null
}

const columnOf = ({ table, column }: Place): string => `${table}.${column}`

/** The authenticated address. Names hold no dot, so no two places share one. */
function addressOf(place: Place): Buffer {
  if (!/^\w+$/.test(place.table) || !/^\w+$/.test(place.column)) throw new Error(`${nameOf(place)} is not a place`)
  return Buffer.from(`${place.table}.${place.column}.${place.row}`)
}

function nameOf({ table, column, row }: Place): string {
  return `${table}.${column} of ${row}`
}
