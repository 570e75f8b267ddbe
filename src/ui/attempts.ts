/** Which key an act carries: the same as before while nobody knows whether the last try arrived, otherwise a new one. */
import { CallError } from './call.ts'
import { newKey } from './key.ts'

interface Attempt {
  readonly print: string
  readonly bytes: Blob | undefined
  readonly key: string
}

/** The tries of one button. `print` is what is sent, as text; another text or file is another act. */
export function openAttempts() {
  let last: Attempt | null = null
  return {
    keyFor(print: string, bytes?: Blob): string {
      if (last?.print !== print || last.bytes !== bytes) last = { print, bytes, key: newKey() }
      return last.key
    },
    /** Tells how the try ended. After a reply, or a refusal by the server, the next try is a new act. */
    ended(error: unknown): void {
      if (!(error instanceof CallError && error.uncertain)) last = null
    },
  }
}
