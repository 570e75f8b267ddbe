/**
 * Endpoints: a contract is data. Routes, input and reply checks, access, OpenAPI and the typed client derive from it.
 * The only file of `platform/` that browser code imports besides `words.ts`; it must stay free of Node.
 */
import type { z } from 'zod'
import type { Role } from './access.ts'

/** Who may call: anybody, any signed-in person, or a holder of one of the roles at some unit. Objects are checked in the verb. */
export type Caller = 'anyone' | 'employee' | readonly Role[]

export interface EndpointSpec<I extends z.ZodType, O extends z.ZodType> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** Below `/api`; `:name` parts are taken from the input. */
  readonly path: `/${string}`
  /** One English sentence for the API page. */
  readonly summary: string
  readonly caller: Caller
  readonly input: I
  readonly output: O
  /** `bytes`: the body is the file itself, handed to the verb as `ctx.bytes`. Default: JSON. */
  readonly body?: 'json' | 'bytes'
  /** `file`: the verb gives `{ bytes, mediaType, name }` and the reply is the file itself. Default: JSON. */
  readonly reply?: 'json' | 'file'
  /** The reply sets or clears a secret, so it is never kept for replay. */
  readonly keepReply?: boolean
  /** Asks for a second factor younger than this many minutes. */
  readonly freshSecondFactorMinutes?: number
  /** Belongs to signing in: also open to a session that still owes its second factor or a new password. */
  readonly duringSignIn?: boolean
  /** A list or figures that a read replica may answer: the verb writes nothing, and a moment's delay harms nobody. */
  readonly onReplica?: boolean
  /** Holds no personal data, so that a wall screen may show it. */
  readonly wallScreen?: boolean
}
export type Endpoint<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> = EndpointSpec<I, O>

/** What a caller sends and what he gets. */
export type InputOf<E> = E extends { input: infer I extends z.ZodType } ? z.input<I> : never
export type ParsedInputOf<E> = E extends { input: infer I extends z.ZodType } ? z.output<I> : never
export type OutputOf<E> = E extends { output: infer O extends z.ZodType } ? z.output<O> : never

/** Declares an endpoint. Nothing is registered: the roof collects what the domains' `routes.ts` serve. */
export function endpoint<I extends z.ZodType, O extends z.ZodType>(spec: EndpointSpec<I, O>): EndpointSpec<I, O> {
  return spec
}

/** The names of the `:parts` of a path. */
export function pathParts(path: string): string[] {
  return [...path.matchAll(/:([a-zA-Z]+)/g)].map((m) => m[1]!)
}
