/** Figures that every process of the product has: memory, the event loop, its pool, and what waits in the database. */
import { monitorEventLoopDelay } from 'node:perf_hooks'
import type pg from 'pg'
import { Memory } from '../memory.ts'
import type { Replica } from '../replica.ts'
import type { TenantHome } from '../tenant.ts'
import { type Backlog, backlogOf } from './backlog.ts'
import type { Metrics, Sample } from './metrics.ts'

export function processMetrics(metrics: Metrics, pools: Readonly<Record<string, pg.Pool>>): void {
  metrics.gauge('nuanqiao_resident_memory_bytes', 'Resident memory.', () => process.memoryUsage.rss())
  metrics.gauge('nuanqiao_heap_used_bytes', 'Heap in use.', () => process.memoryUsage().heapUsed)
  const delay = monitorEventLoopDelay({ resolution: 50 })
  delay.enable()
  metrics.gauge('nuanqiao_event_loop_lag_seconds', 'Delay of the event loop since it was last asked for.', () => {
    const samples = [50, 99].map((percent) => ({
      labels: { quantile: String(percent / 100) },
      value: (delay.percentile(percent) || 0) / 1e9,
    }))
    delay.reset()
    return samples
  })
  metrics.gauge(
    'nuanqiao_pool_connections',
    'Connections to the database by what they do; waiting: acts in line.',
    () =>
      Object.entries(pools).flatMap(([pool, { totalCount, idleCount, waitingCount }]) => [
        { labels: { pool, state: 'busy' }, value: totalCount - idleCount },
        { labels: { pool, state: 'idle' }, value: idleCount },
        { labels: { pool, state: 'waiting' }, value: waitingCount },
      ]),
  )
}

export function replicaMetrics(metrics: Metrics, replica: Replica): void {
  metrics.gauge(
    'nuanqiao_replica_behind_seconds',
    'How long the replica has been behind; +Inf: it is left out.',
    () => [{ value: replica.behind() / 1000 }],
  )
  metrics.gauge('nuanqiao_replica_reads', 'Lists that a replica may answer, by where they were asked.', () =>
    Object.entries(replica.served).map(([pool, value]) => ({ labels: { pool }, value })),
  )
}

/** What waits in the database, by company. Asked for several gauges at once, the database is asked once. */
export function backlogMetrics(metrics: Metrics, homes: readonly TenantHome[]): void {
  const asked = new Memory<Backlog>()
  const all = (name: string, help: string, read: (backlog: Backlog) => number): void =>
    metrics.gauge(name, help, () =>
      Promise.all(
        homes.map(async ({ tenant: { schema }, db }): Promise<Sample> => {
          const now = new Date()
          const backlog = await asked.find(schema, now, () => backlogOf(db, schema, now))
          return { labels: { tenant: schema }, value: read(backlog) }
        }),
      ),
    )
  all('nuanqiao_outbox_waiting', 'News committed and not yet told.', ({ outbox }) => outbox)
  all('nuanqiao_jobs_waiting', 'Jobs that are due and not yet done.', ({ jobsDue }) => jobsDue)
  all('nuanqiao_jobs_failed', 'Jobs given up after their last try.', ({ jobsFailed }) => jobsFailed)
  all('nuanqiao_audit_unsequenced_age_seconds', 'Age of the oldest audit entry without leaf.', (one) => one.auditAge)
}
