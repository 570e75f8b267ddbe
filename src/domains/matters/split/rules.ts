/** How a matter is divided: what goes with which part. Pure. */
import type { RefusalCode } from '#platform/refusal.ts'
import type { Part } from './contract.ts'

/** What hangs on the whole. */
export interface Whole {
  readonly fileIds: readonly string[]
  readonly mergedIds: readonly string[]
  readonly openActionIds: readonly string[]
}

export type Divided =
  | { readonly ok: true; readonly parts: readonly Part[] }
  | { readonly ok: false; readonly code: RefusalCode }

const no = (code: RefusalCode): Divided => ({ ok: false, code })

/** The parts with everything that hangs on the whole: what no part names goes with the first one. A picture may go with several. */
export function divide(parts: readonly Part[], whole: Whole): Divided {
  const texts = parts.map(({ text }) => text)
  if (new Set(texts).size < texts.length) return no('matters.parts_alike')
  if (parts.some(({ fileIds }) => !known(fileIds, whole.fileIds))) return no('matters.part_names_unknown')
  const merged = shared(
    parts.map(({ mergedIds }) => mergedIds),
    whole.mergedIds,
  )
  const actions = shared(
    parts.map(({ actionIds }) => actionIds),
    whole.openActionIds,
  )
  if (merged === null || actions === null) return no('matters.part_names_unknown')
  return {
    ok: true,
    parts: parts.map((part, i) => ({
      ...part,
      fileIds: [...new Set(part.fileIds)],
      mergedIds: merged[i]!,
      actionIds: actions[i]!,
    })),
  }
}

/** Each of `all` in exactly one list, the first by default; null where one is named twice or is not among them. */
function shared(lists: readonly (readonly string[])[], all: readonly string[]): string[][] | null {
  const named = lists.flat()
  if (new Set(named).size < named.length || !known(named, all)) return null
  const rest = all.filter((id) => !named.includes(id))
  return lists.map((list, i) => (i === 0 ? [...list, ...rest] : [...list]))
}

const known = (ids: readonly string[], all: readonly string[]): boolean => ids.every((id) => all.includes(id))
