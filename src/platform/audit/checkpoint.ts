/**
 * Checkpoints of the audit tree: who says that the tree had this root at this size. Text in the form of C2SP tlog-checkpoint and
 * signed-note (c2sp.org), signed with Ed25519, so that witnesses and their tools can read, countersign and compare them. Pure.
 */
import { createHash, createPrivateKey, createPublicKey, sign, verify } from 'node:crypto'
import type { PurposeKeys } from '../sealed.ts'

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

/** An Ed25519 key under a name, for one algorithm of signed notes. */
export interface NoteKey {
  /** `<name>+<key hash>+<base64 of algorithm and public key>`. */
  readonly line: string
  /** `— <name> <base64 of key hash and signature>`; `prefix` is what an algorithm puts before the signature. */
  signatureLine(message: string, prefix?: Buffer): string
}

const pkcs8Head = Buffer.from('302e020100300506032b657004220420', 'hex')
const spkiHead = Buffer.from('302a300506032b6570032100', 'hex')
/** Algorithm byte of a plain note. */
const ed25519 = 1

/** A key from a seed of 32 bytes. */
export function noteKey(seed: Buffer, name: string, algorithm: number): NoteKey {
  const key = createPrivateKey({ key: Buffer.concat([pkcs8Head, seed]), format: 'der', type: 'pkcs8' })
  const raw = createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(spkiHead.length)
  const hash = keyHash(name, algorithm, raw)
  return {
    line: `${name}+${hash.toString('hex')}+${Buffer.concat([Buffer.of(algorithm), raw]).toString('base64')}`,
    signatureLine: (message, prefix = Buffer.alloc(0)) => {
      const signature = sign(null, Buffer.from(message), key)
      return `— ${name} ${Buffer.concat([hash, prefix, signature]).toString('base64')}`
    },
  }
}

/** The public half, read from its line. */
export interface ReadKey {
  readonly name: string
  /** The blobs (after the key hash) of this key's signature lines. */
  blobsIn(signatures: string): Buffer[]
  verifies(message: string, signature: Buffer): boolean
}

/** Reads a key line for one algorithm. Throws Error if it is none or was mistyped (the line holds a hash of itself). */
export function readKeyLine(line: string, algorithm: number): ReadKey {
  const [, name, hex, base64] = /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/.exec(line.trim()) ?? []
  const bytes = Buffer.from(base64 ?? '', 'base64')
  const raw = bytes.subarray(1)
  const hash = keyHash(name ?? '', algorithm, raw)
  if (name === undefined || bytes[0] !== algorithm || raw.length !== 32 || hash.toString('hex') !== hex) {
    throw new Error('not a verifier key: expected <origin>+<8 hex digits>+<base64>')
  }
  const key = createPublicKey({ key: Buffer.concat([spkiHead, raw]), format: 'der', type: 'spki' })
  const start = `— ${name} `
  return {
    name,
    blobsIn: (signatures) =>
      signatures
        .split('\n')
        .filter((one) => one.startsWith(start))
        .map((one) => Buffer.from(one.slice(start.length), 'base64'))
        .filter((blob) => blob.subarray(0, 4).equals(hash))
        .map((blob) => blob.subarray(4)),
    verifies: (message, signature) => signature.length === 64 && verify(null, Buffer.from(message), key, signature),
  }
}

function keyHash(name: string, algorithm: number, raw: Buffer): Buffer {
  return createHash('sha256').update(`${name}\n`).update(Buffer.of(algorithm)).update(raw).digest().subarray(0, 4)
}

/**
 * The signer of one tenant's log, by the audit log's own keys. All processes that hold the same key file sign alike; the web server
 * holds none.
 */
export function auditSigner(keys: PurposeKeys, tenantSchema: string): AuditSigner {
  const origin = `nuanqiao/${tenantSchema}`
  const key = noteKey(keys.for(`audit/${tenantSchema}`), origin, ed25519)
  return { origin, verifierKey: key.line, sign: (text) => `${text}\n${key.signatureLine(text)}\n` }
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

/** Reads a log's verifier key line. Throws Error if it is none or was mistyped. */
export function readVerifierKey(line: string): Verifier {
  const key = readKeyLine(line, ed25519)
  return {
    origin: key.name,
    accepts: (text, signatures) => key.blobsIn(signatures).some((signature) => key.verifies(text, signature)),
  }
}

/** A checkpoint as found in a text, and whether the verifier accepts its signature. */
export interface FoundCheckpoint extends Checkpoint {
  readonly signed: boolean
  /** What was signed, and the lines of all who signed. */
  readonly text: string
  readonly signatures: string
}

const note = /([^\n]+)\n(0|[1-9]\d{0,15})\n([A-Za-z0-9+/]{43}=)\n((?:[^\n]+\n)*)\n((?:— [^\n]+\n?)+)/g

/** All checkpoints in a text, in its order: one note, or a file of them. What is no note is passed over. */
export function findCheckpoints(text: string, verifier: Verifier): FoundCheckpoint[] {
  return [...text.replaceAll('\r\n', '\n').matchAll(note)].map(([, origin, size, root, more, signatures]) => {
    const signedText = `${origin}\n${size}\n${root}\n${more}`
    return {
      origin: origin!,
      size: Number(size),
      root: Buffer.from(root!, 'base64'),
      signed: origin === verifier.origin && verifier.accepts(signedText, signatures!),
      text: signedText,
      signatures: signatures!,
    }
  })
}
