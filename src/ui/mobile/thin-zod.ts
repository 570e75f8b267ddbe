/**
 * What `zod` is on the phone: it takes any chain of schema building and checks nothing, because the server checks
 * everything anyway and the real one weighs more than the rest of the first page (docs/decisions/0003).
 * Kept is only what screens read: `options` and `enum` of an enumeration, `shape` of an object, `value` of a literal.
 */

type Known = Readonly<Record<string, unknown>>

const accepts = { parse: (data: unknown) => data, safeParse: (data: unknown) => ({ success: true, data }) }

function schema(known: Known): unknown {
  const every: unknown = new Proxy(() => undefined, {
    get: (_, name) => {
      if (typeof name === 'symbol' || name === 'then') return undefined
      return name in known ? known[name] : rest
    },
    apply: () => rest,
  })
  return every
}

const rest: unknown = schema(accepts)

function enumeration(values: readonly string[] | Readonly<Record<string, string>>): unknown {
  const options = Array.isArray(values) ? values : Object.values(values)
  return schema({ ...accepts, options, enum: Object.fromEntries(options.map((value) => [value, value])) })
}

const object = (shape: Known) => schema({ ...accepts, shape })

export const z = schema({
  enum: enumeration,
  object,
  strictObject: object,
  looseObject: object,
  literal: (value: unknown) => schema({ ...accepts, value }),
})
