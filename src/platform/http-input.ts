/** What a request brings: the raw input by its contract, its body, and the number that makes a repeated write one. */
import { createHash } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { OnceKey } from './ctx.ts'
import type { Endpoint } from './endpoint.ts'
import { Refusal } from './refusal.ts'

const keyShape = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

export function rawInput(
  endpoint: Endpoint,
  request: FastifyRequest,
  parts: ReadonlySet<string>,
  lists: ReadonlySet<string>,
): unknown {
  const params =
    parts.size === 0
      ? {}
      : Object.fromEntries(Object.entries(request.params as Record<string, string>).filter(([name]) => parts.has(name)))
  if (endpoint.method === 'GET' || endpoint.body === 'bytes') {
    const query: Record<string, unknown> = { ...(request.query as Record<string, unknown>) }
    for (const name of lists) if (typeof query[name] === 'string') query[name] = [query[name]]
    return { ...query, ...params }
  }
  const body = request.body === undefined ? {} : request.body
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw new Refusal('bad_input', 'platform.not_json')
  return { ...body, ...params }
}

/** Deeper than any input of ours, and shallow enough for whatever walks it recursively. */
const deepest = 32
/** NUL, which PostgreSQL cannot keep in a text, and halves of characters, which are no text at all. */
const unkeepable = /\0|\p{Surrogate}/u

/** Refuses what would only fail further down: texts that cannot be kept, and nesting without end. */
export function refuseUnkeepable(raw: unknown): void {
  const left: { value: unknown; depth: number }[] = [{ value: raw, depth: 0 }]
  for (let one = left.pop(); one !== undefined; one = left.pop()) {
    const { value, depth } = one
    if (depth > deepest || (typeof value === 'string' && unkeepable.test(value))) {
      throw new Refusal('bad_input', 'platform.input_invalid')
    }
    if (typeof value !== 'object' || value === null) continue
    for (const [key, inside] of Object.entries(value)) {
      left.push({ value: key, depth }, { value: inside, depth: depth + 1 })
    }
  }
}

export function bytesOf(request: FastifyRequest): Uint8Array {
  if (!Buffer.isBuffer(request.body)) throw new Refusal('bad_input', 'platform.input_invalid')
  return request.body
}

export function onceKey(endpoint: Endpoint, request: FastifyRequest, raw: unknown, bytes: Uint8Array | null): OnceKey {
  const key = request.headers['idempotency-key']
  if (typeof key !== 'string' || !keyShape.test(key))
    throw new Refusal('bad_input', 'platform.idempotency_key_required')
  const route = `${endpoint.method} ${endpoint.path}`
  // what goes with a secret reply is a password or a code: not even a hash of it is kept
  if (endpoint.keepReply === false) return { key, route, inputHash: '', keepReply: false }
  const hash = createHash('sha256').update(JSON.stringify(raw))
  if (bytes !== null) hash.update(bytes)
  return { key, route, inputHash: hash.digest('base64url'), keepReply: true }
}

/** The names of the top-level input fields that are lists, so that `?state=a` is read as a list of one. */
export function listFields(endpoint: Endpoint): ReadonlySet<string> {
  if (!(endpoint.input instanceof z.ZodObject)) return new Set()
  const isList = (field: unknown): boolean => {
    if (field instanceof z.ZodArray) return true
    if (field instanceof z.ZodOptional || field instanceof z.ZodDefault) return isList(field.unwrap())
    return false
  }
  return new Set(
    Object.entries(endpoint.input.shape)
      .filter(([, field]) => isList(field))
      .map(([name]) => name),
  )
}

export function issuesOf(error: z.ZodError): { path: string; problem: string }[] {
  return error.issues.slice(0, 20).map((issue) => ({ path: issue.path.join('.'), problem: issue.code }))
}
