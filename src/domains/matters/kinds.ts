/** Kinds of matter are data: who routes, who answers, which clocks run, which moves exist, which words are shown. */
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { type Role, roleNames } from '#platform/access.ts'
import { moveNames } from './contract.ts'

/** A number with where it comes from: `P` read in a source, `M` from memory, `W` weak source; the last two are to be confirmed. */
const ClockRule = z.strictObject({
  unit: z.enum(['workday', 'hour']),
  n: z.number().int().positive(),
  certainty: z.enum(['P', 'M', 'W']),
  source: z.string().min(3),
})
/** So many colleagues within so many days. */
const CosignRule = z.strictObject({
  n: z.number().int().positive(),
  days: z.number().int().positive(),
  certainty: z.enum(['P', 'M', 'W']),
  source: z.string().min(3),
})
/** For so many days after it was closed a trouble can come back; later it is another one. */
const RepeatRule = CosignRule.omit({ n: true })
/** Before a step's end whoever must make it is reminded: when this share of his time is left, `hoursAtMost` before the end at the earliest. */
const Reminder = z.strictObject({
  share: z.number().positive().max(1),
  hoursAtMost: z.number().int().positive().max(240),
  certainty: z.enum(['P', 'M', 'W']),
  source: z.string().min(3),
})
const Roles = z.array(z.enum(roleNames)).min(1)
const Clocks = z.strictObject({ route: ClockRule, answer: ClockRule, decide: ClockRule })

export const MatterKind = z.strictObject({
  name: z.string().regex(/^[a-z_]+$/),
  version: z.number().int().positive(),
  /** Begins the number that people quote: JY-2026-000123. */
  prefix: z.string().regex(/^[A-Z]{2,4}$/),
  words: z.strictObject({ zh: z.string(), en: z.string() }),
  /** A unit receives matters if somebody holds one of these there. */
  receiverRoles: Roles,
  /** Who may route at the unit that received it, and above. */
  deskRoles: Roles,
  leadRoles: Roles,
  superiorRoles: Roles,
  /** Who speaks with those who raise them, wherever he holds the role: he sees all of the kind. */
  frontRoles: z.array(z.enum(roleNames)).default([]),
  handOnsBeforeSuperior: z.number().int().positive(),
  photosAtMost: z.number().int().min(0).max(3),
  /** Who opens again what was declined; null: only its raiser does. */
  cosign: CosignRule.nullable().default(null),
  /** Null: nothing is looked for that was closed before. */
  repeat: RepeatRule.nullable().default(null),
  clocks: Clocks,
  /** Clocks of its sorts, by name, where they are not those of the kind: a leak does not wait as long as a question. */
  sorts: z.record(z.string().regex(/^[a-z_]+$/), Clocks).default({}),
  /** The raiser sets the day; the answer clock then runs only when the matter is opened again. */
  raiserSetsDay: z.boolean().default(false),
  /** It is raised in the name of a unit, so that those who answer for the unit see it as well. */
  forUnit: z.boolean().default(false),
  /** Null: nobody is reminded; the superior hears of a passed deadline all the same. */
  reminder: Reminder.nullable().default(null),
  /** False: those at the desk see what comes in on their screens, and are not sent a notice for each. The clock reminds them all the same. */
  tellsDesk: z.boolean().default(true),
  moves: z.array(z.enum(moveNames)),
  /** Moves that the domain of the facts makes itself, because more comes of them than the matter knows. */
  domainMoves: z.array(z.enum(moveNames)).default([]),
  /** A yes that a higher floor must give before it is raised; the roof registers who answers. */
  gate: z.string().nullable(),
})
export type MatterKind = z.infer<typeof MatterKind>

const known = new Map<string, MatterKind>()

/** Reads the kinds of the `kind-*.json` rule packs and makes them the program's; called by the roof at the start. */
export async function loadKinds(folder: string): Promise<MatterKind[]> {
  const files = (await readdir(folder)).filter((name) => /^kind-.*\.json$/.test(name)).sort()
  if (files.length === 0) throw new Error(`no kinds of matter in ${folder}`)
  for (const file of files) {
    const parsed = MatterKind.safeParse(JSON.parse(await readFile(join(folder, file), 'utf8')))
    if (!parsed.success) throw new Error(`rule pack ${file}: ${z.prettifyError(parsed.error)}`)
    known.set(parsed.data.name, parsed.data)
  }
  return [...known.values()]
}

/** Every kind, in the order in which they were read. */
export const allKinds = (): MatterKind[] => [...known.values()]

/** The kinds by who works on them in one capacity: those with the same roles together. */
export function kindsByRoles(
  what: 'deskRoles' | 'leadRoles' | 'superiorRoles',
): { roles: readonly Role[]; kinds: readonly string[] }[] {
  const alike = new Map<string, { roles: readonly Role[]; kinds: string[] }>()
  for (const kind of known.values()) {
    const roles = kind[what]
    const key = roles.toSorted().join()
    alike.set(key, { roles, kinds: [...(alike.get(key)?.kinds ?? []), kind.name] })
  }
  return [...alike.values()]
}

/** The kind of that name; a matter of an unknown kind is a defect, not a user's mistake. */
export function kindOf(name: string): MatterKind {
  const kind = known.get(name)
  if (kind === undefined) throw new Error(`unknown kind of matter: ${name}`)
  return kind
}

/** The clocks of a matter of this sort; those of the kind where it has none of its own. */
export function clockRules(kind: MatterKind, sort: string | null): MatterKind['clocks'] {
  return (sort === null ? undefined : kind.sorts[sort]) ?? kind.clocks
}

/** The kind as the domain of its facts moves it. */
export function withDomainMoves(name: string): MatterKind {
  const kind = kindOf(name)
  return { ...kind, moves: [...kind.moves, ...kind.domainMoves] }
}
