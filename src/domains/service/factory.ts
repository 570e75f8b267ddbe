/** Homes for tests: one estate with its network under a station, entered as an import would enter them. */
import type { Ctx } from '#platform/ctx.ts'
import { enter, type NewHousehold, type NewRegister } from './register/service.ts'

let made = 0

interface EstateSpec {
  readonly stationUnitId: string
  /** Unique among all; the network's codes are made of it. */
  readonly name: string
}

/** An estate of one building with one entrance, on one riser, with the homes given. Resolves to their ids, in order. */
export async function anEstate(
  ctx: Ctx,
  { stationUnitId, name }: EstateSpec,
  homes: readonly Partial<NewHousehold>[],
): Promise<string[]> {
  const plain = { stationUnitId: null }
  const households = homes.map((home, i): NewHousehold => {
    made += 1
    return {
      customerNo: `77${String(made).padStart(6, '0')}`,
      place: 'entrance',
      flat: String(101 + i),
      floor: 1,
      node: `${name}-riser`,
      stationUnitId,
      heatedArea: 86,
      holder: '张守暖',
      phone: null,
      ...home,
    }
  })
  const register = {
    places: [
      { key: 'estate', parent: null, kind: 'estate', name, stationUnitId },
      { key: 'building', parent: 'estate', kind: 'building', name: '3号楼', stationUnitId },
      { key: 'entrance', parent: 'building', kind: 'entrance', name: '2单元', ...plain },
    ],
    nodes: [
      { code: `${name}-source`, parent: null, kind: 'source', name: '第一热源厂', ...plain },
      { code: `${name}-branch`, parent: `${name}-source`, kind: 'branch', name: '东一支线', ...plain },
      { code: `${name}-station`, parent: `${name}-branch`, kind: 'exchange_station', name: '7号换热站', stationUnitId },
      { code: `${name}-zone`, parent: `${name}-station`, kind: 'zone', name: '低区机组', ...plain },
      { code: `${name}-riser`, parent: `${name}-zone`, kind: 'riser', name: '2单元立管', ...plain },
    ],
    households,
  } satisfies NewRegister
  await enter(ctx, [register])
  const rows = await ctx.db
    .selectFrom('service_household')
    .select(['id', 'customer_no'])
    .where(
      'customer_no',
      'in',
      households.map(({ customerNo }) => customerNo),
    )
    .execute()
  return households.map(({ customerNo }) => rows.find((row) => row.customer_no === customerNo)!.id)
}
