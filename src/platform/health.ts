/** Health: `/healthz` says that the process lives, `/readyz` whether requests should come to it. */
import type { FastifyInstance } from 'fastify'
import type pg from 'pg'
import { Memory } from './memory.ts'

export type Readiness = 'ready' | 'draining' | 'database_unreachable' | 'database_behind' | 'database_ahead'

export interface HealthOptions {
  /** In the application's role. */
  readonly pool: pg.Pool
  /** Names of this version's migrations. */
  readonly migrations: readonly string[]
  /** True from the moment we are told to stop. */
  readonly draining: () => boolean
}

/** Milliseconds. A database that takes longer for one row is not one that answers people. */
const patience = 2_000

/** Mounts both. What `/readyz` found is told again for a few seconds, so that asking often costs nothing. */
export function mountHealth(app: FastifyInstance, options: HealthOptions): void {
  const asked = new Memory<Readiness>()
  app.get('/healthz', (_request, reply) => reply.send({ ok: true }))
  app.get('/readyz', async (_request, reply) => {
    const found = options.draining() ? 'draining' : await asked.find('', new Date(), () => readiness(options))
    return reply.code(found === 'ready' ? 200 : 503).send({ ready: found === 'ready', state: found })
  })
}

export async function readiness({ pool, migrations }: Pick<HealthOptions, 'pool' | 'migrations'>): Promise<Readiness> {
  const rows = await Promise.race([
    migrationsOf(pool).catch(() => null),
    new Promise<null>((resolve) => setTimeout(resolve, patience, null).unref()),
  ])
  if (rows === null) return 'database_unreachable'
  const known = new Set(migrations)
  if (rows.some(({ names }) => names.some((name) => !known.has(name)))) return 'database_ahead'
  const current = rows.length > 0 && rows.every(({ names }) => names.length === migrations.length)
  return current ? 'ready' : 'database_behind'
}

/** The migrations that ran, by company. Needs no more than the application's role may read. */
export async function migrationsOf(
  db: pg.Pool | pg.Client,
): Promise<{ readonly schema: string; readonly names: string[] }[]> {
  const { rows } = await db.query<{ schema: string; names: string[] }>(
    `select t.schema, array_remove(array_agg(m.name order by m.name), null) as names
       from nuanqiao.tenant t left join nuanqiao.migration m on m.tenant = t.schema group by t.schema order by t.schema`,
  )
  return rows
}
