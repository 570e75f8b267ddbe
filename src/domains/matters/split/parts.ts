/** Parts as they are written in a form, the same on phone and console. Pure. */
import type { MatterView } from '../contract.ts'
import { parts as counted, type Part } from './contract.ts'

type Follows = 'mergedIds' | 'actionIds'

/** Two parts that say what the whole says, with all its pictures: whoever splits takes away what is not theirs. */
export function startParts({ text, pictures }: Pick<MatterView, 'text' | 'pictures'>): Part[] {
  return Array.from({ length: counted.least }, () => newPart({ text, pictures }))
}

export function newPart({ text, pictures }: Pick<MatterView, 'text' | 'pictures'>): Part {
  return { text, fileIds: pictures.map(({ fileId }) => fileId), mergedIds: [], actionIds: [] }
}

/** What goes with a part other than its words: open actions and merged matters, with their names. */
export function followersOf({ actions, mergedFrom }: Pick<MatterView, 'actions' | 'mergedFrom'>) {
  return [
    ...mergedFrom.map(({ id, number, title }) => ({ id, as: 'mergedIds' as const, name: `${number} ${title}` })),
    ...actions
      .filter(({ doneAt }) => doneAt === null)
      .map(({ id, text }) => ({ id, as: 'actionIds' as const, name: text })),
  ]
}

/** Which part has it: the first one while nothing is said. */
export function partOfFollower(parts: readonly Part[], as: Follows, id: string): number {
  return Math.max(
    0,
    parts.findIndex((part) => part[as].includes(id)),
  )
}

export function withFollower(parts: readonly Part[], as: Follows, id: string, to: number): Part[] {
  return parts.map((part, i) => {
    const others = part[as].filter((one) => one !== id)
    return { ...part, [as]: i === to ? [...others, id] : others }
  })
}

export function withPicture(part: Part, fileId: string, wanted: boolean): Part {
  const others = part.fileIds.filter((one) => one !== fileId)
  return { ...part, fileIds: wanted ? [...others, fileId] : others }
}

export interface PartFault {
  readonly at: number
  readonly fault: 'short' | 'alike'
}

/** The parts that say too little, or what another says. */
export function faultsOf(parts: readonly Part[]): PartFault[] {
  const texts = parts.map(({ text }) => text.trim())
  return texts.flatMap((text, at): PartFault[] => {
    if ([...text].length < partLeast) return [{ at, fault: 'short' }]
    return texts.indexOf(text) < at ? [{ at, fault: 'alike' }] : []
  })
}

/** Characters that a part says at least; see the contract. */
export const partLeast = 5
