/** The one way from a screen to the server: typed by the endpoint, safe to repeat, and every failure is a `CallError`. */
import type { EndpointSpec, InputOf, OutputOf } from '#platform/endpoint.ts'
import { tagOf } from '#platform/words.ts'
import { newKey } from './key.ts'
import { currentPerson } from './person.ts'
import { type UiFailure, uiWords } from './ui-words.ts'
import { language } from './words.ts'

const API = '/api'
const PATIENCE_MS = 30_000
const PATIENCE_FOR_FILES_MS = 180_000

/** What the browser knows of an endpoint at run time; the rest of a contract is types. */
export type Callable = Pick<EndpointSpec<never, never>, 'method' | 'path' | 'body'>

/** A request as it goes over the line. `path` is below /api, with its parts and query filled in. */
export interface Sent {
  readonly method: Callable['method']
  readonly path: string
  /** JSON text, or a file. */
  readonly body?: string | Blob
  /** Idempotency key; every write has one. */
  readonly key?: string
  /** In whose name; the server refuses it under another person's session. */
  readonly personId?: string | null
  readonly signal?: AbortSignal
}

/** What went wrong, in words for people. `status` is 0 when no answer came. */
export class CallError extends Error {
  readonly code: string
  readonly status: number
  readonly details: Readonly<Record<string, unknown>>
  readonly requestId: string | undefined
  /** Seconds the server asks to wait. */
  readonly retryAfter: number | undefined

  constructor(
    code: string,
    status: number,
    message: string,
    more: Partial<Pick<CallError, 'details' | 'requestId' | 'retryAfter'>> = {},
  ) {
    super(message)
    this.name = 'CallError'
    this.code = code
    this.status = status
    this.details = more.details ?? {}
    this.requestId = more.requestId
    this.retryAfter = more.retryAfter
  }

  /** Nobody knows whether it was done: repeat it with the same key. */
  get uncertain(): boolean {
    return this.status === 0 || this.status >= 500
  }
}

export interface CallOptions {
  /** Give the same key when the same act is tried again. */
  readonly key?: string
  /** The file itself, for endpoints whose body is bytes. */
  readonly bytes?: Blob
  readonly signal?: AbortSignal
}

/** Calls an endpoint. Throws `CallError`, or the signal's own AbortError when the caller gave up. */
export async function call<E extends Callable>(
  endpoint: E,
  input: InputOf<E>,
  options: CallOptions = {},
): Promise<OutputOf<E>> {
  const { bytes, ...rest } = options
  const write = endpoint.method !== 'GET'
  const keyed = write ? { key: newKey(), personId: currentPerson() } : {}
  return (await send({ ...requestOf(endpoint, input, bytes), ...keyed, ...rest })) as OutputOf<E>
}

/** Method, path and body for an input: `:parts` from the input, the rest as query (GET and files) or as JSON. */
export function requestOf(endpoint: Callable, input: unknown, bytes?: Blob): Pick<Sent, 'method' | 'path' | 'body'> {
  const rest: Record<string, unknown> = { ...(input as Record<string, unknown> | undefined) }
  const filled = endpoint.path.replace(/:([a-zA-Z]+)/g, (_, name: string) => {
    const value = rest[name]
    if (value === undefined || value === null) throw new TypeError(`${endpoint.path} needs ${name}`)
    delete rest[name]
    return encodeURIComponent(String(value))
  })
  const { method } = endpoint
  if (method !== 'GET' && endpoint.body !== 'bytes') return { method, path: filled, body: JSON.stringify(rest) }
  const query = queryOf(rest)
  return { method, path: query === '' ? filled : `${filled}?${query}`, ...(bytes === undefined ? {} : { body: bytes }) }
}

/** Sends a request and reads the reply. Also the way of the outbox, whose requests outlive the page that made them. */
export function send(request: Sent): Promise<unknown> {
  return exchange(request, typeof request.body === 'object' ? PATIENCE_FOR_FILES_MS : PATIENCE_MS, async (response) =>
    replyOf(response, await response.text()),
  )
}

/** A file that was made for the person, with its name. */
export interface FileGot {
  readonly file: Blob
  readonly name: string
}

/** Calls an endpoint whose reply is a file. Throws as `call` does. */
export function callFile<E extends Callable>(
  endpoint: E,
  input: InputOf<E>,
  { signal }: Pick<CallOptions, 'signal'> = {},
): Promise<FileGot> {
  const request: Sent = {
    ...requestOf(endpoint, input),
    key: newKey(),
    personId: currentPerson(),
    ...(signal === undefined ? {} : { signal }),
  }
  return exchange(request, PATIENCE_FOR_FILES_MS, async (response) => {
    if (!response.ok) replyOf(response, await response.text())
    const [, name = 'file'] = /filename\*=UTF-8''([^;]+)/.exec(response.headers.get('content-disposition') ?? '') ?? []
    return { file: await response.blob(), name: decodeURIComponent(name) }
  })
}

async function exchange<T>(request: Sent, patienceMs: number, read: (response: Response) => Promise<T>): Promise<T> {
  const giveUp = new AbortController()
  const stop = () => giveUp.abort()
  const patience = setTimeout(stop, patienceMs)
  request.signal?.addEventListener('abort', stop)
  if (request.signal?.aborted === true) stop()
  try {
    const response = await fetch(API + request.path, {
      method: request.method,
      headers: headersOf(request),
      credentials: 'same-origin',
      signal: giveUp.signal,
      ...(request.body === undefined ? {} : { body: request.body }),
    })
    return await read(response)
  } catch (error) {
    if (error instanceof CallError) throw error
    if (request.signal?.aborted === true) throw new DOMException('Given up by the caller', 'AbortError')
    throw failure('ui.offline', 0)
  } finally {
    clearTimeout(patience)
    request.signal?.removeEventListener('abort', stop)
  }
}

/** Any thrown value as a `CallError`, so that one component can show it. */
export function asCallError(error: unknown): CallError {
  return error instanceof CallError ? error : failure('ui.broken', 0)
}

function failure(code: UiFailure, status: number): CallError {
  return new CallError(code, status, uiWords[language()].failed[code])
}

function queryOf(values: Readonly<Record<string, unknown>>): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(values)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined && one !== null) query.append(name, one instanceof Date ? one.toISOString() : String(one))
    }
  }
  return query.toString()
}

function headersOf({ body, key, personId }: Sent): Record<string, string> {
  const headers: Record<string, string> = {
    accept: 'application/json',
    'accept-language': tagOf[language()],
    'x-requested-with': 'nuanqiao',
  }
  if (body !== undefined)
    headers['content-type'] = typeof body === 'string' ? 'application/json' : body.type || 'application/octet-stream'
  if (key !== undefined) headers['idempotency-key'] = key
  if (personId !== undefined && personId !== null) headers['x-person'] = personId
  return headers
}

function replyOf(response: Response, text: string): unknown {
  const json = parsed(text)
  if (response.ok && json !== malformed) return json
  const error = (json as { error?: Partial<CallError> } | undefined)?.error
  if (typeof error?.code !== 'string') throw failure('ui.unavailable', response.ok ? 502 : response.status)
  const wait = Number(response.headers.get('retry-after') ?? Number.NaN)
  throw new CallError(error.code, response.status, error.message ?? error.code, {
    ...(error.details ? { details: error.details } : {}),
    ...(error.requestId === undefined ? {} : { requestId: error.requestId }),
    ...(Number.isFinite(wait) ? { retryAfter: wait } : {}),
  })
}

const malformed = Symbol('malformed')

function parsed(text: string): unknown {
  if (text === '') return undefined
  try {
    return JSON.parse(text)
  } catch {
    return malformed
  }
}
