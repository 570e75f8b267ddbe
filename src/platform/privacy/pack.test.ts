/** Nothing that the database holds of people is missing in the rule pack, and the pack names nothing that is not there. */
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openWorld, type World } from '../../../test/world/world.ts'
import { holdings, privacyPack } from './pack.ts'

let world: World
let owner: pg.Client
/** The columns of each table of a company. */
const columns = new Map<string, { name: string; type: string; notNull: boolean }[]>()
/** `table.column` of every foreign key to a person. */
let toPerson: string[]
beforeAll(async () => {
  world = await openWorld()
  owner = new pg.Client({ connectionString: world.ownerUrl })
  await owner.connect()
  const { rows } = await owner.query(
    `select c.relname as "table", a.attname as name, format_type(a.atttypid, null) as type, a.attnotnull as "notNull"
       from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      where c.relnamespace = 'main'::regnamespace and c.relkind in ('r', 'p', 'f', 'v', 'm') order by 1, a.attnum`,
  )
  for (const { table, ...column } of rows) columns.set(table, [...(columns.get(table) ?? []), column])
  const keys = await owner.query(
    `select conrelid::regclass::text || '.' || a.attname as at
       from pg_constraint k join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[1]
      where k.contype = 'f' and k.confrelid = 'main.org_person'::regclass`,
  )
  toPerson = keys.rows.map(({ at }: { at: string }) => at.replace(/^main\./, ''))
})
afterAll(async () => {
  await owner.end()
  await world.close()
})

const listed = (table: string): string[] => {
  const held = privacyPack().tables[table]!
  return held.category === null ? held.other : [...held.people, ...held.personal, ...held.secret, ...held.other]
}

test('every table of a company stands in the pack with each of its columns once, and nothing else does', () => {
  expect(columns.size).toBeGreaterThan(30)
  expect(Object.keys(privacyPack().tables).sort()).toEqual([...columns.keys()].sort())
  for (const [table, there] of columns) {
    expect([table, ...listed(table).toSorted()]).toEqual([table, ...there.map(({ name }) => name).toSorted()])
  }
})

test('whatever refers to a person, or is named as if it did, is said to', () => {
  expect(toPerson.length).toBeGreaterThan(8)
  const people = new Set(holdings().flatMap(([table, held]) => held.people.map((column) => `${table}.${column}`)))
  for (const at of toPerson) expect([at, people.has(at)]).toEqual([at, true])
  for (const [table, there] of columns)
    for (const { name, type } of there) {
      const named =
        type === 'uuid' && /(^|_)(person|actor|author|raiser|owner|uploader|joiner|follower)(_id)?$|_by$/.test(name)
      if (named) expect([`${table}.${name}`, people.has(`${table}.${name}`)]).toEqual([`${table}.${name}`, true])
    }
})

test("sealed values, names, phones and people's words are said to be personal", () => {
  for (const [table, there] of columns) {
    const held = privacyPack().tables[table]!
    const personal = held.category === null ? [] : [...held.personal, ...held.secret]
    for (const { name } of there) {
      const says = /_sealed$|fingerprint|^(staff_no|reason|text|title|answer_text|done_note|agent|reply|data)$/.test(
        name,
      )
      const at = `${table}.${name}`
      if (says) expect([at, personal.includes(name) || at === 'org_post.title']).toEqual([at, true])
    }
  }
})

test('each holding names a category, a basis and exceptions that exist, and columns of its own', () => {
  const { categories, bases, statutes, person } = privacyPack()
  for (const [table, held] of holdings()) {
    const known = listed(table)
    expect([table, held.category in categories, held.basis in bases]).toEqual([table, true, true])
    if (held.erase.statute !== undefined) expect([table, held.erase.statute in statutes]).toEqual([table, true])
    if (held.mine !== null)
      expect([table, held.people.includes(held.mine) || held.mine === 'id']).toEqual([table, true])
    const named = [
      ...held.purge.flatMap((rule) => ['column' in rule ? rule.column : null, 'empties' in rule ? rule.empties : null]),
      ...('by' in held.erase ? held.erase.by : []),
      ...('set' in held.erase ? Object.keys(held.erase.set) : []),
    ].filter((column) => column !== null && column !== '*')
    for (const column of named) expect([table, column, known.includes(column!)]).toEqual([table, column, true])
  }
  for (const column of [person.id, person.name, person.staffNo, person.leftOn, person.unit])
    expect(listed(person.table)).toContain(column)
})

test('a column whose rows are asked for by person has an index that begins with it', async () => {
  const { rows } = await owner.query<{ at: string }>(
    `select indrelid::regclass::text || '.' || a.attname as at
       from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
      where i.indrelid::regclass::text like 'main.%'`,
  )
  const indexed = new Set(rows.map(({ at }) => at.replace(/^main\./, '')))
  // how often somebody signs in, or is given a post or a role, is bounded by his own life
  const small = ['org_post', 'org_role_grant', 'platform_second_factor_loss', 'platform_session', 'matters_action']
  for (const [table, { mine }] of holdings())
    if (mine !== null && !small.includes(table)) expect([table, indexed.has(`${table}.${mine}`)]).toEqual([table, true])
})

describe('an erasure', () => {
  test('leaves no personal field of the staff record as it was, and empties only what may be empty', () => {
    const { erase, personal, secret } = holdings().find(([table]) => table === privacyPack().person.table)![1]
    const set = erase.how === 'empty' ? erase.set : {}
    expect(Object.keys(set)).toEqual(expect.arrayContaining([...personal, ...secret]))
    for (const [table, held] of holdings()) {
      if (held.erase.how !== 'empty') continue
      for (const [column, value] of Object.entries(held.erase.set)) {
        const { notNull } = columns.get(table)!.find(({ name }) => name === column)!
        expect([table, column, value === 'null' && notNull]).toEqual([table, column, false])
      }
    }
  })

  test('says of everything that stays why, with the law that it rests on and how sure we are', () => {
    const kept = holdings().filter(([, { erase }]) => erase.how === 'keep')
    expect(kept.length).toBeGreaterThan(5)
    for (const { source, certainty } of Object.values(privacyPack().statutes))
      expect([source.length > 3, ['P', 'M', 'W'].includes(certainty)]).toEqual([true, true])
  })
})
