/** One-time codes by time: RFC 6238 (TOTP) over RFC 4226 (HOTP) with SHA-1, 30 seconds, 6 digits, as every authenticator app knows. */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

const STEP_SECONDS = 30
const DIGITS = 6
const WINDOW = 1
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** A new shared secret: 20 bytes, the length of SHA-1 (RFC 4226, section 4). */
export function newSecret(): Buffer {
  return randomBytes(20)
}

/** The 6-digit code of a time step (seconds since 1970 divided by 30, rounded down). */
export function totpAt(secret: Buffer, step: number): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const mac = createHmac('sha1', secret).update(counter).digest()
  const offset = mac[mac.length - 1]! & 0x0f
  const number = (mac.readUInt32BE(offset) & 0x7fffffff) % 10 ** DIGITS
  return String(number).padStart(DIGITS, '0')
}

/**
 * The step whose code was given, or null. One step before and after `now` count too, for clocks that differ. `lastStep` is the last
 * step accepted for this secret (null: none yet); only later ones are, so that each code works once: save what is returned.
 */
export function verifyTotp(secret: Buffer, code: string, now: Date, lastStep: number | null): number | null {
  const given = Buffer.from(code.replace(/\s/g, ''))
  if (given.length !== DIGITS) return null
  const current = Math.floor(now.getTime() / 1000 / STEP_SECONDS)
  let accepted: number | null = null
  for (let step = Math.max(0, current - WINDOW); step <= current + WINDOW; step++) {
    const matches = timingSafeEqual(Buffer.from(totpAt(secret, step)), given)
    if (matches && step > (lastStep ?? -1)) accepted = step // the latest, should two neighbouring steps share a code
  }
  return accepted
}

/** The address behind the QR code that authenticator apps scan. */
export function otpauthUri(issuer: string, account: string, secret: Buffer): string {
  const label = `${encodeURIComponent(issuer)}:${encodeURIComponent(account)}`
  const settings = { secret: base32Encode(secret), issuer, algorithm: 'SHA1', digits: DIGITS, period: STEP_SECONDS }
  const query = Object.entries(settings).map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
  return `otpauth://totp/${label}?${query.join('&')}`
}

/** RFC 4648 base32 without padding, as it is typed in by hand. */
export function base32Encode(bytes: Uint8Array): string {
  const bits = Array.from(bytes, (byte) => byte.toString(2).padStart(8, '0')).join('')
  return (bits.match(/.{1,5}/g) ?? []).map((five) => ALPHABET[Number.parseInt(five.padEnd(5, '0'), 2)]).join('')
}

/** The bytes of a base32 text; case, spaces, hyphens and padding do not matter. Throws RangeError for anything else. */
export function base32Decode(text: string): Buffer {
  const letters = text.toUpperCase().replace(/[\s-]/g, '').replace(/=+$/, '')
  const bits = Array.from(letters, (letter) => {
    const value = ALPHABET.indexOf(letter)
    if (value < 0) throw new RangeError('not base32')
    return value.toString(2).padStart(5, '0')
  }).join('')
  const whole = bits.length - (bits.length % 8)
  if (bits.length - whole >= 5 || bits.slice(whole).includes('1'))
    throw new RangeError('base32 that ends in the middle')
  return Buffer.from((bits.slice(0, whole).match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
}
