/** Refusals: every "no" the product says on purpose, with a stable code that has words in both languages. */
import type { refusals } from './refusal-words.ts'

/** Which kind of "no": decides the HTTP status, nothing else. */
export const statusOfKind = {
  bad_input: 422,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  too_many: 429,
  unavailable: 503,
} as const
export type RefusalKind = keyof typeof statusOfKind

/**
 * All refusal codes of the program. Each domain's `words.ts` adds its own by declaration merging,
 * so that a code without words does not compile.
 */
export interface RefusalCodes extends Record<keyof typeof refusals.zh, true> {}
export type RefusalCode = keyof RefusalCodes & string

/** Numbers, dates and names that the words of a refusal may quote. */
export type RefusalDetails = Record<string, unknown>

/** Thrown by verbs; mapped once, in `http.ts`, to `{ error: { code, message, details, requestId } }`. */
export class Refusal extends Error {
  readonly kind: RefusalKind
  readonly code: RefusalCode
  readonly details: RefusalDetails | undefined

  constructor(kind: RefusalKind, code: RefusalCode, details?: RefusalDetails) {
    super(code)
    this.name = 'Refusal'
    this.kind = kind
    this.code = code
    this.details = details
  }
}
