/**
 * A witness's verdict: it remembers the newest checkpoint it has signed, and signs the next one only if the log has grown from there.
 * So nobody can be shown another history than the witness was. The request is that of C2SP tlog-witness. Pure.
 */
import { type Checkpoint, findCheckpoints, type Verifier } from './checkpoint.ts'
import { verifyConsistency } from './merkle.ts'

/** What a log asks a witness to sign. */
export interface WitnessRequest {
  /** The size from which the proof leads; 0 without proof. */
  readonly since: number
  readonly proof: readonly Buffer[]
  readonly note: string
}

export function writeRequest({ since, proof, note }: WitnessRequest): string {
  return [`old ${since}`, ...proof.map((hash) => hash.toString('base64')), '', note].join('\n')
}

const longestProof = 63

/** Null for a text that is no request. */
export function readRequest(text: string): WitnessRequest | null {
  const [head, ...rest] = text.replaceAll('\r\n', '\n').split('\n\n')
  const [old = '', ...lines] = (head ?? '').split('\n')
  const [, since] = /^old (0|[1-9]\d{0,15})$/.exec(old) ?? []
  const hashes = lines.every((line) => /^[A-Za-z0-9+/]{43}=$/.test(line))
  if (since === undefined || !hashes || lines.length > longestProof) return null
  return {
    since: Number(since),
    proof: lines.map((line) => Buffer.from(line, 'base64')),
    note: rest.join('\n\n'),
  }
}

/** What the witness has signed before; null: nothing of this log. */
export type Seen = Pick<Checkpoint, 'size' | 'root'> | null

export type WitnessVerdict =
  | { readonly ok: true; readonly text: string; readonly note: string; readonly size: number }
  | { readonly ok: false; readonly why: WitnessRefusal; readonly seen: number; readonly size: number }
export type WitnessRefusal = 'unreadable' | 'not_signed' | 'rolled_back' | 'wrong_start' | 'forked'

/** Whether the witness may sign. `verifier` is the log whose witness this is. */
export function judgeRequest(text: string, verifier: Verifier, seen: Seen): WitnessVerdict {
  const request = readRequest(text)
  const [found] = request === null ? [] : findCheckpoints(request.note, verifier)
  const known = seen?.size ?? 0
  const no = (why: WitnessRefusal): WitnessVerdict => ({ ok: false, why, seen: known, size: found?.size ?? 0 })
  if (request === null || found === undefined) return no('unreadable')
  if (!found.signed) return no('not_signed')
  if (found.size < known) return no('rolled_back')
  if (found.size === known && seen !== null && !found.root.equals(seen.root)) return no('forked')
  if (request.since !== known) return no('wrong_start')
  const grown =
    seen === null
      ? request.proof.length === 0
      : verifyConsistency(known, found.size, request.proof, seen.root, found.root)
  return grown ? { ok: true, text: found.text, note: request.note.trimEnd(), size: found.size } : no('forked')
}
