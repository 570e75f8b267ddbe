/** Choosing where a home is: from the estate down, or by its customer number, which tells a stranger nothing. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aUnit } from '../../../../test/world/people.ts'
import { openWorld, type World } from '../../../../test/world/world.ts'
import { anEstate } from '../factory.ts'
import { listPlaces, recogniseHome } from './contract.ts'

let world: World
let estate: string
let building: string
let entrance: string

beforeAll(async () => {
  world = await openWorld()
  const station = await aUnit(world.db, { name: '东一所' })
  await anEstate(world.ctxOfNobody(), { stationUnitId: station.id, name: '示范小区' }, [
    { customerNo: '01000001', flat: '501', phone: '138 0000 4321' },
    { customerNo: '01000002', flat: '502', phone: null },
  ])
  estate = await placeNamed('示范小区')
  building = await placeNamed('3号楼')
  entrance = await placeNamed('2单元')
})
afterAll(() => world.close())

const placeNamed = async (name: string) =>
  (await world.db.selectFrom('service_place').select('id').where('name', '=', name).executeTakeFirstOrThrow()).id

describe('where a home is', () => {
  test('is chosen from the estate down, 2号楼 before 10号楼', async () => {
    const { places } = await world.call(listPlaces, { q: '示范' })
    expect(places).toEqual([{ id: estate, name: '示范小区', kind: 'estate', divided: true }])
    expect((await world.call(listPlaces, { under: estate })).places).toMatchObject([{ name: '3号楼', divided: true }])
    expect((await world.call(listPlaces, { under: building })).places).toMatchObject([
      { name: '2单元', divided: false },
    ])
    expect((await world.call(listPlaces, { q: "' or 1=1 --" })).places).toEqual([])
  })

  test('is told to whoever knows the customer number and the end of its phone', async () => {
    expect(await world.call(recogniseHome, { customerNo: '01000001', phoneEnd: '4321' })).toEqual({
      placeId: entrance,
      address: '示范小区3号楼2单元501',
      flat: '501',
    })
  })

  test('is refused alike for a wrong number, wrong digits and a home without a phone, and tries are limited', async () => {
    const guess = (customerNo: string, phoneEnd = '0000') => world.call(recogniseHome, { customerNo, phoneEnd })
    const said = new Set<string>()
    for (const customerNo of ['99999999', '01000002', '01000001'])
      await guess(customerNo).catch((error) => said.add(`${error.status} ${error.message}`))
    expect(said.size).toBe(1)
    for (let n = 0; n < 4; n += 1) await guess('01000001').catch(() => undefined)
    await expect(guess('01000001', '4321')).rejects.toMatchObject({ status: 429, code: 'service.too_many' })
  })
})
