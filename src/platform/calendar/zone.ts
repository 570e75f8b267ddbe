/**
 * Local days of a time zone. A day is a number, days since 1970-01-01, or its text 'YYYY-MM-DD'; an instant is milliseconds
 * since the epoch. The only source is the runtime's own IANA data, and what was asked of it is kept.
 */
const DAY = 86_400_000
const HOUR = 3_600_000
/** Sixteen days: no zone ever changed its clocks and back in less (Ramadan, the shortest, is a month). */
const BLOCK = 16
const KEPT = 50_000

/** `steady`: a block's offset, null where it changes within; `starts`: the day starts of such blocks. */
type Zone = { parts: Intl.DateTimeFormat; steady: Map<number, number | null>; starts: Map<number, number> }
const zones = new Map<string, Zone>()

/** The number of a day written 'YYYY-MM-DD'. Throws RangeError if there is no such day. */
export function dayNumber(day: string): number {
  const ms = /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : Number.NaN
  if (Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 10) !== day) throw new RangeError(`not a day: ${day}`)
  return ms / DAY
}

/** A day number as 'YYYY-MM-DD' (years 0000 to 9999). */
export function dayText(n: number): string {
  return new Date(n * DAY).toISOString().slice(0, 10)
}

/** Monday to Friday. */
export function isWeekday(n: number): boolean {
  const sinceSunday = (((n + 4) % 7) + 7) % 7
  return sinceSunday !== 0 && sinceSunday !== 6
}

/**
 * The first instant of a local day. Where clocks jump over midnight that is the instant of the jump; a day the zone left out
 * (Samoa, 30 December 2011) begins where the next one does and so has no length. Throws RangeError for an unknown zone.
 */
export function dayStart(timeZone: string, n: number): number {
  const zone = zoneOf(timeZone)
  const offset = keep(zone.steady, Math.floor(n / BLOCK), (block) => {
    return offsetBetween(zone, block * BLOCK * DAY, (block + 1) * BLOCK * DAY)
  })
  return offset === null ? keep(zone.starts, n, () => findStart(zone, n * DAY)) : n * DAY - offset
}

/** The local day that holds an instant. Throws RangeError for an invalid date or an unknown zone. */
export function dayAt(timeZone: string, ms: number): number {
  if (!Number.isFinite(ms)) throw new RangeError('not a date')
  let n = Math.floor(ms / DAY)
  while (dayStart(timeZone, n) > ms) n -= 1
  while (dayStart(timeZone, n + 1) <= ms) n += 1
  return n
}

function zoneOf(timeZone: string): Zone {
  const known = zones.get(timeZone)
  if (known) return known
  const numeric = 'numeric'
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'gregory',
    hourCycle: 'h23',
    year: numeric,
    month: numeric,
    day: numeric,
    hour: numeric,
    minute: numeric,
    second: numeric,
  })
  const zone: Zone = { parts, steady: new Map(), starts: new Map() }
  zones.set(timeZone, zone)
  return zone
}

/** What the wall clock shows at an instant, as if it were UTC. */
function wall(zone: Zone, ms: number): number {
  const at: Record<string, number> = {}
  for (const { type, value } of zone.parts.formatToParts(ms)) at[type] = Number(value)
  return Date.UTC(at.year!, at.month! - 1, at.day, at.hour, at.minute, at.second) + (((ms % 1000) + 1000) % 1000)
}

/** The zone's offset if it is the same all the time between two wall-clock times (real offsets lie between -12 and +14 hours). */
function offsetBetween(zone: Zone, from: number, to: number): number | null {
  const [before, after] = [from - 15 * HOUR, to + 13 * HOUR]
  const offset = wall(zone, after) - after
  return wall(zone, before) - before === offset ? offset : null
}

/** The first instant at which the wall clock has reached a midnight; halves the span in which it must lie. */
function findStart(zone: Zone, midnight: number): number {
  const offset = offsetBetween(zone, midnight, midnight)
  if (offset !== null) return midnight - offset
  let before = midnight - 15 * HOUR
  let after = midnight + 13 * HOUR
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2)
    if (wall(zone, middle) >= midnight) after = middle
    else before = middle
  }
  return after
}

function keep<V>(found: Map<number, V>, key: number, find: (key: number) => V): V {
  const known = found.get(key)
  if (known !== undefined) return known
  if (found.size >= KEPT) found.clear()
  const value = find(key)
  found.set(key, value)
  return value
}
