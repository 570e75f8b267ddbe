/**
 * What a witness adds to a checkpoint: one more signature line, with the time at which it saw that the log had only grown. In the form
 * of C2SP tlog-cosignature (`cosignature/v1`, c2sp.org), so that witnesses of other makes can be used. Pure.
 */

import type { PurposeKeys } from '../sealed.ts'
import { noteKey, readKeyLine } from './checkpoint.ts'

/** Algorithm byte of a cosignature. */
const cosignatureV1 = 4

export interface Witness {
  /** The public half as one line, for those who verify. */
  readonly keyLine: string
  /** The signature line over a checkpoint's text, seen at `now`. */
  cosign(text: string, now: Date): string
}

/** A witness by its own keys. `name` has no spaces and no plus sign; usually a domain and a path. Throws Error for another. */
export function witness(keys: PurposeKeys, name: string): Witness {
  if (!/^[^\s+]+$/.test(name)) throw new Error('a witness has a name without spaces and plus signs')
  const key = noteKey(keys.for(`witness/${name}`), name, cosignatureV1)
  return {
    keyLine: key.line,
    cosign: (text, now) => {
      const seconds = Math.floor(now.getTime() / 1000)
      const time = Buffer.alloc(8)
      time.writeBigUInt64BE(BigInt(seconds))
      return key.signatureLine(messageOf(text, BigInt(seconds)), time)
    },
  }
}

/** A witness's key that has been read. */
export interface WitnessKey {
  readonly name: string
  /** Whether one of the lines is this witness's signature over the text. */
  signed(text: string, signatures: string): boolean
}

/** Reads a witness's key line. Throws Error if it is none or was mistyped. */
export function readWitnessKey(line: string): WitnessKey {
  const key = readKeyLine(line, cosignatureV1)
  return {
    name: key.name,
    signed: (text, signatures) =>
      key
        .blobsIn(signatures)
        .some((blob) => blob.length === 72 && key.verifies(messageOf(text, blob.readBigUInt64BE()), blob.subarray(8))),
  }
}

function messageOf(text: string, seconds: bigint): string {
  return `cosignature/v1\ntime ${seconds}\n${text}`
}
