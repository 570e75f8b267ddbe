/** Whose session this page believes it has. Writes carry it, so that nothing is done in the name of whoever signed in later. */

type Listener = (now: string | null, before: string | null) => void

let current: string | null = null
const listeners = new Set<Listener>()

export const currentPerson = (): string | null => current

/** Called by the roof when the session is known, and with null when it ends. */
export function identify(personId: string | null): void {
  const before = current
  if (personId === before) return
  current = personId
  for (const listener of listeners) listener(personId, before)
}

/** Hears of each change; returns what stops it. */
export function onPersonChange(listener: Listener): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
