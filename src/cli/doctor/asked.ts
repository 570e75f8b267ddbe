/** What the doctor asks the database, over a connection of the owner or of the application. Changes nothing. */
import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import type { RoleSeen } from './database.ts'
import type { ProcessesSeen } from './running.ts'

export async function askServer(client: pg.Client) {
  const { rows } = await client.query<{ number: number; text: string; encoding: string; ctype: string }>(
    `select current_setting('server_version_num')::int as number, current_setting('server_version') as text,
            pg_encoding_to_char(encoding) as encoding, coalesce(datctype, '') as ctype
       from pg_database where datname = current_database()`,
  )
  return rows[0]!
}

/** Milliseconds by which the server's clock is ahead of ours, less what the way there may explain. */
export async function askSkew(client: pg.Client): Promise<number> {
  const before = Date.now()
  const { rows } = await client.query<{ now: Date }>('select clock_timestamp() as now')
  const after = Date.now()
  const there = rows[0]!.now.getTime()
  return there < before ? there - before : there > after ? there - after : 0
}

export async function askRole(client: pg.Client): Promise<RoleSeen> {
  const { rows } = await client.query<{ mighty: boolean; owns: number; memberOf: string[] }>(
    `select rolsuper or rolcreatedb or rolcreaterole or rolreplication or rolbypassrls as mighty,
            (select count(*)::int from pg_class where relowner = r.oid and relpersistence <> 't') as owns,
            array(select m.roleid::regrole::text from pg_auth_members m where m.member = r.oid) as "memberOf"
       from pg_roles r where rolname = 'nuanqiao_app'`,
  )
  return rows[0] ?? null
}

/** What the application, or everybody, may do to the tables of a company, as `table privilege` or `table privilege(column)`. */
export async function askGrants(client: pg.Client, schema: string): Promise<Set<string>> {
  const { rows } = await client.query<{ grant: string }>(
    `with own as (
       select c.oid, c.relname, c.relacl from pg_class c
        where c.relnamespace = to_regnamespace($1) and c.relkind in ('r', 'p', 'v', 'm', 'f'))
     select relname || ' ' || lower(privilege_type) as "grant" from own, aclexplode(relacl)
      where grantee in (0, to_regrole('nuanqiao_app'))
     union
     select relname || ' ' || lower(privilege_type) || '(' || attname || ')'
       from own join pg_attribute on attrelid = oid, aclexplode(attacl)
      where grantee in (0, to_regrole('nuanqiao_app'))`,
    [`"${schema}"`],
  )
  return new Set(rows.map((row) => row.grant))
}

/** Web servers and workers show themselves by the connections on which they listen. */
export async function askProcesses(client: pg.Client): Promise<ProcessesSeen> {
  const { rows } = await client.query<{ web: number; workers: number; silent: number | null }>(
    `select count(*) filter (where application_name = 'nuanqiao_event')::int as web,
            count(*) filter (where application_name = 'nuanqiao_outbox')::int as workers,
            extract(epoch from now() - max(state_change) filter (where application_name = 'nuanqiao_outbox'))::float8 as silent
       from pg_stat_activity where datname = current_database()`,
  )
  const { web, workers, silent } = rows[0]!
  return { web, workers, silent: Math.max(0, silent ?? 0) }
}

export async function askRecurring(client: pg.Client, schema: string): Promise<Map<string, Date>> {
  const { rows } = await client.query<{ name: string; last_run: Date }>(
    `select name, last_run from "${schema}".platform_recurring`,
  )
  return new Map(rows.map((row) => [row.name, row.last_run]))
}

/** When the newest checkpoint of the audit log was signed. */
export async function askCheckpoint(client: pg.Client, schema: string): Promise<Date | null> {
  const { rows } = await client.query<{ at: Date }>(
    `select at from "${schema}".platform_audit_checkpoint order by size desc limit 1`,
  )
  return rows[0]?.at ?? null
}

const patience = 2_000

/** How long the replica takes to have what the primary has now. */
export async function askReplica(primary: pg.Client, replica: pg.Client) {
  const { rows } = await primary.query<{ at: string }>('select pg_current_wal_flush_lsn()::text as at')
  const began = performance.now()
  while (performance.now() - began < patience) {
    const { rows: there } = await replica.query<{ has: boolean | null }>(
      'select pg_last_wal_replay_lsn() >= $1::pg_lsn as has',
      [rows[0]!.at],
    )
    if (there[0]!.has === null) return { follows: false, millis: null }
    if (there[0]!.has) return { follows: true, millis: performance.now() - began }
    await sleep(20)
  }
  return { follows: true, millis: null }
}
