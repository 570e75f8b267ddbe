/**
 * Spans of time in which a search looks, one after the other, until its page is full. A UUIDv7 begins with its milliseconds, so
 * its first 4 hexadecimal digits stand for about 50 days and its first 5 for 3; the index of terms holds both. Pure.
 */

/** Digits of an id that stand for a long span, and for a short one. */
const [long, short] = [4, 5]

export interface Window {
  /** Prefixes of ids, as the index holds them; null: no matter how old. */
  readonly spans: readonly string[] | null
  /** The lowest id in it. */
  readonly least: string
}

/**
 * Where to look for ids below `from`, the newest window first; the last one holds all that is older. Each is about ten times as
 * long as the one before, so a word that is too rare to fill a page in one has few rows in the next.
 */
export function windowsBelow(from: string): Window[] {
  const digits = from.replaceAll('-', '')
  return [
    window(digits, short, 0, 2),
    window(digits, long, 0, 2),
    window(digits, long, 2, 8),
    { spans: null, least: idOf('') },
  ]
}

/** `count` spans going back from the one of these digits, the newest `skip` left out. */
function window(digits: string, length: number, skip: number, count: number): Window {
  const here = Number.parseInt(digits.slice(0, length), 16)
  const spans = Array.from({ length: count }, (_, i) =>
    Math.max(here - skip - i, 0)
      .toString(16)
      .padStart(length, '0'),
  )
  return { spans, least: idOf(spans.at(-1)!) }
}

/** The lowest id that begins with these digits. */
function idOf(prefix: string): string {
  return prefix.padEnd(32, '0').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
