/**
 * What wraps data keys: a master key of 32 bytes, or a command that asks a password service or an HSM. Wrapped by a master key
 * (AES-256-GCM): 1 (1 byte) · nonce (12) · the key (32) · tag (16); authenticated with what the key is for.
 */
import { spawn } from 'node:child_process'
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'

/** Wraps and unwraps data keys of 32 bytes. `purpose` is authenticated: a wrapped key put in another's place does not open. */
export interface Wrapper {
  /** Names the wrapping key without telling anything of it. */
  readonly id: string
  readonly wrap: (purpose: string, key: Buffer) => Promise<Buffer>
  /** Rejects with Error for what was changed, moved, or wrapped by another key. */
  readonly unwrap: (purpose: string, wrapped: Buffer) => Promise<Buffer>
}

const LAYOUT = 1
const NONCE_BYTES = 12
const TAG_BYTES = 16
const KEY_BYTES = 32

/** A wrapper by a master key of 32 bytes, from which one key for wrapping and one for its name are derived (HKDF-SHA-256). */
export function masterWrapper(master: Uint8Array): Wrapper {
  if (master.byteLength !== KEY_BYTES) throw new Error('a master key has 32 bytes')
  const derive = (what: string, bytes: number) => Buffer.from(hkdfSync('sha256', master, '', `nuanqiao/${what}`, bytes))
  const key = derive('wrap', KEY_BYTES)
  return {
    id: derive('name', 6).toString('hex'),
    wrap: async (purpose, plain) => {
      const nonce = randomBytes(NONCE_BYTES)
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(purpose))
      return Buffer.concat([
        Buffer.of(LAYOUT),
        nonce,
        cipher.update(ofKeySize(plain)),
        cipher.final(),
        cipher.getAuthTag(),
      ])
    },
    unwrap: async (purpose, wrapped) => {
      const size = 1 + NONCE_BYTES + KEY_BYTES + TAG_BYTES
      if (wrapped[0] !== LAYOUT || wrapped.length !== size) throw new Error(`the key ${purpose} is not wrapped`)
      const nonce = wrapped.subarray(1, 1 + NONCE_BYTES)
      const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES })
      decipher.setAAD(Buffer.from(purpose)).setAuthTag(wrapped.subarray(-TAG_BYTES))
      const plain = decipher.update(wrapped.subarray(1 + NONCE_BYTES, -TAG_BYTES))
      try {
        return Buffer.concat([plain, decipher.final()])
      } catch {
        throw new Error(`the key ${purpose} was changed, moved, or wrapped by another master key`)
      }
    },
  }
}

/** How long the command may take, in milliseconds. */
const patience = 20_000

/**
 * A wrapper by a command, for keys in an HSM or a password service. It is run as `COMMAND id`, `COMMAND wrap PURPOSE` and
 * `COMMAND unwrap PURPOSE`, reads what to wrap or unwrap from its input in base64, and writes the outcome in the same way (of `id`: a
 * name). Whatever else than exit code 0 is a failure. Rejects where it cannot be run.
 */
export async function commandWrapper(command: string): Promise<Wrapper> {
  const ask = async (purpose: string, verb: 'wrap' | 'unwrap', bytes: Buffer) =>
    Buffer.from(await runCommand(command, [verb, purpose], bytes.toString('base64')), 'base64')
  const id = await runCommand(command, ['id'], '')
  if (!/^[\w.:-]{1,100}$/.test(id)) throw new Error('the key command names its key by letters, digits and . : - _')
  return {
    id,
    wrap: (purpose, key) => ask(purpose, 'wrap', ofKeySize(key)),
    unwrap: async (purpose, wrapped) => ofKeySize(await ask(purpose, 'unwrap', wrapped)),
  }
}

function runCommand(command: string, args: readonly string[], input: string): Promise<string> {
  return new Promise((resolve, reject) => {
    // without a shell, and with its errors shown to the operator, never kept
    const child = spawn(command, [...args], { stdio: ['pipe', 'pipe', 'inherit'], timeout: patience })
    const parts: Buffer[] = []
    child.stdout.on('data', (part: Buffer) => parts.push(part))
    child.stdin.on('error', () => undefined) // it may end without having read
    child.on('error', (cause) => reject(new Error(`the key command cannot be run: ${command}`, { cause })))
    child.on('close', (code) => {
      if (code === 0) resolve(Buffer.concat(parts).toString('utf8').trim())
      else
        reject(
          new Error(`the key command failed at "${args[0]}" (${code === null ? 'too slow' : `exit code ${code}`})`),
        )
    })
    child.stdin.end(input)
  })
}

function ofKeySize(key: Buffer): Buffer {
  if (key.length !== KEY_BYTES) throw new Error('a data key has 32 bytes')
  return key
}
