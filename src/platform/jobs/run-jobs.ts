/** The worker's part of jobs: runs them, each in the context of its tenant, and adds those that recur. */
import { EventEmitter } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { Logger, run, type WorkerEvents } from 'graphile-worker'
import type pg from 'pg'
import type { Calendar } from '../calendar/calendar.ts'
import type { Ctx } from '../ctx.ts'
import { errorFields, log } from '../log.ts'
import { listen } from '../news/listen.ts'
import type { Keys } from '../sealed.ts'
import type { TenantHome } from '../tenant.ts'
import { beat } from './beat.ts'
import type { Task } from './jobs.ts'
import { type Recurring, startRecurring } from './recurring.ts'

/** A tenant with what its jobs need. */
export interface JobHome extends TenantHome {
  readonly calendar: Calendar
  readonly keys: Keys
}

export interface JobsOptions {
  /** Gives up one of its connections for listening. */
  readonly pool: pg.Pool
  /** For the direct connection that shows that this worker lives. */
  readonly url: string
  readonly homes: readonly JobHome[]
  readonly tasks: Readonly<Record<string, Task>>
  readonly recurring?: readonly Recurring[]
  /** How many jobs run at once in this process. */
  readonly concurrency: number
}

/** Starts working. Several processes may; each job is done by one. `stop` waits for the jobs under way. */
export async function startJobs(options: JobsOptions): Promise<{ stop(): Promise<void> }> {
  const unknown = options.recurring?.find(({ name }) => options.tasks[name] === undefined)
  if (unknown !== undefined) throw new Error(`recurring job ${unknown.name} has no task`)
  const ticks = startRecurring(options.homes, options.recurring ?? [])
  let runner = await openRunner(options)
  let stopped = false
  const sweeps = beat('lost jobs', 15_000, () => freeLost(options.pool, runner))
  const life = (async () => {
    for (;;) {
      await runner.ended
      if (stopped) return
      log('error', 'jobs_interrupted')
      runner = await again(() => openRunner(options))
      if (stopped) await runner.stop()
    }
  })()
  return {
    stop: async () => {
      stopped = true
      await Promise.all([ticks.stop(), sweeps.stop(), runner.stop()])
      await life
    },
  }
}

/** What locks jobs, and the ids of those it has in hand. */
interface Holder {
  readonly name: string
  readonly active: ReadonlySet<number>
}

interface RunningJobs extends Holder {
  /** Resolves when it has ended, also by itself: the library gives up when it cannot say what has become of a job. */
  readonly ended: Promise<void>
  stop(): Promise<void>
}

/**
 * So many failed looks for a job in a row, and the runner is opened anew: the library keeps a failed first look at its list of tasks
 * for ever, and would go on failing when the database has long been back.
 */
const mostFailures = 10

async function openRunner(options: JobsOptions): Promise<RunningJobs> {
  const events: WorkerEvents = new EventEmitter()
  const active = new Set<number>()
  let name = ''
  events.on('pool:create', ({ workerPool }) => {
    name = workerPool.id
  })
  let failures = 0
  events.on('worker:getJob:empty', () => {
    failures = 0
  })
  events.on('job:start', () => {
    failures = 0
  })
  events.on('worker:getJob:error', () => {
    failures += 1
    if (failures === mostFailures) runner.stop().catch(() => undefined)
  })
  const runner = await run({
    events,
    pgPool: options.pool,
    concurrency: options.concurrency,
    pollInterval: 1000,
    noHandleSignals: true,
    parsedCronItems: [],
    // with a delay, if of nothing, the library waits for what it says of a job, and says it again after an error
    preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
    // its messages may quote what a job is about; our own wrapper logs what went wrong
    logger: new Logger(() => (level) => (level === 'error' ? log('warn', 'job_library_error') : undefined)),
    taskList: Object.fromEntries(
      Object.entries(options.tasks).map(([task, work]) => [
        task,
        async (payload: unknown, { job }: { job: JobRow }) => {
          active.add(Number(job.id))
          await runJob(options, task, work, payload, job).finally(() => active.delete(Number(job.id)))
        },
      ]),
    ),
  })
  const presence = listen({ url: options.url, channel: 'nuanqiao_worker', name, onMessage: () => undefined })
  return {
    name,
    active,
    ended: runner.promise.catch(() => undefined).then(() => presence.close()),
    stop: () => runner.stop().catch(() => undefined),
  }
}

/** Tries once a second until the database is back. */
async function again<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 0; ; tries++) {
    await sleep(1000)
    try {
      return await work()
    } catch (error) {
      if (tries % 60 === 0) log('error', 'jobs_cannot_start', errorFields(error))
    }
  }
}

/**
 * Frees jobs that nobody has in hand: those of workers that were killed (a worker lives while its connection does), and those that we
 * took without hearing so, because the line broke. The library itself waits four hours.
 */
export async function freeLost(pool: pg.Pool, us: Holder): Promise<void> {
  await pool.query(
    `with lost as (
       update graphile_worker._private_jobs
          set locked_at = null, locked_by = null, run_at = greatest(run_at, now()), updated_at = now()
        where locked_at < now() - interval '15 seconds'
          and case when locked_by = $1 then id <> all($2::bigint[])
              else locked_by not in (select application_name from pg_stat_activity where datname = current_database()) end
       returning job_queue_id
     )
     update graphile_worker._private_job_queues set locked_at = null, locked_by = null
      where id in (select job_queue_id from lost)`,
    [us.name, [...us.active]],
  )
}

interface JobRow {
  readonly id: string
  readonly attempts: number
}

async function runJob(
  { homes }: JobsOptions,
  name: string,
  work: Task,
  payload: unknown,
  { id, attempts }: JobRow,
): Promise<void> {
  const { tenant, ...rest } = (payload ?? {}) as Record<string, unknown>
  const home = homes.find((one) => one.tenant.schema === tenant)
  try {
    if (home === undefined) throw new Error('a job without a tenant')
    await work(ctxOf(home, id), rest)
  } catch (error) {
    const fields = errorFields(error)
    log('error', 'job_failed', { job: name, id, attempt: attempts, tenant: home?.tenant.schema, ...fields })
    // what is thrown lands in the library's table: no message, it may quote a row
    throw new Error([fields.error, fields.code].filter(Boolean).join(' '))
  }
}

function ctxOf(home: JobHome, id: string): Ctx {
  return {
    tenant: home.tenant,
    db: home.db,
    calendar: home.calendar,
    keys: home.keys,
    actor: null,
    session: null,
    language: 'zh',
    now: new Date(),
    requestId: `job-${id}`,
    once: null,
    bytes: null,
    client: null,
  }
}
