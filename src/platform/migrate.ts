/** Migrations: one ordered list of SQL, forward only, run for each tenant's schema by the owner. */
import { Logger, runMigrations } from 'graphile-worker'
import pg from 'pg'
import { type MigrationFile, readMigrations } from './migration-files.ts'

/** The roles that `migrate` makes beside the owner. Passwords are handed in; nothing is derived from the owner's. */
export interface RolePasswords {
  readonly app: string
}

export interface TenantSpec {
  readonly schema: string
  readonly name: string
  readonly hosts: readonly string[]
  readonly timeZone: string
  readonly mode: 'demo' | 'production'
}

/** The server roles and what they may do in principle; each migration grants what its tables need. */
const appRole = 'nuanqiao_app'

/** The application role's address for an owner's address. */
export function appUrl(ownerUrl: string, passwords: RolePasswords): string {
  const url = new URL(ownerUrl)
  url.username = appRole
  url.password = passwords.app
  return url.toString()
}

/**
 * Brings the database up to date: control schema, roles, job schema, then every tenant. Safe to run at each start and
 * by two programs at once (advisory lock). A migration that was changed after it ran is an error.
 */
export async function migrate(
  ownerUrl: string,
  folder: string,
  passwords: RolePasswords,
  first: TenantSpec,
): Promise<string[]> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    await prepareDatabase(client, ownerUrl, passwords)
    const { rows } = await client.query<{ n: number }>('select count(*)::int as n from nuanqiao.tenant')
    if (rows[0]?.n === 0) await addTenant(client, first)
    const tenants = await client.query<{ schema: string }>('select schema from nuanqiao.tenant order by schema')
    const files = await readMigrations(folder)
    const done: string[] = []
    for (const { schema } of tenants.rows) done.push(...(await migrateTenant(client, schema, files)))
    return done
  } finally {
    await client.end()
  }
}

/** What all companies share: control schema, roles, job schema. Until the connection ends, no other may migrate. */
export async function prepareDatabase(client: pg.Client, ownerUrl: string, passwords: RolePasswords): Promise<void> {
  await client.query(`select pg_advisory_lock(hashtext('nuanqiao.migrate'))`)
  await controlSchema(client)
  await makeRole(client, passwords)
  await jobSchema(client, ownerUrl)
}

async function controlSchema(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ there: boolean }>(
    `select to_regclass('nuanqiao.migration') is not null as there`,
  )
  if (rows[0]?.there === true) return
  await client.query(`
    create schema if not exists nuanqiao;
    create table if not exists nuanqiao.tenant (
      schema text primary key constraint schema_is_a_plain_name check (schema ~ '^[a-z][a-z0-9_]{0,50}$'),
      name text not null,
      hosts text[] not null,
      time_zone text not null,
      mode text not null constraint mode_is_known check (mode in ('demo', 'production')),
      demo_start timestamptz,
      constraint only_a_demo_has_a_story check (demo_start is null or mode = 'demo')
    );
    create table if not exists nuanqiao.migration (
      tenant text not null references nuanqiao.tenant (schema),
      name text not null,
      checksum text not null,
      at timestamptz not null default now(),
      primary key (tenant, name)
    )`)
}

async function makeRole(client: pg.Client, passwords: RolePasswords): Promise<void> {
  const { rows } = await client.query<{ mighty: boolean }>(
    `select rolsuper or rolcreatedb or rolcreaterole or rolinherit as mighty from pg_roles where rolname = $1`,
    [appRole],
  )
  const verb = rows.length === 0 ? 'create' : 'alter'
  // an owner who is no superuser may not even say again what the role is not
  const weak = rows[0]?.mighty === false ? '' : 'nosuperuser nocreatedb nocreaterole noinherit'
  // the roles of a server are shared by its databases: another start may be making the same one
  await client
    .query(`${verb} role ${appRole} login ${weak} password ${client.escapeLiteral(passwords.app)}`)
    .catch((error: unknown) => {
      if (!(error instanceof pg.DatabaseError) || !['42710', 'XX000', '23505'].includes(error.code ?? '')) throw error
    })
  await client.query(`
    grant usage on schema nuanqiao to ${appRole};
    grant select on nuanqiao.tenant, nuanqiao.migration to ${appRole}`)
}

async function jobSchema(client: pg.Client, ownerUrl: string): Promise<void> {
  await runMigrations({ connectionString: ownerUrl, logger: new Logger(() => () => undefined) })
  await client.query(`
    grant usage on schema graphile_worker to ${appRole};
    grant select, insert, update, delete on all tables in schema graphile_worker to ${appRole};
    grant usage, select on all sequences in schema graphile_worker to ${appRole};
    grant execute on all functions in schema graphile_worker to ${appRole}`)
  await openJobTables(client)
}

/** The library closes its tables by row level security to everybody but their owner: the application may see all rows. */
async function openJobTables(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `select relname as name from pg_class c
      where relnamespace = 'graphile_worker'::regnamespace and relrowsecurity
        and not exists (select 1 from pg_policy p where p.polrelid = c.oid and p.polname = 'application')`,
  )
  for (const { name } of rows) {
    await client.query(
      `create policy application on graphile_worker.${client.escapeIdentifier(name)} to ${appRole} using (true)`,
    )
  }
}

/** Adds a company: its row and its empty schema. Its migrations run with the next `migrate`. */
export async function addTenant(client: pg.Client, spec: TenantSpec): Promise<void> {
  await client.query(`insert into nuanqiao.tenant (schema, name, hosts, time_zone, mode) values ($1, $2, $3, $4, $5)`, [
    spec.schema,
    spec.name,
    spec.hosts,
    spec.timeZone,
    spec.mode,
  ])
  await client.query(`create schema "${spec.schema}"`)
  await client.query(`grant usage on schema "${spec.schema}" to ${appRole}`)
}

/** Takes everything out of a company and leaves it to the next `migrate` to build it again. For a demo that was half made. */
export async function emptyTenant(client: pg.Client, schema: string): Promise<void> {
  await client.query(`drop schema "${schema}" cascade`)
  await client.query('delete from nuanqiao.migration where tenant = $1', [schema])
  await client.query(`create schema "${schema}"`)
  await client.query(`grant usage on schema "${schema}" to ${appRole}`)
}

async function migrateTenant(client: pg.Client, schema: string, files: readonly MigrationFile[]): Promise<string[]> {
  const ran = await client.query<{ name: string; checksum: string }>(
    'select name, checksum from nuanqiao.migration where tenant = $1',
    [schema],
  )
  const known = new Map(ran.rows.map((row) => [row.name, row.checksum]))
  const done: string[] = []
  for (const file of files) {
    const before = known.get(file.name)
    if (before === file.checksum) continue
    if (before !== undefined)
      throw new Error(`migration ${file.name} was changed after it ran on ${schema}; add a new one instead`)
    await client.query('begin')
    try {
      await runMigration(client, schema, file)
      await client.query('commit')
    } catch (error) {
      await client.query('rollback')
      throw new Error(
        `migration ${file.name} on ${schema}: ${error instanceof Error ? error.message : String(error)}`,
        { cause: error },
      )
    }
    done.push(`${schema}/${file.name}`)
  }
  return done
}

/** Within the caller's transaction; leaves the tenant's schema as its search path. */
export async function runMigration(client: pg.Client, schema: string, file: MigrationFile): Promise<void> {
  await client.query(`set local search_path to "${schema}"`)
  await client.query(file.text)
  await client.query('insert into nuanqiao.migration (tenant, name, checksum) values ($1, $2, $3)', [
    schema,
    file.name,
    file.checksum,
  ])
}
