/** Values for a JSON schema of the API's document: such as fit it, and such as never do. */
import fc from 'fast-check'
import type { JsonSchema } from '#platform/openapi.ts'

/** What a database, a tree or a text may stumble over, and yet is text. */
const oddWords = [
  '正常的一句话，足够长，说的是热水器。',
  'ﷺ'.repeat(12),
  '%_\\',
  '🔥👨‍👩‍👧',
  '\u202e\u200b\ufeff',
  "'; drop table x; --",
  '<b>&amp;',
]
const days = ['2026-12-01', '2026-11-30', '9999-12-31', '0001-01-01']

/** NUL, and half a character, which an address cannot hold: no text at all. */
export const nul = fc.constantFrom('\u0000', 'a\u0000b')
export const unkeepable = fc.oneof(nul, fc.constantFrom('\ud800', 'x\udfffy'))
export const tooLong = fc.constantFrom('长'.repeat(20_000), 'a'.repeat(60_000))
/** Of no field's type. */
export const wrongType = fc.constantFrom<unknown>({ a: { b: [] } }, [[]], [null, {}], { length: 3 }, [{ toString: 1 }])

const deep = (depth: number, open: string, inside: string, close: string) =>
  open.repeat(depth) + inside + close.repeat(depth)

/** Bodies that are no input at all. */
export const bodies: Readonly<Record<string, string>> = {
  null: 'null',
  'a list': '[]',
  'a list of lists': '[[],[{}]]',
  'a string': '"text"',
  'a number': '17',
  'half of an object': '{"text":',
  'two objects': '{}{}',
  'a prototype': '{"__proto__":{"isAdmin":true},"constructor":{"prototype":{}}}',
  'NUL bytes': '\u0000\u0000',
  'a byte order mark': '\uFEFF{"x":1}',
  'lists a thousand deep': deep(1_000, '[', '', ']'),
  'objects thirty thousand deep': `{"text":${deep(30_000, '{"a":', '1', '}')}}`,
  'lists a hundred thousand deep, in a field': `{"text":${deep(100_000, '[', '', ']')}}`,
  'more than fits': `{"text":"${'长'.repeat(120_000)}"}`,
}

const schemasOf = (schema: JsonSchema, word: 'anyOf' | 'oneOf' | 'allOf'): readonly JsonSchema[] | undefined =>
  Array.isArray(schema[word]) ? (schema[word] as JsonSchema[]) : undefined

const number = (value: unknown, otherwise: number): number => (typeof value === 'number' ? value : otherwise)

/** Something that fits the schema, or nearly; ids are drawn from those that exist. */
export function fitting(schema: JsonSchema, ids: readonly string[]): fc.Arbitrary<unknown> {
  if (Array.isArray(schema.enum)) return fc.constantFrom(...(schema.enum as unknown[]))
  if (schema.const !== undefined) return fc.constant(schema.const)
  const either = schemasOf(schema, 'oneOf') ?? schemasOf(schema, 'anyOf')
  if (either !== undefined) return fc.oneof(...either.map((one) => fitting(one, ids)))
  switch (schema.type) {
    case 'integer':
    case 'number':
      return fc.integer({ min: number(schema.minimum, -5), max: Math.min(number(schema.maximum, 2 ** 31), 2 ** 53) })
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    case 'array': {
      const most = Math.min(number(schema.maxItems, 3), 4)
      const least = number(schema.minItems, 0)
      return fc.array(fitting((schema.items ?? {}) as JsonSchema, ids), {
        minLength: least,
        maxLength: Math.max(least, most),
      })
    }
    case 'object':
      return fittingObject(schema, ids)
    default:
      return textFor(schema, ids)
  }
}

export function fittingObject(schema: JsonSchema, ids: readonly string[]): fc.Arbitrary<Record<string, unknown>> {
  const fields = Object.entries(schema.properties ?? {}).map(([name, field]) => [name, fitting(field, ids)] as const)
  const needed = new Set(schema.required ?? [])
  return fc.record(Object.fromEntries(fields), {
    requiredKeys: fields.map(([name]) => name).filter((name) => needed.has(name)),
  })
}

function textFor(schema: JsonSchema, ids: readonly string[]): fc.Arbitrary<string> {
  if (schema.format === 'uuid') return fc.oneof(fc.constantFrom(...ids), fc.uuid())
  if (schema.format === 'date') return fc.constantFrom(...days)
  const [least, most] = [number(schema.minLength, 0), Math.min(number(schema.maxLength, 400), 400)]
  const long = fc.tuple(fc.constantFrom(...oddWords), fc.string({ unit: 'grapheme', maxLength: 30 }))
  return long.map(([word, more]) => {
    const text = Array.from(`${more}${word}`)
    while (text.length < least) text.push('字')
    return text.slice(0, Math.max(least, most)).join('')
  })
}
