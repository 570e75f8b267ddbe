/** Jobs on a real PostgreSQL, added and run with the application's credentials. */
import pg from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { openWorld, type World } from '../../../test/world/world.ts'
import type { Ctx } from '../ctx.ts'
import { openPool } from '../db.ts'
import { newId } from '../id.ts'
import { addJob, retryJobs, type Task, task, wakeJobs } from './jobs.ts'
import { freeLost, type JobsOptions, startJobs } from './run-jobs.ts'

let world: World
let owner: pg.Client
let pool: pg.Pool
const running: { stop(): Promise<void> }[] = []
beforeAll(async () => {
  world = await openWorld()
  pool = openPool(world.appUrl, 8)
  owner = new pg.Client({ connectionString: world.ownerUrl })
  await owner.connect()
})
afterAll(async () => {
  await owner.end()
  await pool.end()
  await world.close()
})
afterEach(async () => {
  await Promise.all(running.splice(0).map((one) => one.stop()))
  await owner.query('truncate graphile_worker._private_jobs')
})

const work = async (tasks: Record<string, Task>, more: Partial<JobsOptions> = {}): Promise<void> => {
  const homes = [world.home, world.other]
  running.push(await startJobs({ pool, url: world.appUrl, homes, tasks, concurrency: 2, ...more }))
}
const add = (payload: Record<string, unknown> = {}, options: Parameters<typeof addJob>[4] = {}): Promise<void> =>
  addJob(world.db, 'main', 'greet', payload, options)
interface JobRow {
  id: number
  payload: unknown
  attempts: number
  locked_by: string | null
}
const jobs = async (): Promise<JobRow[]> =>
  (await owner.query('select * from graphile_worker._private_jobs order by id')).rows
/** The workers that are there, as others see them. */
const present = async (): Promise<string[]> =>
  (await owner.query(`select application_name as name from pg_stat_activity`)).rows.map(({ name }) => name)
/** All jobs as if they had been taken a while ago, those that nobody has taken by `name`. */
const lockAs = (name: string): Promise<unknown> =>
  owner.query(
    `update graphile_worker._private_jobs
        set run_at = now(), locked_at = now() - interval '16 seconds', locked_by = coalesce(locked_by, $1)`,
    [name],
  )
const soon = { timeout: 6_000, interval: 20 }

describe('a job', () => {
  test('runs in the context of its tenant: nobody acts, in Chinese, at the present time', async () => {
    const seen: [Ctx, unknown][] = []
    await work({ greet: async (ctx, payload) => void seen.push([ctx, payload]) })
    await add({ to: '李四' })
    await addJob(world.other.db, 'other', 'greet', { to: '王五' })
    await vi.waitFor(() => expect(seen.length).toBe(2), soon)
    seen.sort(([a], [b]) => (a.tenant.schema < b.tenant.schema ? -1 : 1))
    expect(seen.map(([ctx, payload]) => [ctx.tenant.schema, payload])).toEqual([
      ['main', { to: '李四' }],
      ['other', { to: '王五' }],
    ])
    for (const [ctx] of seen) {
      expect(ctx).toMatchObject({ actor: null, session: null, language: 'zh', once: null })
      expect(Math.abs(ctx.now.getTime() - Date.now())).toBeLessThan(60_000)
      expect(ctx.calendar.timeZone).toBe(ctx.tenant.timeZone)
      const { rows } = await ctx.db.executeQuery<{ s: string }>(schemaQuery(ctx))
      expect(rows[0]?.s).toBe(ctx.tenant.schema)
    }
    await vi.waitFor(async () => expect(await jobs()).toEqual([]), soon)
  })

  test('exists when its transaction commits, and not before or without', async () => {
    const failed = world.db.transaction().execute(async (tx) => {
      await addJob(tx, 'main', 'greet', {})
      expect(await jobs()).toEqual([])
      throw new Error('no')
    })
    await expect(failed).rejects.toThrow('no')
    expect(await jobs()).toEqual([])
    await world.db.transaction().execute((tx) => addJob(tx, 'main', 'greet', {}))
    expect((await jobs()).length).toBe(1)
  })

  test('waits for its time', async () => {
    const seen: unknown[] = []
    await work({ greet: async (_ctx, payload) => void seen.push(payload) })
    await add({ n: 1 }, { runAt: new Date(Date.now() + 3_600_000) })
    await add({ n: 2 })
    await vi.waitFor(() => expect(seen).toEqual([{ n: 2 }]), soon)
    await vi.waitFor(async () => expect((await jobs()).map(({ payload }) => payload)).toMatchObject([{ n: 1 }]), soon)
  })

  test('is refused without a tenant, or with one that is not here', async () => {
    const lines = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
    const run = vi.fn(async () => undefined)
    for (const payload of ['{}', '{"tenant":"nobody"}', '[]', 'null']) {
      await owner.query(`select graphile_worker.add_job('greet', $1::json)`, [payload])
    }
    await work({ greet: run })
    await vi.waitFor(async () => expect((await jobs()).map(({ attempts }) => attempts)).toEqual([1, 1, 1, 1]), soon)
    expect(run).not.toHaveBeenCalled()
    expect(lines.mock.calls.join('')).toContain('"job_failed"')
    lines.mockRestore()
  })

  test('that was given up runs again when told to, those of one company only, and it is recorded', async () => {
    await add({ to: 'one' })
    await addJob(world.other.db, 'other', 'greet', { to: 'other' })
    await owner.query('update graphile_worker._private_jobs set attempts = max_attempts')
    const acts = async () =>
      (await world.db.selectFrom('platform_audit_entry').select('act').execute()).filter(
        ({ act }) => act === 'platform.jobs_retried',
      ).length
    expect(await retryJobs(world.ctxOfNobody())).toEqual(['greet'])
    expect(await retryJobs(world.ctxOfNobody())).toEqual([])
    expect(await acts()).toBe(1)
    const greeted: unknown[] = []
    await work({ greet: async (_ctx, payload) => void greeted.push(payload) })
    await vi.waitFor(() => expect(greeted).toHaveLength(1), soon)
    expect(greeted[0]).toMatchObject({ to: 'one' })
    const left = async () => (await jobs()).map(({ payload }) => payload)
    await vi.waitFor(async () => expect(await left()).toMatchObject([{ to: 'other' }]), soon) // it goes when it is done
  })

  test('that fails is kept and tried again, and says nowhere what it was about', async () => {
    const lines = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
    let tries = 0
    const greet = async (): Promise<void> => {
      tries += 1
      if (tries === 1) throw new RangeError('张三的手机号是 13800000000')
    }
    await work({ greet })
    await add()
    await vi.waitFor(
      async () => expect((await jobs())[0]).toMatchObject({ last_error: 'RangeError', locked_at: null }),
      soon,
    )
    expect(lines.mock.calls.join('')).toMatch(/"job_failed".*"job":"greet".*"tenant":"main".*RangeError/)
    expect(lines.mock.calls.join('')).not.toContain('13800000000')
    lines.mockRestore()
    await owner.query('update graphile_worker._private_jobs set run_at = now()')
    await vi.waitFor(() => expect(tries).toBe(2), soon)
  })

  test('whose payload does not fit its task fails', async () => {
    const lines = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
    const run = vi.fn(async () => undefined)
    await work({ greet: task(z.strictObject({ matterId: z.uuid() }), run) })
    const matterId = newId()
    await add({ matterId: 'x' })
    await add({ matterId })
    await vi.waitFor(() => expect(run.mock.calls.length).toBe(1), soon)
    expect(run.mock.calls[0]).toMatchObject([{ tenant: { schema: 'main' } }, { matterId }])
    await vi.waitFor(async () => expect((await jobs())[0]).toMatchObject({ last_error: 'ZodError' }), soon)
    lines.mockRestore()
  })

  test('is done by one worker only, also when several look', async () => {
    const seen: unknown[] = []
    const tasks = { greet: async (_ctx: Ctx, payload: unknown) => void seen.push((payload as { n: number }).n) }
    await work(tasks)
    await work(tasks)
    await Promise.all(Array.from({ length: 60 }, (_, n) => add({ n })))
    await vi.waitFor(() => expect(seen.length).toBe(60), soon)
    await vi.waitFor(async () => expect(await jobs()).toEqual([]), soon)
    expect(new Set(seen).size).toBe(60)
  })

  test('of a worker that was killed is done by another within a minute, that of a living one is left alone', async () => {
    const seen: unknown[] = []
    let go = (): void => undefined
    const greet: Task = async (_ctx, payload) => {
      seen.push(payload)
      if (seen.length === 1) await new Promise<void>((resolve) => (go = resolve))
    }
    await work({ greet })
    await add({ n: 1 })
    await vi.waitFor(() => expect(seen.length).toBe(1), soon)
    await vi.waitFor(async () => expect(await present()).toContain((await jobs())[0]?.locked_by), soon)
    await add({ n: 2 }, { runAt: new Date(Date.now() + 3_600_000), queue: 'mail' })
    await lockAs('pool-gone')
    await work({ greet })
    await vi.waitFor(() => expect(seen).toEqual([{ n: 1 }, { n: 2 }]), soon)
    go()
    await vi.waitFor(async () => expect(await jobs()).toEqual([]), soon)
  })

  test('that a worker took without hearing so, because its line broke, is set free', async () => {
    await add({ n: 2 }, { runAt: new Date(Date.now() + 3_600_000) })
    await lockAs('pool-us')
    const [job] = await jobs()
    await freeLost(pool, { name: 'pool-us', active: new Set([job!.id]) })
    expect((await jobs())[0]?.locked_by).toBe('pool-us')
    await freeLost(pool, { name: 'pool-us', active: new Set([999_999]) })
    expect((await jobs())[0]?.locked_by).toBeNull()
  })

  test('is done after the database was away', async () => {
    const lines = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
    const seen: unknown[] = []
    await work({ greet: async (_ctx, payload) => void seen.push(payload) })
    const ours = `from pg_stat_activity where usename = 'nuanqiao_app' and datname = current_database()`
    const { rows } = await owner.query(`select pid, pg_terminate_backend(pid) ${ours}`)
    const pids = rows.map(({ pid }) => pid)
    await vi.waitFor(async () => {
      expect((await owner.query(`select pid ${ours} and pid = any($1)`, [pids])).rows).toEqual([])
    }, soon)
    await vi.waitFor(() => add({ n: 1 }, { key: 'once' }), soon)
    await vi.waitFor(() => expect(seen.length).toBe(1), { timeout: 20_000 })
    lines.mockRestore()
  })

  test('under way is waited for when the worker stops', async () => {
    let done = false
    let begun = false
    await work({
      greet: async () => {
        begun = true
        await new Promise((resolve) => setTimeout(resolve, 300))
        done = true
      },
    })
    await add()
    await vi.waitFor(() => expect(begun).toBe(true), soon)
    await running.pop()!.stop()
    expect(done).toBe(true)
    expect(await jobs()).toEqual([])
  })
})

describe('a key', () => {
  test('replaces the job that waits under it, in its own company only', async () => {
    await add({ n: 1 }, { key: 'digest' })
    await add({ n: 2 }, { key: 'digest' })
    await addJob(world.other.db, 'other', 'greet', { n: 3 }, { key: 'digest' })
    expect((await jobs()).map(({ payload }) => payload)).toEqual([
      { n: 2, tenant: 'main' },
      { n: 3, tenant: 'other' },
    ])
  })

  test('does not replace a job that is running: it may not have seen what is new', async () => {
    const seen: unknown[] = []
    let go = (): void => undefined
    await work({
      greet: async (_ctx, payload) => {
        seen.push(payload)
        if (seen.length === 1) await new Promise<void>((resolve) => (go = resolve))
      },
    })
    await add({ n: 1 }, { key: 'digest' })
    await vi.waitFor(() => expect(seen.length).toBe(1), soon)
    await add({ n: 2 }, { key: 'digest' })
    await vi.waitFor(() => expect(seen).toEqual([{ n: 1 }, { n: 2 }]), soon)
    go()
    await vi.waitFor(async () => expect(await jobs()).toEqual([]), soon)
  })

  test('given by many at once is one job', async () => {
    await Promise.all(Array.from({ length: 12 }, (_, n) => add({ n }, { key: 'digest' })))
    expect((await jobs()).length).toBe(1)
  })
})

test('jobs of one queue run one after another', async () => {
  let now = 0
  let most = 0
  let done = 0
  await work(
    {
      greet: async () => {
        most = Math.max(most, ++now)
        await new Promise((resolve) => setTimeout(resolve, 20))
        now -= 1
        done += 1
      },
    },
    { concurrency: 4 },
  )
  for (let n = 0; n < 4; n++) await add({}, { queue: 'mail' })
  await vi.waitFor(() => expect(done).toBe(4), { timeout: 10_000 })
  expect(most).toBe(1)
})

test('a job that we add is the one that the library would add', async () => {
  const at = new Date('2030-01-01T00:00:00Z')
  await add({ a: 1 }, { runAt: at, key: 'k', queue: 'q' })
  await owner.query(
    `select graphile_worker.add_job('greet', '{"a":1,"tenant":"main"}', queue_name => 'main:q', run_at => $1, job_key => 'main:k2')`,
    [at],
  )
  const { rows } = await owner.query('select * from graphile_worker._private_jobs order by id')
  const [ours, theirs] = rows.map(({ id: _id, key: _key, created_at: _c, updated_at: _u, ...rest }) => rest)
  expect(ours).toEqual(theirs)
})

test('adding a job sends no NOTIFY, which would make commits wait for each other', async () => {
  const heard: string[] = []
  const listener = new pg.Client({ connectionString: world.appUrl })
  await listener.connect()
  listener.on('notification', ({ channel }) => heard.push(channel))
  await listener.query('listen "jobs:insert"')
  await add()
  await add({}, { key: 'k', queue: 'q' })
  await listener.query('select 1')
  expect(heard).toEqual([])
  await wakeJobs(world.db)
  await vi.waitFor(() => expect(heard).toEqual(['jobs:insert']), soon)
  await listener.end()
})

test('a recurring job without a task stops the start', async () => {
  await expect(work({}, { recurring: [{ name: 'greet', everyMinutes: 5 }] })).rejects.toThrow('no task')
})

function schemaQuery(ctx: Ctx): Parameters<Ctx['db']['executeQuery']>[0] {
  return ctx.db.selectNoFrom((eb) => eb.fn<string>('current_schema', []).as('s')).compile()
}
