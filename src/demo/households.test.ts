import { describe, expect, test } from 'vitest'
import { demoCompany } from './company.ts'
import { demoRegisters } from './households.ts'

const stations = demoCompany()
  .units.filter(({ kind }) => kind === '供热所')
  .map(({ code, name }) => ({ unitId: code, code, name }))
/** All of them as one. */
function demoRegister(size: number) {
  const all = [...demoRegisters(stations, size)]
  return {
    places: all.flatMap(({ places }) => places),
    nodes: all.flatMap(({ nodes }) => nodes),
    households: all.flatMap(({ households }) => households),
  }
}
const small = demoRegister(3_000)

test('the first demo has 3,000 homes over the twenty stations, the same every time', () => {
  expect(stations).toHaveLength(20)
  expect(small.households).toHaveLength(3_000)
  expect(new Set(small.households.map(({ stationUnitId }) => stationUnitId)).size).toBe(20)
  expect(demoRegister(3_000)).toEqual(small)
})

test('the estate of the story stands where the story has it, with the building whose manhole cover is loose', () => {
  const estate = small.places.find(({ name }) => name === '示范小区')!
  expect(estate.stationUnitId).toBe('D4S2')
  expect(small.places.filter(({ parent }) => parent === estate.key).map(({ name }) => name)).toContain('3号楼')
})

describe.each([3_000, 40_000])('a register of %i homes', (size) => {
  const { places, nodes, households } = demoRegister(size)
  const kindOf = new Map(places.map(({ key, kind }) => [key, kind]))
  const nodeOf = new Map(nodes.map((node) => [node.code, node]))

  test('has each place, node, customer number, flat and phone once, parents first', () => {
    const all = (list: readonly (string | null)[]) => list.filter((one) => one !== null)
    for (const keys of [
      places.map(({ key }) => key),
      places.map(({ parent, name }) => `${parent} ${name}`),
      nodes.map(({ code }) => code),
      households.map(({ customerNo }) => customerNo),
      households.map(({ place, flat }) => `${place} ${flat}`),
      all(households.map(({ phone }) => phone)),
    ])
      expect(new Set(keys).size).toBe(keys.length)
    for (const [keys, list] of [
      [places.map(({ key }) => key), places],
      [nodes.map(({ code }) => code), nodes],
    ] as const) {
      const order = new Map(keys.map((key, i) => [key, i]))
      for (const [i, { parent }] of list.entries()) if (parent !== null) expect(order.get(parent)).toBeLessThan(i)
    }
  })

  test('hangs each home on an entrance and a riser of its own station', () => {
    for (const { place, node, stationUnitId } of households) {
      expect(kindOf.get(place)).toBe('entrance')
      const line = ['riser', 'zone', 'exchange_station', 'branch', 'source']
      let at = nodeOf.get(node)
      for (const kind of line) {
        expect(at?.kind).toBe(kind)
        if (kind === 'exchange_station') expect(at?.stationUnitId).toBe(stationUnitId)
        at = nodeOf.get(at?.parent ?? '')
      }
    }
  })

  test('has homes of 86 m² on average, and phones with 0000 in the middle, none of an employee', () => {
    const mean = households.reduce((sum, { heatedArea }) => sum + heatedArea, 0) / size
    expect(mean).toBeGreaterThan(84)
    expect(mean).toBeLessThan(88)
    for (const { phone } of households) expect(phone ?? '13100000000').toMatch(/^1(3[1-9]|[4-9]\d)0000\d{4}$/)
  })
})

test('a whole company has about 25 exchange stations a heating station and 15 estates', () => {
  const { places, nodes } = demoRegister(350_000)
  const exchangeStations = nodes.filter(({ kind }) => kind === 'exchange_station').length / stations.length
  const estates = places.filter(({ kind }) => kind === 'estate').length / stations.length
  expect([Math.round(exchangeStations), Math.round(estates)]).toEqual([24, 15])
})
