/** The doctor's judgements on what is running: processes, backlogs, clockwork, the replica. Pure. */
import type { Backlog } from '#platform/metrics/backlog.ts'
import { error, type Finding, ok, warning } from './finding.ts'

export interface ProcessesSeen {
  readonly web: number
  readonly workers: number
  /** Seconds since a worker last gave a sign of life; each does so every quarter of a minute. */
  readonly silent: number
}

export function judgeProcesses({ web, workers, silent }: ProcessesSeen): Finding {
  if (workers > 0 && silent < 60) {
    return ok('worker', `${web} 个网页进程，${workers} 个后台进程`, `${web} web servers and ${workers} workers`)
  }
  const mend = ['npm start，或 nuanqiao start --only worker', 'npm start, or nuanqiao start --only worker'] as const
  if (workers > 0) {
    return error(
      'worker',
      [`后台进程 ${Math.round(silent)} 秒没有动静`, `The worker has given no sign of life for ${Math.round(silent)} s`],
      ['查看它的日志，重新启动它', 'Read its log and start it again'],
    )
  }
  if (web === 0) return warning('worker', ['产品没有在运行', 'The product is not running'], mend)
  return error(
    'worker',
    [
      '没有后台进程：通知不会发出，期限不会提醒，审计日志不会签名',
      'No worker runs: no news are told, no clock reminds, and the audit log is not signed',
    ],
    mend,
  )
}

export function judgeOutbox(schema: string, { outbox, outboxAge }: Backlog): Finding {
  const mend = ['查看后台进程的日志（beat_failed）', 'Read the log of the worker (beat_failed)'] as const
  const says = [
    `${schema}：${outbox} 条消息未送出，最早的等了 ${Math.round(outboxAge)} 秒`,
    `${schema}: ${outbox} news wait to be told, the oldest for ${Math.round(outboxAge)} s`,
  ] as const
  if (outbox > 0 && outboxAge > 600) return error('outbox', says, mend)
  if (outbox > 0 && outboxAge > 60) return warning('outbox', says, mend)
  return ok('outbox', `${schema}：消息都已送出`, `${schema}: all news are told`)
}

export function judgeJobs(schema: string, { jobsFailed, jobsDue }: Backlog): Finding {
  if (jobsFailed > 0) {
    return error(
      'jobs',
      [
        `${schema}：${jobsFailed} 个任务多次失败后被放弃`,
        `${schema}: ${jobsFailed} jobs were given up after their last try`,
      ],
      [
        `在日志里找 job_failed，排除原因后运行 nuanqiao jobs retry --tenant ${schema}`,
        `Find job_failed in the log, mend the cause, then run nuanqiao jobs retry --tenant ${schema}`,
      ],
    )
  }
  if (jobsDue > 1_000) {
    return warning(
      'jobs',
      [`${schema}：${jobsDue} 个任务在等`, `${schema}: ${jobsDue} jobs wait`],
      ['再启动一个后台进程', 'Start another worker'],
    )
  }
  return ok('jobs', `${schema}：没有失败的任务`, `${schema}: no job has failed`)
}

export function judgeAudit(schema: string, { auditAge }: Backlog): Finding {
  if (auditAge <= 60) return ok('audit', `${schema}：审计日志是最新的`, `${schema}: the audit log is up to date`)
  return error(
    'audit',
    [
      `${schema}：有审计记录 ${Math.round(auditAge)} 秒还没有编入`,
      `${schema}: an audit entry has had no leaf for ${Math.round(auditAge)} s`,
    ],
    ['启动后台进程；它在运行时执行 nuanqiao verify-audit', 'Start the worker; if it runs, run nuanqiao verify-audit'],
  )
}

/** `lastRuns`: when each recurring job was last added, by name; `hours`: how long it may take at most until it is again. */
export function judgeRecurring(
  schema: string,
  jobs: readonly { readonly name: string; readonly hours: number }[],
  lastRuns: ReadonlyMap<string, Date>,
  now: Date,
): Finding {
  const late = jobs.filter(({ name, hours }) => {
    const last = lastRuns.get(name)
    return last !== undefined && now.getTime() - last.getTime() > hours * 3_600_000
  })
  if (late.length === 0) return ok('recurring', `${schema}：定时任务照常`, `${schema}: recurring jobs are on time`)
  const names = late.map(({ name }) => name).join(', ')
  return warning(
    'recurring',
    [`${schema}：定时任务没有按时运行：${names}`, `${schema}: recurring jobs are overdue: ${names}`],
    ['后台进程停过？启动后会自己补上一次', 'Was the worker down? It catches up by itself once it runs'],
  )
}

/** `millis`: until the replica showed what the primary had just committed; null: not in time. `follows`: it is a replica at all. */
export function judgeReplica({ follows, millis }: { follows: boolean; millis: number | null }): Finding {
  if (!follows) {
    return error(
      'replica',
      ['DATABASE_READ_URL 不可达或不是副本', 'DATABASE_READ_URL cannot be reached or is no replica'],
      ['改正地址；产品此间只用主库', 'Correct the address; until then the product uses the primary alone'],
    )
  }
  if (millis === null || millis > 1_000) {
    return warning(
      'replica',
      ['副本落后一秒以上', 'The replica is more than a second behind'],
      [
        '检查网络和副本的负载；产品此间改用主库',
        'Look at the network and its load; meanwhile the product uses the primary',
      ],
    )
  }
  return ok('replica', `副本落后 ${Math.round(millis)} 毫秒`, `The replica is ${Math.round(millis)} ms behind`)
}
