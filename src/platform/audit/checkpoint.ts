/**
 * Checkpoints of the audit tree: who says that the tree had this root at this size. Text in the form of C2SP tlog-checkpoint and
 * signed-note (c2sp.org), signed with Ed25519, so that witnesses and their tools can read, countersign and compare them. Pure.
 */
import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto'
import type { Keys } from '../sealed.ts'

export interface Checkpoint {
  /** The log: first line of the text and name of the key. */
  readonly origin: string
  readonly size: number
  readonly root: Buffer
}

export interface AuditSigner {
  readonly origin: string
  /** The public half as the one line that verifiers take: `<origin>+<key hash>+<key>`. */
  readonly verifierKey: string
  sign(text: string): string
}

const pkcs8Head = Buffer.from('302e020100300506032b657004220420', 'hex')
const spkiHead = Buffer.from('302a300506032b6570032100', 'hex')
const ed25519 = Buffer.of(1)

/** The signer of one tenant's log. All processes that hold the same key file sign alike. */
export function auditSigner(keys: Keys, tenantSchema: string): AuditSigner {
  const seed = keys.for(`audit/${tenantSchema}`)
  const key = createPrivateKey({ key: Buffer.concat([pkcs8Head, seed]), format: 'der', type: 'pkcs8' })
  const raw = createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(spkiHead.length)
  const origin = `nuanqiao/${tenantSchema}`
  const hash = keyHash(origin, raw)
  return {
    origin,
    verifierKey: `${origin}+${hash.toString('hex')}+${Buffer.concat([ed25519, raw]).toString('base64')}`,
    sign: (text) => {
      const signature = sign(null, Buffer.from(text), key)
      return `${text}\n— ${origin} ${Buffer.concat([hash, signature]).toString('base64')}\n`
    },
  }
}

/** The signed note of a checkpoint. */
export function signCheckpoint(signer: AuditSigner, size: number, root: Buffer): string {
  return signer.sign(`${signer.origin}\n${size}\n${root.toString('base64')}\n`)
}

/** A public key that has been read: says whether a note is signed by it. */
export interface Verifier {
  readonly origin: string
  accepts(text: string, signatures: string): boolean
}

/** Reads a verifier key line. Throws Error if it is none or was mistyped (the line holds a hash of itself). */
export function readVerifierKey(line: string): Verifier {
  const [, origin, hex, base64] = /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/.exec(line.trim()) ?? []
  const bytes = Buffer.from(base64 ?? '', 'base64')
  const raw = bytes.subarray(1)
  if (origin === undefined || bytes[0] !== 1 || raw.length !== 32 || keyHash(origin, raw).toString('hex') !== hex) {
    throw new Error('not a verifier key: expected <origin>+<8 hex digits>+<base64>')
  }
  const key = createPublicKey({ key: Buffer.concat([spkiHead, raw]), format: 'der', type: 'spki' })
  return { origin, accepts: (text, signatures) => signedBy(origin, raw, key, text, signatures) }
}

function signedBy(origin: string, raw: Buffer, key: KeyObject, text: string, signatures: string): boolean {
  return signatures.split('\n').some((line) => {
    if (!line.startsWith(`— ${origin} `)) return false
    const blob = Buffer.from(line.slice(`— ${origin} `.length), 'base64')
    return (
      blob.length === 68 &&
      blob.subarray(0, 4).equals(keyHash(origin, raw)) &&
      verify(null, Buffer.from(text), key, blob.subarray(4))
    )
  })
}

/** A checkpoint as found in a text, and whether the verifier accepts its signature. */
export interface FoundCheckpoint extends Checkpoint {
  readonly signed: boolean
}

const note = /([^\n]+)\n(0|[1-9]\d{0,15})\n([A-Za-z0-9+/]{43}=)\n((?:[^\n]+\n)*)\n((?:— [^\n]+\n?)+)/g

/** All checkpoints in a text, in its order: one note, or a file of them. What is no note is passed over. */
export function findCheckpoints(text: string, verifier: Verifier): FoundCheckpoint[] {
  return [...text.replaceAll('\r\n', '\n').matchAll(note)].map(([, origin, size, root, more, signatures]) => ({
    origin: origin!,
    size: Number(size),
    root: Buffer.from(root!, 'base64'),
    signed: origin === verifier.origin && verifier.accepts(`${origin}\n${size}\n${root}\n${more}`, signatures!),
  }))
}

function keyHash(name: string, raw: Buffer): Buffer {
  return createHash('sha256').update(`${name}\n`).update(ed25519).update(raw).digest().subarray(0, 4)
}
