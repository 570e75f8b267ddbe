import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aPerson, aUnit } from '../../../test/world/people.ts'
import { openWorld, type World } from '../../../test/world/world.ts'
import { keepFile } from '../files/files.ts'
import { newId } from '../id.ts'
import { keepHouse, referenced } from './housekeeping.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

const aFile = async (words: string): Promise<string> => {
  const bytes = Buffer.from(words)
  return (await keepFile(world.db, { bytes, mediaType: 'text/plain', name: null, uploaderId: null, now: world.now() }))
    .id
}

test('sessions that have ended, and replies that nobody asks for again, go; live ones stay', async () => {
  const { personId } = await aPerson(world.db, { unit: await aUnit(world.db) })
  const once = { person_id: personId, route: 'x', input_hash: 'x', at: world.now() }
  await world.db
    .insertInto('platform_once')
    .values({ ...once, key: newId() })
    .execute()
  await world.signIn(personId)
  world.pass({ days: 2 })
  await world.signIn(personId)
  await keepHouse(world.db, world.now())
  const count = async (table: 'platform_session' | 'platform_once') =>
    (await world.db.selectFrom(table).select('person_id').where('person_id', '=', personId).execute()).length
  expect([await count('platform_session'), await count('platform_once')]).toEqual([1, 1])
  world.pass({ days: 31 })
  await keepHouse(world.db, world.now())
  expect([await count('platform_session'), await count('platform_once')]).toEqual([0, 0])
})

test('a file on which some table hangs stays, whatever table that is', async () => {
  const [kept, lost] = [await aFile('kept'), await aFile('lost')]
  const client = new pg.Client({ connectionString: world.ownerUrl })
  await client.connect()
  await client.query(`
    set search_path to main;
    create table test_album (photo_id uuid references platform_file (id));
    grant select on test_album to nuanqiao_app`)
  await client.query('insert into test_album values ($1)', [kept])
  await client.end()

  expect(await referenced(world.db, [kept, lost])).toEqual(new Set([kept]))
  world.pass({ days: 2 })
  await keepHouse(world.db, world.now())
  const { rows } = await sql<{ id: string }>`select id from platform_file where id in (${kept}, ${lost})`.execute(
    world.db,
  )
  expect(rows).toEqual([{ id: kept }])
})
