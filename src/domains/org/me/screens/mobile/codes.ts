/** Recovery codes between the moment they are made and the moment they are noted; kept by the page alone. */

let codes: readonly string[] | null = null

/** The codes that wait to be noted, or null. */
export const codesToNote = (): readonly string[] | null => codes

export function showCodes(fresh: readonly string[] | null): void {
  codes = fresh
}
