/** Requests beside a replica: lists are answered there where they may be, and who writes is given what he has seen. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Ctx } from './ctx.ts'
import type { Endpoint } from './endpoint.ts'
import { cookieLine, cookieOf } from './http-cookies.ts'
import { Refusal } from './refusal.ts'
import { type Replica, seenSeconds } from './replica.ts'

/** Answers one request. What goes wrong at the replica is asked again at the primary, whose word counts. */
export async function answerBeside(
  replica: Replica,
  endpoint: Pick<Endpoint, 'method' | 'onReplica'>,
  ctx: Ctx,
  { request, reply }: { request: FastifyRequest; reply: FastifyReply },
  answer: (ctx: Ctx) => Promise<unknown>,
): Promise<unknown> {
  if (endpoint.method !== 'GET') {
    try {
      return await answer(ctx)
    } finally {
      // also after a refusal: a repeated request is refused because its first try was done
      if (ctx.actor !== null)
        reply.header('set-cookie', cookieLine(request, 'seen', await replica.token(ctx.tenant.schema), seenSeconds))
    }
  }
  const db = endpoint.onReplica === true ? await replica.readerFor(ctx.tenant.schema, cookieOf(request, 'seen')) : null
  if (db === null) return answer(ctx)
  try {
    return await answer({ ...ctx, db })
  } catch (error) {
    if (!(error instanceof Refusal)) replica.failed()
    return answer(ctx)
  }
}
