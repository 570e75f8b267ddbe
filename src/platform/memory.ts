/** What this process keeps in mind for a few seconds, so that what each request asks is not looked up for each. */

/** How long an answer may come from memory. With the way it takes: what another process changed counts within five seconds. */
const memoryMillis = 3_000
/** More answers than this are forgotten together rather than kept. */
const mostKept = 20_000

let generation = 0
/** Makes this process look everything up again: after a sign-out, a changed role or a password has been committed. */
export function forget(): void {
  generation += 1
}

interface Kept<V> {
  readonly answer: Promise<V>
  readonly at: number
  readonly generation: number
}

/** Answers by key, each asked for once at a time. An answer that failed is not kept. */
export class Memory<V> {
  readonly #kept = new Map<string, Kept<V>>()

  /** The answer to the key: from memory, or else by looking. `now` is the time of the request. */
  find(key: string, now: Date, look: () => Promise<V>): Promise<V> {
    const kept = this.#kept.get(key)
    if (kept?.generation === generation && Math.abs(now.getTime() - kept.at) < memoryMillis) return kept.answer
    if (this.#kept.size >= mostKept) this.#kept.clear()
    const answer = look()
    const mine: Kept<V> = { answer, at: now.getTime(), generation }
    this.#kept.set(key, mine)
    answer.catch(() => this.#kept.get(key) === mine && this.#kept.delete(key))
    return answer
  }
}
