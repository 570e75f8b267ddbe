/**
 * The privacy rule pack: for each table what it holds of people, what for, on which legal basis, for how long, and what an erasure does
 * to it. One list for what people are shown, for exports, for the nightly purge and for erasures, so that none of them can differ.
 */
import { readFile } from 'node:fs/promises'
import { z } from 'zod'

const Words = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) })
/** `P` read in a source, `M` from memory, `W` weak or our own default; the last two are to be confirmed. */
const certainty = z.enum(['P', 'M', 'W'])
const Sourced = Words.extend({ source: z.string().min(3), certainty })
const name = z.string().regex(/^[a-z][a-z0-9_]*$/)

/** When rows go by themselves. `days` counts from `column`; `left` from the day on which the person left. */
const Purge = z.discriminatedUnion('how', [
  z.strictObject({ how: z.literal('older'), column: name }),
  z.strictObject({ how: z.literal('empty'), column: name, empties: name }),
  z.strictObject({ how: z.literal('left') }),
  z.strictObject({ how: z.literal('erase'), column: name }),
  z.strictObject({ how: z.literal('function'), column: name, function: name }),
  z.strictObject({ how: z.literal('files'), column: name }),
  z.strictObject({ how: z.literal('limits'), column: name }),
])
const withTerm = z.looseObject({ days: z.number().int().min(0), source: z.string().min(3), certainty })
export type Purge = z.infer<typeof Purge> & { readonly days: number }

/** What becomes of a field that may not be empty. */
const Value = z.enum(['null', 'former', 'code', 'none', 'no_terms', 'year', 'top'])
export type Value = z.infer<typeof Value>

const why = { why: Words.optional(), statute: name.optional() }
const Erase = z.discriminatedUnion('how', [
  z.strictObject({ how: z.literal('delete'), by: z.array(name).min(1), ...why }),
  /** `by: ['*']`: whatever row, because what is in it cannot be asked for. */
  z.strictObject({
    how: z.literal('empty'),
    by: z.array(z.union([name, z.literal('*')])).min(1),
    set: z.record(name, Value),
    ...why,
  }),
  z.strictObject({ how: z.literal('keep'), why: Words, statute: name }),
  z.strictObject({ how: z.enum(['files', 'replies']), by: z.array(name).length(1), ...why }),
  z.strictObject({ how: z.enum(['limits', 'salts']), ...why }),
])

const Holding = z.strictObject({
  category: name,
  purpose: Words,
  basis: name,
  openTo: Words,
  /** The column by which a person's rows are found and counted; null: they are not looked up by person. */
  mine: name.nullable(),
  /** Columns that name a person by id; those that say something of a person; those of them that nobody is ever shown; the rest. */
  people: z.array(name),
  personal: z.array(name),
  secret: z.array(name),
  other: z.array(name),
  keep: Words,
  purge: z.array(z.unknown()).transform((list) =>
    list.map((one): Purge => {
      const { days, source: _, certainty: __, ...how } = withTerm.parse(one)
      return { ...Purge.parse(how), days }
    }),
  ),
  erase: Erase,
})
export type Holding = z.infer<typeof Holding>
/** A table that holds nothing of people. */
const Nothing = z.strictObject({ category: z.null(), other: z.array(name).min(1) })

const Pack = z.strictObject({
  name: z.literal('privacy'),
  version: z.number().int().positive(),
  categories: z.record(name, Words),
  bases: z.record(name, Sourced),
  statutes: z.record(name, Sourced),
  /** The name under which an erased person stands in histories. */
  former: Words,
  /** Where people are, and what of them decides who they are. */
  person: z.strictObject({ table: name, id: name, name, staffNo: name, leftOn: name, unit: name, units: name }),
  tables: z.record(name, z.union([Holding, Nothing])),
})
export type Pack = z.infer<typeof Pack>

let known: Pack | null = null

/** Reads the pack and makes it the program's; called by the roof at the start. Throws Error saying what is wrong with the file. */
export async function loadPrivacyPack(file: string): Promise<Pack> {
  const parsed = Pack.safeParse(JSON.parse(await readFile(file, 'utf8')))
  if (!parsed.success) throw new Error(`rule pack ${file}: ${z.prettifyError(parsed.error)}`)
  known = parsed.data
  return known
}

export function privacyPack(): Pack {
  if (known === null) throw new Error('the privacy rule pack was not loaded')
  return known
}

/** The tables that hold something of people, in the order of the pack: what refers to another stands before it. */
export function holdings(): readonly (readonly [table: string, Holding])[] {
  return Object.entries(privacyPack().tables).flatMap(([table, held]) =>
    held.category === null ? [] : [[table, held] as const],
  )
}
