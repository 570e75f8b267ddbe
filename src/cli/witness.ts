/**
 * `nuanqiao witness`: a second person, on another machine with a key of his own, signs that the audit log only grew since he last
 * looked. `ask` runs where the product is; `sign` and `key` where the witness is, without any database.
 */
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { findCheckpoints, readVerifierKey, type Verifier } from '#platform/audit/checkpoint.ts'
import { type Witness, witness } from '#platform/audit/cosignature.ts'
import { judgeRequest, type Seen, writeRequest } from '#platform/audit/witness.ts'
import { requestSince } from '#platform/audit/witness-request.ts'
import { witnessWords } from '#platform/audit/witness-words.ts'
import { loadKey } from '#platform/keys/master-key.ts'
import { purposeKeys } from '#platform/keys/purpose-keys.ts'
import type { Settings } from '#platform/settings.ts'
import { complain, say } from './say.ts'
import { aloneInTenant, terminalLanguage } from './tenant-work.ts'

/** Prints a request for the witness. */
export function askWitness(settings: Settings, wish: { tenant: string; since: string }): Promise<number> {
  if (!/^\d{1,15}$/.test(wish.since)) throw new Error('--since wants the number of entries that were witnessed last.')
  return aloneInTenant(settings, wish.tenant, async ({ db }) => {
    say(writeRequest(await requestSince(db, Number(wish.since))).trimEnd())
    return 0
  })
}

/** Prints the witness's public key line, for whoever verifies. */
export function sayWitnessKey(settings: Settings, name: string): number {
  say(witnessOf(settings, name).keyLine)
  return 0
}

export interface SignWish {
  /** The request, from `ask`. */
  readonly file: string
  /** The log's key line. */
  readonly key: string
  readonly name: string
}

/** Prints the checkpoint with the log's signature and the witness's; 1 and the reason where the witness does not sign. */
export function signAsWitness(settings: Settings, { file, key, name }: SignWish): number {
  const verifier = readVerifierKey(key)
  const memory = new Memory(settings, key.trim(), verifier)
  const verdict = judgeRequest(readFileSync(file, 'utf8'), verifier, memory.seen())
  if (!verdict.ok) {
    complain(witnessWords[terminalLanguage(process.env)][verdict.why](verdict.seen, verdict.size))
    return 1
  }
  memory.keep(verdict.note) // before the signature leaves: whatever happens then, nothing older or other is signed
  say(`${verdict.note}\n${witnessOf(settings, name).cosign(verdict.text, new Date())}\n`)
  return 0
}

function witnessOf(settings: Settings, name: string): Witness {
  const keys = purposeKeys(loadKey({ name: 'witness key', file: join(settings.home, 'witness.key'), env: undefined }))
  return witness(keys, name)
}

/** The last checkpoint of a log that was signed here, in a file of the state folder. */
class Memory {
  readonly #path: string
  readonly #verifier: Verifier

  constructor(settings: Settings, key: string, verifier: Verifier) {
    mkdirSync(settings.home, { recursive: true, mode: 0o700 })
    const [, hash] = key.split('+') // logs of several installations have the same name
    this.#path = join(settings.home, `${encodeURIComponent(verifier.origin)}-${hash}.witnessed`)
    this.#verifier = verifier
  }

  /** Throws Error for a memory that is damaged: to forget would be to sign anything. */
  seen(): Seen {
    if (!existsSync(this.#path)) return null
    const [found] = findCheckpoints(readFileSync(this.#path, 'utf8'), this.#verifier)
    if (found?.signed === true) return found
    throw new Error(`${this.#path} is damaged, or was signed by another key of the log.`)
  }

  keep(note: string): void {
    const draft = `${this.#path}.new`
    const file = openSync(draft, 'w', 0o600)
    try {
      writeSync(file, `${note}\n`)
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
    renameSync(draft, this.#path)
  }
}
