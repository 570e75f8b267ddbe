/** Served endpoints: a contract joined to the verb that answers it. */
import type { z } from 'zod'
import type { Actor } from './access.ts'
import type { Ctx } from './ctx.ts'
import type { Endpoint } from './endpoint.ts'

/** A context whose caller is known. */
export type SignedIn = Ctx & { readonly actor: Actor }

type CtxFor<E extends Endpoint> = E['caller'] extends 'anyone' ? Ctx : SignedIn

export interface Route {
  readonly endpoint: Endpoint
  readonly verb: (ctx: Ctx, input: never) => Promise<unknown>
}

/** Joins an endpoint to its verb; the types of both must agree. */
export function serve<E extends Endpoint>(
  endpoint: E,
  verb: (ctx: CtxFor<E>, input: z.output<E['input']>) => Promise<z.input<E['output']>>,
): Route {
  return { endpoint, verb: verb as Route['verb'] }
}
