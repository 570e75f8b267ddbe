/** A slot: where a screen of a lower floor shows a piece of a higher one. The roof says which piece belongs to which kind. */
import type { ComponentType } from 'react'

export interface Slot<P> {
  /** Called by the roof before the first page is drawn. */
  readonly fill: (kind: string, piece: ComponentType<P>) => void
  /** The piece of a kind; null where none was filled in. */
  readonly of: (kind: string) => ComponentType<P> | null
}

export function openSlot<P>(): Slot<P> {
  const pieces = new Map<string, ComponentType<P>>()
  return { fill: (kind, piece) => void pieces.set(kind, piece), of: (kind) => pieces.get(kind) ?? null }
}
