/** What has been written down stays: the server's own credentials are refused every way of changing it. */
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openDatabase, otherTenant, type TestDatabase, testTenant } from './world/database.ts'

const tables = [
  'platform_audit_entry',
  'platform_audit_leaf',
  'platform_audit_checkpoint',
  'matters_event',
  'org_phone_shown',
]

/** A column of each table, to be updated to itself. */
const columnOf: Readonly<Record<string, string>> = {
  platform_audit_entry: 'act',
  platform_audit_leaf: 'position',
  platform_audit_checkpoint: 'note',
  matters_event: 'act',
  org_phone_shown: 'reason',
  platform_outbox: 'id',
}

const changes: readonly [string, (table: string) => string][] = [
  ['update', (table) => `update ${table} set ${columnOf[table]} = ${columnOf[table]}`],
  ['delete', (table) => `delete from ${table}`],
  ['truncate', (table) => `truncate ${table} cascade`],
  ['alter', (table) => `alter table ${table} add column more text`],
  ['rename', (table) => `alter table ${table} rename to ${table}_old`],
  ['drop', (table) => `drop table ${table} cascade`],
  ['lock for update', (table) => `select from ${table} for update`],
  ['merge', (table) => `merge into ${table} t using (select 1) as s on true when matched then delete`],
  [
    'make a trigger',
    (table) =>
      `create trigger t before insert on ${table} for each row execute function suppress_redundant_updates_trigger()`,
  ],
  ['make a rule', (table) => `create rule r as on insert to ${table} do instead nothing`],
  ['grant itself more', (table) => `grant all on ${table} to nuanqiao_app`],
]

let database: TestDatabase
let app: pg.Client
let ownerName: string
beforeAll(async () => {
  database = await openDatabase()
  app = new pg.Client({ connectionString: database.appUrl })
  await app.connect()
  const owner = new pg.Client({ connectionString: database.ownerUrl })
  await owner.connect()
  ownerName = (await owner.query('select current_user as name')).rows[0].name
  await owner.end()
})
afterAll(async () => {
  await app?.end()
  await database?.drop()
})

/** The SQLSTATE with which the server refuses a statement, or null if it does not; nothing lasts either way. */
async function refusalOf(schema: string, statement: string): Promise<string | null> {
  await app.query('begin')
  try {
    await app.query(`set local search_path to ${schema}`)
    await app.query(statement)
    return null
  } catch (error) {
    return error instanceof pg.DatabaseError ? (error.code ?? '') : String(error)
  } finally {
    await app.query('rollback')
  }
}

const notAllowed = '42501'

describe.each([testTenant.schema, otherTenant.schema])('in the schema %s', (schema) => {
  describe.each(tables)('%s', (table) => {
    test.each(changes)('cannot be changed by the program: %s', async (_what, statement) => {
      // "grant" by a role without the right to do so is a warning, so its effect is what counts
      if (statement(table).startsWith('grant')) {
        const effect = `${statement(table)}; delete from ${table}`
        expect(await refusalOf(schema, effect)).toBe(notAllowed)
      } else expect(await refusalOf(schema, statement(table))).toBe(notAllowed)
    })

    test('can be read by the program, and nothing but read and written to', async () => {
      expect(await refusalOf(schema, `select from ${table}`)).toBeNull()
      const { rows } = await app.query(
        `select string_agg(distinct privilege, ' ' order by privilege) as granted
           from unnest(array['select', 'insert', 'update', 'delete', 'truncate', 'references', 'trigger']) as privilege
          where has_table_privilege($1, privilege) or (privilege in ('insert', 'select', 'update', 'references')
                and has_any_column_privilege($1, privilege))`,
        [`${schema}.${table}`],
      )
      expect(rows).toEqual([{ granted: 'insert select' }])
    })
  })
})

describe('the role of the program', () => {
  test('cannot become another', async () => {
    for (const statement of [
      `set role "${ownerName}"`,
      `set session authorization "${ownerName}"`,
      'set session_replication_role to replica',
      `grant "${ownerName}" to nuanqiao_app`,
      'alter role nuanqiao_app superuser',
      'alter role nuanqiao_app createrole',
    ]) {
      expect([statement, await refusalOf('main', statement)]).toEqual([statement, notAllowed])
    }
  })

  test('owns nothing and can make nothing, in no schema', async () => {
    const { rows } = await app.query(`select count(*)::int as n from pg_class where relowner = 'nuanqiao_app'::regrole`)
    expect(rows).toEqual([{ n: 0 }])
    for (const schema of ['main', 'other', 'nuanqiao', 'graphile_worker', 'public']) {
      expect([schema, await refusalOf(schema, 'create table mine (a int)')]).toEqual([schema, notAllowed])
    }
    expect(await refusalOf('main', 'create schema mine')).toBe(notAllowed)
    expect(await refusalOf('main', 'drop schema main cascade')).toBe(notAllowed)
    expect(await refusalOf('main', 'delete from nuanqiao.migration')).toBe(notAllowed)
    expect(await refusalOf('main', `update nuanqiao.tenant set mode = 'demo'`)).toBe(notAllowed)
  })

  test('may do to other tables what their work needs, so the refusals above are of these tables', async () => {
    const may = ['update', 'delete', 'lock for update']
    for (const [what, statement] of changes.filter(([what]) => may.includes(what))) {
      expect([what, await refusalOf('main', statement('platform_outbox'))]).toEqual([what, null])
    }
  })
})
