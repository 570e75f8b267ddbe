/**
 * Jobs: work done later, or again after a failure, by a worker. They lie in Graphile Worker's tables, one schema a database, so each
 * carries its tenant. Adding one is part of the caller's transaction.
 */
import { randomUUID } from 'node:crypto'
import { type SqlBool, sql } from 'kysely'
import type { z } from 'zod'
import type { Ctx } from '../ctx.ts'
import type { Db } from '../db.ts'
import { newId } from '../id.ts'
import { inTransaction, record } from '../record.ts'

export interface JobOptions {
  /** Not before this instant; at once if absent. */
  readonly runAt?: Date
  /** A job that waits under the same key is replaced. */
  readonly key?: string
  /** Jobs of one queue run one after another. Few names only: each stays in a table. */
  readonly queue?: string
}

/**
 * Adds a job for a tenant; it exists once `db`'s transaction commits, and starts within a second after that or `runAt`. Writes the
 * library's tables itself, because its own function sends a NOTIFY, and transactions with a NOTIFY commit one by one
 * (docs/decisions/0004-jobs-without-notify.md).
 */
export async function addJob(
  db: Db,
  tenantSchema: string,
  name: string,
  payload: Readonly<Record<string, unknown>>,
  { runAt, key, queue }: JobOptions = {},
): Promise<void> {
  const job = {
    name,
    payload: JSON.stringify({ ...payload, tenant: tenantSchema }),
    runAt: runAt ?? null,
    key: key === undefined ? null : `${tenantSchema}:${key}`,
    queue: queue === undefined ? null : `${tenantSchema}:${queue}`,
  }
  for (let tries = 0; tries < 3; tries++) {
    if (job.key !== null) await freeKey(db, job.key)
    if (await insertJob(db, job)) return
    await nameTaskAndQueue(db, job.name, job.queue)
  }
  throw new Error(`job ${name} could not be added`)
}

/** A job under the key that is running, or has failed for good, is left to itself: it may not have seen what is new. */
async function freeKey(db: Db, key: string): Promise<void> {
  await sql`
    update graphile_worker._private_jobs set key = null, attempts = max_attempts, updated_at = now()
     where key = ${key} and is_available is not true`.execute(db)
}

/** False where task or queue have no row yet, or a worker has just taken the job under the same key. */
async function insertJob(
  db: Db,
  job: { name: string; payload: string; runAt: Date | null; key: string | null; queue: string | null },
): Promise<boolean> {
  const { rows } = await sql`
    insert into graphile_worker._private_jobs as j (task_id, job_queue_id, payload, run_at, key)
    select t.id, q.id, ${job.payload}::json, coalesce(${job.runAt}::timestamptz, now()), ${job.key}::text
      from graphile_worker._private_tasks t
      left join graphile_worker._private_job_queues q on q.queue_name = ${job.queue}::text
     where t.identifier = ${job.name} and (${job.queue}::text is null or q.id is not null)
    on conflict (key) do update set
      task_id = excluded.task_id, job_queue_id = excluded.job_queue_id, payload = excluded.payload, run_at = excluded.run_at,
      attempts = 0, last_error = null, revision = j.revision + 1, updated_at = now()
     where j.locked_at is null
    returning id`.execute(db)
  return rows.length === 1
}

async function nameTaskAndQueue(db: Db, name: string, queue: string | null): Promise<void> {
  await sql`
    insert into graphile_worker._private_tasks (identifier) values (${name}) on conflict do nothing`.execute(db)
  if (queue === null) return
  await sql`
    insert into graphile_worker._private_job_queues (queue_name) values (${queue}) on conflict do nothing`.execute(db)
}

/** Tells workers to look at once. Only for transactions that send a NOTIFY anyhow, such as those of the outbox's receivers. */
export async function wakeJobs(db: Db): Promise<void> {
  await sql`select pg_notify('jobs:insert', json_build_object('r', ${randomUUID()}::text, 'count', 1)::text)`.execute(
    db,
  )
}

/** Lets the jobs of a company that were given up run again, from their first try. Gives the names of them. */
export async function retryJobs(ctx: Ctx): Promise<string[]> {
  if ((await givenUp(ctx.db, ctx.tenant.schema)) === 0) return []
  return inTransaction(ctx, async (tx) => {
    const { rows } = await sql<{ name: string }>`
      update graphile_worker._private_jobs as j
         set attempts = 0, run_at = now(), last_error = null, revision = revision + 1, updated_at = now()
        from graphile_worker._private_tasks t
       where t.id = j.task_id and ${isGivenUp(ctx.tenant.schema)}
      returning t.identifier as name`.execute(tx.db)
    const names = rows.map(({ name }) => name).sort()
    record(tx, { act: 'platform.jobs_retried', subject: { kind: 'jobs', id: newId() }, change: names })
    return names
  })
}

const isGivenUp = (schema: string) =>
  sql<SqlBool>`attempts >= max_attempts and locked_at is null and payload->>'tenant' = ${schema}`

async function givenUp(db: Db, schema: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from graphile_worker._private_jobs where ${isGivenUp(schema)}`.execute(db)
  return rows[0]!.n
}

/** What is done for one kind of job. An error makes it run again later, up to 25 times over some days. */
export type Task = (ctx: Ctx, payload: unknown) => Promise<void>

/** A task whose payload is checked before it runs. */
export function task<P extends z.ZodType>(payload: P, work: (ctx: Ctx, payload: z.output<P>) => Promise<void>): Task {
  return async (ctx, raw) => work(ctx, payload.parse(raw))
}
