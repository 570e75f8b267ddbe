import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openWorld, type World } from '../../../test/world/world.ts'
import { keepFile } from '../files/files.ts'
import { renewKeys } from '../keys/data-keys.ts'
import { masterWrapper } from '../keys/wrapper.ts'
import { referenced } from '../privacy/referenced.ts'
import { housekeepingTask } from './housekeeping.ts'

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
  await housekeepingTask(world.ctxOfNobody(), {})
  const { rows } = await sql<{ id: string }>`select id from platform_file where id in (${kept}, ${lost})`.execute(
    world.db,
  )
  expect(rows).toEqual([{ id: kept }])
})

test('a renewal of keys that was interrupted is finished, and the keys before it go', async () => {
  await renewKeys(world.db, masterWrapper(Buffer.alloc(32, 7)), new Date(Date.now() - 2 * 86_400_000))
  await world.keys.refresh()
  world.setNow(new Date())
  await housekeepingTask(world.ctxOfNobody(), {})
  const sealing = await world.db
    .selectFrom('platform_key')
    .select('version')
    .where('purpose', 'like', 'seal/%')
    .execute()
  expect(new Set(sealing.map(({ version }) => version))).toEqual(new Set([2]))
})
