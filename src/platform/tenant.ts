/** Tenants: a company is a schema; which one a request means is told by its host name. */
import type pg from 'pg'
import { type Db, tenantDb } from './db.ts'

export interface Tenant {
  readonly schema: string
  readonly name: string
  /** Host names without port; `*` takes every host that no other tenant names. */
  readonly hosts: readonly string[]
  readonly timeZone: string
  readonly mode: 'demo' | 'production'
  /** The day of the demo story's first start; null in production. */
  readonly demoStart: Date | null
}

export interface TenantHome {
  readonly tenant: Tenant
  readonly db: Db
}

/** All tenants of a database, each with its reader. */
export async function loadTenants(pool: pg.Pool): Promise<TenantHome[]> {
  const { rows } = await pool.query<{
    schema: string
    name: string
    hosts: string[]
    time_zone: string
    mode: 'demo' | 'production'
    demo_start: Date | null
  }>('select schema, name, hosts, time_zone, mode, demo_start from nuanqiao.tenant order by schema')
  return rows.map((row) => ({
    tenant: {
      schema: row.schema,
      name: row.name,
      hosts: row.hosts,
      timeZone: row.time_zone,
      mode: row.mode,
      demoStart: row.demo_start,
    },
    db: tenantDb(pool, row.schema),
  }))
}

/** The tenant of a host header, or null where no tenant lives there. */
export function tenantOfHost(homes: readonly TenantHome[], host: string | undefined): TenantHome | null {
  const name = (host ?? '').toLowerCase().replace(/:\d+$/, '')
  return (
    homes.find((home) => home.tenant.hosts.includes(name)) ??
    homes.find((home) => home.tenant.hosts.includes('*')) ??
    null
  )
}
