/** How an error is answered: a refusal with its words in the caller's language, anything else as internal and in the log. */
import type { Socket } from 'node:net'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { databaseIsAway } from './db.ts'
import { errorFields, log } from './log.ts'
import { Refusal, type RefusalCode, statusOfKind } from './refusal.ts'
import { type Dictionary, languageOf } from './words.ts'

export type RefusalWords = Dictionary<Readonly<Record<string, string>>>

export function answerError(
  options: { readonly refusalWords: readonly RefusalWords[]; readonly onRefused?: (code: string) => void },
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const refusal = refusalOf(error)
  if (refusal === null)
    log('error', 'request_failed', {
      request: request.id,
      route: request.routeOptions.url ?? '',
      ...errorFields(error),
    })
  const code: RefusalCode = refusal?.code ?? 'platform.internal'
  options.onRefused?.(code)
  const language = languageOf(request.headers['accept-language'])
  const message = options.refusalWords.map((words) => words[language][code]).find((text) => text !== undefined)
  const wait = refusal?.details?.retryAfterSeconds
  if (typeof wait === 'number') reply.header('retry-after', wait)
  return reply
    .code(refusal === null ? 500 : statusOfKind[refusal.kind])
    .header('content-type', 'application/json; charset=utf-8')
    .send({ error: { code, message: message ?? code, details: refusal?.details, requestId: request.id } })
}

const refusalOfFastify: Readonly<Record<string, Refusal>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: new Refusal('bad_input', 'platform.body_too_large'),
  FST_ERR_CTP_INVALID_MEDIA_TYPE: new Refusal('bad_input', 'platform.not_json'),
  FST_ERR_CTP_EMPTY_JSON_BODY: new Refusal('bad_input', 'platform.not_json'),
  FST_ERR_CTP_INVALID_JSON_BODY: new Refusal('bad_input', 'platform.not_json'),
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: new Refusal('bad_input', 'platform.not_json'),
  FST_ERR_BAD_URL: new Refusal('bad_input', 'platform.no_such_address'),
  FST_ERR_MAX_PARAM_LENGTH: new Refusal('not_found', 'platform.no_such_address'),
}

function refusalOf(error: unknown): Refusal | null {
  if (error instanceof Refusal) return error
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (error instanceof SyntaxError) return new Refusal('bad_input', 'platform.not_json')
  if (databaseIsAway(error)) return new Refusal('unavailable', 'platform.unavailable')
  return refusalOfFastify[code] ?? null
}

const statusOfUnreadable: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
}

/** Answers what could not be read as HTTP at all, under the headers that every reply has, and closes the line. */
export function answerUnreadable(
  error: NodeJS.ErrnoException,
  socket: Socket,
  headers: Readonly<Record<string, string>>,
): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy()
  const status = statusOfUnreadable[error.code ?? ''] ?? '400 Bad Request'
  const all = { ...headers, 'cache-control': 'no-store', connection: 'close', 'content-length': '0' }
  socket.end(
    `HTTP/1.1 ${status}\r\n${Object.entries(all)
      .map(([name, value]) => `${name}: ${value}\r\n`)
      .join('')}\r\n`,
  )
}
