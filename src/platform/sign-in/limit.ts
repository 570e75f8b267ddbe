/**
 * Limits: how often something may be tried, counted in the database so that all processes share the count. A try is
 * counted before its outcome is known and given back when it was right: parallel guesses cannot slip past.
 */
import { type SqlBool, sql } from 'kysely'
import type { Db } from '../db.ts'

/** What is counted, and how long to wait: `free` tries, then a wait that doubles with each further one. */
export interface Limit {
  /** Names the one who is limited; no personal data. */
  readonly name: string
  readonly free: number
  readonly firstWaitSeconds: number
  readonly longestWaitSeconds: number
  /** The count begins anew so long after its first try, unless a wait still runs. */
  readonly windowSeconds: number
}

export interface Tries {
  readonly n: number
  readonly since: Date
  readonly blockedUntil: Date | null
}

/** The count after one more try, or until when there is to wait. Pure. */
export function nextTry(limit: Limit, before: Tries, now: Date): Tries | { readonly waitUntil: Date } {
  const at = now.getTime()
  if (before.blockedUntil !== null && before.blockedUntil.getTime() > at) return { waitUntil: before.blockedUntil }
  const over = at - before.since.getTime() >= limit.windowSeconds * 1000
  const n = over ? 1 : before.n + 1
  const since = over ? now : before.since
  if (n < limit.free) return { n, since, blockedUntil: null }
  const wait = Math.min(limit.firstWaitSeconds * 2 ** (n - limit.free), limit.longestWaitSeconds)
  return { n, since, blockedUntil: new Date(at + wait * 1000) }
}

/** The outcome of asking for a try: taken (and which limits it used up), or refused by a wait that still runs. */
export type Taken =
  | { readonly ok: true; readonly usedUp: readonly string[] }
  | { readonly ok: false; readonly waitUntil: Date }

/** Takes one try from each of the limits, or from none if one of them says wait. Commits by itself, at once. */
export function takeTry(db: Db, limits: readonly Limit[], now: Date): Promise<Taken> {
  const sorted = [...limits].sort((a, b) => (a.name < b.name ? -1 : 1)) // one order of locking for all
  return db.transaction().execute(async (trx) => {
    const { rows } = await sql<{ name: string; n: number; since: Date; blocked_until: Date | null }>`
      insert into platform_limit (name, n, since)
      select name, 0, ${now}::timestamptz from unnest(${sorted.map((limit) => limit.name)}::text[]) as name
      on conflict (name) do update set n = platform_limit.n
      returning name, n, since, blocked_until`.execute(trx)
    const next = sorted.map((limit) => {
      const row = rows.find((one) => one.name === limit.name)!
      return nextTry(limit, { n: row.n, since: row.since, blockedUntil: row.blocked_until }, now)
    })
    const waits = next.flatMap((one) => ('waitUntil' in one ? [one.waitUntil.getTime()] : []))
    if (waits.length > 0) return { ok: false, waitUntil: new Date(Math.max(...waits)) }
    const counted = next as Tries[]
    for (const [at, { n, since, blockedUntil }] of counted.entries()) {
      await trx
        .updateTable('platform_limit')
        .set({ n, since, blocked_until: blockedUntil })
        .where('name', '=', sorted[at]!.name)
        .execute()
    }
    return { ok: true, usedUp: sorted.filter((_, at) => counted[at]!.blockedUntil !== null).map((limit) => limit.name) }
  })
}

/** The try was right: one is given back, and with it the wait that it began. */
export async function giveBack(db: Db, limits: readonly Limit[]): Promise<void> {
  for (const limit of limits) {
    await db
      .updateTable('platform_limit')
      .set((eb) => ({
        n: sql<number>`greatest(n - 1, 0)`,
        blocked_until: eb.case().when('n', '<=', limit.free).then(null).else(eb.ref('blocked_until')).end(),
      }))
      .where('name', '=', limit.name)
      .execute()
  }
}

const startsWith = (prefix: string) => sql<SqlBool>`starts_with(name, ${prefix})`

/** Forgets the counts whose names begin so. Returns how many there were. */
export async function clearLimits(db: Db, prefix: string): Promise<number> {
  const result = await db.deleteFrom('platform_limit').where(startsWith(prefix)).executeTakeFirst()
  return Number(result.numDeletedRows)
}

/** The latest wait that runs now among the counts whose names begin so, or null. */
export async function waitOf(db: Db, prefix: string, now: Date): Promise<Date | null> {
  const row = await db
    .selectFrom('platform_limit')
    .select((eb) => eb.fn.max('blocked_until').as('until'))
    .where(startsWith(prefix))
    .where('blocked_until', '>', now)
    .executeTakeFirst()
  return row?.until ?? null
}

/** Deletes counts that no longer limit anybody: begun before `before`, with no wait running. */
export async function sweepLimits(db: Db, before: Date, now: Date): Promise<number> {
  const result = await db
    .deleteFrom('platform_limit')
    .where('since', '<', before)
    .where((eb) => eb.or([eb('blocked_until', 'is', null), eb('blocked_until', '<', now)]))
    .executeTakeFirst()
  return Number(result.numDeletedRows)
}
