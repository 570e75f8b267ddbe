/** Recurring jobs: what happens every few minutes, or daily at a time of day as the tenant's own clocks show it. */
import { sql } from 'kysely'
import { dayAt } from '../calendar/zone.ts'
import type { Db } from '../db.ts'
import type { TenantHome } from '../tenant.ts'
import { type Beat, beat } from './beat.ts'
import { addJob } from './jobs.ts'

/** A job without payload, by the name of its task. `at`: 'HH:MM', once a local day. */
export type Recurring = { readonly name: string } & ({ readonly everyMinutes: number } | { readonly at: string })

const minute = 60_000
const twoHours = 120 * minute

/** Looks once a minute, for every tenant. Several workers may; each run happens once. */
export function startRecurring(homes: readonly TenantHome[], list: readonly Recurring[]): Beat {
  for (const one of list) checkPlan(one)
  return beat('recurring', minute, async () => {
    for (const home of homes) await addDue(home, list, new Date())
  })
}

function checkPlan(one: Recurring): void {
  const sound =
    'at' in one ? /^([01]\d|2[0-3]):[0-5]\d$/.test(one.at) : Number.isInteger(one.everyMinutes) && one.everyMinutes > 0
  if (!sound) throw new Error(`recurring job ${one.name} has no such time`)
}

/**
 * Adds the jobs that are due. After a standstill a job runs once, not as often as it was missed. A daily job seen for the first
 * time waits for its hour. Returns the names of those added.
 */
export function addDue({ tenant, db }: TenantHome, list: readonly Recurring[], now: Date): Promise<string[]> {
  return db.transaction().execute(async (tx) => {
    if (!(await isFree(tx))) return []
    const rows = await tx.selectFrom('platform_recurring').selectAll().execute()
    const lastRun = new Map(rows.map((row) => [row.name, row.last_run]))
    const added: string[] = []
    for (const one of list) {
      const last = lastRun.get(one.name)
      const due = last === undefined ? 'everyMinutes' in one : isDue(one, tenant.timeZone, last, now)
      if (due) {
        await addJob(tx, tenant.schema, one.name, {}, { key: `recurring:${one.name}` })
        added.push(one.name)
      }
      if (due || last === undefined) await noteRun(tx, one.name, now)
    }
    return added
  })
}

/** False while another worker looks. */
async function isFree(tx: Db): Promise<boolean> {
  const { rows } = await sql<{ free: boolean }>`
    select pg_try_advisory_xact_lock(hashtext('nuanqiao.recurring'), hashtext(current_schema())) as free`.execute(tx)
  return rows[0]!.free
}

async function noteRun(tx: Db, name: string, now: Date): Promise<void> {
  await tx
    .insertInto('platform_recurring')
    .values({ name, last_run: now })
    .onConflict((on) => on.column('name').doUpdateSet({ last_run: now }))
    .execute()
}

/** Whether a new turn has begun since the last run. A last run in the future comes from a clock that was wrong. */
export function isDue(one: Recurring, timeZone: string, last: Date, now: Date): boolean {
  return turnOf(one, timeZone, now) > turnOf(one, timeZone, last) || last.getTime() > now.getTime() + twoHours
}

/** A number that goes up with each turn. A daily job's turn begins when the local clock has reached its time, whatever clocks do. */
function turnOf(one: Recurring, timeZone: string, at: Date): number {
  if ('everyMinutes' in one) return Math.floor(at.getTime() / (one.everyMinutes * minute))
  const day = dayAt(timeZone, at.getTime())
  return timeOfDay(timeZone, at) >= one.at ? day : day - 1
}

const formats = new Map<string, Intl.DateTimeFormat>()

/** 'HH:MM' as the clocks of the zone show it. */
function timeOfDay(timeZone: string, at: Date): string {
  let format = formats.get(timeZone)
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
    formats.set(timeZone, format)
  }
  return format.format(at)
}
