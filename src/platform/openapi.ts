/** OpenAPI 3.1 from the served endpoints: nothing is written by hand, so nothing can be out of date. */
import { z } from 'zod'
import { type Endpoint, pathParts } from './endpoint.ts'
import { statusOfKind } from './refusal.ts'
import type { Route } from './routes.ts'

/** The endpoints of one domain, under its name. */
export interface RouteGroup {
  readonly name: string
  readonly routes: readonly Route[]
}

/** A JSON Schema (draft 2020-12), as far as we look into one. */
export interface JsonSchema {
  readonly [keyword: string]: unknown
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly required?: readonly string[]
}
export interface Parameter {
  readonly name: string
  readonly in: 'path' | 'query'
  readonly required: boolean
  readonly schema: JsonSchema
}
export interface Operation {
  readonly operationId: string
  readonly tags: readonly string[]
  readonly summary: string
  readonly security: readonly object[]
  readonly parameters: readonly (Parameter | { readonly $ref: string })[]
  readonly requestBody?: { readonly required: true; readonly content: Readonly<Record<string, { schema: JsonSchema }>> }
  readonly responses: Readonly<Record<string, object>>
}
export interface OpenApi {
  readonly openapi: '3.1.1'
  readonly info: object
  readonly servers: readonly object[]
  readonly tags: readonly { readonly name: string }[]
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components: Readonly<Record<string, Readonly<Record<string, object>>>>
}

/** The document of all groups. Throws Error if two endpoints share method and path. */
export function openApi(groups: readonly RouteGroup[], version: string): OpenApi {
  const paths: Record<string, Record<string, Operation>> = {}
  for (const { name, routes } of groups) {
    for (const { endpoint } of routes) {
      const path = endpoint.path.replace(/:([a-zA-Z]+)/g, '{$1}')
      paths[path] ??= {}
      const methods = paths[path]
      const method = endpoint.method.toLowerCase()
      if (methods[method] !== undefined) throw new Error(`${endpoint.method} ${endpoint.path} is served twice`)
      methods[method] = operation(endpoint, name)
    }
  }
  return {
    openapi: '3.1.1',
    info: { title: 'Nuanqiao 暖桥', version, license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    servers: [{ url: '/api' }],
    tags: groups.map(({ name }) => ({ name })),
    paths,
    components,
  }
}

const inputSchema = (schema: z.ZodType): JsonSchema => jsonSchema(schema, 'input')

/** A zod schema as JSON Schema: `input` as it is sent, `output` as it is answered. */
function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): JsonSchema {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    override: ({ jsonSchema: made }) => {
      if (made.format !== undefined) delete made.pattern // the format says it in a word
    },
  })
  return rest as JsonSchema
}

function operation(endpoint: Endpoint, tag: string): Operation {
  const writes = endpoint.method !== 'GET'
  const inQuery = !writes || endpoint.body === 'bytes'
  const { parts, rest } = split(inputSchema(endpoint.input), pathParts(endpoint.path))
  return {
    operationId: operationId(endpoint),
    tags: [tag],
    summary: endpoint.summary,
    security: endpoint.caller === 'anyone' ? [{}, { session: [] }] : [{ session: [] }],
    parameters: [
      ...parts,
      ...(inQuery ? queryOf(rest) : []),
      ...(writes
        ? ['IdempotencyKey', 'RequestedWith'].map((name) => ({ $ref: `#/components/parameters/${name}` }))
        : []),
    ],
    ...(writes ? { requestBody: { required: true, content: contentOf(endpoint, rest) } } : {}),
    responses: {
      200: { description: 'Done.', content: replyOf(endpoint) },
      ...Object.fromEntries(
        refusalsOf(endpoint).map((status) => [status, { $ref: `#/components/responses/${status}` }]),
      ),
    },
  }
}

function split(input: JsonSchema, names: readonly string[]): { parts: Parameter[]; rest: JsonSchema } {
  const properties = { ...input.properties }
  const parts = names.map((name): Parameter => {
    const schema = properties[name] ?? { type: 'string' }
    delete properties[name]
    return { name, in: 'path', required: true, schema }
  })
  const required = input.required?.filter((name) => !names.includes(name)) ?? []
  if (input.properties === undefined) return { parts, rest: input }
  return { parts, rest: { ...input, properties, ...(input.required === undefined ? {} : { required }) } }
}

function queryOf(rest: JsonSchema): Parameter[] {
  return Object.entries(rest.properties ?? {}).map(([name, schema]) => ({
    name,
    in: 'query',
    required: rest.required?.includes(name) === true,
    schema,
  }))
}

function contentOf(endpoint: Endpoint, body: JsonSchema): Record<string, { schema: JsonSchema }> {
  return endpoint.body === 'bytes'
    ? { 'application/octet-stream': { schema: {} }, 'image/*': { schema: {} } }
    : json(body)
}

function replyOf(endpoint: Endpoint): Record<string, { schema: JsonSchema }> {
  return endpoint.reply === 'file' ? { '*/*': { schema: {} } } : json(jsonSchema(endpoint.output, 'output'))
}

function json(schema: JsonSchema): Record<string, { schema: JsonSchema }> {
  return { 'application/json': { schema } }
}

/** `POST /voice/suggestions/:id/join` is `postVoiceSuggestionsIdJoin`. */
function operationId({ method, path }: Endpoint): string {
  const words = path.split(/[^a-zA-Z0-9]+/).filter((word) => word !== '')
  return method.toLowerCase() + words.map((word) => word[0]!.toUpperCase() + word.slice(1)).join('')
}

/** Which refusals a caller must be ready for. */
function refusalsOf(endpoint: Endpoint): number[] {
  const { bad_input, unauthenticated, forbidden, not_found, conflict, too_many, unavailable } = statusOfKind
  const writes = endpoint.method !== 'GET'
  return [
    ...(endpoint.caller === 'anyone' ? [] : [unauthenticated]),
    ...(endpoint.caller === 'anyone' && !writes ? [] : [forbidden]),
    not_found,
    ...(writes ? [conflict] : []),
    bad_input,
    ...(writes ? [too_many] : []),
    500,
    unavailable,
  ]
}

const meaning: Readonly<Record<number, string>> = {
  401: 'Nobody is signed in.',
  403: 'The person may not do this, or the request came from a page of another site.',
  404: 'There is no such thing, or it is not for this person to know.',
  409: 'It has changed meanwhile, or the request number was used for something else.',
  422: 'Something in the input is wrong; `details.issues` says where.',
  429: 'Too often; try again later.',
  500: 'A fault of ours; it has been recorded under the request id.',
  503: 'Not available right now; repeat with the same request number.',
}

const refusal: JsonSchema = {
  type: 'object',
  required: ['error'],
  properties: {
    error: {
      type: 'object',
      required: ['code', 'message', 'requestId'],
      properties: {
        code: { type: 'string', description: 'Stable: `domain.snake_case`, never renamed.' },
        message: { type: 'string', description: 'For people, in the language of Accept-Language (zh or en).' },
        details: { type: 'object', description: 'Numbers, dates and names the message speaks of.' },
        requestId: { type: 'string' },
      },
    },
  },
}

const components: OpenApi['components'] = {
  schemas: { Refusal: refusal },
  securitySchemes: {
    session: {
      type: 'apiKey',
      in: 'cookie',
      name: '__Host-nq',
      description: 'Set by the sign-in endpoints. On plain http (a demo) the cookie is called `nq`.',
    },
  },
  parameters: {
    IdempotencyKey: {
      name: 'Idempotency-Key',
      in: 'header',
      required: true,
      description:
        'A new UUID for each thing done. Repeated with the same key it is done once, and the reply is the same.',
      schema: { type: 'string', format: 'uuid' },
    },
    RequestedWith: {
      name: 'X-Requested-With',
      in: 'header',
      required: true,
      description: 'Tells our pages from those of other sites, which cannot send it.',
      schema: { type: 'string', const: 'nuanqiao' },
    },
  },
  responses: Object.fromEntries(
    Object.entries(meaning).map(([status, description]) => [
      status,
      { description, content: json({ $ref: '#/components/schemas/Refusal' }) },
    ]),
  ),
}
