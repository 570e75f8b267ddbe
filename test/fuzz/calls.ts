/** Calls made from the API's document: some that fit it, and for each way of not fitting some that must not be accepted. */
import fc from 'fast-check'
import type { JsonSchema, OpenApi, Operation, Parameter } from '#platform/openapi.ts'
import { bodies, fitting, fittingObject, nul, tooLong, unkeepable, wrongType } from './values.ts'

export interface Call {
  readonly what: string
  readonly operationId: string
  readonly method: string
  /** Path and query, below /api. */
  readonly address: string
  readonly body: string | Uint8Array | undefined
  readonly type: string
  /** False: it must be refused, whoever calls. */
  readonly mayPass: boolean
  /** Which of the callers asks. */
  readonly by: number
}

interface Parts {
  readonly path: string
  readonly method: string
  readonly operation: Operation
  readonly inPath: readonly Parameter[]
  readonly inQuery: readonly Parameter[]
  /** Of the JSON body; null where there is none, or where it is bytes. */
  readonly body: JsonSchema | null
  readonly isBytes: boolean
}

function partsOf(document: OpenApi): Parts[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): Parts => {
      const named = operation.parameters.filter((one): one is Parameter => 'name' in one)
      const content = operation.requestBody?.content
      return {
        path,
        method: method.toUpperCase(),
        operation,
        inPath: named.filter((one) => one.in === 'path'),
        inQuery: named.filter((one) => one.in === 'query'),
        body: content?.['application/json']?.schema ?? null,
        isBytes: content?.['application/octet-stream'] !== undefined,
      }
    }),
  )
}

type Input = Record<string, unknown>
/** What a call is made of before it is written down. */
interface Draft {
  readonly inPath: Input
  readonly inQuery: Input
  readonly inBody: Input | null
}

const json = 'application/json'
const otherTypes = [
  'text/plain',
  'application/xml',
  'multipart/form-data; boundary=x',
  'application/x-www-form-urlencoded',
]
const otherMethods = ['PUT', 'DELETE', 'PATCH', 'TRACE', 'OPTIONS', 'PROPFIND']

/** Calls to all operations alike, in the names of `callers` people; `ids` exist. */
export function anyCall(document: OpenApi, ids: readonly string[], callers: number): fc.Arbitrary<Call> {
  const all = partsOf(document)
  if (all.length < 40) throw new Error('the document has lost its operations')
  return fc.tuple(fc.constantFrom(...all), fc.nat(callers - 1)).chain(([parts, by]) => {
    const { method, operation } = parts
    const write = (draft: Draft): Pick<Call, 'operationId' | 'method' | 'address' | 'body' | 'type' | 'by'> => ({
      ...{ operationId: operation.operationId, method, by, type: json },
      address: addressOf(parts, draft),
      body: draft.inBody === null ? undefined : JSON.stringify(draft.inBody),
    })
    const sound = draftOf(parts, ids)
    const plain = sound.map((draft): Call => ({ ...write(draft), what: 'fitting', mayPass: true }))
    const flawed = flawsOf(parts, ids).map((one) =>
      one.map(({ draft, what }): Call => ({ ...write(draft), what, mayPass: false })),
    )
    const wrongMethod = fc.tuple(sound, fc.constantFrom(...otherMethods)).map(
      ([draft, other]): Call => ({
        ...write(draft),
        method: other,
        body: undefined,
        what: `method ${other}`,
        mayPass: false,
      }),
    )
    const ways = [plain, plain, ...flawed, wrongMethod, ...(parts.isBytes ? [bytesTo(parts, sound, write)] : [])]
    if (parts.body !== null) ways.push(...bodiesTo(sound, write))
    return fc.oneof(...ways)
  })
}

type Write = (draft: Draft) => Omit<Call, 'what' | 'mayPass'>

function bodiesTo(sound: fc.Arbitrary<Draft>, write: Write): fc.Arbitrary<Call>[] {
  return [
    fc
      .tuple(sound, fc.constantFrom(...Object.entries(bodies)))
      .map(([draft, [what, body]]): Call => ({ ...write(draft), body, what: `body: ${what}`, mayPass: false })),
    fc
      .tuple(sound, fc.constantFrom(...otherTypes))
      .map(([draft, type]): Call => ({ ...write(draft), type, what: `as ${type}`, mayPass: false })),
  ]
}

const bytesTypes = [
  'image/jpeg',
  'image/png',
  'image/svg+xml',
  'text/csv',
  'application/octet-stream',
  'application/vnd.x',
]

function bytesTo(_parts: Parts, sound: fc.Arbitrary<Draft>, write: Write): fc.Arbitrary<Call> {
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 400 }),
    fc.constantFrom(
      ...['', '\u0000', 'PK\u0003\u0004', '\ufeff工号,姓名\n1,2', '<svg/>', 'GIF89a'].map((one) => Buffer.from(one)),
    ),
    fc.uint8Array({ maxLength: 200 }).map((rest) => Buffer.concat([Buffer.from('ffd8ffe000104a464946', 'hex'), rest])),
  )
  return fc
    .tuple(sound, bytes, fc.constantFrom(...bytesTypes))
    .map(([draft, body, type]): Call => ({ ...write(draft), body, type, what: `bytes as ${type}`, mayPass: true }))
}

function draftOf({ inPath, inQuery, body, isBytes }: Parts, ids: readonly string[]): fc.Arbitrary<Draft> {
  const record = (some: readonly Parameter[]): fc.Arbitrary<Input> =>
    fc.record(Object.fromEntries(some.map(({ name, schema }) => [name, fitting(schema, ids)])), {
      requiredKeys: some.filter(({ required }) => required).map(({ name }) => name),
    })
  const inBody = body === null || isBytes ? fc.constant(null) : fittingObject(body, ids)
  return fc.record({ inPath: record(inPath), inQuery: record(inQuery), inBody })
}

interface Flawed {
  readonly draft: Draft
  readonly what: string
}

/** A sound draft with one thing in it that the document does not allow. */
function flawsOf(parts: Parts, ids: readonly string[]): fc.Arbitrary<Flawed>[] {
  const sound = draftOf(parts, ids)
  const isBody = parts.body !== null && !parts.isBytes
  const put = (draft: Draft, name: string, value: unknown): Draft =>
    isBody
      ? { ...draft, inBody: { ...draft.inBody, [name]: value } }
      : { ...draft, inQuery: { ...draft.inQuery, [name]: value } }
  const drop = (draft: Draft, name: string): Draft => {
    const { [name]: _, ...rest } = isBody ? (draft.inBody ?? {}) : draft.inQuery
    return isBody ? { ...draft, inBody: rest } : { ...draft, inQuery: rest }
  }
  const schemas: readonly (readonly [string, JsonSchema])[] = isBody
    ? Object.entries(parts.body?.properties ?? {})
    : parts.inQuery.map(({ name, schema }) => [name, schema] as const)
  const needed = isBody
    ? (parts.body?.required ?? [])
    : parts.inQuery.filter((one) => one.required).map((one) => one.name)
  const flaws: fc.Arbitrary<Flawed>[] = [
    fc
      .tuple(sound, fc.constantFrom('isAdmin', 'role', '__proto__x', 'person_id'), fitting({ type: 'string' }, ids))
      .map(([draft, name, value]) => ({ draft: put(draft, name, value), what: `unknown field ${name}` })),
  ]
  const withValue = (names: readonly string[], values: fc.Arbitrary<unknown>, what: string) => {
    if (names.length === 0) return
    const one = fc.tuple(sound, fc.constantFrom(...names), values)
    flaws.push(one.map(([draft, name, value]) => ({ draft: put(draft, name, value), what: `${what} in ${name}` })))
  }
  const names = schemas.map(([name]) => name)
  withValue(names, isBody ? unkeepable : nul, 'no text')
  withValue(names, tooLong, 'too long')
  // in an address everything is text: what is of another type can only be sent in a body
  if (isBody) withValue(names, wrongType, 'wrong type')
  if (needed.length > 0) {
    const missing = fc.tuple(sound, fc.constantFrom(...needed))
    flaws.push(missing.map(([draft, name]) => ({ draft: drop(draft, name), what: `without ${name}` })))
  }
  if (parts.inPath.length > 0) {
    const odd = fc.constantFrom('\u0000', '..', '%00', 'x'.repeat(2_000), 'null', '[object Object]', "1' or '1'='1")
    flaws.push(
      fc.tuple(sound, fc.constantFrom(...parts.inPath), odd).map(([draft, { name }, value]) => ({
        draft: { ...draft, inPath: { ...draft.inPath, [name]: value } },
        what: `${JSON.stringify(value).slice(0, 20)} as ${name}`,
      })),
    )
  }
  return flaws
}

function addressOf({ path }: Parts, { inPath, inQuery }: Draft): string {
  const query = Object.entries(inQuery).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).map(
      (one) => `${encodeURIComponent(name)}=${encodeURIComponent(String(one))}`,
    ),
  )
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(inPath[name])))
  return query.length === 0 ? filled : `${filled}?${query.join('&')}`
}
