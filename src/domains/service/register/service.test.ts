import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '#platform/id.ts'
import { aUnit } from '../../../../test/world/people.ts'
import { openWorld, type World } from '../../../../test/world/world.ts'
import { enter, type NewHousehold, type NewRegister } from './service.ts'

let world: World
let station: string

beforeAll(async () => {
  world = await openWorld()
  station = (await aUnit(world.db, { name: '东一所' })).id
})
afterAll(() => world.close())

let turn = 0
/** A register with one home in a building without entrances, on a zone without known risers. */
function aRegister(home: Partial<NewHousehold> = {}): NewRegister {
  turn += 1
  const plain = { stationUnitId: null }
  return {
    places: [
      { key: 'e', parent: null, kind: 'estate', name: `样例${turn}里`, ...plain },
      { key: 'b', parent: 'e', kind: 'building', name: '1号楼', stationUnitId: station },
    ],
    nodes: [
      { code: `s${turn}`, parent: null, kind: 'source', name: '热源厂', ...plain },
      { code: `x${turn}`, parent: `s${turn}`, kind: 'exchange_station', name: '换热站', stationUnitId: station },
    ],
    households: [
      {
        customerNo: `no ${turn}-1`,
        place: 'b',
        flat: '101',
        floor: null,
        node: `x${turn}`,
        stationUnitId: station,
        heatedArea: 72.5,
        holder: '张守暖',
        phone: '（0431）8000-1234',
        ...home,
      },
    ],
  }
}

const counted = async () => ({
  places: (await world.db.selectFrom('service_place').select('id').execute()).length,
  nodes: (await world.db.selectFrom('service_node').select('id').execute()).length,
  households: (await world.db.selectFrom('service_household').select('id').execute()).length,
})

describe('a register', () => {
  test('is entered whole, each place and node with its way from the root, and that it was is written down', async () => {
    await enter(world.ctxOfNobody(), [aRegister({ customerNo: 'bc-００１' })])
    const row = await world.db
      .selectFrom('service_household as h')
      .innerJoin('service_place as p', 'p.id', 'h.place_id')
      .innerJoin('service_node as n', 'n.id', 'h.node_id')
      .select([
        'h.customer_no',
        'h.heated_area',
        'h.terms',
        'p.path as place',
        'n.path as node',
        'p.id',
        'n.id as nodeId',
      ])
      .executeTakeFirstOrThrow()
    expect(row).toMatchObject({ customer_no: 'BC001', heated_area: '72.50' })
    expect(row.place).toHaveLength(2)
    expect([row.place.at(-1), row.node.at(-1)]).toEqual([row.id, row.nodeId])
    expect(row.terms).toContain(`'户101'`)
    const acts = await world.db.selectFrom('platform_audit_entry').select('act').execute()
    expect(acts).toEqual([{ act: 'service.register_entered' }])
  })

  test('is entered whole or not at all', async () => {
    const before = await counted()
    const wrong: [Partial<NewHousehold>, RegExp][] = [
      [{ place: 'nowhere' }, /has no nowhere/],
      [{ node: 'nothing' }, /has no nothing/],
      [{ phone: '12' }, /not a phone/],
      [{ heatedArea: 0 }, /heated_area_is_something/],
      [{ customerNo: 'BC 001' }, /customer_no_key/],
    ]
    for (const [home, why] of wrong) await expect(enter(world.ctxOfNobody(), [aRegister(home)])).rejects.toThrow(why)
    const orphan = aRegister()
    const upsideDown = { ...orphan, places: orphan.places.toReversed() }
    await expect(enter(world.ctxOfNobody(), [upsideDown])).rejects.toThrow(/has no e/)
    expect(await counted()).toEqual(before)
  })

  test('may hang on one before it, and tells how far it is', async () => {
    const register = aRegister()
    const home = register.households[0]!
    const many = Array.from({ length: 5_001 }, (_, i) => ({ ...home, customerNo: `88${i + 100_000}`, flat: `${i}` }))
    const more = { places: [], nodes: [], households: [{ ...home, customerNo: '88999999', flat: '99999' }] }
    const told: number[] = []
    await enter(world.ctxOfNobody(), [{ ...register, households: many }, more], (done) => told.push(done))
    expect(told).toEqual([5_000, 5_002])
  })
})

describe('the database refuses', () => {
  test.each([
    ['an estate below another place', 'estate', true, 'estates_and_only_they_stand_alone'],
    ['an entrance that stands alone', 'entrance', false, 'estates_and_only_they_stand_alone'],
    ['a building without a station', 'building', true, 'a_building_belongs_to_a_station'],
  ] as const)('%s', async (_, kind, isBelow, constraint) => {
    const above = await world.db.selectFrom('service_place').select(['id', 'path']).executeTakeFirstOrThrow()
    const id = newId()
    const line = isBelow ? { parent_id: above.id, path: [...above.path, id] } : { path: [id] }
    const insert = world.db.insertInto('service_place').values({ id, kind, name: '某处', ...line })
    await expect(insert.execute()).rejects.toThrow(constraint)
  })

  test('two estates of one name, which nobody could tell apart', async () => {
    const register = aRegister()
    const twice = { ...register, places: [...register.places, { ...register.places[0]!, key: 'again' }] }
    await expect(enter(world.ctxOfNobody(), [twice])).rejects.toThrow('named_once_among_its_siblings')
  })
})
