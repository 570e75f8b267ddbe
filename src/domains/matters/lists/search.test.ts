/** The board's search over more matters than it looks at one by one: each page is what reading every row would give. */
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Actor } from '#platform/access.ts'
import { searchTerms } from '#platform/search.ts'
import { type Loop, openLoop } from '../../../../test/world/loop.ts'
import { openWorld, type World } from '../../../../test/world/world.ts'
import type { MatterState } from '../contract.ts'
import { unitBoard } from './service.ts'

let world: World
let loop: Loop

const day = 86_400_000
const many = 3_000
/** About one a day, so that the windows of a search hold one, a hundred, four hundred, and the rest. */
const textOf = (n: number): string =>
  [
    `第${n}条：换热站的阀门漏水，希望更换。`,
    n % 4 === 0 ? '暖气不热。' : '',
    n % 20 === 0 ? '泵房太吵。' : '',
    n % 149 === 0 ? '除污器旁有白蚁。' : '',
    n % 1_000 === 7 ? '管径 DN300，琉璃瓦碎了。' : '',
    n > 900 && n < 1_000 ? '沥青味道很重。' : '',
  ].join('')

function idOf(n: number): string {
  const millis = world.now().getTime() - (many - n) * day
  const time = millis.toString(16).padStart(12, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-${n.toString(16).padStart(12, '0')}`
}

beforeAll(async () => {
  world = await openWorld()
  loop = await openLoop(world)
  const { station, lead, far } = loop.units
  const rows = Array.from({ length: many }, (_, n) => {
    const text = textOf(n)
    const state = n % 50 === 0 ? 'declined' : 'settled'
    return {
      id: idOf(n),
      number: `JY-2019-${String(n + 1).padStart(6, '0')}`,
      text,
      state,
      unit: [station.id, lead.id, far.id][n % 3],
      terms: searchTerms(text),
      visibility: n % 7 === 0 ? 'handlers' : 'company',
    }
  })
  await sql`
    insert into matters_matter (id, number, kind, title, text, visibility, state, raiser_id, raised_unit_id, raised_at, desk_unit_id,
                                verdict, terms, state_since)
    select id, number, 'suggestion', '旧事', text, visibility, state, ${loop.people.raiser.personId}::uuid, unit, now(), unit,
           'solved', array_to_tsvector(terms), now()
      from json_to_recordset(${JSON.stringify(rows)}::json)
        as m(id uuid, number text, text text, visibility text, state text, unit uuid, terms text[])`.execute(world.db)
  await sql`
    insert into matters_tally (unit_id, state, n)
    select at_unit_id, state, count(*) from matters_matter where state <> 'received' group by 1, 2`.execute(world.db)
})
afterAll(() => world.close())

const queries = [
  '希望',
  '暖气',
  '泵房',
  '白蚁',
  '琉璃瓦',
  'dn300',
  '沥青',
  '珐琅',
  '吵',
  '琉',
  '白蚁 暖气',
  '换热站的阀门',
  'dn',
]

/** Every matter that the words stand in, by reading all, newest first. */
async function scanned(
  q: string,
  unitIds: readonly string[],
  states: readonly MatterState[] | null,
): Promise<string[]> {
  const words = q.split(' ').map((word) => `%${word}%`)
  const { rows } = await sql<{ id: string }>`
    select id from matters_matter
     where (title || ' ' || text) ilike all (${words}::text[])
       and at_unit_id = any(${unitIds}::uuid[]) and (${states === null} or state = any(${states ?? []}::text[]))
     order by id desc`.execute(world.db)
  return rows.map(({ id }) => id)
}

/** All pages one after the other. */
async function searched(who: Actor, q: string, state?: MatterState[]): Promise<string[]> {
  const ctx = await world.ctxFor(who)
  const ids: string[] = []
  for (let after: string | undefined; ; ) {
    const { rows, next } = await unitBoard(ctx, {
      q,
      ...(state === undefined ? {} : { state }),
      ...(after === undefined ? {} : { after }),
    })
    expect(rows.length).toBeLessThanOrEqual(50)
    ids.push(...rows.map(({ id }) => id))
    if (next === null) return ids
    after = next
  }
}

describe.each(queries)('a search for %j', (q) => {
  test('finds in a district all that reading every row finds, page by page and newest first', async () => {
    const { district, station, lead, assisting } = loop.units
    const units = [district.id, station.id, lead.id, assisting.id]
    expect(await searched(loop.people.superior, q)).toEqual(await scanned(q, units, null))
  })

  test('finds the same in one station, and among what was declined', async () => {
    expect(await searched(loop.people.stranger, q)).toEqual(await scanned(q, [loop.units.far.id], null))
    expect(await searched(loop.people.stranger, q, ['declined'])).toEqual(
      await scanned(q, [loop.units.far.id], ['declined']),
    )
  })
})

test('what everybody says and what hardly anybody says are both found', async () => {
  const units = [loop.units.far.id]
  const found = await Promise.all(['希望', '暖气', '白蚁', '琉璃瓦', '珐琅'].map((q) => scanned(q, units, null)))
  expect(found.map((ids) => Math.sign(ids.length))).toEqual([1, 1, 1, 1, 0])
})
