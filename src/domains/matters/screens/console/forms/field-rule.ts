/** Checks of a form's fields, taken from the contract itself, so that the form never says something else than the server. */
import type { z } from 'zod'
import { Move, type MoveName } from '../../../contract.ts'

/** What is wrong with a field; the words are said by the form. */
export type Fault = { readonly kind: 'missing' } | { readonly kind: 'short' | 'long'; readonly limit: number }

function shapeOf(move: MoveName): Readonly<Record<string, z.ZodType>> {
  const option = Move.options.find((one) => one.shape.do.value === move)
  return (option?.shape ?? {}) as unknown as Record<string, z.ZodType>
}

/** What was chosen from a list, with the words it is shown by, so that a draft shows them again. */
export interface Chosen {
  readonly value: string
  readonly label: string
}

/** What a form's value says to the server: words trimmed, a choice by its id, and what is empty not at all. */
export function given(value: unknown): unknown {
  if (typeof value === 'string') return value.trim() === '' ? undefined : value.trim()
  if (typeof value === 'object' && value !== null && 'value' in value) return given(value.value)
  return value ?? undefined
}

/** Whether the contract asks for the field in any case. */
export const isRequired = (move: MoveName, field: string): boolean =>
  shapeOf(move)[field]?.safeParse(undefined).success === false

/** The most characters that the contract takes, or null where it sets no such limit. */
export function longest(move: MoveName, field: string): number | null {
  const found = faultOf(move, field, 'x'.repeat(100_000))
  return found?.kind === 'long' ? found.limit : null
}

/** What is wrong with the value of a field, or null. `required` asks for it where the contract asks only sometimes. */
export function faultOf(
  move: MoveName,
  field: string,
  value: unknown,
  required = isRequired(move, field),
): Fault | null {
  const said = given(value)
  if (said === undefined) return required ? { kind: 'missing' } : null
  const issue = shapeOf(move)[field]?.safeParse(said).error?.issues[0]
  if (issue === undefined) return null
  if (issue.code === 'too_small' && issue.origin === 'string') return { kind: 'short', limit: Number(issue.minimum) }
  if (issue.code === 'too_big' && issue.origin === 'string') return { kind: 'long', limit: Number(issue.maximum) }
  return { kind: 'missing' }
}

/** The move that a form says: what was given, trimmed. */
export function moveOf(move: MoveName, values: object): Move {
  const said = Object.entries(values)
    .map(([name, value]) => [name, given(value)] as const)
    .filter(([, value]) => value !== undefined)
  return { do: move, ...Object.fromEntries(said) } as Move
}
