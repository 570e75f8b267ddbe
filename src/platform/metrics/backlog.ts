/** What waits in the database of one company: news, jobs, audit entries without a leaf. Counts and ages, no content. */
import { sql } from 'kysely'
import type { Db } from '../db.ts'
import { firstIdAt, timeOfId } from '../id.ts'

export interface Backlog {
  /** News that were committed and not told. */
  readonly outbox: number
  /** Age of the oldest of them in seconds; 0 if there is none. */
  readonly outboxAge: number
  readonly jobsDue: number
  readonly jobsFailed: number
  /** Age in seconds of the oldest audit entry of the last two days that has no leaf; 0 if there is none. */
  readonly auditAge: number
}

/** As far back as the sequencer ever looks. */
const twoDays = 48 * 3_600_000

interface Row {
  outbox: number
  oldest_news: string | null
  jobs_due: number
  jobs_failed: number
  unplaced: string | null
}

export async function backlogOf(db: Db, tenant: string, now: Date): Promise<Backlog> {
  const { rows } = await sql<Row>`
    select (select count(*) from platform_outbox)::int as outbox,
           (select id from platform_outbox order by id limit 1) as oldest_news,
           count(*) filter (where attempts < max_attempts and run_at <= now())::int as jobs_due,
           count(*) filter (where attempts >= max_attempts and locked_at is null)::int as jobs_failed,
           (select e.id from platform_audit_entry e
             where e.id > ${firstIdAt(new Date(now.getTime() - twoDays))}::uuid
               and not exists (select from platform_audit_leaf l where l.entry_id = e.id)
             order by e.id limit 1) as unplaced
      from graphile_worker._private_jobs where payload->>'tenant' = ${tenant}`.execute(db)
  const row = rows[0]!
  const age = (id: string | null): number =>
    id === null ? 0 : Math.max(0, (now.getTime() - timeOfId(id).getTime()) / 1000)
  return {
    outbox: row.outbox,
    outboxAge: age(row.oldest_news),
    jobsDue: row.jobs_due,
    jobsFailed: row.jobs_failed,
    auditAge: age(row.unplaced),
  }
}
