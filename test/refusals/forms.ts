/** Forms: what each write asks of a person, read from the schema of its input. */
import { z } from 'zod'
import { pathParts } from '#platform/endpoint.ts'
import type { JsonSchema, RouteGroup } from '#platform/openapi.ts'

export interface Form {
  /** `POST /voice/suggestions`, and for a move `POST /matters/:id/moves answer`. */
  readonly name: string
  readonly required: readonly string[]
  readonly fields: Readonly<Record<string, JsonSchema>>
}

/** One form a write, one each for the alternatives of a move. What the path names is chosen by a click, not filled in. */
export function formsOf(groups: readonly RouteGroup[]): Form[] {
  const writes = groups
    .flatMap((group) => group.routes.map((route) => route.endpoint))
    .filter((e) => e.method !== 'GET')
  const forms = writes.flatMap((endpoint): Form[] => {
    const name = `${endpoint.method} ${endpoint.path}`
    const inPath = pathParts(endpoint.path)
    const { fields, required } = formOf(name, schemaOf(endpoint.input))
    const asked = required.filter((field) => !inPath.includes(field))
    const alternatives = Object.entries(fields).find(([, field]) => field.oneOf !== undefined)
    if (alternatives === undefined) return [{ name, required: asked, fields }]
    const [inside, { oneOf }] = alternatives
    return (oneOf as JsonSchema[]).map((schema) => {
      const branch = formOf(name, schema)
      const [tag, kind] = Object.entries(branch.fields).find(([, field]) => field.const !== undefined)!
      const others = asked.filter((field) => field !== inside)
      return {
        name: `${name} ${String(kind.const)}`,
        required: [...others, ...branch.required.filter((field) => field !== tag)],
        fields: branch.fields,
      }
    })
  })
  if (forms.length < 10) throw new Error(`only ${forms.length} forms: the linter sees too little`)
  return forms
}

const schemaOf = (schema: z.ZodType): JsonSchema =>
  z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as unknown as JsonSchema

const formOf = (name: string, schema: JsonSchema): Form => ({
  name,
  required: schema.required ?? [],
  fields: schema.properties ?? {},
})

const pictures = /photo|picture|image|video|file|evidence/i

/** The fields of a form that take pictures or other files, by id. */
export function pictureFields(form: Form): string[] {
  return Object.keys(form.fields).filter((field) => pictures.test(field))
}
