/** What has served its time goes at night, table by table, and nothing a day before. */

import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aPerson, aUnit, type TestUnit } from '../../../test/world/people.ts'
import { openWorld, type World } from '../../../test/world/world.ts'
import { keepFile } from '../files/files.ts'
import { firstIdAt, newId } from '../id.ts'
import { holdings } from './pack.ts'
import { purge } from './purge.ts'

const day = 86_400_000
let world: World
let unit: TestUnit
beforeAll(async () => {
  world = await openWorld()
  unit = await aUnit(world.db)
})
afterAll(() => world.close())

const someone = async (): Promise<string> => (await aPerson(world.db, { unit })).personId
const hash = () => Buffer.from(newId().replaceAll('-', '').repeat(2), 'hex')
const ago = (days: number) => new Date(world.now().getTime() - days * day)

/** For each rule: makes one row whose time ran out so many days ago (negative: not yet). Returns how to find what is left of it. */
type Make = (daysOver: number) => Promise<{ table: string; column?: string; id: string; by?: string }>
const left = async (days: number): Promise<string> => {
  const id = await someone()
  const on = ago(days).toISOString().slice(0, 10)
  await world.db.updateTable('org_person').set({ left_on: on }).where('id', '=', id).execute()
  return id
}
const session = async (personId: string, more: object): Promise<string> => {
  const id = newId()
  const far = ago(-1_000)
  await world.db
    .insertInto('platform_session')
    .values({
      ...{ id, token_hash: hash(), person_id: personId, kind: 'normal', agent: 'x', started_at: ago(400) },
      ...{ idle_minutes: 1, idle_until: far, expires_at: far, ...more },
    })
    .execute()
  return id
}
const account = async (days: number): Promise<string> => {
  const id = await left(days)
  await world.db.insertInto('platform_account').values({ person_id: id }).execute()
  return id
}
const loss = async (personId: string, until: Date): Promise<string> => {
  const id = newId()
  const row = { id, person_id: personId, asked_by: await someone(), asked_at: until, until }
  await world.db.insertInto('platform_second_factor_loss').values(row).execute()
  return id
}
const roster = async (created: Date, preview: Buffer | null): Promise<string> => {
  const id = newId()
  await world.db
    .insertInto('org_roster_import')
    .values({
      ...{ id, by_person: null, file_name: 'a.csv', file_sha256: hash(), absent_leave: false, state: 'checked' },
      ...{ counts: '{}', preview_sealed: preview, total_rows: 1, created_at: created },
    })
    .execute()
  return id
}
const homeId = async (): Promise<string> => {
  const [place, node, home] = [newId(), newId(), newId()]
  await sql`insert into service_place (id, kind, name, path) values (${place}, 'estate', ${place}, array[${place}::uuid])`.execute(
    world.db,
  )
  await sql`insert into service_node (id, kind, code, name, path) values (${node}, 'source', ${node}, 'x', array[${node}::uuid])`.execute(
    world.db,
  )
  await sql`insert into service_household (id, place_id, node_id, station_unit_id, customer_no, flat, heated_area, terms)
            values (${home}, ${place}, ${node}, ${unit.id}, ${home}, '1', 50, ''::tsvector)`.execute(world.db)
  return home
}

const makers: Readonly<Record<string, Make>> = {
  'org_person erase left_on': async (over) => ({
    table: 'privacy_erasure',
    id: await left(1095 + over),
    by: 'person_id',
  }),
  'channels_notice older at': async (over) => {
    const [id, at] = [newId(), ago(90 + over)]
    const row = { id, person_id: await someone(), relation: 'digest', act: 'digest', at, deliver_at: at } as const
    await world.db.insertInto('channels_notice').values(row).execute()
    return { table: 'channels_notice', id }
  },
  'org_saved_view older deleted_at': async (over) => {
    const row = { id: newId(), person_id: await someone(), list: 'board', name: 'x', query: '' } as const
    const [made_at, deleted_at] = [ago(9), ago(1 + over)]
    await world.db
      .insertInto('org_saved_view')
      .values({ ...row, made_at, deleted_at })
      .execute()
    return { table: 'org_saved_view', id: row.id }
  },
  'org_phone_shown function at': async (over) => {
    const row = {
      id: newId(),
      person_id: await someone(),
      by_person: await someone(),
      reason: 'x',
      at: ago(183 + over),
    }
    await world.db.insertInto('org_phone_shown').values(row).execute()
    return { table: 'org_phone_shown', id: row.id }
  },
  'service_contact_shown function at': async (over) => {
    const row = {
      id: newId(),
      household_id: await homeId(),
      by_person: await someone(),
      reason: 'x',
      at: ago(183 + over),
    }
    await world.db.insertInto('service_contact_shown').values(row).execute()
    return { table: 'service_contact_shown', id: row.id }
  },
  'org_roster_import empty created_at': async (over) => ({
    table: 'org_roster_import',
    column: 'preview_sealed',
    id: await roster(ago(1 + over), Buffer.from('x')),
  }),
  'org_roster_import older created_at': async (over) => ({
    table: 'org_roster_import',
    id: await roster(ago(365 + over), null),
  }),
  'platform_recovery_code left': async (over) => {
    const id = await account(90 + over)
    await world.db.insertInto('platform_recovery_code').values({ person_id: id, code_hash: hash() }).execute()
    return { table: 'platform_recovery_code', id, by: 'person_id' }
  },
  'platform_second_factor_loss older until': async (over) => ({
    table: 'platform_second_factor_loss',
    id: await loss(await account(-9), ago(183 + over)),
  }),
  'platform_second_factor_loss left': async (over) => ({
    table: 'platform_second_factor_loss',
    id: await loss(await account(90 + over), ago(-9)),
  }),
  'platform_account left': async (over) => ({
    table: 'platform_account',
    id: await account(90 + over),
    by: 'person_id',
  }),
  'platform_device older until': async (over) => {
    const row = { id: newId(), person_id: await someone(), secret_hash: hash(), until: ago(over) }
    await world.db.insertInto('platform_device').values(row).execute()
    return { table: 'platform_device', id: row.id }
  },
  'platform_device left': async (over) => {
    const row = { id: newId(), person_id: await left(90 + over), secret_hash: hash(), until: ago(-999) }
    await world.db.insertInto('platform_device').values(row).execute()
    return { table: 'platform_device', id: row.id }
  },
  'platform_session older expires_at': async (over) => ({
    table: 'platform_session',
    id: await session(await someone(), { expires_at: ago(1 + over) }),
  }),
  'platform_session older ended_at': async (over) => ({
    table: 'platform_session',
    id: await session(await someone(), { ended_at: ago(1 + over) }),
  }),
  'platform_session left': async (over) => ({
    table: 'platform_session',
    id: await session(await left(90 + over), {}),
  }),
  'platform_kiosk older ended_at': async (over) => {
    const row = {
      id: newId(),
      name: 'x',
      unit_id: unit.id,
      made_by: await someone(),
      made_at: ago(900),
      code_until: ago(900),
    }
    await world.db
      .insertInto('platform_kiosk')
      .values({ ...row, ended_at: ago(365 + over) })
      .execute()
    return { table: 'platform_kiosk', id: row.id }
  },
  'platform_limit limits since': async (over) => {
    const row = { name: newId(), n: 1, since: ago(1 + over) }
    await world.db.insertInto('platform_limit').values(row).execute()
    return { table: 'platform_limit', id: row.name, by: 'name' }
  },
  'service_report_count older at': async (over) => {
    const row = { id: newId(), print: Buffer.alloc(12), at: ago(1 + over) }
    await world.db.insertInto('service_report_count').values(row).execute()
    return { table: 'service_report_count', id: row.id }
  },
  'platform_once older at': async (over) => {
    const row = { person_id: await someone(), key: newId(), route: 'x', input_hash: 'x', at: ago(30 + over) }
    await world.db.insertInto('platform_once').values(row).execute()
    return { table: 'platform_once', id: row.key, by: 'key' }
  },
  'platform_outbox older id': async (over) => {
    const id = firstIdAt(ago(30 + over)).slice(0, 24) + newId().slice(24)
    await world.db
      .insertInto('platform_outbox')
      .values({ id, act: 'x', subject_kind: 'x', subject_id: id, tell: '{}' })
      .execute()
    return { table: 'platform_outbox', id }
  },
  'platform_file files at': async (over) => {
    const bytes = Buffer.from(newId())
    const file = { bytes, mediaType: 'text/plain', name: null, uploaderId: null, now: ago(1 + over) }
    return { table: 'platform_file', id: (await keepFile(world.db, file)).id }
  },
  'privacy_request empty at': async (over) => {
    const [id, matter, raiser] = [newId(), newId(), await someone()]
    await sql`insert into matters_matter (id, number, kind, title, text, visibility, state, raiser_id, raised_unit_id, raised_at,
                desk_unit_id, due_at, act_by, terms, state_since)
              values (${matter}, ${matter}, 'privacy', 'x', 'x', 'handlers', 'received', ${raiser}, ${unit.id}, now(),
                ${unit.id}, now(), now(), ''::tsvector, now())`.execute(world.db)
    const row = {
      id,
      matter_id: matter,
      person_id: raiser,
      desk_unit_id: unit.id,
      what: 'correction' as const,
      about: 'staff',
      by_desk: false,
    }
    await world.db
      .insertInto('privacy_request')
      .values({ ...row, words_sealed: Buffer.from('x'), at: ago(1095 + over) })
      .execute()
    return { table: 'privacy_request', column: 'words_sealed', id }
  },
}

/** Whether the row, or the value in its column, is still there. */
async function isThere({ table, column, id, by = 'id' }: Awaited<ReturnType<Make>>): Promise<boolean> {
  const { rows } = await sql<{ there: boolean }>`
    select ${column === undefined ? sql`true` : sql`${sql.ref(column)} is not null`} as there
      from ${sql.table(table)} where ${sql.ref(by)}::text = ${id}`.execute(world.db)
  return rows[0]?.there ?? false
}

test('each rule of the pack has a row below that shows it', () => {
  const inPack = holdings().flatMap(([table, { purge: list }]) =>
    list.map((rule) => `${table} ${rule.how}${'column' in rule ? ` ${rule.column}` : ''}`),
  )
  expect(Object.keys(makers).sort()).toEqual(inPack.sort())
})

describe('a night', () => {
  test.each(Object.entries(makers))('%s: what is over goes, what has a day left stays', async (name, make) => {
    const [over, not] = [await make(1), await make(-1)]
    const counts = await purge(world.ctxOfNobody())
    // whoever left long ago is put on the list of the erased; everything else goes
    const gone = name.startsWith('org_person') ? await isThere(over) : !(await isThere(over))
    const kept = name.startsWith('org_person') ? !(await isThere(not)) : await isThere(not)
    expect({ gone, kept, counted: Object.keys(counts).length > 0 }).toEqual({ gone: true, kept: true, counted: true })
  })

  test('is recorded as counts alone, and a second one finds nothing', async () => {
    await makers['platform_kiosk older ended_at']!(5)
    await purge(world.ctxOfNobody())
    const entries = () =>
      world.db.selectFrom('platform_audit_entry').selectAll().where('act', '=', 'privacy.purged').execute()
    const before = await entries()
    expect(before.at(-1)).toMatchObject({ actor_id: null, subject_kind: 'purge' })
    expect(await purge(world.ctxOfNobody())).toEqual({})
    expect(await entries()).toEqual(before)
  })

  test('takes more than one batch', async () => {
    const at = ago(400)
    await sql`insert into platform_once (person_id, key, route, input_hash, at)
              select ${newId()}::uuid, gen_random_uuid(), 'x', 'x', ${at}::timestamptz from generate_series(1, 4500)`.execute(
      world.db,
    )
    expect((await purge(world.ctxOfNobody())).platform_once).toBe(4500)
  })
})

test('the program cannot take a young entry out of the log of phones shown, whatever it asks for', async () => {
  const row = { id: newId(), person_id: await someone(), by_person: await someone(), reason: 'x', at: ago(1) }
  await world.db.insertInto('org_phone_shown').values(row).execute()
  await sql`select privacy_purge_phone_shown('2999-01-01', 1000)`.execute(world.db)
  expect(await isThere({ table: 'org_phone_shown', id: row.id })).toBe(true)
  await expect(world.db.deleteFrom('org_phone_shown').where('id', '=', row.id).execute()).rejects.toThrow('permission')
})
