/** Ids: UUIDv7 (RFC 9562, 5.7), ordered by time, made by the program. Never for anonymous rows. */
import { freshBytes } from './random.ts'

let last = 0
let counter = 0

/** A new UUIDv7 in lower-case text form; strictly increasing within one process and millisecond (12-bit counter). */
export function newId(): string {
  const tail = freshBytes(8)
  const millis = Math.max(Date.now(), last)
  if (millis === last) counter += 1
  else counter = freshBytes(2).readUInt16BE(0) & 0x7ff
  last = counter > 0xfff ? millis + 1 : millis
  counter &= 0xfff
  const time = last.toString(16).padStart(12, '0')
  tail[0] = (tail[0]! & 0x3f) | 0x80
  const rest = tail.toString('hex')
  return `${time.slice(0, 8)}-${time.slice(8)}-7${counter.toString(16).padStart(3, '0')}-${rest.slice(0, 4)}-${rest.slice(4)}`
}

/** The earliest UUIDv7 of an instant: the lower bound of a scan by time. */
export function firstIdAt(at: Date): string {
  const time = at.getTime().toString(16).padStart(12, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-000000000000`
}

/** The instant at which a UUIDv7 was made, in whole milliseconds. */
export function timeOfId(id: string): Date {
  return new Date(Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16))
}
