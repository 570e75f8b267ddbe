/** The typed client of the tests: real requests to a real port, in somebody's name. */
import { randomUUID } from 'node:crypto'
import { request } from 'node:http'
import type { InputOf, OutputOf } from '#platform/endpoint.ts'
import { type Callable, CallError, requestOf } from '#ui/call.ts'

export interface AskOptions {
  readonly cookie?: string
  /** Idempotency-Key; a new one if absent. */
  readonly key?: string
  /** The body of a `bytes` endpoint. */
  readonly bytes?: { readonly content: Uint8Array; readonly type: string }
  readonly language?: 'zh' | 'en'
  /** The name the request is addressed to; decides the tenant. */
  readonly host?: string
  /** Set or, with undefined, left out: to send what our own pages never send. */
  readonly headers?: Readonly<Record<string, string | undefined>>
}

export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly bytes: Buffer
  /** `bytes` read as UTF-8. */
  readonly text: string
}

/** Calls an endpoint as a page does. Throws `CallError` with status, code and details when refused. */
export async function callOver<E extends Callable>(
  port: number,
  endpoint: E,
  input: InputOf<E>,
  options: AskOptions = {},
): Promise<OutputOf<E>> {
  const { method, path, body } = requestOf(endpoint, input)
  const answer = await askOver(port, method, `/api${path}`, typeof body === 'string' ? body : undefined, options)
  const json = answer.text === '' ? undefined : JSON.parse(answer.text)
  if (answer.status === 200) return json as OutputOf<E>
  const { code, message, details, requestId } = json.error
  throw new CallError(code, answer.status, message, { details: details ?? {}, requestId })
}

/** One request, whatever comes back. */
export function askOver(
  port: number,
  method: string,
  path: string,
  body: string | undefined,
  options: AskOptions = {},
): Promise<Answer> {
  const writes = method !== 'GET' && method !== 'HEAD'
  const content = options.bytes?.content ?? body
  const headers: Record<string, string | undefined> = {
    host: `${options.host ?? 'localhost'}:${port}`,
    accept: 'application/json',
    'accept-language': options.language === 'en' ? 'en' : 'zh-CN',
    cookie: options.cookie,
    ...(writes ? { 'x-requested-with': 'nuanqiao', 'idempotency-key': options.key ?? randomUUID() } : {}),
    ...(content === undefined ? {} : { 'content-type': options.bytes?.type ?? 'application/json' }),
    ...options.headers,
  }
  const sent = Object.fromEntries(
    Object.entries(headers).filter((one): one is [string, string] => one[1] !== undefined),
  )
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, method, path, headers: sent, agent: false }, (response) => {
      const parts: Buffer[] = []
      response.on('data', (part: Buffer) => parts.push(part))
      response.on('end', () => {
        const bytes = Buffer.concat(parts)
        resolve({ status: response.statusCode ?? 0, headers: response.headers, bytes, text: bytes.toString() })
      })
      response.on('error', reject)
    })
    asked.on('error', reject)
    asked.end(content)
  })
}
