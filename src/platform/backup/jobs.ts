/** Jobs that wait, in a backup: they lie in tables that all companies share, and get new numbers where they are restored. */
import pg from 'pg'

const columns =
  'identifier text, queue text, payload json, run_at timestamptz, max_attempts int, key text, priority int'

/** A company's jobs that may still run, oldest first. One that has failed for good stays behind. */
export function jobsQuery(schema: string): string {
  return `
    select t.identifier, q.queue_name, j.payload, j.run_at, j.max_attempts, j.key, j.priority
      from graphile_worker._private_jobs j
      join graphile_worker._private_tasks t on t.id = j.task_id
      left join graphile_worker._private_job_queues q on q.id = j.job_queue_id
     where j.payload->>'tenant' = ${pg.escapeLiteral(schema)} and j.attempts < j.max_attempts order by j.id`
}

/** Runs `load` on a table to copy jobs into, then lets them wait as they did. Within the caller's transaction. */
export async function restoreJobs(client: pg.Client, load: (table: string) => Promise<void>): Promise<void> {
  await client.query(
    `create temporary table backup_job (n int generated always as identity, ${columns}) on commit drop`,
  )
  await load('pg_temp.backup_job (identifier, queue, payload, run_at, max_attempts, key, priority)')
  await client.query(`
    insert into graphile_worker._private_tasks (identifier)
    select distinct identifier from pg_temp.backup_job on conflict do nothing;
    insert into graphile_worker._private_job_queues (queue_name)
    select distinct queue from pg_temp.backup_job where queue is not null on conflict do nothing;
    insert into graphile_worker._private_jobs (task_id, job_queue_id, payload, run_at, max_attempts, key, priority)
    select t.id, q.id, b.payload, b.run_at, b.max_attempts, b.key, b.priority
      from pg_temp.backup_job b
      join graphile_worker._private_tasks t on t.identifier = b.identifier
      left join graphile_worker._private_job_queues q on q.queue_name = b.queue
     order by b.n;
    drop table pg_temp.backup_job`)
}
