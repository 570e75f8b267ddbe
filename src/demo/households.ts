/**
 * The invented homes of the demo: estates, buildings, entrances and flats, and the network that heats them, for the heating
 * stations of the company. Ratios as of a real group: 86 m² a household, about 700 households an exchange station, 1,170 an
 * estate (a service grid). Names say that they are samples; phones have 0000 in the middle.
 */
import type { NewHousehold, NewNode, NewPlace, NewRegister } from '#domains/service/register/service.ts'
import { givenNames, surnames } from './company.ts'
import { type Chance, chance } from './random.ts'

export interface DemoStation {
  readonly unitId: string
  readonly code: string
  /** 东一供热所 */
  readonly name: string
}

/** More would need phones that do not exist. */
export const mostHouseholds = 500_000
const perEstate = 1_170
const perExchangeStation = 700
const sources = [
  { code: 'R1', name: '第一热源厂' },
  { code: 'R2', name: '第二热源厂' },
] as const

/** One for each of the twenty stations, 示范小区 where the story has it; all further ones are numbered. */
const estateNames = [
  ...['样板家园', '演示新村', '虚拟花园', '样例里', '模型新城', '假想苑', '示意家园', '习题新村', '插图花园', '范文里'],
  ...['图样新城', '草图苑', '沙盘家园', '预演新村', '画中花园', '例句里', '示范小区', '样张新城', '模拟苑', '彩排家园'],
]
const numberedNames = ['示范', '样板', '演示', '模拟'] as const

const shapes = [
  { floors: 6, entrances: 3, flatsAFloor: 2 },
  { floors: 6, entrances: 4, flatsAFloor: 2 },
  { floors: 11, entrances: 2, flatsAFloor: 2 },
  { floors: 18, entrances: 2, flatsAFloor: 3 },
  { floors: 26, entrances: 1, flatsAFloor: 4 },
] as const
/** From here up the water of the low zone does not reach. */
const highZoneFrom = 12
/** Square metres of the usual flats: 86 on average. */
const usualAreas = [62, 74, 86, 98, 110] as const

/** `size` households, spread evenly over the stations, a register for each; the same for the same size. */
export function* demoRegisters(stations: readonly DemoStation[], size: number): Generator<NewRegister> {
  const roll = chance(20_261_015)
  let built = 0
  let numbered = 0
  for (const [s, station] of stations.entries()) {
    const places: NewPlace[] = []
    const nodes = s === 0 ? sources.map(({ code, name }) => node(code, null, 'source', name)) : []
    const households: NewHousehold[] = []
    const source = sources[Math.floor((s * sources.length) / stations.length)]!
    const network = networkOf(station, source.code, nodes)
    const share = partOf(size, stations.length, s)
    const estates = Math.max(1, Math.round(share / perEstate))
    for (let e = 0; e < estates; e += 1) {
      const known = e === 0 ? estateNames[s] : undefined
      if (known === undefined) numbered += 1
      const name = known ?? `${numberedNames[numbered % numberedNames.length]}第${numbered}小区`
      const key = `${station.code}-${e + 1}`
      places.push({ key, parent: null, kind: 'estate', name, stationUnitId: station.unitId })
      for (const home of homesOf({ key, name, station, size: partOf(share, estates, e) }, network, places, roll)) {
        const customerNo = numberOf(s + 1, 2) + numberOf(households.length + 1, 6)
        households.push({ ...home, customerNo, ...holderOf(built + households.length, roll) })
      }
    }
    built += households.length
    yield { places, nodes, households }
  }
}

/** The i-th of so many nearly equal parts. */
const partOf = (whole: number, parts: number, i: number): number =>
  Math.floor(((i + 1) * whole) / parts) - Math.floor((i * whole) / parts)
const numberOf = (n: number, digits: number): string => String(n).padStart(digits, '0')

function node(code: string, parent: string | null, kind: NewNode['kind'], name: string, unitId?: string): NewNode {
  return { code, parent, kind, name, stationUnitId: unitId ?? null }
}

type Zone = '低区' | '高区'
interface Network {
  /** The exchange station for the next building of so many households. */
  readonly connect: (households: number) => string
  /** The code of the riser of an entrance in one of the zones of an exchange station. */
  readonly riser: (exchangeStation: string, zone: Zone, entrance: { key: string; name: string }) => string
}

/** The network of one station grows with what is connected to it. */
function networkOf(station: DemoStation, source: string, nodes: NewNode[]): Network {
  const short = station.name.replace('供热所', '')
  const branch = `${source}-${station.code}`
  nodes.push(node(branch, source, 'branch', `${short}支线`))
  const made = new Set<string>()
  const once = (one: NewNode): string => {
    if (!made.has(one.code)) nodes.push(one)
    made.add(one.code)
    return one.code
  }
  let stations = 0
  let room = 0
  return {
    connect: (households) => {
      if (room <= 0) {
        stations += 1
        room = perExchangeStation
      }
      room -= households
      const code = `${branch}-${numberOf(stations, 2)}`
      return once(node(code, branch, 'exchange_station', `${short}${stations}号换热站`, station.unitId))
    },
    riser: (exchangeStation, zone, entrance) => {
      const mark = zone === '高区' ? 'G' : 'D'
      const unit = once(node(`${exchangeStation}${mark}`, exchangeStation, 'zone', `${zone}机组`))
      return once(node(`${unit}-${entrance.key}`, unit, 'riser', `${entrance.name}${zone}立管`))
    },
  }
}

interface Estate {
  readonly key: string
  readonly name: string
  readonly station: DemoStation
  readonly size: number
}
type Home = Omit<NewHousehold, 'customerNo' | 'holder' | 'phone'>

/** Builds house after house, entrance by entrance and floor by floor, until the estate has its size. */
function* homesOf(estate: Estate, network: Network, places: NewPlace[], roll: Chance): Generator<Home> {
  const { unitId } = estate.station
  let left = estate.size
  for (let b = 1; left > 0; b += 1) {
    const { floors, entrances, flatsAFloor } = roll.pick(shapes)
    const building = `${estate.key}-${b}`
    places.push({ key: building, parent: estate.key, kind: 'building', name: `${b}号楼`, stationUnitId: unitId })
    const exchangeStation = network.connect(Math.min(left, floors * entrances * flatsAFloor))
    const areas = Array.from({ length: flatsAFloor }, () => roll.pick(usualAreas) + (roll.below(401) - 200) / 100)
    for (let e = 1; e <= entrances && left > 0; e += 1) {
      const entrance = { key: `${building}-${e}`, name: `${estate.name}${b}号楼${e}单元` }
      places.push({ key: entrance.key, parent: building, kind: 'entrance', name: `${e}单元`, stationUnitId: null })
      const risers: Partial<Record<Zone, string>> = {}
      for (let n = 0; n < floors * flatsAFloor && left > 0; n += 1) {
        const floor = Math.floor(n / flatsAFloor) + 1
        const zone = floor < highZoneFrom ? '低区' : '高区'
        risers[zone] ??= network.riser(exchangeStation, zone, entrance)
        yield {
          place: entrance.key,
          flat: `${floor}${numberOf((n % flatsAFloor) + 1, 2)}`,
          floor,
          node: risers[zone],
          stationUnitId: unitId,
          heatedArea: areas[n % flatsAFloor]!,
        }
        left -= 1
      }
    }
  }
}

/** One flat in a hundred is not sold yet, three have no phone. The n-th phone is no other's, and none of an employee. */
function holderOf(n: number, roll: Chance): Pick<NewHousehold, 'holder' | 'phone'> {
  const turn = roll.below(100)
  if (turn === 0) return { holder: null, phone: null }
  const holder = `${roll.pick(surnames)}${roll.pick(givenNames)}`
  const phone = `1${31 + Math.floor(n / 10_000)}0000${numberOf((n * 7_919) % 10_000, 4)}`
  return { holder, phone: turn <= 3 ? null : phone }
}
