/**
 * What `zod` is on the phone: it takes any chain of schema building and checks nothing, because the server checks
 * everything anyway and the real one weighs as much as the rest of the first page (docs/decisions/0003). It is in the
 * bundle only where a screen reads a schema; endpoints have left theirs behind (`lightContracts` in vite.plugins.ts).
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

const rest: unknown = /*@__PURE__*/ schema(accepts)

function enumeration(values: readonly string[] | Readonly<Record<string, string>>): unknown {
  const options = Array.isArray(values) ? values : Object.values(values)
  return schema({ ...accepts, options, enum: Object.fromEntries(options.map((value) => [value, value])) })
}

const object = (shape: Known) => schema({ ...accepts, shape })

export const z = /*@__PURE__*/ schema({
  enum: enumeration,
  object,
  strictObject: object,
  looseObject: object,
  literal: (value: unknown) => schema({ ...accepts, value }),
})
